"""A team's own series on an XmR chart: limits, signals and verdicts; needs no database."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from webapp.domain.rag import Polarity
from webapp.domain.xmr import Point, Stretch, Xmr, xmr
from webapp.domain.xmr_verdicts import Assurance, Variation, Wanted, assurance, variation
from webapp.readers.xmr_csv import SeriesPoint, read_series


@dataclass(frozen=True, slots=True)
class CheckedSeries:
    """The chart of a series, a period as it was written beside each point, and what the chart says."""

    points: tuple[tuple[str, Point], ...]
    stretch: Stretch
    variation: Variation | None
    assurance: Assurance | None
    in_time: bool  # else the points stand as the rows did


def check_series(data: bytes, *, polarity: Polarity | None, wanted: Wanted | None) -> CheckedSeries:
    """Read and chart a series; raises Refusal for what cannot be read, with the line."""
    series = read_series(data)
    rows = series.points
    chart = xmr(list(_values(rows)))
    single = wanted.lower if wanted and wanted.lower == wanted.upper else None
    return CheckedSeries(
        points=tuple(_points(rows, chart)),
        stretch=chart.current,
        variation=variation(chart, polarity, wanted),
        assurance=assurance(chart.current, polarity, single),
        in_time=series.in_time,
    )


def _values(rows: Sequence[SeriesPoint]) -> Iterator[Decimal | None]:
    """The figures, with a gap where periods were left out."""
    for row in rows:
        if row.after_gap:
            yield None
        yield row.value


def _points(rows: Sequence[SeriesPoint], chart: Xmr) -> Iterator[tuple[str, Point]]:
    """A point a row: gaps that no row stands for are left out again."""
    points = iter(chart.points)
    for row in rows:
        if row.after_gap:
            next(points)
        yield row.period, next(points)
