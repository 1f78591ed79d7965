"""The printed form's own words, on paper and in Word: title, headings, labels, and how far a plan has come."""

from __future__ import annotations

from webapp.domain.action_words import when_words, who_words
from webapp.domain.actions import Action
from webapp.domain.formats import moment
from webapp.domain.plan_page import PlanPage, SignatureLine
from webapp.domain.plans import PlanState, SealState

TITLE = "PERFORMANCE ACTION PLAN"
INSTRUCTION = (
    "This template is to be completed for ALL measures showing ",
    "RED",
    " status of non-compliance against the specified target reported.",
)
OVERVIEW = ("INDICATOR OVERVIEW", "")
SITUATION = (
    "CURRENT SITUATION:",
    "Detail what the performance is for this measure and reason/s for non-compliance",
)
ACTIONS = (
    "ACTIONS:",
    "This describes what's necessary or how to achieve a 'green' score. This way everyone is clear on what "
    "is required and when; knows the expected outcome and how to achieve it.",
)
INDICATOR_TITLE = "Indicator Title"
STRATEGIC_DIRECTOR = "Strategic Director Lead"
DEPARTMENTAL_LEAD = "Departmental Lead"
TARGET = "Target"
PERFORMANCE = "Performance this Period"
TREND = "Trend"
REASON = "Non-compliance reason"
WHAT = "What (is required)"
HOW = "How (will it be achieved)"
WHO = "Who (will be responsible)"
WHEN = "When (will results be realised)"
SIGN_OFF = "Sign-off"
EMPTY = "Not filled in"
NOT_SIGNED = "Not signed. "

SHAPES = {"red": "●", "amber": "▲", "green": "■"}
NO_SHAPE = "–"

DRAFTS = frozenset({PlanState.REQUIRED, PlanState.DRAFT})
MARKS = {PlanState.SUBMITTED: "SUBMITTED, NOT SIGNED"}
UNSIGNED = {
    PlanState.SUBMITTED: "Submitted and waiting for sign-off.",
    PlanState.NOT_REQUIRED: "A plan is no longer required for this period.",
}
_NO_LONGER = {PlanState.SUPERSEDED: SealState.SUPERSEDED, PlanState.WITHDRAWN: SealState.WITHDRAWN}
COPIES = {
    SealState.CURRENT: "This is a copy, not the signed file.",
    SealState.OUT_OF_DATE: "This is a copy, not the signed file. The signed page is out of date: a figure, target or "
    "rule under it has changed since.",
    SealState.SUPERSEDED: "This is a copy, not the signed file. The signed page no longer stands: a later one took "
    "its place.",
    SealState.WITHDRAWN: "This is a copy, not the signed file. The signed page was withdrawn and no longer stands.",
}


def overview(page: PlanPage) -> tuple[tuple[str, str], ...]:
    """The rows of the first section: label and text."""
    return (
        (INDICATOR_TITLE, page.indicator_title),
        (STRATEGIC_DIRECTOR, page.strategic_director_lead),
        (DEPARTMENTAL_LEAD, page.departmental_lead),
        (TARGET, page.targets),
    )


def status(page: PlanPage) -> tuple[str, str, str]:
    """The status as shape and word, then the rest of the sentence that says why; one that opens with the word itself
    does not get it twice."""
    word = page.status.capitalize()
    rest = page.why[len(word) :] if page.why.startswith(word) else f": {page.why}" if page.why else ""
    return SHAPES.get(page.status.lower(), NO_SHAPE), word, rest


def action_heading(number: int, count: int) -> str:
    """Which of several actions this is, counted from 1; "" for the only one."""
    return f"Action {number} of {count}" if count > 1 else ""


def action_rows(action: Action) -> tuple[tuple[str, str, str], ...]:
    """The rows of an action: the form field's name, label and text."""
    return (
        ("what", WHAT, action.what),
        ("how", HOW, action.how),
        ("who", WHO, who_words(action)),
        ("when", WHEN, when_words(action)),
    )


def copy_of(page: PlanPage) -> SealState | None:
    """What has become of a signed page that no longer stands, or None: what shows it then is a copy and says so."""
    return _NO_LONGER.get(page.state) if page.signature else None


def mark(page: PlanPage, *, as_draft: bool, copy: SealState | None = None) -> str:
    """The word in the head: what this sheet of paper may be used as."""
    if copy:
        return copy.upper()
    return "DRAFT" if as_draft else MARKS.get(page.state, page.state.upper())


def waiting(page: PlanPage, *, as_draft: bool) -> str:
    """What an unsigned plan waits for."""
    return "This is a draft." if as_draft else UNSIGNED.get(page.state, "")


def signer(signature: SignatureLine) -> tuple[str, str]:
    """Who signed, and as what and when: ("Signed off by Ann Lee", ", Director, on 14 November 2014 at 2:02pm.")."""
    stated = [part.strip() for part in (signature.post, signature.capacity)]
    as_what = "".join(f", {part}" for part in stated if part)
    return f"Signed off by {signature.name}", f"{as_what}, on {moment(signature.at)}."


def check(signature: SignatureLine) -> tuple[str, str]:
    """The code of a signed page, and where it says whether that still stands."""
    where = signature.check_at.removesuffix(f"/{signature.code}") or "the verification page"
    return f"Code {signature.code}.", f" Enter it at {where} to see whether this page still stands."
