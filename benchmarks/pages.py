"""Our plan's page against an untagged ReportLab page of the same content, in one process."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from benchmarks.comparing import Spread, in_rounds, ratios
from benchmarks.platypus_page import draw_untagged
from tests.unit.pdf_examples import PLAN
from webapp.pdf.plan_page import draw_plan


@dataclass(frozen=True, slots=True)
class PagesResult:
    """Pages a second, and how many untagged ones are drawn in the time of one of ours."""

    ours: Spread
    untagged: Spread
    times_untagged: Spread


def measure_pages(rounds: int, seconds: float) -> PagesResult:
    """Draw the same plan both ways."""
    draw: list[Callable[[], bytes]] = [lambda: draw_plan(PLAN), lambda: draw_untagged(PLAN)]
    for each in draw:
        each()  # reads the typefaces
    ours, untagged = in_rounds(rounds, [partial(_rate, each, seconds) for each in draw])
    return PagesResult(Spread.of(ours), Spread.of(untagged), ratios(untagged, ours))


def _rate(draw: Callable[[], bytes], seconds: float) -> float:
    started = time.perf_counter()
    pages = 0
    while (now := time.perf_counter()) < started + seconds:
        draw()
        pages += 1
    return pages / (now - started)
