"""How a plan fills its page: the largest type that fits, and what to shorten where none does."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import ceil

from webapp.domain.errors import Refusal
from webapp.domain.plan_page import PlanPage
from webapp.domain.plans import SealState
from webapp.pdf.form import Form, fill_in
from webapp.pdf.layout import HEIGHT, Layout
from webapp.pdf.typesetting import LEADING

LARGEST, SMALLEST = 120, 100  # tenths of a point


@dataclass(frozen=True, slots=True)
class Fit:
    """How a plan fills its page.

    ``size``: points of the body text, the largest from 12 down to 10 at which one page holds it; else 10.
    ``pages``: pages at that size, of the ``most`` it may have. ``used``: share of those used at 10 point; above 1 it
    is too long. ``lines_over``: lines of 10 point too many, 0 where it fits.
    ``longest_field`` and ``longest_label``: the written field that takes most room, as form field
    ("reason", "actions-0-how") and as the form calls it ("Action 1 of 3: How (will it be achieved)").
    """

    size: float
    pages: int
    used: float
    lines_over: int
    longest_field: str
    longest_label: str
    most: int = 1
    chart_left_out: bool = False  # the trend, without which the page holds the rest in 10 point

    @property
    def fits(self) -> bool:
        """True where the pages that a plan may have hold it."""
        return self.pages <= self.most


class TooLong(Refusal):
    """A plan that its page cannot hold at 10 point."""

    def __init__(self, fit: Fit) -> None:
        lines = "1 line" if fit.lines_over == 1 else f"{fit.lines_over} lines"
        pages = "one page" if fit.most == 1 else f"{fit.most} pages"
        super().__init__(
            f"The plan is {lines} too long for {pages}. Shorten “{fit.longest_label}”, its longest part.",
            field=fit.longest_field,
        )
        self.fit = fit


@dataclass(frozen=True, slots=True)
class LaidOut:
    """A plan's form and its layout, with its trend, or without it where that would not fit the page."""

    form: Form
    layout: Layout
    chart_left_out: bool = False


def laid_out(page: PlanPage, *, as_draft: bool, copy: SealState | None = None) -> LaidOut:
    """Lay a plan out. A trend is drawn where one page holds it with everything else in the smallest type."""
    form = fill_in(page, as_draft=as_draft, copy=copy)
    layout = Layout(form)
    if page.trend is None or layout.height(SMALLEST / 10) <= HEIGHT:
        return LaidOut(form, layout)
    without = fill_in(replace(page, trend=None), as_draft=as_draft, copy=copy)
    return LaidOut(without, Layout(without), chart_left_out=True)


def size_of(layout: Layout) -> float:
    """The largest size at which one page holds the plan, by bisection: larger type never takes less room."""
    low, high = SMALLEST, LARGEST
    if layout.height(high / 10) <= HEIGHT:
        return high / 10
    while low < high - 1:
        middle = (low + high) // 2
        if layout.height(middle / 10) <= HEIGHT:
            low = middle
        else:
            high = middle
    return low / 10


def fit_of(laid: LaidOut, most: int) -> Fit:
    """How a plan fills the ``most`` pages it may have."""
    layout = laid.layout
    size, smallest = size_of(layout), SMALLEST / 10
    pages = len(layout.pages(size))
    height, room = layout.height(smallest), HEIGHT * most
    over = ceil((height - room) / (smallest * LEADING))
    longest = layout.longest(smallest)
    return Fit(
        size=size,
        pages=pages,
        used=height / room,
        lines_over=max(1, over) if pages > most else 0,
        longest_field=longest.field,
        longest_label=longest.label,
        most=most,
        chart_left_out=laid.chart_left_out,
    )
