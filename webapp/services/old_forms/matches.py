"""What of an old form the council has already: indicators of its title, and people of its leads' names."""

from __future__ import annotations

import re
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


@dataclass(frozen=True, slots=True)
class Named:
    """Something with a name: what it is called in a list, and other ways in which forms write its name."""

    id: int
    name: str
    called: str
    aliases: tuple[str, ...] = ()


class Names:
    """Names to be found by: the very same, and nearly the same."""

    def __init__(self, named: Iterable[Named]) -> None:
        self._by_name: dict[str, list[Named]] = {}
        self._by_alias: dict[str, list[Named]] = {}
        for each in named:
            self._by_name.setdefault(folded(each.name), []).append(each)
            for alias in each.aliases:
                self._by_alias.setdefault(_bare(alias), []).append(each)

    def same(self, text: str) -> tuple[Choice, ...]:
        """All of that very name, or of one of its other forms."""
        found = self._by_name.get(folded(text)) or self._by_alias.get(_bare(text)) or []
        return tuple(Choice(each.id, each.called, True) for each in found) if text.strip() else ()

    def like(self, text: str) -> tuple[Choice, ...]:
        """All of that very name, then those of nearly that name."""
        wanted, same = folded(text), self.same(text)
        if not wanted:
            return ()
        names = get_close_matches(wanted, self._by_name, n=MOST + 1, cutoff=NEARLY)
        near = [each for name in names if name != wanted for each in self._by_name[name]]
        known = {choice.id for choice in same}
        return (*same, *(Choice(each.id, each.called, False) for each in near if each.id not in known))


def same_titles(title: str) -> tuple[Choice, ...]:
    """Indicators in use with that title, then with nearly that title."""
    return indicator_names().like(title)


def people_like(name: str) -> tuple[Choice, ...]:
    """People who have not left with that name, then with nearly that name."""
    return people_names().like(name)


def indicator_names() -> Names:
    """The titles of all indicators in use; a form may write the code before or behind the title."""
    day = today()
    rows = [row for row in db.session.execute(_INDICATORS) if row.retired_on is None or row.retired_on > day]
    return Names(
        Named(row.id, row.title, f"{row.code} {row.title}", (f"{row.code} {row.title}", f"{row.title} {row.code}"))
        for row in rows
    )


def people_names() -> Names:
    """The names of all people who have not left."""
    return Names(Named(row.id, row.name, _called(row.name, row.post, row.email)) for row in db.session.execute(_PEOPLE))


def folded(text: str) -> str:
    """The text for comparing: no matter the case of its letters or its spacing."""
    return " ".join(text.casefold().split())


def _bare(text: str) -> str:
    """The words alone: a code may be parted from a title by anything."""
    return " ".join(re.findall(r"\w+", text.casefold()))


def _called(name: str, post: str, email: str | None) -> str:
    """ "Ann Lee, Head of Service (ann.lee@council.example)": enough to tell two of one name apart."""
    return f"{name}{f', {post}' if post else ''} ({email or 'no account yet'})"
