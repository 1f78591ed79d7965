"""The content of a plan put back as it was once saved, and kept as a version of its own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session, scoped_session

from webapp.domain.actions import Action
from webapp.domain.rights import Who
from webapp.models import Plan, PlanVersion
from webapp.services.clock import now
from webapp.services.plans.writing import action_row, content_of


def put_content(plan: Plan, content: Mapping[str, Any]) -> None:
    """Inside a transaction: the text and actions of a saved content become the plan's own."""
    plan.reason_source, plan.reason_html = content["reason_source"], content["reason_html"]
    kept = (Action.from_plain(row) for row in content["actions"])
    plan.actions = [action_row(place, action) for place, action in enumerate(kept)]


def add_version(session: scoped_session[Session], who: Who, plan: Plan) -> None:
    """Inside a transaction: keep the plan's present content as its next version."""
    at = now()
    plan.version += 1
    plan.revision += 1
    plan.saved_by_id, plan.saved_at = who.id, at
    session.add(
        PlanVersion(
            plan_id=plan.id,
            number=plan.version,
            content=content_of(plan),
            by_id=who.id,
            at=at,
            auto=False,
            begun_at=at,
        )
    )
