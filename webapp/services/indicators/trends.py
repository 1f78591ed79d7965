"""The trend of one indicator: its series with targets and plans, and what its XmR chart says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import bindparam, select

from webapp.domain.errors import NotFound
from webapp.domain.figures import figure
from webapp.domain.formats import long_date
from webapp.domain.plans import SealState
from webapp.domain.rights import Who
from webapp.domain.trend import Known, Trend, trend_of
from webapp.domain.xmr import Xmr, heard, xmr
from webapp.domain.xmr_verdicts import Assurance, Variation, Wanted, assurance, variations, way
from webapp.domain.xmr_words import SIGNAL_WORDS, UNSUITED, chart_words
from webapp.models import PeriodRow, Plan, Signature
from webapp.services.clock import LONDON
from webapp.services.figures.readings import Reading
from webapp.services.indicators.figure_tables import figure_lines
from webapp.services.indicators.rebases import Rebase, standing_rebases
from webapp.services.periods.steps import ensure_runs_figures
from webapp.services.settings import calendar
from webapp.services.store import read

CUMULATIVE = "cumulative"

_SIGNED = (
    select(Signature.at, PeriodRow.label, PeriodRow.released_at)
    .join_from(Signature, Plan, Plan.id == Signature.plan_id)
    .join(PeriodRow, PeriodRow.id == Plan.period_id)
    .where(Plan.indicator_id == bindparam("indicator_id"), Signature.state != SealState.WITHDRAWN)
    .order_by(Signature.at)
)


@dataclass(frozen=True, slots=True)
class TrendLine:
    """One period of the table beside the chart, as text; the last four are of the XmR view."""

    period: str
    actual: str
    quality: str  # ESTIMATED or PROVISIONAL; blank for a final figure
    target: str
    mean: str
    lower: str
    upper: str
    signals: str


@dataclass(frozen=True, slots=True)
class XmrShown:
    """The XmR chart of a trend, and what it says of the newest figure."""

    chart: Xmr
    kinds: tuple[Variation | None, ...]
    variation: Variation | None
    way: int  # +1 where the newest signal points up, −1 down
    assurance: Assurance | None
    higher_is_better: bool
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TrendShown:
    """The trend of an indicator as this person may see it; ``xmr`` is None where that view does not suit."""

    indicator_id: int
    title: str
    trend: Trend
    lines: tuple[TrendLine, ...]  # newest first
    newest: str  # the period of the newest figure
    set_by: str  # the officer who set its status against the rule; "" where the rule decides
    xmr: XmrShown | None
    unsuited: str  # why there is no XmR view, or ""
    rebases: tuple[Rebase, ...]
    may_rebase: bool


def show_trend(*, who: Who, indicator_id: int) -> TrendShown:
    """The trend of one indicator; raises NotFound where there is none to show."""
    readings = [line.reading for line in figure_lines(who=who, indicator_id=indicator_id)]
    found = trend_shown(who=who, indicator_id=indicator_id, readings=readings)
    if found is None:
        raise NotFound("This indicator has no figures yet.")
    return found


def rebase_periods(*, who: Who, indicator_id: int) -> tuple[tuple[str, str], ...]:
    """Keys and labels of the periods from which limits can be worked out anew, newest first; raises NotAllowed.

    The first has no limits before it, and one without a figure starts none.
    """
    ensure_runs_figures(who)
    lines = [line for line in figure_lines(who=who, indicator_id=indicator_id) if line.reading.actual is not None]
    return tuple((line.period_key, line.period) for line in lines[:-1])


def trend_shown(*, who: Who, indicator_id: int, readings: Sequence[Reading]) -> TrendShown | None:
    """The trend of the readings of one indicator; None without a figure."""
    known = [Known(each.period, each.actual, each.quality, each.target) for each in readings]
    plans = list(_signings(who, indicator_id))
    if not readings:
        return None
    indicator = readings[0].indicator
    suits = indicator.accumulation != CUMULATIVE
    trend = trend_of(known, indicator.measure, calendar(), plans=plans, restarts=not suits)
    if trend is None:
        return None
    rebases = standing_rebases(who=who, indicator_id=indicator_id)
    newest = max((each for each in readings if each.actual is not None), key=lambda each: each.period.end)
    shown = _xmr(trend, newest, _places(trend, readings, rebases)) if suits else None
    return TrendShown(
        indicator_id=indicator_id,
        title=f"{indicator.code} {indicator.title}",
        trend=trend,
        lines=tuple(_lines(trend, shown))[::-1],
        newest=newest.period.label,
        set_by=newest.override.by if newest.override else "",
        xmr=shown,
        unsuited="" if suits else UNSUITED,
        rebases=rebases,
        may_rebase=who.runs_figures,
    )


def _signings(who: Who, indicator_id: int) -> Iterator[tuple[date, str]]:
    """The days on which plans were signed off; readers know of those of released periods."""
    for row in read(_SIGNED, indicator_id=indicator_id):
        if who.sees_everything or row.released_at is not None:
            day = row.at.astimezone(LONDON).date()
            yield day, f"Plan for {row.label} signed off on {long_date(day)}"


def _places(trend: Trend, readings: Sequence[Reading], rebases: Sequence[Rebase]) -> list[int]:
    """The slots from which limits are worked out anew."""
    starts = {rebase.start for rebase in rebases}
    labels = {each.period.label for each in readings if each.period.start in starts}
    return [place for place, point in enumerate(trend.points) if point.period in labels]


def _xmr(trend: Trend, newest: Reading, places: Sequence[int]) -> XmrShown:
    chart, polarity = heard(xmr(trend.values, places)), newest.indicator.polarity
    wanted = _wanted(newest)
    single = newest.target.value if newest.target else None
    kinds = variations(chart, polarity, wanted)
    variation = next((kind for kind in reversed(kinds) if kind is not None), None)
    assured = assurance(chart.current, polarity, single)
    point = chart.newest
    return XmrShown(
        chart=chart,
        kinds=kinds,
        variation=variation if chart.current.tells else None,
        way=way(point) if point else 0,
        assurance=assured if chart.current.tells else None,
        higher_is_better=polarity == "higher",
        words=chart_words(newest.status, chart.current, variation, assured),
    )


def _wanted(newest: Reading) -> Wanted | None:
    target = newest.target
    if target is None:
        return None
    if target.lower is not None and target.upper is not None:
        return Wanted(target.lower, target.upper)
    return None if target.value is None else Wanted(target.value, target.value)


def _lines(trend: Trend, shown: XmrShown | None) -> Iterator[TrendLine]:
    measure = trend.measure

    def text(value: Decimal | None) -> str:
        return "" if value is None else figure(value, measure)

    for place, point in enumerate(trend.points):
        mean = lower = upper = signals = ""
        if shown:
            stretch = next(each for each in shown.chart.stretches if each.start <= place < each.end)
            mean = text(stretch.mean)
            if stretch.limits:
                lower, upper = text(stretch.limits.lower), text(stretch.limits.upper)
            signals = _signals(shown, place)
        target = text(point.lower)
        if point.lower != point.upper:
            target = f"{target} to {text(point.upper)}"
        quality = "" if point.is_final else point.quality.upper()
        yield TrendLine(point.period, text(point.value), quality, target, mean, lower, upper, signals)


def _signals(shown: XmrShown, place: int) -> str:
    """ "Concern: outside the limits"; "" for common cause and for a gap."""
    kind, point = shown.kinds[place], shown.chart.points[place]
    if kind is None or not point.signals:
        return ""
    return f"{kind.capitalize()}: {'; '.join(SIGNAL_WORDS[signal] for signal in point.signals)}"
