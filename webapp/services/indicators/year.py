"""The year so far of one indicator: its figures by month, quarter or year, how it stands, and where it would end."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import bindparam, func, select

from webapp.domain.figures import Measure, figure_with_unit, target_text
from webapp.domain.formats import variance_words
from webapp.domain.frequency import Frequency
from webapp.domain.indicators import IndicatorFacts
from webapp.domain.outlook import year_before
from webapp.domain.periods import Calendar, Period
from webapp.domain.rag import Status
from webapp.domain.rights import Who
from webapp.domain.year_facts import YearFacts
from webapp.domain.year_words import YearWords, no_figure, year_words
from webapp.models import Actual, Indicator, PeriodRow
from webapp.services.clock import today
from webapp.services.figures.judging import judge_of
from webapp.services.figures.readings import Reading, readings
from webapp.services.figures.years import indicator_of, load_year
from webapp.services.indicators.year_rows import NOT_OPENED, NOT_RELEASED, YearRow, combined_rows, own_rows
from webapp.services.settings import council_settings
from webapp.services.store import read
from webapp.services.targets.changed_after import changed_after
from webapp.services.targets.tables import FIRST, LAST

_BOUNDS = (
    select(func.min(PeriodRow.end).label("first"), func.max(PeriodRow.end).label("last"))
    .join_from(Actual, PeriodRow, PeriodRow.id == Actual.period_id)
    .where(Actual.indicator_id == bindparam("indicator_id"))
)
_RELEASED_BOUNDS = _BOUNDS.where(PeriodRow.released_at.is_not(None))
_VIEWS = {
    Frequency.MONTH: "By month",
    Frequency.QUARTER: "By quarter",
    Frequency.HALF_YEAR: "By half-year",
    Frequency.YEAR: "The year",
}


@dataclass(frozen=True, slots=True)
class Newest:
    """The newest figure of the year, and its own status: that of its period, never of the year."""

    period: str
    figure: str
    quality: str
    status: Status
    set_by: str  # the officer who set it against the rule; "" where the rule decides
    variance: str
    target: str
    changed_after: str  # that the target was changed after the figure had come in; "" where it was not


@dataclass(frozen=True, slots=True)
class YearSection:
    """Everything the section shows that this person may see."""

    indicator_id: int
    code: str
    year: str
    first_year: int
    other_years: tuple[tuple[int, str], ...]
    by: Frequency
    views: tuple[tuple[Frequency, str], ...]
    rows: tuple[YearRow, ...]
    newest: Newest | None
    no_figure: str  # why there is no newest figure
    words: YearWords
    measure: Measure

    @property
    def is_combined(self) -> bool:
        """Its rows are made of the figures of shorter periods."""
        return any(not row.is_own for row in self.rows)


def year_section(*, who: Who, indicator_id: int, first_year: int | None = None, by: str = "") -> YearSection:
    """One financial year of an indicator, by default that of its newest figure; raises NotFound.

    ``by`` is the length of the periods shown, quarters by default for months; readers see released periods only.
    """
    indicator, council = indicator_of(indicator_id), council_settings()
    calendar = council.calendar
    bounds = read(_BOUNDS if who.sees_everything else _RELEASED_BOUNDS, indicator_id=indicator_id).one()
    year = _year(calendar, first_year, bounds.last)
    facts = load_year(who=who, indicator=indicator, year=year, calendar=calendar)
    released = [] if who.sees_everything else [PeriodRow.released_at.is_not(None)]
    within = (Indicator.id == indicator_id, PeriodRow.start >= year.start, PeriodRow.end <= year.end)
    found = {each.period.key: each for each in readings(*within, *released, policy=council.policy, calendar=calendar)}
    views = tuple((each, words) for each, words in _VIEWS.items() if each.months >= indicator.frequency.months)
    first = Frequency.QUARTER if indicator.frequency is Frequency.MONTH else indicator.frequency
    chosen = next((each for each, _ in views if each == by), first)
    if chosen is indicator.frequency:
        rows = own_rows(facts, found, today(), unseen=NOT_OPENED if who.sees_everything else NOT_RELEASED)
    else:
        rows = combined_rows(indicator, facts, chosen, calendar)
    return YearSection(
        indicator_id=indicator_id,
        code=indicator.code,
        year=year.label,
        first_year=year.start.year,
        other_years=_others(calendar, year, bounds.first, bounds.last),
        by=chosen,
        views=views,
        rows=rows,
        newest=_newest(who, facts, found),
        no_figure=no_figure(facts),
        words=words_of(indicator, facts),
        measure=indicator.measure,
    )


def words_of(indicator: IndicatorFacts, facts: YearFacts) -> YearWords:
    """Outlook and gaps of a year, by the rule in force at its end."""
    return year_words(facts, judge_of(indicator, facts.periods[-1], year_before(facts)))


def _year(calendar: Calendar, first_year: int | None, newest: date | None) -> Period:
    if first_year is not None and FIRST <= first_year <= LAST:
        return calendar.financial_year(first_year, [Frequency.YEAR])[0]
    return calendar.of(Frequency.YEAR, newest or today())


def _others(calendar: Calendar, year: Period, first: date | None, last: date | None) -> tuple[tuple[int, str], ...]:
    """The year before and the one after, where there are figures so early or so late."""
    if first is None or last is None:
        return ()
    around = (calendar.previous(year), calendar.next(year))
    return tuple((each.start.year, each.label) for each in around if each.end >= first and each.start <= last)


def _newest(who: Who, facts: YearFacts, found: Mapping[str, Reading]) -> Newest | None:
    latest = facts.latest
    reading = None if latest is None else found.get(latest.period.key)
    if reading is None:
        return None
    measure = facts.measure
    return Newest(
        period=reading.period.label,
        figure=figure_with_unit(reading.actual, measure),
        quality="" if reading.quality == "final" else reading.quality.upper(),
        status=reading.status,
        set_by=reading.override.by if reading.override else "",
        variance=variance_words(reading.judgement, measure, reading.yardstick.rule)
        if reading.judgement.variance
        else "",
        target=target_text(reading.target, measure) if reading.target else "",
        changed_after=changed_after(who=who, reading=reading),
    )
