"""Direction of travel: whether a figure got better since an earlier one, in words and with an arrow."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache

from webapp.domain.figures import Measure, size
from webapp.domain.indicators import IndicatorFacts
from webapp.domain.numbers import EXACT
from webapp.domain.periods import Calendar, Period
from webapp.domain.rag import Polarity
from webapp.domain.rag_rules import TWO_SIDED, Yardstick


class Way(StrEnum):
    """Which way the performance went; without a verdict, which way the figure went; or why nothing is said."""

    IMPROVING = "improving"
    WORSENING = "worsening"
    UNCHANGED = "unchanged"
    HIGHER = "higher"
    LOWER = "lower"
    NO_EARLIER = "no earlier figure"
    NO_FIGURE = "no figure"
    WITHHELD = "withheld"


ARROWS = {Way.IMPROVING: "↑", Way.WORSENING: "↓", Way.UNCHANGED: "→"}
"""Up is better, whichever way the figure itself goes. A direction without a verdict has none."""

NEITHER = "neither better nor worse"
UNDECIDED = "which way is better is not decided"
NO_TARGET = "no target to be near to"
BUILDS_UP = "not compared: the figure builds up through the year"


@dataclass(frozen=True, slots=True)
class Direction:
    """The way since an earlier period (None where there is none to compare with), and what has to be said with it."""

    way: Way
    since: Period | None = None
    note: str = ""
    moved: Decimal | None = None  # the figure minus the earlier one

    @property
    def arrow(self) -> str:
        """ "↑" for better, "↓" for worse, "→" for unchanged, else ""."""
        return ARROWS.get(self.way, "")

    @property
    def words(self) -> str:
        """ "improving", "higher, neither better nor worse", "no earlier figure"."""
        if self.way is Way.WITHHELD:
            return self.note
        return f"{self.way}, {self.note}" if self.note else self.way.value

    @property
    def text(self) -> str:
        """The words with their arrow: "improving ↑"."""
        return f"{self.words} {self.arrow}".rstrip()

    def sentence(self, measure: Measure) -> str:
        """ "worsening ↓ since September 2014: 35.2 per 10,000 higher"; the words alone where nothing was compared."""
        if self.moved is None or self.since is None:
            return self.text
        way = "higher" if self.moved > 0 else "lower"
        change = f": {size(self.moved, measure)} {way}" if self.moved else ""
        return f"{self.text} since {self.since.label}{change}"


@dataclass(frozen=True, slots=True)
class Travel:
    """The short term: since the period before. The long term: since the same period last year."""

    short: Direction
    long: Direction


@lru_cache(maxsize=1_000)
def compared_periods(period: Period, calendar: Calendar) -> tuple[Period, Period]:
    """The periods that a figure's direction is told since: the one before of its frequency, and last year's."""
    return calendar.previous(period), calendar.year_before(period)


def travel(
    now: Decimal | None,
    period: Period,
    earlier: Mapping[str, Decimal | None],
    indicator: IndicatorFacts,
    yardstick: Yardstick,
    calendar: Calendar,
) -> Travel:
    """Both directions of one figure; ``earlier`` holds actuals by period key.

    The short term is withheld where the figure, and so its target, builds up through the year: the next period is
    higher by itself, and the first of a year is lower.
    """
    before, year_before = compared_periods(period, calendar)
    if indicator.accumulation == "cumulative":
        short = Direction(Way.WITHHELD, note=BUILDS_UP)
    else:
        short = direction(now, earlier.get(before.key), before, indicator.polarity, yardstick)
    long = direction(now, earlier.get(year_before.key), year_before, indicator.polarity, yardstick)
    return Travel(short, long)


def direction(
    now: Decimal | None, before: Decimal | None, since: Period, polarity: Polarity | None, yardstick: Yardstick
) -> Direction:
    """The way from an earlier figure to this one; both are held against the same yardstick, that of this one."""
    if now is None:
        return Direction(Way.NO_FIGURE)
    if before is None:
        return Direction(Way.NO_EARLIER)
    moved = EXACT.subtract(now, before)
    if not moved:
        return Direction(Way.UNCHANGED, since, moved=Decimal(0))
    if polarity in TWO_SIDED:
        return _by_distance(now, before, since, moved, yardstick)
    higher = Way.HIGHER if moved > 0 else Way.LOWER
    if polarity is None:
        return Direction(higher, since, UNDECIDED, moved)
    if polarity is Polarity.NONE:
        return Direction(higher, since, NEITHER, moved)
    better = (moved > 0) is (polarity is Polarity.HIGHER)
    return Direction(Way.IMPROVING if better else Way.WORSENING, since, moved=moved)


def _by_distance(now: Decimal, before: Decimal, since: Period, moved: Decimal, yardstick: Yardstick) -> Direction:
    """Of a range or a best point: how much farther from it than before; anywhere inside a range is as good."""
    distances = [_distance(figure, yardstick) for figure in (now, before)]
    if distances[0] is None or distances[1] is None:
        return Direction(Way.HIGHER if moved > 0 else Way.LOWER, since, NO_TARGET, moved)
    farther = EXACT.subtract(distances[0], distances[1])
    if not farther:
        note = "as far from target as before" if distances[0] else "within the range, as before"
        return Direction(Way.UNCHANGED, since, note, moved)
    return Direction(Way.WORSENING if farther > 0 else Way.IMPROVING, since, moved=moved)


def _distance(figure: Decimal, yardstick: Yardstick) -> Decimal | None:
    adverse = yardstick.judge(figure).adverse
    return None if adverse is None else max(Decimal(0), adverse)
