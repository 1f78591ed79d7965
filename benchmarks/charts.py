"""Our charts, from figures to SVG, against a bare ReportLab drawing of the same shapes, in one process."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import partial

from benchmarks.comparing import Spread, in_rounds, ratios
from benchmarks.reportlab_chart import draw_with_reportlab
from webapp.charts.shapes import Picture, Words
from webapp.charts.svg import svg
from webapp.charts.trend import trend_picture
from webapp.charts.xmr import xmr_picture
from webapp.domain.figures import Measure
from webapp.domain.periods import Calendar, Frequency
from webapp.domain.rag import Polarity
from webapp.domain.trend import Known, Trend, trend_of
from webapp.domain.variance import Target
from webapp.domain.xmr import xmr
from webapp.domain.xmr_verdicts import variations

WIDTH, HEIGHT, LETTERS = 760.0, 320.0, 13.0
MONTHS = (24, 240)


@dataclass(frozen=True, slots=True)
class ChartsResult:
    """Charts a second of each, and the time of one of ours in bare drawings."""

    chart: str
    ours: Spread
    bare: Spread
    ours_to_bare: Spread


def measure_charts(rounds: int, seconds: float) -> Iterator[ChartsResult]:
    """Draw each chart both ways, in turns: ours from its figures on, the bare one from shapes that are ready."""
    for months in MONTHS:
        series = _series(months)
        for name, make in (("trend", _trend), ("XmR", _xmr)):
            picture = make(series)
            draw: list[Callable[[], str]] = [partial(_ours, make, series), partial(draw_with_reportlab, picture)]
            texts = [each.text for each in picture.shapes if isinstance(each, Words)]
            for each in draw:
                drawn = each()
                assert all(text in drawn for text in texts), "both show the same words"
            ours, bare = in_rounds(rounds, [partial(_rate, each, seconds) for each in draw])
            yield ChartsResult(f"{name}, {months} months", Spread.of(ours), Spread.of(bare), ratios(bare, ours))


def _ours(make: Callable[[Trend], Picture], series: Trend) -> str:
    return svg(make(series), name="chart")


def _trend(series: Trend) -> Picture:
    return trend_picture(series, title="Trend", width=WIDTH, height=HEIGHT, size=LETTERS)


def _xmr(series: Trend) -> Picture:
    chart = xmr(series.values)
    kinds = variations(chart, Polarity.LOWER)
    return xmr_picture(series, chart, kinds, title="XmR", width=WIDTH, height=HEIGHT, size=LETTERS)


def _series(months: int) -> Trend:
    calendar, known = Calendar(), list[Known]()
    period = calendar.of(Frequency.MONTH, date(1994, 11, 1))
    for month in range(months):
        value = Decimal(4000 + (month * 7919) % 611 + 3 * month).scaleb(-1)
        known.append(Known(period, value, target=Target(period, Decimal(390 + 5 * (month // 12)))))
        period = calendar.next(period)
    series = trend_of(known, Measure("per 10,000", 1), calendar)
    assert series is not None
    return series


def _rate(draw: Callable[[], str], seconds: float) -> float:
    """Charts a second of processor time: what else the machine does counts for nothing."""
    started = time.process_time()
    charts = 0
    while (now := time.process_time()) < started + seconds:
        draw()
        charts += 1
    return charts / (now - started)
