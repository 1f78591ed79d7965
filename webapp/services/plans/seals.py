"""Signed pages: what was sealed, whether it still stands, and reading it again."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import bindparam, select

from webapp.domain.actions import Action
from webapp.domain.drift import SealedFacts
from webapp.domain.numbers import plain
from webapp.domain.plan_page import PlanPage, SignatureLine
from webapp.domain.plans import STANDING, PlanState
from webapp.domain.trend import Trend
from webapp.extensions import db
from webapp.models import Signature

_NEWEST = (
    select(Signature.sealed, Signature.fingerprint, Signature.code, Signature.check_at)
    .where(Signature.plan_id == bindparam("plan_id"))
    .order_by(Signature.id.desc())
    .limit(1)
)
_PDF = select(Signature.pdf).where(Signature.plan_id == bindparam("plan_id")).order_by(Signature.id.desc()).limit(1)


def seal(page: PlanPage, facts: SealedFacts, *, signer: SignatureLine) -> str:
    """Canonical JSON (sorted keys, no spaces, UTF-8) of the page, the exact figures, the rule and the signer."""
    content = {
        "page": {name: value for name, value in asdict(page).items() if name != "signature"},
        **facts.to_plain(),
        "signature": {
            "name": signer.name,
            "post": signer.post,
            "capacity": signer.capacity,
            "at": signer.at.isoformat(),
        },
    }
    return json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=_as_text)


def fingerprint_of(sealed: str) -> str:
    """SHA-256 of the sealed text in UTF-8, lower-case hexadecimal."""
    return hashlib.sha256(sealed.encode()).hexdigest()


def unseal(sealed: str, fingerprint: str, code: str = "", check_at: str = "") -> PlanPage:
    """The page that a sealed text holds, with the code and the address that stand beside its signature on paper."""
    content = json.loads(sealed)
    page, signed = content["page"], content["signature"]
    page["actions"] = tuple(Action.from_plain(action) for action in page["actions"])
    page["performance"] = tuple(page["performance"])
    page["state"] = PlanState(page["state"])
    page["trend"] = Trend.from_plain(page["trend"]) if page.get("trend") else None
    at = datetime.fromisoformat(signed["at"])
    line = SignatureLine(signed["name"], signed["post"], at, fingerprint, signed.get("capacity", ""), code, check_at)
    return PlanPage(**page, signature=line)


def signed_page(plan_id: int) -> PlanPage | None:
    """The page as it was last signed, or None."""
    row = db.session.execute(_NEWEST, {"plan_id": plan_id}).first()
    return None if row is None else unseal(row.sealed, row.fingerprint, row.code, row.check_at)


def signed_pdf(plan_id: int) -> bytes | None:
    """The page as it was drawn at its last signing, byte for byte, or None."""
    return db.session.execute(_PDF, {"plan_id": plan_id}).scalar_one_or_none()


def standing_signature(plan_id: int) -> Signature | None:
    """Inside a transaction: the row of the signed page that stands for this plan, or None."""
    query = select(Signature).where(Signature.plan_id == plan_id, Signature.state.in_(STANDING))
    return db.session.execute(query.order_by(Signature.id.desc()).limit(1)).scalar_one_or_none()


def _as_text(value: Any) -> str:
    return plain(value) if isinstance(value, Decimal) else str(value)
