"""Our plan's page against the same content drawn by ReportLab's Platypus and by WeasyPrint, in one process."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial

from benchmarks.comparing import Spread, in_rounds, ratios
from benchmarks.platypus_page import draw_untagged
from benchmarks.weasyprint_page import draw_with_weasyprint
from tests.unit.pdf_examples import PLAN, read
from webapp.domain.plans import PlanState
from webapp.pdf.plan_page import draw_plan, measure

PAGES = {
    "submitted": replace(PLAN, state=PlanState.SUBMITTED, signature=None),
    "signed, with its QR code": PLAN,
}
"""What is drawn: one page whose text fits at the first size."""


@dataclass(frozen=True, slots=True)
class PagesResult:
    """Pages a second of each; the time of one of ours in untagged ones, and of one of WeasyPrint in ours."""

    page: str
    ours: Spread
    untagged: Spread
    weasyprint: Spread
    ours_to_untagged: Spread
    weasyprint_to_ours: Spread


def measure_pages(rounds: int, seconds: float) -> Iterator[PagesResult]:
    """Draw each page in the three ways, in turns."""
    for name, page in PAGES.items():
        assert measure(page).size == 12, "this is about text that fits at the first size"
        draw: list[Callable[[], bytes]] = [
            partial(each, page) for each in (draw_plan, draw_untagged, draw_with_weasyprint)
        ]
        for each in draw:
            assert len(read(each()).pages) == 1  # and the typefaces are read
        ours, untagged, weasyprint = in_rounds(rounds, [partial(_rate, each, seconds) for each in draw])
        yield PagesResult(
            page=name,
            ours=Spread.of(ours),
            untagged=Spread.of(untagged),
            weasyprint=Spread.of(weasyprint),
            ours_to_untagged=ratios(untagged, ours),
            weasyprint_to_ours=ratios(ours, weasyprint),
        )


def _rate(draw: Callable[[], bytes], seconds: float) -> float:
    """Pages a second of processor time: what else the machine does counts for nothing."""
    started = time.process_time()
    pages = 0
    while (now := time.process_time()) < started + seconds:
        draw()
        pages += 1
    return pages / (now - started)
