"""What saving an old form would do to an indicator that is there already, said before anything is saved."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import bindparam, select

from webapp.domain.definitions import Definition, polarity_words, tolerance_words
from webapp.domain.figures import Measure
from webapp.domain.frequency import Frequency
from webapp.domain.periods import Period
from webapp.domain.rag import Polarity, Tolerance, ToleranceKind
from webapp.extensions import db
from webapp.models import Actual, PeriodRow, Person, Plan
from webapp.readers.old_form import OldForm
from webapp.services.indicators.defining import definition_of
from webapp.services.old_forms.figures import FigureChange, planned_changes
from webapp.services.old_forms.matches import folded
from webapp.services.plans.records import load_targets

_ACTUAL = (
    select(Actual.value)
    .join(PeriodRow, PeriodRow.id == Actual.period_id)
    .where(Actual.indicator_id == bindparam("indicator_id"), PeriodRow.key == bindparam("key"))
)
_PLAN = (
    select(Plan.id)
    .join(PeriodRow, PeriodRow.id == Plan.period_id)
    .where(Plan.indicator_id == bindparam("indicator_id"), PeriodRow.key == bindparam("key"))
)
_LEADS = (
    ("strategic_lead_id", "strategic_director_lead", "strategic director lead"),
    ("departmental_lead_id", "departmental_lead", "departmental lead"),
)


@dataclass(frozen=True, slots=True)
class Effects:
    """On one indicator: its figures before and after, what it keeps although the form says otherwise, its plan."""

    code: str
    title: str
    figures: tuple[FigureChange, ...]
    notes: tuple[str, ...]
    plan_id: int | None  # the plan that stands in the way


def effects_on(indicator_id: int, form: OldForm, period: Period | None) -> Effects:
    """What saving would change; without a period yet, of the dated targets only. Raises NotFound, Refusal."""
    kept, _ = definition_of(indicator_id)
    key = {"indicator_id": indicator_id, "key": period.key if period else ""}
    figures = planned_changes(
        form,
        period,
        measure=Measure(kept.unit, kept.decimals),
        targets=load_targets(indicator_id),
        actual=db.session.execute(_ACTUAL, key).scalar_one_or_none(),
    )
    return Effects(
        code=kept.code,
        title=kept.title,
        figures=figures,
        notes=(_rule_note(kept), *_unit_note(kept, form), *_lead_notes(kept, form), *_period_note(kept, period)),
        plan_id=db.session.execute(_PLAN, key).scalar_one_or_none(),
    )


def _rule_note(kept: Definition) -> str:
    polarity = polarity_words(Polarity(kept.polarity) if kept.polarity else None)
    tolerance = tolerance_words(
        Tolerance(kept.tolerance, ToleranceKind(kept.tolerance_kind)), Measure(kept.unit, kept.decimals)
    )
    return f"It keeps its own definition. Polarity: {polarity}. Tolerance: {tolerance}."


def _unit_note(kept: Definition, form: OldForm) -> tuple[str, ...]:
    if not form.unit or folded(form.unit) == folded(kept.unit):
        return ()
    stored = f"“{kept.unit}”" if kept.unit else "blank"
    return (f"Its unit is {stored}, but the form says “{form.unit}”: make sure the figures mean the same.",)


def _lead_notes(kept: Definition, form: OldForm) -> tuple[str, ...]:
    notes = []
    for column, name, post in _LEADS:
        stated, holder_id = getattr(form, name), getattr(kept, column)
        if holder_id is None:
            notes += [f"Its post of {post} is vacant: {stated} will hold it."] if stated else []
            continue
        holder = db.session.execute(select(Person.name).where(Person.id == holder_id)).scalar_one()
        if stated and folded(stated) != folded(holder):
            notes.append(f"Its {post} stays {holder}; the form names {stated}.")
    return tuple(notes)


def _period_note(kept: Definition, period: Period | None) -> tuple[str, ...]:
    frequency = Frequency(kept.frequency)
    if period is None or period.frequency is frequency:
        return ()
    return (
        f"It is {frequency.word}, and {period.label} is not a {frequency}: write the {frequency} the form is about.",
    )
