"""Who signed, or how far an unsigned plan has come: the strip at the end of the page."""

from __future__ import annotations

from webapp.domain.form_words import COPIES, NOT_SIGNED, check, signer, waiting
from webapp.domain.plan_page import PlanPage, SignatureLine
from webapp.domain.plans import SealState
from webapp.pdf.fonts import clean
from webapp.pdf.richtext import Paragraph, Run
from webapp.pdf.tagging import Element

SMALL = 0.8  # of the body's size, for the fingerprint: its 64 figures stay on one line


def sign_off(page: PlanPage, cell: Element, *, as_draft: bool, copy: SealState | None = None) -> list[Paragraph]:
    """The strip at the end: the signature, or a plain statement that there is none."""
    if page.signature is None:
        return [_paragraph(cell, Run(NOT_SIGNED, bold=True), Run(waiting(page, as_draft=as_draft)))]
    if copy:
        what = _paragraph(cell, Run(COPIES[copy], bold=True))
        return [what, _who(page.signature, cell), _small(cell, "Fingerprint of what was signed", page.signature)]
    signed = [_who(page.signature, cell)]
    if page.signature.code:
        signed.append(_check(page.signature, cell))
    return [*signed, _small(cell, "Fingerprint", page.signature)]


def _who(signature: SignatureLine, cell: Element) -> Paragraph:
    name, as_what = signer(signature)
    return _paragraph(cell, Run(clean(name), bold=True), Run(clean(as_what)))


def _check(signature: SignatureLine, cell: Element) -> Paragraph:
    """The code, and where it says whether the page still stands; its whole text is written out in the file."""
    code, how = check(signature)
    paragraph = _paragraph(cell, Run(code, bold=True), Run(how))
    paragraph.leaves[0].actual_text = paragraph.text(0)
    return paragraph


def _small(cell: Element, label: str, signature: SignatureLine) -> Paragraph:
    paragraph = _paragraph(cell, Run(f"{label}: {signature.fingerprint}"))
    paragraph.scale = SMALL
    paragraph.leaves[0].actual_text = paragraph.text(0)
    return paragraph


def _paragraph(cell: Element, *runs: Run) -> Paragraph:
    return Paragraph(list(runs), [cell.add("P")], close=True)
