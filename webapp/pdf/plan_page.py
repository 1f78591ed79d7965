"""A plan as a PDF: one A4 page in the printed form's layout, or a refusal that says what to shorten."""

from __future__ import annotations

from webapp.domain.form_words import DRAFTS
from webapp.domain.plan_page import PlanPage
from webapp.domain.plans import SealState
from webapp.pdf.drawing import draw_page
from webapp.pdf.fitting import Fit, TooLong, fit_of, laid_out, size_of
from webapp.pdf.fonts import one_line
from webapp.pdf.foot import draw_foot, draw_watermark
from webapp.pdf.form import Form
from webapp.pdf.layout import Placed
from webapp.pdf.metadata import Facts
from webapp.pdf.printable import refuse_unprintable
from webapp.pdf.sheet import Sheet, drawing

__all__ = ["Fit", "TooLong", "draw_copy", "draw_plan", "measure"]


def measure(page: PlanPage, *, most_pages: int = 1) -> Fit:
    """How the plan fills its page, room for the signature included; raises Unprintable."""
    refuse_unprintable(page)
    return fit_of(laid_out(page, as_draft=page.state in DRAFTS), most_pages)


def draw_plan(page: PlanPage, *, draft_mark: bool | None = None, most_pages: int | None = 1) -> bytes:
    """The PDF of a plan. The same page always gives the same bytes.

    ``draft_mark`` prints DRAFT across it and lets it run on over more pages; None: the plan's state decides.
    Raises Unprintable, and TooLong for a plan that is no draft and does not fit ``most_pages``; None is any number.
    """
    refuse_unprintable(page)
    as_draft = page.state in DRAFTS if draft_mark is None else draft_mark
    laid = laid_out(page, as_draft=as_draft)
    pages = laid.layout.pages(size_of(laid.layout))
    if most_pages is not None and len(pages) > most_pages and not as_draft:
        raise TooLong(fit_of(laid, most_pages))
    with drawing:
        return _draw(laid.form, pages, page, _facts(page), across="DRAFT" if as_draft else "")


def draw_copy(page: PlanPage, state: SealState) -> bytes:
    """A copy of a signed page that says across it, in its head and beside the signature what has become of that.

    It carries no code and no seal, so it cannot be taken for the signed file.
    """
    refuse_unprintable(page)
    laid = laid_out(page, as_draft=False, copy=state)
    pages = laid.layout.pages(size_of(laid.layout))
    facts = Facts(f"Copy, {state}: {_title(page)}", one_line(page.council), page.language)
    with drawing:
        return _draw(laid.form, pages, page, facts, across=state.upper())


def _draw(form: Form, pages: list[list[Placed]], page: PlanPage, facts: Facts, *, across: str) -> bytes:
    sheet = Sheet(facts, form.root)
    draw_pages(sheet, pages, page, across=across, first=1, total=len(pages))
    return sheet.finish()


def draw_pages(sheet: Sheet, pages: list[list[Placed]], page: PlanPage, *, across: str, first: int, total: int) -> None:
    """Draw a plan that was laid out, as pages ``first`` to … of ``total``, with a word across each (or "")."""
    for number, rows in enumerate(pages, first):
        if not sheet.is_blank:
            sheet.next_page()
        if across:
            draw_watermark(sheet, across)
        draw_page(sheet, rows)
        draw_foot(sheet, page, number, total)


def _facts(page: PlanPage) -> Facts:
    signature = page.signature
    seal = f"Code {signature.code}, fingerprint {signature.fingerprint}" if signature and signature.code else ""
    return Facts(_title(page), one_line(page.council), page.language, signature.at if signature else None, seal)


def _title(page: PlanPage) -> str:
    return f"Performance action plan: {one_line(page.indicator_title)}, {one_line(page.period)}"
