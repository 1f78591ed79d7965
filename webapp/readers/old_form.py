"""The filled-in old form, as text pasted or saved: its figures, words and dates, and what in it disagrees."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from webapp.domain.actions import Action
from webapp.domain.errors import Refusal
from webapp.domain.periods import Calendar
from webapp.domain.reconcile import Disagreement, StatedLine, reconcile
from webapp.domain.variance import Target
from webapp.readers.form_figures import ESTIMATED
from webapp.readers.form_labels import ACTION_FIELDS, TELLING, Field
from webapp.readers.form_lines import Entries, read_entries
from webapp.readers.form_performance import PerformanceLine, read_performance
from webapp.readers.form_targets import OldTarget, read_targets
from webapp.readers.form_words import one_line, rich, words
from webapp.readers.text import decode, without_nul


@dataclass(frozen=True, slots=True)
class OldForm:
    """What the form says, figures as written; ``unread`` is what was not, or not wholly, understood."""

    indicator_title: str
    strategic_director_lead: str
    departmental_lead: str
    unit: str  # "per 10,000", "%", "£", "" where none is stated
    targets: tuple[OldTarget, ...]
    performance: str  # the line of "Performance this Period" in its own words
    actual: Decimal | None
    stated_variance: Decimal | None  # its sign is that of +Target or -Target; 0 for "On target"
    stated_percent: Decimal | None  # of target, with the sign of the variance
    non_compliance_reason: str  # sanitised HTML
    actions: tuple[Action, ...]
    disagreements: tuple[Disagreement, ...]  # ``against`` is "" for a target without a period
    unread: tuple[str, ...]

    @property
    def actual_is_estimated(self) -> bool:
        """True where the performance line itself says so."""
        return ESTIMATED.search(self.performance) is not None


def read_form(data: bytes | str, calendar: Calendar) -> OldForm:
    """Read the form. Raises Refusal for a text that is not the form, or a file that is no text."""
    text = decode(data) if isinstance(data, bytes) else without_nul(data.removeprefix("\ufeff"))
    entries = read_entries(text)
    fields = {entry.field for entry in entries.found}
    if len(fields) < 2 or not fields & TELLING:
        raise Refusal(
            "This is not a performance action plan form: its lines do not begin with the form's labels, "
            f'such as "{Field.TITLE}", "{Field.TARGET}" and "{Field.PERFORMANCE}".'
        )
    rows = _sort(entries)
    targets = read_targets(words(rows.overview.get(Field.TARGET, "")), calendar)
    performance = words(rows.overview.get(Field.PERFORMANCE, ""))
    line = read_performance(performance)
    return OldForm(
        indicator_title=one_line(rows.overview.get(Field.TITLE, "")),
        strategic_director_lead=one_line(rows.overview.get(Field.DIRECTOR, "")),
        departmental_lead=one_line(rows.overview.get(Field.LEAD, "")),
        unit=line.unit or targets.unit,
        targets=targets.targets,
        performance=" ".join(performance.split()),
        actual=line.actual,
        stated_variance=line.variance,
        stated_percent=line.percent,
        non_compliance_reason=rich(rows.overview.get(Field.REASON, "")),
        actions=tuple(_action(row, calendar) for row in rows.actions),
        disagreements=_disagreements(line, targets.targets, calendar),
        unread=(
            *rows.unread,
            *(f"{Field.TARGET}: {part}" for part in targets.unread),
            *(f"{Field.PERFORMANCE}: {part}" for part in line.unread),
        ),
    )


@dataclass(frozen=True, slots=True)
class _Rows:
    overview: dict[Field, str]
    actions: tuple[dict[Field, str], ...]
    unread: tuple[str, ...]


def _sort(entries: Entries) -> _Rows:
    """Rows by label, actions in groups that begin with What; a label met again is unread."""
    overview: dict[Field, str] = {}
    actions: list[dict[Field, str]] = []
    unread = list(entries.unread)
    for entry in entries.found:
        if entry.field is Field.WHAT or (entry.field in ACTION_FIELDS and not actions):
            actions.append({})
        rows = actions[-1] if entry.field in ACTION_FIELDS else overview
        if not rows.get(entry.field):
            rows[entry.field] = entry.text
        elif entry.text:
            unread.append(entry.as_written)
    return _Rows(overview, tuple(row for row in actions if any(row.values())), tuple(unread))


def _action(row: dict[Field, str], calendar: Calendar) -> Action:
    what, how, who, when = (words(row.get(field, "")) for field in ACTION_FIELDS)
    return Action(what, how, who, when, calendar.read_due_date(when))


def _disagreements(
    line: PerformanceLine, targets: tuple[OldTarget, ...], calendar: Calendar
) -> tuple[Disagreement, ...]:
    """What the line states beside what its figures give, against the target it fits or comes nearest to."""
    stated = StatedLine(line.variance, line.percent)
    if line.actual is None or not targets or (line.variance is None and line.percent is None):
        return ()
    actual = line.actual
    found = [_reconciled(stated, actual, target, calendar) for target in targets]
    disagreeing = [each for each in found if each is not None]
    if len(disagreeing) < len(found):
        return ()
    return (min(disagreeing, key=_distance),)


def _reconciled(stated: StatedLine, actual: Decimal, target: OldTarget, calendar: Calendar) -> Disagreement | None:
    # Arithmetic needs no period, but a target has one: any stands in, and is taken away again.
    period = target.period or calendar.from_key("2000-01")
    dated = Target(period, target.value, target.lower, target.upper, target.estimated)
    found = reconcile(stated, actual, dated)
    return found if found is None or target.period else replace(found, against="")


def _distance(found: Disagreement) -> Decimal:
    """How far the stated figures lie from the computed ones; a percent only where no variance is stated."""
    if found.stated_variance is not None:
        return abs(found.stated_variance - found.computed_variance)
    if found.stated_percent is not None and found.computed_percent is not None:
        return abs(found.stated_percent - found.computed_percent)
    return Decimal("Infinity")
