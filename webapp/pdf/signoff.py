"""Who signed, or how far an unsigned plan has come: the mark in the head and the strip at the end."""

from __future__ import annotations

from webapp.domain.formats import moment
from webapp.domain.plan_page import PlanPage, SignatureLine
from webapp.domain.plans import PlanState
from webapp.pdf.fonts import clean
from webapp.pdf.richtext import Paragraph, Run
from webapp.pdf.tagging import Element

DRAFTS = frozenset({PlanState.REQUIRED, PlanState.DRAFT})
SMALL = 0.8  # of the body's size, for the fingerprint: its 64 figures stay on one line
MARKS = {
    PlanState.SUBMITTED: "SUBMITTED, NOT SIGNED",
    PlanState.SIGNED_OFF: "SIGNED OFF",
    PlanState.CLOSED: "CLOSED",
    PlanState.WITHDRAWN: "WITHDRAWN",
    PlanState.SUPERSEDED: "SUPERSEDED",
    PlanState.NOT_REQUIRED: "NOT REQUIRED",
}
UNSIGNED = {
    PlanState.SUBMITTED: "Submitted and waiting for sign-off.",
    PlanState.NOT_REQUIRED: "A plan is no longer required for this period.",
}
AFTERWARDS = {
    PlanState.CLOSED: "Closed since.",
    PlanState.WITHDRAWN: "Withdrawn since: this plan no longer stands.",
    PlanState.SUPERSEDED: "Superseded since by a later plan.",
}


def mark(page: PlanPage, *, as_draft: bool) -> str:
    """The word in the head: what this sheet of paper may be used as."""
    return "DRAFT" if as_draft else MARKS.get(page.state, str(page.state).upper())


def sign_off(page: PlanPage, cell: Element, *, as_draft: bool) -> list[Paragraph]:
    """The strip at the end: the signature, or a plain statement that there is none."""
    if page.signature is None:
        waiting = "This is a draft." if as_draft else UNSIGNED.get(page.state, "")
        return [_paragraph(cell, Run("Not signed. ", bold=True), Run(waiting))]
    return [*_signed(page.signature, cell), *_afterwards(page, cell)]


def _signed(signature: SignatureLine, cell: Element) -> list[Paragraph]:
    name = Run(f"Signed off by {clean(signature.name)}", bold=True)
    post = f", {clean(signature.post)}" if signature.post.strip() else ""
    who = _paragraph(cell, name, Run(f"{post}, on {moment(signature.at)}."))
    fingerprint = _paragraph(cell, Run(f"Fingerprint: {signature.fingerprint}"))
    fingerprint.scale = SMALL
    return [who, fingerprint]


def _afterwards(page: PlanPage, cell: Element) -> list[Paragraph]:
    since = AFTERWARDS.get(page.state)
    return [_paragraph(cell, Run(since, bold=True))] if since else []


def _paragraph(cell: Element, *runs: Run) -> Paragraph:
    return Paragraph(list(runs), [cell.add("P")], close=True)
