"""Copies of signed pages that no longer stand: drawn from the seal, marked, and never the signed file itself."""

from __future__ import annotations

from sqlalchemy import bindparam, select

from webapp.domain.errors import NotFound
from webapp.domain.plans import SealState
from webapp.domain.rights import Who
from webapp.models import Signature
from webapp.pdf.plan_page import draw_copy
from webapp.services.plans.records import load_readable
from webapp.services.plans.seals import unseal
from webapp.services.store import read

_SEALS = (
    select(Signature.version, Signature.sealed, Signature.fingerprint, Signature.state)
    .where(Signature.plan_id == bindparam("plan_id"))
    .order_by(Signature.id.desc())
)


def marked_copy(*, who: Who, plan_id: int, version: int | None = None) -> bytes:
    """A copy of the last signed page of a plan, or of that of one version, which says what has become of it.

    Raises NotFound where this person may not read it, where there is none, and where it still stands as it is: then
    the signed file is what to print.
    """
    load_readable(who, plan_id)
    rows = [row for row in read(_SEALS, plan_id=plan_id) if version in {None, row.version}]
    if not rows:
        raise NotFound("No such version of this plan has been signed.")
    state = SealState(rows[0].state)
    if state is SealState.CURRENT:
        raise NotFound("This page stands as it was signed: print the signed file.")
    return draw_copy(unseal(rows[0].sealed, rows[0].fingerprint), state)
