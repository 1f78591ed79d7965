"""Directorates, people, RAG rules and tags as a file names them: found by name in any case, never guessed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from difflib import get_close_matches

from sqlalchemy import select
from sqlalchemy.orm import aliased

from webapp.domain.definitions import one_line
from webapp.domain.errors import Refusal
from webapp.domain.quoting import quoted
from webapp.domain.tags import NO_TAGS, spelled, split_tags
from webapp.domain.texts import listed
from webapp.models import Directorate, Person
from webapp.services.indicators.tags import known_spellings
from webapp.services.rules.choosing import rule_options
from webapp.services.store import read

_INTO = aliased(Directorate)
_DIRECTORATES = select(Directorate.id, Directorate.name, Directorate.retired_on, _INTO.name.label("into")).outerjoin(
    _INTO, _INTO.id == Directorate.merged_into_id
)
_PEOPLE = select(Person.id, Person.name, Person.email, Person.left_on).where(Person.merged_into_id.is_(None))
_NO_DIRECTORATE = frozenset(("no directorate", "none"))
_OWN_TOLERANCE = frozenset(("none", "own tolerance", "its own tolerance"))
_VACANT = "vacant"
_ACTING = "(acting)"
FEW = 5


class Names:
    """The directorates, people, rules and tags of the council, as they were when a check began."""

    def __init__(self) -> None:
        self._tags = known_spellings()
        rows = read(_DIRECTORATES).all()
        self._directorates = {_folded(row.name): row for row in rows}
        self._in_use = {_folded(row.name): row.name for row in rows if row.retired_on is None}
        self._people: defaultdict[str, dict[int, bool]] = defaultdict(dict)  # by name and address: id, has left
        for row in read(_PEOPLE):
            for text in (row.name, row.email):
                if text:
                    self._people[_folded(text)][row.id] = row.left_on is not None

    def directorate(self, text: str, present: int | None) -> int | None:
        """The id of the directorate, None for "No directorate"; ``present`` is the one that the indicator has.

        Raises Refusal for one that nobody knows, or that is retired.
        """
        name = _folded(text)
        row = self._directorates.get(name)
        if row is None:
            if name in _NO_DIRECTORATE:
                return None
            raise Refusal(f"No directorate is called {quoted(text)}: {self._instead(name)}, or leave it blank.")
        if row.retired_on is not None and row.id != present:
            instead = f"write {row.into}" if row.into else "write another one"
            raise Refusal(f"The directorate {row.name} is retired: {instead}, or leave it blank.")
        return int(row.id)

    def lead(self, text: str, present: int | None) -> tuple[int | None, bool]:
        """The id of the person and whether they are acting; (None, False) for "Vacant".

        ``present`` is who the indicator has. Raises Refusal for a name that no active person has, or several.
        """
        name = _folded(text)
        acting = name.endswith(_ACTING)
        name = name.removesuffix(_ACTING).rstrip()
        if name == _VACANT:
            return None, False
        found: Mapping[int, bool] = self._people.get(name, {})
        if present in found:
            return present, acting
        active = [person for person, has_left in found.items() if not has_left]
        if len(active) == 1:
            return active[0], acting
        if active:
            raise Refusal(f"{len(active)} people are called {quoted(text)}: write the e-mail address of the one meant.")
        if found:
            raise Refusal(f"{quoted(text)} has left: name somebody else, or leave it blank.")
        raise Refusal(f"Nobody here is called {quoted(text)}: add the person first, or leave it blank.")

    def rule(self, text: str, present: int | None) -> int | None:
        """The id of the named rule, None for "Own tolerance"; ``present`` is the one that the indicator has.

        Raises Refusal for one that nobody knows, or that is retired.
        """
        options = {_folded(option.name): option for option in rule_options(present)}
        found = options.get(_folded(text))
        if found is not None:
            return found.id
        if _folded(text) in _OWN_TOLERANCE:
            return None
        near = [options[each].name for each in get_close_matches(_folded(text), options, n=3, cutoff=0.5)]
        instead = f"write {listed(near, 'or')}" if near else "add it first, write Own tolerance"
        raise Refusal(f"No RAG rule in use is called {quoted(text)}: {instead}, or leave it blank.")

    def tags(self, text: str) -> tuple[str, ...]:
        """The tags that a text lists, as they are written already, here or higher up in the file; none for "None"."""
        if _folded(text) in NO_TAGS:
            return ()
        tags = spelled(split_tags(text), self._tags)
        self._tags.update({tag.casefold(): tag for tag in tags})
        return tags

    def _instead(self, name: str) -> str:
        """The names that come nearest, or all if there are few."""
        near = [self._in_use[each] for each in get_close_matches(name, self._in_use, n=3, cutoff=0.5)]
        near = near or (sorted(self._in_use.values()) if len(self._in_use) <= FEW else [])
        return f"write {listed(near, 'or')}" if near else "add it first"


def _folded(text: str) -> str:
    return one_line(text).casefold()
