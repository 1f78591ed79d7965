"""The lines of a scorecard: the facts of an indicator as texts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache

from webapp.charts.sparkline import sparkline
from webapp.charts.svg import Svg
from webapp.domain.direction import Direction
from webapp.domain.figures import Measure, figure
from webapp.domain.outcomes import change_since
from webapp.domain.rights import Who
from webapp.domain.scorecard import NOT_APPLICABLE, series_words
from webapp.services.figures.readings import Missing, Reading
from webapp.services.indicators.tags import tags_of
from webapp.services.periods.board_lines import BoardLine, line_of
from webapp.services.scorecard.facts import Fact, facts_of, readings_of
from webapp.services.scorecard.grounds import Grounds
from webapp.services.scorecard.last_plans import LastPlan, last_plans
from webapp.services.settings import CouncilSettings


@dataclass(frozen=True, slots=True)
class Beside:
    """The same indicator at another period, and how this period's figure differs from it."""

    actual: str  # the figure, or why there is none
    quality: str
    status: str
    period_note: str
    change: str
    reading: Reading


@dataclass(frozen=True, slots=True)
class ScoreLine:
    """One indicator on a scorecard."""

    board: BoardLine  # its figure as on the board of the period
    standing: str  # its status, or "not applicable"
    override: str  # who set another status than the rule gives, and why
    short: Direction
    long: Direction
    spark: Svg
    last_plan: LastPlan | None
    tags: tuple[str, ...]
    beside: Beside | None

    @property
    def reading(self) -> Reading:
        """The figures themselves."""
        return self.board.reading


def score_lines(
    who: Who, ids: Sequence[int], grounds: Grounds, beside: Grounds | None, council: CouncilSettings, today: date
) -> tuple[ScoreLine, ...]:
    """The lines of these indicators, in their order; ``beside`` are the grounds of another period."""
    facts = facts_of(who, ids, grounds, council)
    plans = last_plans(who, [fact.reading for fact in facts], grounds)
    tags = tags_of(ids)
    others = readings_of(ids, beside, council) if beside else {}
    return tuple(
        _line(
            fact,
            board=line_of(fact.reading, grounds.period, who=who, today=today, reds=0),
            last_plan=plans.get(fact.reading.indicator.id),
            tags=tags[fact.reading.indicator.id],
            beside=_beside(fact.reading, others, beside, today) if beside else None,
        )
        for fact in facts
    )


def standing_of(reading: Reading, today: date) -> str:
    """What its status column says."""
    return NOT_APPLICABLE if reading.missing(today) is Missing.NOT_APPLICABLE else reading.status.value


def _line(
    fact: Fact, *, board: BoardLine, last_plan: LastPlan | None, tags: tuple[str, ...], beside: Beside | None
) -> ScoreLine:
    reading, measure = fact.reading, fact.reading.indicator.measure
    return ScoreLine(
        board=board,
        standing=NOT_APPLICABLE if board.missing is Missing.NOT_APPLICABLE else board.status.value,
        override=reading.override.words if reading.override else "",
        short=fact.travel.short,
        long=fact.travel.long,
        spark=_spark(fact.series, reading.indicator.id, fact.first.label, reading.period.label, measure),
        last_plan=last_plan,
        tags=tags,
        beside=beside,
    )


@lru_cache(maxsize=4_000)
def _spark(series: tuple[Decimal | None, ...], indicator_id: int, first: str, last: str, measure: Measure) -> Svg:
    """Kept for a while: a scorecard is opened by many while its figures stay as they are."""
    return sparkline(series, name=f"spark-{indicator_id}", title=series_words(series, first, last, measure))


def _beside(reading: Reading, others: Mapping[int, Reading], grounds: Grounds, today: date) -> Beside | None:
    other = others.get(reading.indicator.id)
    if other is None:
        return None
    measure, missing = reading.indicator.measure, other.missing(today)
    then, now, rule = other.actual, reading.actual, reading.yardstick.rule
    return Beside(
        actual=missing.capitalize() if missing else figure(other.actual, measure),
        quality="" if missing or other.quality == "final" else other.quality.upper(),
        status=standing_of(other, today),
        period_note=other.period.label if other.period != grounds.period else "",
        change="" if then is None or now is None else change_since(then, now, measure, rule),
        reading=other,
    )
