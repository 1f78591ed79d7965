"""A plan as a PDF: one A4 page in the printed form's layout, or a refusal that says what to shorten."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from threading import Lock

from webapp.domain.errors import Refusal
from webapp.domain.plan_page import PlanPage
from webapp.pdf.drawing import draw_page
from webapp.pdf.fonts import one_line
from webapp.pdf.foot import draw_foot, draw_watermark
from webapp.pdf.form import Form, fill_in
from webapp.pdf.layout import HEIGHT, Layout, Placed
from webapp.pdf.metadata import Facts
from webapp.pdf.printable import refuse_unprintable
from webapp.pdf.sheet import Sheet
from webapp.pdf.signoff import DRAFTS
from webapp.pdf.typesetting import LEADING

LARGEST, SMALLEST = 120, 100  # tenths of a point

# ReportLab's typefaces serve one document at a time.
_drawing = Lock()


@dataclass(frozen=True, slots=True)
class Fit:
    """How a plan fills its page.

    ``size``: points of the body text, the largest from 12 down to 10 at which one page holds it; else 10.
    ``pages``: pages at that size. ``used``: share of the page used at 10 point; above 1 it is too long.
    ``lines_over``: lines of 10 point too many, 0 where it fits.
    ``longest_field`` and ``longest_label``: the written field that takes most room, as form field
    ("reason", "actions-0-how") and as the form calls it ("Action 1 of 3: How (will it be achieved)").
    """

    size: float
    pages: int
    used: float
    lines_over: int
    longest_field: str
    longest_label: str

    @property
    def fits(self) -> bool:
        """True where one page holds the plan."""
        return self.pages == 1


class TooLong(Refusal):
    """A plan that one page cannot hold at 10 point."""

    def __init__(self, fit: Fit) -> None:
        lines = "1 line" if fit.lines_over == 1 else f"{fit.lines_over} lines"
        super().__init__(
            f"The plan is {lines} too long for one page. Shorten “{fit.longest_label}”, its longest part.",
            field=fit.longest_field,
        )
        self.fit = fit


def measure(page: PlanPage) -> Fit:
    """How the plan fills its page, room for the signature included; raises Unprintable."""
    refuse_unprintable(page)
    return _fit(Layout(fill_in(page, as_draft=page.state in DRAFTS)))


def draw_plan(page: PlanPage, *, draft_mark: bool | None = None) -> bytes:
    """The PDF of a plan. The same page always gives the same bytes.

    ``draft_mark`` prints DRAFT across it and lets it run on over more pages; None: the plan's state decides.
    Raises Unprintable, and TooLong for a plan that is no draft and does not fit one page.
    """
    refuse_unprintable(page)
    as_draft = page.state in DRAFTS if draft_mark is None else draft_mark
    form = fill_in(page, as_draft=as_draft)
    layout = Layout(form)
    fit = _fit(layout)
    if fit.pages > 1 and not as_draft:
        raise TooLong(fit)
    with _drawing:
        return _draw(page, form, layout.pages(fit.size), as_draft=as_draft)


def _draw(page: PlanPage, form: Form, pages: list[list[Placed]], *, as_draft: bool) -> bytes:
    at = page.signature.at if page.signature else None
    title = f"Performance action plan: {one_line(page.indicator_title)}, {one_line(page.period)}"
    sheet = Sheet(Facts(title, one_line(page.council), page.language, at), form.root)
    for index, rows in enumerate(pages):
        if index:
            sheet.next_page()
        if as_draft:
            draw_watermark(sheet)
        draw_page(sheet, rows)
        draw_foot(sheet, page, index + 1, len(pages))
    return sheet.finish()


def _fit(layout: Layout) -> Fit:
    """The largest size at which one page holds the plan, by bisection: larger type never takes less room."""
    low, high = SMALLEST, LARGEST
    while low < high:
        middle = (low + high + 1) // 2
        if layout.height(middle / 10) <= HEIGHT:
            low = middle
        else:
            high = middle - 1
    size = low / 10
    smallest = SMALLEST / 10
    height = layout.height(smallest)
    longest = layout.longest(smallest)
    return Fit(
        size=size,
        pages=len(layout.pages(size)),
        used=height / HEIGHT,
        lines_over=max(0, ceil((height - HEIGHT) / (smallest * LEADING))),
        longest_field=longest.field,
        longest_label=longest.label,
    )
