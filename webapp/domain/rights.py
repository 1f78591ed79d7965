"""Who may see and do what: the five roles, and the rights that depend on one indicator's named people."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from webapp.domain.errors import NotAllowed


class Role(StrEnum):
    """What a person may do; one person can have several."""

    LEAD = "lead"
    DIRECTOR = "director"
    PERFORMANCE = "performance"
    READER = "reader"
    ADMINISTRATOR = "administrator"

    @property
    def label(self) -> str:
        """The role as people say it."""
        return _LABELS[self]


_LABELS = {
    Role.LEAD: "Departmental lead",
    Role.DIRECTOR: "Strategic director",
    Role.PERFORMANCE: "Performance team",
    Role.READER: "Reader",
    Role.ADMINISTRATOR: "Administrator",
}


@dataclass(frozen=True, slots=True)
class Who:
    """The person acting, as the rules see them."""

    id: int
    name: str
    roles: frozenset[Role]

    @property
    def runs_figures(self) -> bool:
        """The performance team runs indicators, targets, periods and uploads; administrators may too."""
        return bool(self.roles & {Role.PERFORMANCE, Role.ADMINISTRATOR})

    @property
    def administers(self) -> bool:
        """Administrators also run people and settings."""
        return Role.ADMINISTRATOR in self.roles

    @property
    def sees_everything(self) -> bool:
        """Everyone but a mere reader sees unreleased periods and unsigned plans."""
        return bool(self.roles - {Role.READER})


@dataclass(frozen=True, slots=True)
class Standing:
    """The people of one plan: its indicator's leads, today's deputies of the director, and who edited the text."""

    departmental_lead_id: int | None
    strategic_lead_id: int | None
    deputy_ids: Collection[int] = ()
    editor_ids: Collection[int] = ()


def may_edit(who: Who, standing: Standing) -> bool:
    """The departmental lead edits plans of her own indicators; the performance team may draft for her."""
    return who.runs_figures or who.id == standing.departmental_lead_id


def ensure_may_edit(who: Who, standing: Standing) -> None:
    """Raises NotAllowed for anybody but the lead and the performance team."""
    if not may_edit(who, standing):
        raise NotAllowed("Only this indicator's departmental lead, or the performance team for her, edits this plan.")


def may_tell_progress(who: Who, standing: Standing, owner_id: int | None) -> bool:
    """The owner of an action says how it goes; so may the indicator's departmental lead and the performance team."""
    return who.id == owner_id or may_edit(who, standing)


def ensure_may_tell_progress(who: Who, standing: Standing, owner_id: int | None) -> None:
    """Raises NotAllowed for everybody else."""
    if not may_tell_progress(who, standing, owner_id):
        raise NotAllowed(
            "Only the owner of this action, its indicator's departmental lead or the performance team says how it goes."
        )


def is_director(who: Who, standing: Standing) -> bool:
    """The named strategic director, or today a deputy of theirs."""
    return who.id == standing.strategic_lead_id or who.id in standing.deputy_ids


def ensure_may_return(who: Who, standing: Standing) -> None:
    """Raises NotAllowed for anybody but the named strategic director and their deputies."""
    if not is_director(who, standing):
        raise NotAllowed("Only this indicator's strategic director, or a deputy, signs or returns this plan.")


def ensure_may_sign(who: Who, standing: Standing) -> None:
    """As ``ensure_may_return``, and nobody signs what they edited themselves."""
    ensure_may_return(who, standing)
    if who.id in standing.editor_ids:
        raise NotAllowed("You edited the text or actions of this plan, so somebody else must sign it: a deputy can.")


def may_sign(who: Who, standing: Standing) -> bool:
    """True where ``ensure_may_sign`` would not refuse."""
    return is_director(who, standing) and who.id not in standing.editor_ids


def deputy_covers(starts_on: date, ends_on: date, today: date) -> bool:
    """A deputy acts from the first to the last day stated, both included."""
    return starts_on <= today <= ends_on
