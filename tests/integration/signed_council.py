"""The small council with a plan that is signed, and what tests do to it afterwards."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import select

from tests.builders import CALENDAR, submit
from tests.integration.council import Council, found
from webapp.domain.plans import PlanState, SealState
from webapp.domain.rights import Who
from webapp.domain.variance import Target
from webapp.extensions import db
from webapp.models import Indicator, PeriodRow, Signature
from webapp.services.figures.storing import ActualEntry, put_actual, put_target
from webapp.services.periods.steps import ensure_open
from webapp.services.plans.editing import PlanShown, show_plan
from webapp.services.plans.requirements import ChangedFigure, review_plans
from webapp.services.plans.signing import sign_plan
from webapp.services.store import transaction


@dataclass(frozen=True, slots=True)
class SignedCouncil:
    """The council, and its plan for October 2014, signed by the director."""

    council: Council
    plan: int

    def shown(self, who: Who | None = None) -> PlanShown:
        return show_plan(who=who or self.council.lead, plan_id=self.plan)

    def state(self) -> PlanState:
        return self.shown().record.state

    def seals(self) -> list[SealState]:
        """The states of every signed page of the plan, oldest first."""
        query = select(Signature.state).where(Signature.plan_id == self.plan).order_by(Signature.id)
        return [SealState(state) for state in db.session.execute(query).scalars()]

    def sign_again(self) -> None:
        """Submit the draft as it is, and sign it."""
        sign(self.council, self.plan)

    def set_actual(self, key: str, value: str | None, *, quality: str = "final") -> None:
        """A figure, as an upload would bring it: plans that rest on it are looked at again."""
        period = CALENDAR.from_key(key)
        with transaction() as session:
            row, _ = ensure_open(self.council.performance, period)
            entry = ActualEntry(None if value is None else Decimal(value), quality)
            indicator = session.get_one(Indicator, self.council.indicator)
            put_actual(self.council.performance, indicator, row, entry)
            review_plans(session, self.council.performance, [ChangedFigure(indicator.id, period)])

    def set_target(self, key: str, value: str) -> None:
        """A target, likewise."""
        period = CALENDAR.from_key(key)
        with transaction() as session:
            ensure_open(self.council.performance, period)
            row = session.execute(select(PeriodRow).where(PeriodRow.key == key)).scalar_one()
            indicator = session.get_one(Indicator, self.council.indicator)
            put_target(self.council.performance, indicator, row, Target(period, Decimal(value)))
            review_plans(session, self.council.performance, [ChangedFigure(indicator.id, period)])


def signed_council() -> SignedCouncil:
    """Make it; call inside an application context."""
    council = found()
    plan = council.plan()
    sign(council, plan)
    return SignedCouncil(council, plan)


def sign(council: Council, plan: int) -> str:
    """Submit a plan as it is saved and let the director sign it; returns the fingerprint."""
    submit(plan, who=council.lead)
    mark = show_plan(who=council.director, plan_id=plan).content_mark
    return sign_plan(who=council.director, plan_id=plan, mark=mark)
