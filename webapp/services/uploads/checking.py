"""The check of an uploaded file against what is stored: what it would change, or why it may not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from webapp.domain.periods import Period
from webapp.readers.figures_csv import Fault
from webapp.services.uploads.facts import ACTUAL, TARGET, Facts, KnownIndicator
from webapp.services.uploads.locating import Located, at


@dataclass(frozen=True, slots=True)
class FigureChange:
    """One actual or target as it is (None: not stored yet) and as the file wants it."""

    line: int
    kind: str
    indicator: KnownIndicator
    period: Period
    before: Mapping[str, Any] | None
    after: Mapping[str, Any]
    reason: str

    @property
    def is_new(self) -> bool:
        """Nothing was stored before."""
        return self.before is None


@dataclass(frozen=True, slots=True)
class Checked:
    """What saving would do, or the faults that forbid it."""

    changes: tuple[FigureChange, ...]
    unchanged: tuple[FigureChange, ...]
    faults: tuple[Fault, ...]


def decide(located: Iterable[Located], facts: Facts) -> Checked:
    """Compare each row with what is stored: new, changed or unchanged figures, and the faults among them."""
    changes: list[FigureChange] = []
    faults: list[Fault] = []
    unchanged: list[FigureChange] = []
    for each in located:
        wanted = list(_wanted(each, facts))
        faults += [fault for fault in wanted if isinstance(fault, Fault)]
        figures = [change for change in wanted if isinstance(change, FigureChange)]
        real = [change for change in figures if change.before != change.after]
        unchanged += [change for change in figures if change.before == change.after]
        changes += real
        opened = facts.periods.get(each.period.key)
        if real and opened is not None and opened.locked:
            faults.append(at(each.row, "period", f"{opened.lock_note}: reopen it before its figures change."))
    return Checked(tuple(changes), tuple(unchanged), tuple(faults))


def _wanted(each: Located, facts: Facts) -> Iterator[FigureChange | Fault]:
    """The actual and the target that a row is about, as they should be; a blank cell keeps what is stored."""
    row = each.row
    comment_is_of_actual = row.actual is not None or row.target is None
    yield from _figure(
        each,
        ACTUAL,
        facts.stored[ACTUAL].get(each.key),
        defaults={"value": None, "quality": "final", "numerator": None, "denominator": None, "comment": ""},
        given={
            "value": row.actual,
            "quality": {True: "estimated", False: "final", None: None}[row.actual_estimated],
            "numerator": row.numerator,
            "denominator": row.denominator,
            "comment": row.comment if comment_is_of_actual else None,
        },
        harmless=row.actual_estimated is False,
    )
    target = facts.stored[TARGET].get(each.key)
    single = {"lower": None, "upper": None, "unconfirmed": False} if row.target is not None else {}
    yield from _figure(
        each,
        TARGET,
        target,
        defaults={"value": None, "lower": None, "upper": None, "estimated": False, "unconfirmed": False},
        given={"value": row.target, "estimated": row.target_estimated},
        overruled=single,
        harmless=row.target_estimated is False,
        reason="" if comment_is_of_actual else row.comment or "",
    )


def _figure(
    each: Located,
    kind: str,
    stored: Mapping[str, Any] | None,
    *,
    defaults: Mapping[str, Any],
    given: Mapping[str, Any],
    overruled: Mapping[str, Any] | None = None,
    harmless: bool,
    reason: str = "",
) -> Iterator[FigureChange | Fault]:
    """One figure of a row, if the row says anything about it: a ``harmless`` "no" about none does not."""
    said = {name: value for name, value in given.items() if value is not None}
    if not said:
        return
    if stored is None and "value" not in said:
        if not (harmless and len(said) == 1):
            yield at(each.row, kind, _figureless(each, kind))
        return
    after = {**(stored or defaults), **said, **(overruled or {})}
    yield FigureChange(each.row.line, kind, each.indicator, each.period, stored, after, reason)


def _figureless(each: Located, kind: str) -> str:
    article = "an" if kind == ACTUAL else "a"
    return (
        f"No {kind} of {each.indicator.code} is stored for {each.period.label}, so nothing can be said "
        f"about it: write {article} {kind}, or leave the rest blank."
    )
