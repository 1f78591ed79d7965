"""The figures of an indicator sheet: the same on every machine and every day, in exact decimals."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from zlib import crc32

from webapp.domain.numbers import round_half_up
from webapp.domain.periods import Calendar, Frequency, Period
from webapp.domain.variance import Target
from webapp.services.demonstration.sheets import FIRST_YEAR, YEARS, Sheet

CALENDAR = Calendar()


@dataclass(frozen=True, slots=True)
class Point:
    """One figure, with the counts it is a share of where there are any; ``value`` None is not applicable."""

    period: Period
    value: Decimal | None
    numerator: Decimal | None = None
    denominator: Decimal | None = None


def points(sheet: Sheet, up_to: str) -> tuple[Point, ...]:
    """Every figure returned for periods that ended by ``up_to`` (an ISO date), oldest first."""
    return tuple(
        point_of(sheet, period)
        for period in periods_of(sheet)
        if period.end.isoformat() <= up_to
        and period.key not in sheet.missing
        and (not sheet.since or period.start >= CALENDAR.from_key(sheet.since).start)
    )


def periods_of(sheet: Sheet) -> tuple[Period, ...]:
    """Every period of the indicator's frequency in the three years."""
    frequency = (Frequency(sheet.frequency),)
    return tuple(period for year in YEARS for period in CALENDAR.financial_year(year, frequency))


def point_of(sheet: Sheet, period: Period, first: str = "") -> Point:
    """The figure of one period; ``first`` is what it was before it was restated."""
    if period.key in sheet.not_applicable:
        return Point(period, None)
    given, _, of_given = (first or sheet.known.get(period.key, "")).partition("/")
    if of_given:
        return _share_of(sheet, period, Decimal(given), Decimal(of_given))
    wanted = Decimal(given) if given else _formula(sheet, period)
    if not sheet.of:
        return Point(period, wanted if given else round_half_up(wanted, sheet.decimals))
    whole = round_half_up(sheet.of * (1 + sheet.spread * _noise(sheet, period, "whole") / 100), 0)
    point = _share_of(sheet, period, round_half_up(wanted * whole / sheet.per, 0), whole)
    return replace(point, value=wanted) if given else point


def targets_of(sheet: Sheet) -> tuple[Target, ...]:
    """The year's targets (for a cumulative measure one a period, up to the year's) and those dated by themselves."""
    by_key: dict[str, Target] = {}
    for year, goal in zip(YEARS, sheet.goals, strict=True):
        if not goal:
            continue
        if sheet.accumulation == "cumulative":
            for period in CALENDAR.financial_year(year, (Frequency(sheet.frequency),)):
                value = round_half_up(Decimal(goal) * _share(sheet, period), sheet.decimals)
                by_key[period.key] = Target(period, value)
        else:
            period = CALENDAR.from_key(f"{year}-FY")
            by_key[period.key] = _target(period, goal)
    for dated in sheet.dated:
        by_key[dated.period] = _target(CALENDAR.from_key(dated.period), dated.value, estimated=dated.estimated)
    return tuple(sorted(by_key.values(), key=lambda target: (target.period.end, target.period.start)))


def _target(period: Period, text: str, *, estimated: bool = False) -> Target:
    lower, dots, upper = text.partition("..")
    if dots:
        return Target(period, lower=Decimal(lower), upper=Decimal(upper), estimated=estimated)
    return Target(period, Decimal(text), estimated=estimated)


def _share_of(sheet: Sheet, period: Period, part: Decimal, whole: Decimal) -> Point:
    return Point(period, round_half_up(part * sheet.per / whole, sheet.decimals), part, whole)


def _formula(sheet: Sheet, period: Period) -> Decimal:
    noise = Decimal(sheet.wobble) * _noise(sheet, period, "figure")
    if sheet.accumulation == "cumulative":
        year_end = Decimal(sheet.start) + Decimal(sheet.yearly) * (_financial_year(period) - FIRST_YEAR)
        return (year_end + noise) * _share(sheet, period)
    months = (period.end.year - FIRST_YEAR) * 12 + period.end.month - 4
    trend = Decimal(sheet.start) + Decimal(sheet.yearly) * months / 12
    return trend + Decimal(sheet.season) * _swing(period.end.month, sheet.peak) + noise


def _share(sheet: Sheet, period: Period) -> Decimal:
    """How much of the year's figure is reached by the end of the period, from 0 to 1."""
    months = (period.end.month - 4) % 12 + 1
    step = months // period.frequency.months
    if sheet.profile:
        return Decimal(sheet.profile[step - 1]) / 100
    return Decimal(months) / 12


def _financial_year(period: Period) -> int:
    return period.end.year - (1 if period.end.month < 4 else 0)


def _swing(month: int, peak: int) -> Decimal:
    """From 1 in the peak month evenly down to −1 half a year later."""
    return Decimal(abs((month - peak) % 12 - 6)) / 3 - 1


def _noise(sheet: Sheet, period: Period, what: str) -> Decimal:
    """A number from −1 to 1 that looks random and is always the same for this figure."""
    return Decimal(crc32(f"{sheet.code} {period.key} {what}".encode()) % 2001 - 1000) / 1000
