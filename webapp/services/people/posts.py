"""The two posts of every indicator: who holds them, which are vacant, and handing them over."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import ColumnElement, or_, select

from webapp.domain.errors import Conflict, Refusal
from webapp.domain.rights import Role, Who
from webapp.extensions import db
from webapp.models import Indicator, Person
from webapp.services.audit.recording import record_all
from webapp.services.indicators.defining import indicator_subject
from webapp.services.people.accounts import ensure_administers, grant
from webapp.services.people.administrators import take_turn
from webapp.services.plans.records import Departmental, Strategic, lead_text
from webapp.services.store import transaction


class Lead(StrEnum):
    """Which of the two leads."""

    STRATEGIC = "strategic"
    DEPARTMENTAL = "departmental"

    @property
    def label(self) -> str:
        """The post as the form calls it."""
        return "Strategic director lead" if self is Lead.STRATEGIC else "Departmental lead"

    @property
    def role(self) -> Role:
        """The role that whoever holds the post needs."""
        return Role.DIRECTOR if self is Lead.STRATEGIC else Role.LEAD


@dataclass(frozen=True, slots=True)
class Post:
    """One lead of one indicator, and who holds it (None: vacant, or held by somebody who left)."""

    indicator_id: int
    code: str
    title: str
    lead: Lead
    holder_id: int | None
    former_holder: str = ""

    @property
    def key(self) -> str:
        """The name of its field on a form."""
        return f"post-{self.indicator_id}-{self.lead}"


def posts_of(person_id: int) -> tuple[Post, ...]:
    """Every post of an indicator in use that this person holds."""
    condition = or_(Indicator.strategic_lead_id == person_id, Indicator.departmental_lead_id == person_id)
    return tuple(post for post in _posts(condition) if post.holder_id == person_id)


def vacant_posts() -> tuple[Post, ...]:
    """Every post of an indicator in use that nobody holds, or somebody who has left."""
    condition = or_(
        Indicator.strategic_lead_id.is_(None),
        Indicator.departmental_lead_id.is_(None),
        Strategic.active.is_(False),
        Departmental.active.is_(False),
    )
    return tuple(post for post in _posts(condition) if post.holder_id is None)


def fill_posts(*, who: Who, choices: Mapping[str, int]) -> int:
    """Give vacant posts to people, by post key; returns how many were given."""
    ensure_administers(who)
    with transaction():
        take_turn()
        chosen = [(post, choices[post.key]) for post in vacant_posts() if post.key in choices]
        hand_over(who, chosen)
        return len(chosen)


def hand_over(who: Who, chosen: Iterable[tuple[Post, int | None]], *, same_person: bool = False) -> None:
    """Inside a transaction: give each post to its successor (None: vacant), recorded, with the role it needs.

    A successor does not inherit that the predecessor was only acting, unless they are the ``same_person``.
    """
    for post, successor_id in chosen:
        indicator = db.session.execute(
            select(Indicator).where(Indicator.id == post.indicator_id).with_for_update()
        ).scalar_one()
        field = f"{post.lead}_lead_id"
        if post.holder_id is not None and getattr(indicator, field) != post.holder_id:
            raise Conflict(f"Somebody else has just changed the leads of {post.code}. Look at them again.")
        successor = _successor(post, successor_id)
        before = _in_words(indicator, post.lead)
        setattr(indicator, field, successor.id if successor else None)
        if not same_person:
            setattr(indicator, f"{post.lead}_lead_acting", False)
        indicator.version += 1
        after = _in_words(indicator, post.lead)
        record_all(who=who, subject=indicator_subject(indicator), before=before, after=after)
        if successor is not None:
            grant(who, successor, post.lead.role)


def _in_words(indicator: Indicator, lead: Lead) -> dict[str, str]:
    """The post as the audit record says it, by its name there: as for any change of an indicator's definition."""
    holder_id = getattr(indicator, f"{lead}_lead_id")
    holder = db.session.get(Person, holder_id) if holder_id else None
    acting = getattr(indicator, f"{lead}_lead_acting")
    return {lead.label.lower(): lead_text(holder.name if holder else None, acting=acting)}


def _successor(post: Post, person_id: int | None) -> Person | None:
    if person_id is None:
        return None
    person = db.session.get(Person, person_id)
    if person is None or not person.active or person.merged_into_id is not None:
        raise Refusal("Choose somebody who has not left, or leave the post vacant.", field=post.key)
    return person


def _posts(condition: ColumnElement[bool]) -> Iterable[Post]:
    """Both posts of every indicator in use that meets the condition, by code."""
    query = (
        select(
            Indicator.id,
            Indicator.code,
            Indicator.title,
            Indicator.strategic_lead_id,
            Indicator.departmental_lead_id,
            Strategic.name.label("strategic_name"),
            Strategic.active.label("strategic_active"),
            Departmental.name.label("departmental_name"),
            Departmental.active.label("departmental_active"),
        )
        .outerjoin(Strategic, Strategic.id == Indicator.strategic_lead_id)
        .outerjoin(Departmental, Departmental.id == Indicator.departmental_lead_id)
        .where(Indicator.retired_on.is_(None), condition)
        .order_by(Indicator.code)
    )
    for row in db.session.execute(query):
        for lead in Lead:
            holder_id, name = getattr(row, f"{lead}_lead_id"), getattr(row, f"{lead}_name")
            here = getattr(row, f"{lead}_active") is True
            yield Post(row.id, row.code, row.title, lead, holder_id if here else None, "" if here else (name or ""))
