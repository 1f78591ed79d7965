"""The performance action plan: its states, what each step needs, and the one page it becomes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class PlanState(StrEnum):
    """The life of a plan (``required`` has no record: it is a red figure without a plan)."""

    REQUIRED = "required"
    DRAFT = "draft"
    SUBMITTED = "submitted"
    SIGNED_OFF = "signed off"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"
    SUPERSEDED = "superseded"
    NOT_REQUIRED = "not required"


@dataclass(frozen=True, slots=True)
class Action:
    """One row of What / How / Who / When: plain text with line breaks, and the real due date."""

    what: str = ""
    how: str = ""
    who: str = ""
    when: str = ""
    due: date | None = None


@dataclass(frozen=True, slots=True)
class SignatureLine:
    """Who signed, when (aware UTC), and the SHA-256 of what was signed, in lower-case hexadecimal."""

    name: str
    post: str
    at: datetime
    fingerprint: str


@dataclass(frozen=True, slots=True)
class PlanPage:
    """Everything the one page says, as text: page and PDF receive the same value, so they cannot disagree."""

    number: int
    council: str
    indicator_code: str
    indicator_title: str
    strategic_director_lead: str  # "Clare Fish", "Clare Fish (acting)", "Vacant"
    departmental_lead: str
    targets: str  # "385.6 (ESTIMATED October 2014) / 375.1 (March 2015)"
    period: str  # "October 2014"
    performance: tuple[str, ...]  # the form's line against each dated target, the one in force first
    status: str  # "red"
    why: str
    reason_html: str  # sanitised: p strong em ul ol li br
    actions: tuple[Action, ...]
    state: PlanState
    version: int
    signature: SignatureLine | None = None
    language: str = "en-GB"
