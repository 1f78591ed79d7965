"""What of an old form the council has already: indicators of its title, and people of its leads' names."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

from sqlalchemy import select

from webapp.extensions import db
from webapp.models import Indicator, Person
from webapp.services.clock import today

NEARLY = 0.8
"""How alike two texts must be, from 0 to 1, to be offered for one another."""

MOST = 4

_INDICATORS = select(Indicator.id, Indicator.code, Indicator.title, Indicator.retired_on).order_by(Indicator.code)
_PEOPLE = (
    select(Person.id, Person.name, Person.post, Person.email)
    .where(Person.left_on.is_(None), Person.merged_into_id.is_(None))
    .order_by(Person.name, Person.id)
)


@dataclass(frozen=True, slots=True)
class Choice:
    """Something that the form may mean; ``same`` where its name is the very same, case and spacing apart."""

    id: int
    name: str
    same: bool


def same_titles(title: str) -> tuple[Choice, ...]:
    """Indicators in use with that title, then with nearly that title."""
    day = today()
    rows = [row for row in db.session.execute(_INDICATORS) if row.retired_on is None or row.retired_on > day]
    return _alike(title, [(row.id, f"{row.code} {row.title}", row.title) for row in rows])


def people_like(name: str) -> tuple[Choice, ...]:
    """People who have not left with that name, then with nearly that name."""
    rows = db.session.execute(_PEOPLE)
    return _alike(name, [(row.id, _called(row.name, row.post, row.email), row.name) for row in rows])


def folded(text: str) -> str:
    """The text for comparing: no matter the case of its letters or its spacing."""
    return " ".join(text.casefold().split())


def _alike(text: str, rows: Iterable[tuple[int, str, str]]) -> tuple[Choice, ...]:
    """The rows (id, what it is called, what is compared) like the text: all that are the same, then others."""
    wanted = folded(text)
    if not wanted:
        return ()
    by_name: dict[str, list[tuple[int, str]]] = {}
    for row_id, called, compared in rows:
        by_name.setdefault(folded(compared), []).append((row_id, called))
    same = [Choice(row_id, called, True) for row_id, called in by_name.pop(wanted, [])]
    near = get_close_matches(wanted, by_name, n=MOST, cutoff=NEARLY)
    return (*same, *(Choice(row_id, called, False) for name in near for row_id, called in by_name[name]))


def _called(name: str, post: str, email: str | None) -> str:
    """ "Ann Lee, Head of Service (ann.lee@council.example)": enough to tell two of one name apart."""
    return f"{name}{f', {post}' if post else ''} ({email or 'no account yet'})"
