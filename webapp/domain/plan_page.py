"""The one page that a plan becomes, as text: what is shown, printed and signed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from webapp.domain.actions import Action
from webapp.domain.plans import PlanState
from webapp.domain.trend import Trend


@dataclass(frozen=True, slots=True)
class SignatureLine:
    """Who signed, when (aware UTC), and the SHA-256 of what was signed, in lower-case hexadecimal.

    ``capacity`` says by what authority a deputy signed, "" for the director. ``code`` is the short code of the
    verification page, ``check_at`` its address ("" where none is known).
    """

    name: str
    post: str
    at: datetime
    fingerprint: str
    capacity: str = ""
    code: str = ""
    check_at: str = ""


@dataclass(frozen=True, slots=True)
class PlanPage:
    """Everything the one page says, as text: page and PDF receive the same value, so they cannot disagree."""

    number: int
    council: str
    indicator_code: str
    indicator_title: str
    strategic_director_lead: str  # "Ann Lee", "Ann Lee (acting)", "Vacant"
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
    trend: Trend | None = None  # the series up to the period, as far as it may be shown with the page
