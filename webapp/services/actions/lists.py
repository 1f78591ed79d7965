"""The list of actions: whose, which, in which order, and how many there are of each kind."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import bindparam, select

from webapp.domain.actions import ENDED, ActionState
from webapp.domain.rights import Role, Who
from webapp.models import Deputy
from webapp.services.actions.overdue import by_due_date
from webapp.services.actions.promises import Promise, promises
from webapp.services.clock import today
from webapp.services.store import read

MINE, LED, ALL = "mine", "indicators", "all"
OPEN, OVERDUE, DUE_SOON, AT_RISK, DONE, DROPPED, PAST = (
    "open", "overdue", "due soon", "at risk", "done", "dropped", "ended",
)  # fmt: skip
KINDS = (OPEN, OVERDUE, DUE_SOON, AT_RISK, DONE, DROPPED, PAST)
SORTS = ("due", "owner", "indicator", "state")
NOBODY = "nobody"
PAGE = 100
"""Actions shown on one page."""

_STOOD_FOR = select(Deputy.director_id).where(
    Deputy.deputy_id == bindparam("deputy_id"),
    Deputy.starts_on <= bindparam("today"),
    Deputy.ends_on >= bindparam("today"),
)
_STATE_ORDER = tuple(ActionState)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which actions to list; blanks hold back nothing. ``whose`` "" is what fits the person's roles."""

    whose: str = ""
    kind: str = OPEN
    owner: str = ""  # a person's id, or NOBODY
    directorate: str = ""
    sort: str = SORTS[0]
    page: int = 1


@dataclass(frozen=True, slots=True)
class ActionList:
    """One page of the actions wanted; the counts are of all that the person chose from, whatever their kind."""

    lines: tuple[Promise, ...]
    every: tuple[Promise, ...]  # of all pages
    found: int
    page: int
    pages: int
    counts: dict[str, int]
    whose: str
    choices: tuple[str, ...]  # whose actions this person may list
    owners: tuple[tuple[str, str], ...]
    directorates: tuple[str, ...]


def list_actions(*, who: Who, wanted: Wanted) -> ActionList:
    """The actions that this person asked for and may see, a page at a time."""
    choices = _choices(who)
    whose = wanted.whose if wanted.whose in choices else _usual(who, choices)
    theirs = _theirs(who, whose)
    owned = [line for line in theirs if _is_of(line, wanted)]
    found = sorted((line for line in owned if is_of_kind(line, wanted.kind)), key=by_due_date)
    if wanted.sort == "owner":
        found.sort(key=lambda line: (line.action.owner == "", line.action.owner.casefold()))
    elif wanted.sort == "indicator":
        found.sort(key=lambda line: line.code)
    elif wanted.sort == "state":
        found.sort(key=lambda line: _STATE_ORDER.index(line.state))
    pages = max(1, -(-len(found) // PAGE))
    page = min(max(1, wanted.page), pages)
    owners = {str(line.action.owner_id): line.action.owner for line in theirs if line.action.owner_id}
    return ActionList(
        lines=tuple(found[(page - 1) * PAGE : page * PAGE]),
        every=tuple(found),
        found=len(found),
        page=page,
        pages=pages,
        counts={kind: sum(is_of_kind(line, kind) for line in owned) for kind in KINDS},
        whose=whose,
        choices=choices,
        owners=tuple(sorted(owners.items(), key=lambda owner: owner[1].casefold())),
        directorates=tuple(sorted({line.directorate for line in theirs})),
    )


def is_of_kind(line: Promise, kind: str) -> bool:
    """Whether an action belongs to a kind of list; an unknown kind is that of open ones."""
    if kind == PAST:
        return line.ended
    if line.ended:
        return False
    match kind:
        case "overdue":
            return line.overdue
        case "due soon":
            return line.due_soon
        case "at risk" | "done" | "dropped":
            return line.state == kind
        case _:
            return line.state not in ENDED


def _choices(who: Who) -> tuple[str, ...]:
    return (MINE, LED, ALL) if who.sees_everything else (MINE,)


def _usual(who: Who, choices: tuple[str, ...]) -> str:
    """The performance team looks after all, a director after his indicators, everybody else after their own."""
    if who.runs_figures:
        return ALL
    return LED if LED in choices and Role.DIRECTOR in who.roles else MINE


def _theirs(who: Who, whose: str) -> tuple[Promise, ...]:
    found = promises()
    if whose == ALL:
        return found
    if whose == MINE:
        return tuple(line for line in found if line.responsible_id == who.id or line.action.owner_id == who.id)
    led = _directors(who, today())
    return tuple(line for line in found if line.departmental_lead_id == who.id or line.strategic_lead_id in led)


def _is_of(line: Promise, wanted: Wanted) -> bool:
    owner = NOBODY if line.action.owner_id is None else str(line.action.owner_id)
    return wanted.owner in ("", owner) and wanted.directorate in ("", line.directorate)


def _directors(who: Who, day: date) -> frozenset[int]:
    """This person, and the directors they stand in for on that day."""
    return frozenset({who.id, *read(_STOOD_FOR, deputy_id=who.id, today=day).scalars()})
