"""Deputies: who may sign for a strategic director, by what authority, from which day to which."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import aliased

from webapp.domain.errors import NotFound, Refusal, Refusals
from webapp.domain.formats import long_date
from webapp.domain.rights import Role, Who, deputy_covers
from webapp.extensions import db
from webapp.models import Deputy, Person
from webapp.services.audit.recording import record
from webapp.services.clock import today
from webapp.services.people.accounts import ensure_administers, person_subject
from webapp.services.people.administrators import take_turn
from webapp.services.people.registering import ensure_here, get_person, roles_of
from webapp.services.store import transaction

LONGEST_AUTHORITY = 400
Director, StandIn = aliased(Person), aliased(Person)


@dataclass(frozen=True, slots=True)
class DeputyWish:
    """Who shall sign for a director, why they may, and on which days, both included."""

    deputy_id: int | None
    authority: str
    starts_on: date | None
    ends_on: date | None


@dataclass(frozen=True, slots=True)
class DeputyLine:
    """One deputy of one director."""

    id: int
    director_id: int
    director: str
    deputy_id: int
    deputy: str
    authority: str
    starts_on: date
    ends_on: date
    acts_today: bool
    is_over: bool


def deputies_of(person_id: int) -> tuple[DeputyLine, ...]:
    """Every deputy this person has had or has, and every director they deputise for, newest first."""
    query = (
        select(
            Deputy.id,
            Deputy.director_id,
            Director.name.label("director"),
            Deputy.deputy_id,
            StandIn.name.label("deputy"),
            Deputy.authority,
            Deputy.starts_on,
            Deputy.ends_on,
        )
        .join(Director, Director.id == Deputy.director_id)
        .join(StandIn, StandIn.id == Deputy.deputy_id)
        .where(or_(Deputy.director_id == person_id, Deputy.deputy_id == person_id))
        .order_by(Deputy.starts_on.desc(), Deputy.id.desc())
    )
    day = today()
    return tuple(
        DeputyLine(*row, acts_today=deputy_covers(row.starts_on, row.ends_on, day), is_over=row.ends_on < day)
        for row in db.session.execute(query)
    )


def name_deputy(*, who: Who, director_id: int, wish: DeputyWish) -> None:
    """Let somebody sign for a director. Raises Refusals naming each field."""
    ensure_administers(who)
    with transaction() as session:
        take_turn()
        director = get_person(director_id)
        ensure_here(director)
        if Role.DIRECTOR not in roles_of(director):
            raise Refusal(f"{director.name} is no strategic director: only a director has deputies.")
        deputy, authority, starts_on, ends_on = _checked(director, wish)
        session.add(
            Deputy(
                director_id=director.id,
                deputy_id=deputy.id,
                authority=authority,
                starts_on=starts_on,
                ends_on=ends_on,
            )
        )
        _record(who, director, deputy, None, _term(starts_on, ends_on), reason=authority)


def end_deputy(*, who: Who, director_id: int, deputy_row_id: int) -> None:
    """Withdraw a deputy's right at once; one that never began is removed. The record keeps both."""
    ensure_administers(who)
    with transaction():
        take_turn()
        row = db.session.get(Deputy, deputy_row_id)
        if row is None or row.director_id != director_id:
            raise NotFound("There is no such deputy.")
        _end(who, row)


def end_deputies(who: Who, person: Person) -> None:
    """Inside a transaction: somebody leaves, so nobody deputises for them, and they for nobody."""
    mine = select(Deputy).where(
        or_(Deputy.director_id == person.id, Deputy.deputy_id == person.id), Deputy.ends_on >= today()
    )
    for row in db.session.execute(mine).scalars().all():
        _end(who, row)


def _end(who: Who, row: Deputy) -> None:
    if row.ends_on < today():
        return
    director, deputy = db.session.get_one(Person, row.director_id), db.session.get_one(Person, row.deputy_id)
    _record(who, director, deputy, _term(row.starts_on, row.ends_on), None, reason="")
    if row.starts_on >= today():
        db.session.delete(row)
    else:
        row.ends_on = today() - timedelta(days=1)


def _checked(director: Person, wish: DeputyWish) -> tuple[Person, str, date, date]:
    """The deputy and the dates; raises Refusals naming each field that cannot be."""
    refusals = []
    deputy = db.session.get(Person, wish.deputy_id) if wish.deputy_id else None
    if deputy is None or not deputy.active or not deputy.email or deputy.id == director.id:
        refusals.append(Refusal("Choose somebody else who has an account.", field="deputy"))
    elif not roles_of(deputy) - {Role.READER}:
        sentence = f"{deputy.name} may only read released figures. Give them another role first."
        refusals.append(Refusal(sentence, field="deputy"))
    authority = wish.authority.strip()
    if not authority:
        sentence = "State the authority, for example “Scheme of delegation, paragraph 4.2”."
        refusals.append(Refusal(sentence, field="authority"))
    elif len(authority) > LONGEST_AUTHORITY:
        refusals.append(Refusal(f"Shorten this to {LONGEST_AUTHORITY} characters.", field="authority"))
    if wish.starts_on is None:
        refusals.append(Refusal("Enter the first day.", field="starts_on"))
    if wish.ends_on is None:
        refusals.append(Refusal("Enter the last day.", field="ends_on"))
    elif wish.starts_on is not None and wish.ends_on < wish.starts_on:
        refusals.append(Refusal("The last day is before the first: change one of them.", field="ends_on"))
    elif wish.ends_on < today():
        refusals.append(Refusal("The last day has passed already: enter a later one.", field="ends_on"))
    if refusals or deputy is None or wish.starts_on is None or wish.ends_on is None:
        raise Refusals(tuple(refusals))
    return deputy, authority, wish.starts_on, wish.ends_on


def _record(who: Who, director: Person, deputy: Person, old: str | None, new: str | None, *, reason: str) -> None:
    subject = person_subject(deputy, "right")
    record(who=who, subject=subject, field=f"deputy of {director.name}"[:40], old=old, new=new, reason=reason)


def _term(starts_on: date, ends_on: date) -> str:
    return f"{long_date(starts_on)} to {long_date(ends_on)}"
