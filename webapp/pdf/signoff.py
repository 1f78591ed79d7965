"""Who signed, or how far an unsigned plan has come: the mark in the head and the strip at the end."""

from __future__ import annotations

from webapp.domain.formats import moment
from webapp.domain.plan_page import PlanPage, SignatureLine
from webapp.domain.plans import PlanState, SealState
from webapp.pdf.fonts import clean
from webapp.pdf.richtext import Paragraph, Run
from webapp.pdf.tagging import Element

DRAFTS = frozenset({PlanState.REQUIRED, PlanState.DRAFT})
SMALL = 0.8  # of the body's size, for the fingerprint: its 64 figures stay on one line
MARKS = {PlanState.SUBMITTED: "SUBMITTED, NOT SIGNED"}
UNSIGNED = {
    PlanState.SUBMITTED: "Submitted and waiting for sign-off.",
    PlanState.NOT_REQUIRED: "A plan is no longer required for this period.",
}
COPIES = {
    SealState.CURRENT: "This is a copy, not the signed file.",
    SealState.OUT_OF_DATE: "This is a copy, not the signed file. The signed page is out of date: a figure, target or "
    "rule under it has changed since.",
    SealState.SUPERSEDED: "This is a copy, not the signed file. The signed page no longer stands: a later one took "
    "its place.",
    SealState.WITHDRAWN: "This is a copy, not the signed file. The signed page was withdrawn and no longer stands.",
}


def mark(page: PlanPage, *, as_draft: bool, copy: SealState | None = None) -> str:
    """The word in the head: what this sheet of paper may be used as."""
    if copy:
        return copy.upper()
    return "DRAFT" if as_draft else MARKS.get(page.state, page.state.upper())


def sign_off(page: PlanPage, cell: Element, *, as_draft: bool, copy: SealState | None = None) -> list[Paragraph]:
    """The strip at the end: the signature, or a plain statement that there is none."""
    if page.signature is None:
        waiting = "This is a draft." if as_draft else UNSIGNED.get(page.state, "")
        return [_paragraph(cell, Run("Not signed. ", bold=True), Run(waiting))]
    if copy:
        what = _paragraph(cell, Run(COPIES[copy], bold=True))
        return [what, _who(page.signature, cell), _small(cell, "Fingerprint of what was signed", page.signature)]
    signed = [_who(page.signature, cell)]
    if page.signature.code:
        signed.append(_check(page.signature, cell))
    return [*signed, _small(cell, "Fingerprint", page.signature)]


def _who(signature: SignatureLine, cell: Element) -> Paragraph:
    stated = [clean(part).strip() for part in (signature.post, signature.capacity)]
    as_what = "".join(f", {part}" for part in stated if part)
    name = Run(f"Signed off by {clean(signature.name)}", bold=True)
    return _paragraph(cell, name, Run(f"{as_what}, on {moment(signature.at)}."))


def _check(signature: SignatureLine, cell: Element) -> Paragraph:
    """The code, and where it says whether the page still stands; its whole text is written out in the file."""
    where = signature.check_at.removesuffix(f"/{signature.code}") or "the verification page"
    how = f" Enter it at {where} to see whether this page still stands."
    paragraph = _paragraph(cell, Run(f"Code {signature.code}.", bold=True), Run(how))
    paragraph.leaves[0].actual_text = paragraph.text(0)
    return paragraph


def _small(cell: Element, label: str, signature: SignatureLine) -> Paragraph:
    paragraph = _paragraph(cell, Run(f"{label}: {signature.fingerprint}"))
    paragraph.scale = SMALL
    paragraph.leaves[0].actual_text = paragraph.text(0)
    return paragraph


def _paragraph(cell: Element, *runs: Run) -> Paragraph:
    return Paragraph(list(runs), [cell.add("P")], close=True)
