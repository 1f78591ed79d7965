"""The charts of an indicator's trend as its page shows them: twice, for a wide and for a narrow screen."""

from __future__ import annotations

from dataclasses import dataclass

from webapp.charts.icons import assurance_icon, variation_icon
from webapp.charts.shapes import Picture
from webapp.charts.svg import Svg, decoration, svg
from webapp.charts.trend import trend_picture
from webapp.charts.xmr import xmr_picture
from webapp.services.indicators.trends import TrendShown

TREND, XMR = "trend", "xmr"
WIDE, NARROW = (760.0, 320.0, 13.0), (300.0, 340.0, 12.0)
"""Width, height and size of the letters, in points."""


@dataclass(frozen=True, slots=True)
class Charts:
    """One view of a trend, drawn."""

    view: str
    wide: Svg
    narrow: Svg
    variation: Svg | None
    assurance: Svg | None


def charts_of(shown: TrendShown | None, view: str) -> Charts | None:
    """The view that is asked for, or that which there is; None without a trend."""
    if shown is None:
        return None
    seen = shown.xmr
    own = view if seen else TREND
    return Charts(
        view=own,
        wide=svg(picture_of(shown, own, WIDE), name="trend-wide", classes="chart__wide"),
        narrow=svg(picture_of(shown, own, NARROW), name="trend-narrow", classes="chart__narrow"),
        variation=_icon(variation_icon(seen.variation, seen.way)) if seen and seen.variation else None,
        assurance=(
            _icon(assurance_icon(seen.assurance, higher_is_better=seen.higher_is_better))
            if seen and seen.assurance
            else None
        ),
    )


def picture_of(shown: TrendShown, view: str, size: tuple[float, float, float] = WIDE) -> Picture:
    """One picture of a trend."""
    width, height, letters = size
    if view == XMR and shown.xmr:
        title = f"XmR chart of {shown.title}"
        chart, kinds = shown.xmr.chart, shown.xmr.kinds
        return xmr_picture(shown.trend, chart, kinds, title=title, width=width, height=height, size=letters)
    return trend_picture(shown.trend, title=f"Trend of {shown.title}", width=width, height=height, size=letters)


def _icon(picture: Picture) -> Svg:
    return decoration(picture, classes="chart__icon")
