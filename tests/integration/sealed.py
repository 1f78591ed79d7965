"""A signed plan for tests that check paper: its council, its file, and what can become of it."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from tests.builders import make_plan, set_figures, sign, submit
from tests.integration.council import Council, found
from webapp.domain.plans import SealState
from webapp.extensions import db
from webapp.models import Signature
from webapp.services.plans.drift import review_signed
from webapp.services.plans.renewal import begin_new_version, withdraw_plan
from webapp.services.store import transaction

SITE = "https://plans.council.example"


@dataclass(frozen=True, slots=True)
class Sealed:
    """The plan, its file and its marks, as they were when it was signed."""

    council: Council
    plan: int
    pdf: bytes
    fingerprint: str
    code: str


def sealed_plan() -> Sealed:
    """Sign the plan of a small council; call inside an application context."""
    council = found()
    plan = council.plan()
    submit(plan, who=council.lead)
    fingerprint = sign(plan, who=council.director, site=SITE)
    row = db.session.execute(select(Signature.pdf, Signature.code).where(Signature.plan_id == plan)).one()
    return Sealed(council, plan, row.pdf, fingerprint, row.code)


def another_plan(council: Council) -> tuple[int, bytes]:
    """A second signed plan of the same council and what was kept of it: an earlier period, so it supersedes nothing."""
    set_figures(council.indicator, "2014-09", actual="430.2", who=council.performance, targets={"2014-09": "385.6"})
    plan = make_plan(council.indicator, "2014-09", who=council.lead)
    submit(plan, who=council.lead)
    sign(plan, who=council.director)
    return plan, db.session.execute(select(Signature.pdf).where(Signature.plan_id == plan)).scalar_one()


def put_out_of_date(sealed: Sealed) -> None:
    """A later figure differs from the one that was signed."""
    council = sealed.council
    set_figures(council.indicator, "2014-10", actual="440.7", who=council.performance)
    with transaction() as session:
        review_signed(session, council.performance, [council.indicator])


def supersede(sealed: Sealed) -> None:
    """A new version of the plan is signed."""
    council = sealed.council
    begin_new_version(who=council.lead, plan_id=sealed.plan)
    submit(sealed.plan, who=council.lead)
    sign(sealed.plan, who=council.director)


def withdraw(sealed: Sealed) -> None:
    """The director takes the page back."""
    withdraw_plan(who=sealed.council.director, plan_id=sealed.plan, reason="The target was read wrongly.")


BECOMES = {
    SealState.CURRENT: lambda _sealed: None,
    SealState.OUT_OF_DATE: put_out_of_date,
    SealState.SUPERSEDED: supersede,
    SealState.WITHDRAWN: withdraw,
}
"""How a signed page comes into each of its states."""
