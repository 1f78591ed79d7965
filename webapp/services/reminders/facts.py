"""The facts that reminders and calendars rest on: plans that wait for somebody, and actions being carried out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, func, select

from webapp.domain.actions import ENDED
from webapp.domain.plans import PlanState
from webapp.domain.reminders import ActionFact, FigureFact, PlanFact, quote
from webapp.extensions import db
from webapp.models import Actual, Change, PeriodRow, Plan, Revision, Signature
from webapp.services.actions.promises import Promise, promises
from webapp.services.clock import LONDON
from webapp.services.figures.promises import promised_figures
from webapp.services.figures.readings import Reading, readings
from webapp.services.plans.records import load_plan, standing_of
from webapp.services.settings import council_settings

WAITING = frozenset({PlanState.DRAFT, PlanState.SUBMITTED})
_PLANS = select(Plan.id, Plan.state, Plan.returned_reason, Plan.submitted_at, Plan.saved_at, Plan.returned_at)
_FIGURES = select(Revision.indicator_id, PeriodRow.key, func.max(Revision.at).label("at")).join(
    PeriodRow, PeriodRow.id == Revision.period_id
)


def plan_facts() -> tuple[PlanFact, ...]:
    """Every plan that is required and not written, in draft, or submitted, of the periods that *Your work* shows."""
    council = council_settings()
    since = council.plans_required_from
    recent = (PeriodRow.end >= since,) if since else ()
    found = [
        reading
        for reading in readings(*recent, policy=council.policy, calendar=council.calendar)
        if reading.lacks_plan or reading.plan_state in WAITING
    ]
    required = [reading for reading in found if reading.lacks_plan]
    written = {reading.plan_id: reading for reading in found if reading.plan_state in WAITING}
    chosen = _days_chosen_at()
    rows = db.session.execute(_PLANS.where(Plan.id.in_(written)))
    return (*_required(required, chosen), *(_written(written[row.id], row, chosen) for row in rows))


def action_facts() -> tuple[ActionFact, ...]:
    """Every action being carried out that has a due date and is neither done nor dropped."""
    found = [each for each in promises(carried_out=True) if each.action.due and each.state not in ENDED]
    query = select(Signature.plan_id, func.max(Signature.at)).group_by(Signature.plan_id)
    signed = dict(db.session.execute(query.where(Signature.plan_id.in_([each.plan_id for each in found]))).all())
    return tuple(fact for each in found if (fact := _action_fact(each, signed[each.plan_id])))


def figure_facts() -> tuple[FigureFact, ...]:
    """Every provisional or estimated figure of which it is known when the final one is due."""
    found = [each.reading for each in promised_figures(Actual.final_due.is_not(None))]
    changed = _figure_changes(found)
    return tuple(fact for reading in found if (fact := _figure_fact(reading, changed)))


def _required(found: Sequence[Reading], chosen_at: datetime | None) -> Iterator[PlanFact]:
    """Plans of which nothing is written, or whose signed page was withdrawn."""
    figures = _figure_changes(found)
    for reading in found:
        changed = (figures.get((reading.indicator.id, reading.period.key)), chosen_at)
        yield PlanFact(
            name=_name(reading),
            indicator_id=reading.indicator.id,
            period_key=reading.period.key,
            plan_id=reading.plan_id,
            state=PlanState.REQUIRED,
            due=reading.plan_due,
            lead_id=reading.departmental_lead_id,
            changed_at=_newest(*changed),
        )


def _written(reading: Reading, row: Row[*tuple[Any, ...]], chosen_at: datetime | None) -> PlanFact:
    """A plan in draft or submitted."""
    state = PlanState(row.state)
    submitted = state is PlanState.SUBMITTED
    return PlanFact(
        name=_name(reading),
        indicator_id=reading.indicator.id,
        period_key=reading.period.key,
        plan_id=row.id,
        state=state,
        due=reading.plan_due,
        lead_id=reading.departmental_lead_id,
        returned_reason="" if submitted else row.returned_reason,
        submitted_on=row.submitted_at.astimezone(LONDON).date() if submitted and row.submitted_at else None,
        signer_ids=_signers(row.id) if submitted else frozenset(),
        changed_at=_newest(row.saved_at, row.submitted_at, row.returned_at, chosen_at),
    )


def _name(reading: Reading) -> str:
    return f"{reading.indicator.code} {reading.indicator.title}, {reading.period.label}"


def _newest(*moments: datetime | None) -> datetime | None:
    return max((at for at in moments if at), default=None)


def _signers(plan_id: int) -> frozenset[int]:
    """Who may sign it today: its strategic director and their deputies, except who wrote on it."""
    standing = standing_of(load_plan(plan_id))
    named = (standing.strategic_lead_id, *standing.deputy_ids)
    return frozenset(each for each in named if each is not None and each not in standing.editor_ids)


def _action_fact(promise: Promise, signed_at: datetime) -> ActionFact | None:
    due = promise.action.due
    if due is None:
        return None
    return ActionFact(
        key=promise.key,
        name=f"{promise.code} {promise.title}, {promise.period}: {quote(promise.action.what).rstrip('.')}",
        indicator_id=promise.indicator_id,
        plan_id=promise.plan_id,
        due=due,
        responsible_id=promise.responsible_id,
        due_soon=promise.due_soon,
        overdue=promise.overdue,
        changed_at=_newest(signed_at, promise.progress.at),
    )


def _figure_fact(reading: Reading, changed: Mapping[tuple[int, str], datetime]) -> FigureFact | None:
    if reading.promise.due is None:
        return None
    return FigureFact(
        name=_name(reading),
        indicator_id=reading.indicator.id,
        period_key=reading.period.key,
        promise=reading.promise,
        due=reading.promise.due,
        lead_id=reading.departmental_lead_id,
        changed_at=changed.get((reading.indicator.id, reading.period.key)),
    )


def _figure_changes(found: Sequence[Reading]) -> dict[tuple[int, str], datetime]:
    """When the figures of these indicators in these periods changed last, by indicator and period."""
    indicator_ids, keys = {each.indicator.id for each in found}, {each.period.key for each in found}
    query = _FIGURES.where(Revision.indicator_id.in_(indicator_ids), PeriodRow.key.in_(keys))
    rows = db.session.execute(query.group_by(Revision.indicator_id, PeriodRow.key))
    return {(row.indicator_id, row.key): row.at for row in rows}


def _days_chosen_at() -> datetime | None:
    """When the council last changed how many days there are, which moves every due day; None for never."""
    changed = select(func.max(Change.at)).where(Change.kind == "setting", Change.field == "plans_due_days")
    return db.session.execute(changed).scalar_one()
