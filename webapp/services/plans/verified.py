"""A checked page as those see it who may read its plan: everybody else is told its state alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, select
from sqlalchemy.orm import aliased

from webapp.domain.drift import Difference
from webapp.domain.plan_page import SignatureLine
from webapp.domain.plans import SealState
from webapp.domain.rights import Who
from webapp.models import Person, Signature
from webapp.services.plans.drift import plan_differences
from webapp.services.plans.records import load_plan, may_read
from webapp.services.plans.seals import unseal
from webapp.services.plans.verification import Verdict
from webapp.services.store import read

_By = aliased(Person)
_SEAL = (
    select(
        Signature.sealed,
        Signature.fingerprint,
        Signature.code,
        Signature.state_at,
        Signature.state_reason,
        _By.name.label("state_by"),
    )
    .outerjoin(_By, _By.id == Signature.state_by_id)
    .where(Signature.id == bindparam("seal_id"))
)


@dataclass(frozen=True, slots=True)
class SealShown:
    """Whose page it is, who signed it, and what has become of it since."""

    plan_id: int
    version: int
    indicator_code: str
    indicator_title: str
    period: str
    signature: SignatureLine
    since: datetime | None
    by: str
    reason: str
    differing: tuple[Difference, ...]


def shown_to(who: Who | None, verdict: Verdict) -> SealShown | None:
    """The page of a verdict for somebody who may read its plan; None for anybody else, and where none is known."""
    if who is None or verdict.seal is None:
        return None
    record = load_plan(verdict.seal.plan_id)
    if not may_read(who, record):
        return None
    row = read(_SEAL, seal_id=verdict.seal.id).one()
    page = unseal(row.sealed, row.fingerprint, row.code)
    assert page.signature is not None
    return SealShown(
        plan_id=page.number,
        version=page.version,
        indicator_code=page.indicator_code,
        indicator_title=page.indicator_title,
        period=page.period,
        signature=page.signature,
        since=row.state_at,
        by=row.state_by or "",
        reason=row.state_reason,
        differing=plan_differences(record) if verdict.seal.state is SealState.OUT_OF_DATE else (),
    )
