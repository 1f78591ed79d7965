"""Saved views: a scorecard's filters, order and columns under a name, for oneself or for everybody."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, bindparam, or_, select

from webapp.domain.errors import NotAllowed, NotFound, Refusal
from webapp.domain.quoting import quoted
from webapp.domain.rights import Who
from webapp.models import Person, SavedView
from webapp.services.audit.recording import Subject, record, record_all
from webapp.services.clock import now
from webapp.services.queueing import wait_for_names
from webapp.services.store import read, transaction

LONGEST_NAME, LONGEST_QUERY = 80, 4_000

_VIEWS = (
    select(
        SavedView.id, SavedView.name, SavedView.query, SavedView.shared, SavedView.person_id, Person.name.label("by")
    )
    .join(Person, Person.id == SavedView.person_id)
    .order_by(SavedView.name, SavedView.id)
)
_TO_SEE = _VIEWS.where(or_(SavedView.person_id == bindparam("person_id"), SavedView.shared))
_OF = _VIEWS.where(SavedView.person_id == bindparam("person_id"))


@dataclass(frozen=True, slots=True)
class SavedViewLine:
    """One view; ``query`` is the part of an address after "?", without a page."""

    id: int
    name: str
    query: str
    shared: bool
    by: str
    own: bool


def list_views(*, who: Who) -> tuple[SavedViewLine, ...]:
    """Their own views and those that others share, by name."""
    return _lines(_TO_SEE, who)


def own_views(*, who: Who) -> tuple[SavedViewLine, ...]:
    """Their own, by name."""
    return _lines(_OF, who)


def own_view(*, who: Who, view_id: int) -> SavedViewLine:
    """One of their own; raises NotFound."""
    found = next((line for line in own_views(who=who) if line.id == view_id), None)
    if found is None:
        raise NotFound("There is no such view of yours.")
    return found


def save_view(*, who: Who, name: str, query: str, shared: bool) -> bool:
    """Keep a view under a name; one of theirs that has it is replaced, and then the answer is True.

    Raises Refusal, with the field, for a name that is blank or too long; NotAllowed for a reader who would share it.
    """
    wanted = _checked(who, name, shared)
    if len(query) > LONGEST_QUERY:
        raise Refusal("This view asks for too much to be saved: choose fewer filters.")
    with transaction() as session:
        wait_for_names(SavedView)
        row = session.query(SavedView).filter_by(person_id=who.id, name=wanted).one_or_none()
        replaced = row is not None
        before = _facts(row) if row else {}
        if row is None:
            row = SavedView(person_id=who.id, name=wanted)
            session.add(row)
        row.query, row.shared, row.at = query, shared, now()
        session.flush()
        record_all(who=who, subject=Subject("saved view", row.id, wanted), before=before, after=_facts(row))
    return replaced


def rename_view(*, who: Who, view_id: int, name: str, shared: bool) -> None:
    """Give a view of theirs another name, or share it or no longer; raises Refusal where another has the name."""
    wanted = _checked(who, name, shared)
    with transaction() as session:
        wait_for_names(SavedView)
        row = _own(session, who, view_id)
        taken = session.query(SavedView.id).filter_by(person_id=who.id, name=wanted).scalar()
        if taken not in (None, view_id):
            raise Refusal(f"You have a view called {quoted(wanted)} already: choose another name.", field="name")
        before = _facts(row)
        row.name, row.shared, row.at = wanted, shared, now()
        record_all(who=who, subject=Subject("saved view", row.id, wanted), before=before, after=_facts(row))


def delete_view(*, who: Who, view_id: int) -> str:
    """Take a view of theirs away; returns its name."""
    with transaction() as session:
        row = _own(session, who, view_id)
        name = row.name
        subject = Subject("saved view", row.id, name)
        record(who=who, subject=subject, field="name", old=name, new=None)
        session.delete(row)
    return name


def _lines(query: Select[*tuple[Any, ...]], who: Who) -> tuple[SavedViewLine, ...]:
    return tuple(
        SavedViewLine(row.id, row.name, row.query, row.shared, row.by, row.person_id == who.id)
        for row in read(query, person_id=who.id)
    )


def _checked(who: Who, name: str, shared: bool) -> str:
    tidied = " ".join(name.split())
    if not tidied:
        raise Refusal("Enter a name for the view.", field="name")
    if len(tidied) > LONGEST_NAME:
        raise Refusal(f"The name has {len(tidied)} characters: shorten it to {LONGEST_NAME} or fewer.", field="name")
    if shared and not who.sees_everything:
        raise NotAllowed("Readers keep views for themselves: a view for everybody is saved by staff.")
    return tidied


def _own(session: Any, who: Who, view_id: int) -> SavedView:
    row: SavedView | None = session.get(SavedView, view_id)
    if row is None or row.person_id != who.id:
        raise NotFound("There is no such view of yours.")
    return row


def _facts(row: SavedView) -> dict[str, object]:
    return {"name": row.name, "view": row.query, "for everybody": row.shared}
