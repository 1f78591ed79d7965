"""Signing a plan: the page, the figures and the rule are sealed together, and the drawn page is kept."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import bindparam, select

from webapp.domain.actions import Action
from webapp.domain.codes import short_code
from webapp.domain.errors import Conflict
from webapp.domain.numbers import plain
from webapp.domain.plan_page import PlanPage, SignatureLine
from webapp.domain.plans import PlanState
from webapp.domain.rights import Who, ensure_may_sign
from webapp.extensions import db
from webapp.models import Person, Signature
from webapp.pdf.plan_page import draw_plan
from webapp.services.clock import now
from webapp.services.plans.pages import mark_of, page_of
from webapp.services.plans.records import PlanRecord, load_actions, load_plan, standing_of
from webapp.services.plans.writing import lock_plan, move
from webapp.services.settings import council_settings
from webapp.services.store import transaction

_SEALED = select(Signature.sealed, Signature.fingerprint).where(Signature.plan_id == bindparam("plan_id"))
_PDF = select(Signature.pdf).where(Signature.plan_id == bindparam("plan_id"))


def sign_plan(*, who: Who, plan_id: int, mark: str) -> str:
    """Sign exactly the page that was read, named by its mark; returns the fingerprint.

    Raises Conflict where a figure, a name or a word has changed since, NotAllowed, or TooLong for the one page.
    """
    with transaction() as session:
        plan = lock_plan(session, plan_id)
        record = load_plan(plan_id)
        ensure_may_sign(who, standing_of(record))
        move(session, who, plan, "sign")
        read = page_of(record, load_actions(plan_id), council_settings())
        if mark_of(read) != mark:
            raise Conflict("This plan changed after you opened it. Read it again before you sign.")
        at = now()
        person = session.get_one(Person, who.id)
        page = replace(read, state=PlanState.SIGNED_OFF)
        sealed = seal(page, record, signer=person.name, post=person.post, at=at)
        fingerprint = fingerprint_of(sealed)
        code = short_code(fingerprint)
        pdf = draw_plan(replace(page, signature=SignatureLine(person.name, person.post, at, fingerprint, code=code)))
        session.add(
            Signature(
                plan_id=plan_id,
                version=record.version,
                signer_id=who.id,
                at=at,
                sealed=sealed,
                fingerprint=fingerprint,
                code=code,
                pdf=pdf,
                pdf_sha256=hashlib.sha256(pdf).hexdigest(),
            )
        )
        return fingerprint


def seal(page: PlanPage, record: PlanRecord, *, signer: str, post: str, at: datetime) -> str:
    """Canonical JSON (sorted keys, no spaces, UTF-8) of the page, the exact figures, the rule and the signer."""
    rule = record.indicator.rule
    content = {
        "page": {name: value for name, value in asdict(page).items() if name != "signature"},
        "figures": {
            "actual": record.actual,
            "quality": record.quality,
            "period": record.period.key,
            "targets": [
                {
                    "period": target.period.key,
                    "value": target.value,
                    "lower": target.lower,
                    "upper": target.upper,
                    "estimated": target.estimated,
                }
                for target in record.targets
            ],
        },
        "rule": {"polarity": rule.polarity, "tolerance": rule.tolerance.amount, "kind": rule.tolerance.kind},
        "signature": {"name": signer, "post": post, "at": at.isoformat()},
    }
    return json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=_as_text)


def fingerprint_of(sealed: str) -> str:
    """SHA-256 of the sealed text in UTF-8, lower-case hexadecimal."""
    return hashlib.sha256(sealed.encode()).hexdigest()


def signed_page(plan_id: int) -> PlanPage | None:
    """The page as it was signed, or None."""
    row = db.session.execute(_SEALED, {"plan_id": plan_id}).first()
    return None if row is None else unseal(row.sealed, row.fingerprint)


def unseal(sealed: str, fingerprint: str) -> PlanPage:
    """The page that a sealed text holds."""
    content = json.loads(sealed)
    page, signature = content["page"], content["signature"]
    page["actions"] = tuple(Action.from_plain(action) for action in page["actions"])
    page["performance"] = tuple(page["performance"])
    page["state"] = PlanState(page["state"])
    line = SignatureLine(signature["name"], signature["post"], datetime.fromisoformat(signature["at"]), fingerprint)
    return PlanPage(**page, signature=line)


def signed_pdf(plan_id: int) -> bytes | None:
    """The page as it was drawn at signing, byte for byte, or None."""
    return db.session.execute(_PDF, {"plan_id": plan_id}).scalar_one_or_none()


def _as_text(value: Any) -> str:
    return plain(value) if isinstance(value, Decimal) else str(value)
