"""The trend as a plan shows it, small: on its page, and on paper."""

from __future__ import annotations

from webapp.charts.shapes import Picture
from webapp.charts.trend import trend_picture
from webapp.domain.trend import Trend

LETTERS = 8.5
"""Points of the letters on paper."""


def plan_picture(trend: Trend, indicator: str, *, width: float, height: float, letters: float = LETTERS) -> Picture:
    """The trend of an indicator up to a plan's period."""
    title = f"Trend of {indicator}"
    return trend_picture(trend, title=title, width=width, height=height, size=letters, on_top=True)
