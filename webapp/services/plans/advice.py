"""Advice on a plan as it is typed, or as it is saved: it refuses nothing, and saves nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from sqlalchemy import select

from webapp.domain.action_advice import Setting, action_notes
from webapp.domain.actions import Action
from webapp.domain.advice import Note, Topic, label_of
from webapp.domain.errors import Refusal
from webapp.domain.plans import PlanState
from webapp.domain.prose_figures import Stored, figure_notes
from webapp.domain.rights import Who, ensure_may_edit
from webapp.domain.sameness import alike
from webapp.extensions import db
from webapp.models import Actual, Person
from webapp.pdf.plan_page import Fit, measure
from webapp.readers.rich_text import plain_text, render
from webapp.services.clock import today
from webapp.services.plans.aftermath import last_plan
from webapp.services.plans.pages import page_of
from webapp.services.plans.records import PlanRecord, leads_of, load_actions, load_plan
from webapp.services.settings import CouncilSettings, council_settings

LONGEST = 20_000
"""Characters of one text that advice looks at, several pages; it is asked for while somebody types."""


@dataclass(frozen=True, slots=True)
class Meter:
    """How the plan fills the page it may have; ``percent`` of it at 10 point, above 100 where it is too long."""

    fits: bool
    percent: int
    sentence: str
    field: str  # what to shorten where it does not fit
    label: str


@dataclass(frozen=True, slots=True)
class Advice:
    """What to look at before submitting; ``meter`` is None where the text cannot be printed, which a note says.

    ``last_plan`` is the number of the plan that the reason was compared with.
    """

    meter: Meter | None
    notes: tuple[Note, ...]
    last_plan: int | None

    @property
    def by_topic(self) -> tuple[tuple[Topic, tuple[Note, ...]], ...]:
        """The notes under their topics, in the order of those; a topic without any is left out."""
        found = ((topic, tuple(note for note in self.notes if note.topic is topic)) for topic in Topic)
        return tuple((topic, notes) for topic, notes in found if notes)


def advise(*, who: Who, plan_id: int, reason: str | None = None, actions: Sequence[Action] | None = None) -> Advice:
    """Advice on a reason and action rows as typed, or as saved where they are left out.

    Raises NotFound, and NotAllowed for anybody who may not edit the plan.
    """
    record = load_plan(plan_id)
    ensure_may_edit(who, leads_of(record))
    council = council_settings()
    rows = tuple(_cut(action) for action in (load_actions(plan_id) if actions is None else actions))
    source = record.reason_source if reason is None else reason
    try:
        html = render(source[:LONGEST])
    except Refusal as refusal:  # a text of too many tags
        return Advice(None, (Note(Topic.PAGE, "reason", label_of("reason"), refusal.sentence),), None)
    words, previous = plain_text(html), last_plan(record)
    meter, page_notes = _page(replace(record, reason_html=html), rows, council)
    if meter is not None and len(source) > LONGEST:
        meter = replace(meter, sentence=f"More than {meter.sentence}")
    notes = (
        *page_notes,
        *_figures(record, words, rows, council),
        *_actions(record, rows, council),
        *_sameness(words, previous),
    )
    return Advice(meter, notes, previous)


def _cut(action: Action) -> Action:
    """The action with no text longer than is looked at."""
    what, how, who, when = (text[:LONGEST] for text in (action.what, action.how, action.who, action.when))
    return replace(action, what=what, how=how, who=who, when=when)


def _page(
    record: PlanRecord, rows: Sequence[Action], council: CouncilSettings
) -> tuple[Meter | None, tuple[Note, ...]]:
    """The meter by the real layout, or a note on what cannot be printed."""
    written = [row for row, action in enumerate(rows) if not action.is_blank]
    owners = _names({action.owner_id for action in rows if action.owner_id})
    named = [replace(action, owner=owners.get(action.owner_id or 0, "")) for action in rows]
    page = replace(page_of(record, named, council), state=PlanState.SUBMITTED)
    try:
        fit = measure(page, most_pages=council.most_pages)
    except Refusal as refusal:
        field = _on_form(refusal.field or "reason", written)
        return None, (Note(Topic.PAGE, field, label_of(field), refusal.sentence),)
    return _meter(fit, _on_form(fit.longest_field, written)), ()


def _meter(fit: Fit, field: str) -> Meter:
    percent, label = max(1, round(fit.used * 100)), label_of(field)
    pages = "one page" if fit.most == 1 else f"{fit.most} pages"
    if not fit.fits:
        lines = "1 line" if fit.lines_over == 1 else f"{fit.lines_over} lines"
        sentence = f"{lines} too long for {pages} in 10 point, the smallest type. Shorten “{label}”, its longest part."
    elif fit.pages > 1:
        sentence = f"Runs on to page {fit.pages}, in 10 point type, and fills {percent}% of {pages}."
    else:
        filled = "of the page" if fit.most == 1 else f"of {pages}"
        sentence = f"Prints on one page in {fit.size:g} point type. In 10 point it would fill {percent}% {filled}."
    if fit.chart_left_out:
        sentence += " There is no room for the chart of the trend: it is left out."
    return Meter(fit.fits, percent, sentence, field, label)


def _on_form(field: str, written: Sequence[int]) -> str:
    """A field of the printed page as the form names it, whose blank rows are not printed."""
    prefix, _, rest = field.partition("-")
    number, _, part = rest.partition("-")
    return f"actions-{written[int(number)] if written else 0}-{part}" if prefix == "actions" else field


def _figures(record: PlanRecord, words: str, rows: Sequence[Action], council: CouncilSettings) -> Iterator[Note]:
    """Figures of the reason and of the actions that disagree with the stored ones."""
    stored = Stored(
        situation=record.situation(council.calendar),
        measure=record.indicator.measure,
        period=record.period,
        others=_others(record),
    )
    yield from figure_notes("reason", words, stored)
    for row, action in enumerate(rows):
        for part in ("what", "how", "when"):
            yield from figure_notes(f"actions-{row}-{part}", getattr(action, part), stored)


def _others(record: PlanRecord) -> tuple[Decimal, ...]:
    """The indicator's actuals of every period, and every target it has."""
    query = select(Actual.value).where(Actual.indicator_id == record.indicator.id, Actual.value.is_not(None))
    bounds = ((target.value, target.lower, target.upper) for target in record.targets)
    return (*db.session.execute(query).scalars(), *(each for three in bounds for each in three if each is not None))


def _actions(record: PlanRecord, rows: Sequence[Action], council: CouncilSettings) -> Iterator[Note]:
    """What each action lacks."""
    query = select(Person.name).where(Person.email.is_not(None), Person.name.contains(" "))
    people = frozenset(name.casefold() for name in db.session.execute(query).scalars())
    setting = Setting(record.period, council.calendar, today(), people)
    for row, action in enumerate(rows):
        yield from action_notes(row, action, setting)


def _sameness(words: str, previous: int | None) -> Iterator[Note]:
    """Whether the reason says nearly the same as that of the last plan."""
    if previous is None:
        return
    last = load_plan(previous)
    percent = alike(words, plain_text(last.reason_html))
    if percent is not None:
        much = "the same as" if percent == 100 else f"nearly the same, {percent}%, as"
        yield Note(
            Topic.REASON,
            "reason",
            label_of("reason"),
            f"The reason is {much} that of {last.period.label}. Say what is different now, or what was not foreseen.",
        )


def _names(ids: set[int]) -> dict[int, str]:
    query = select(Person.id, Person.name).where(Person.id.in_(ids))
    return {row.id: row.name for row in db.session.execute(query)}
