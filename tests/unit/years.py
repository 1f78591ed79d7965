"""A financial year of figures and targets, written shortly."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from webapp.domain.figures import Measure
from webapp.domain.frequency import Frequency
from webapp.domain.periods import Calendar
from webapp.domain.variance import Target
from webapp.domain.year_facts import Part, YearFacts, periods_of_year

CALENDAR = Calendar()
YEAR = CALENDAR.from_key("2014-FY")
BLANK, NOT_APPLICABLE = "", "n/a"


def dated(key: str, value: str) -> Target:
    """ "10" is a single target, "10 to 20" a range."""
    lower, _, upper = value.partition(" to ")
    period = CALENDAR.from_key(key)
    return Target(period, lower=Decimal(lower), upper=Decimal(upper)) if upper else Target(period, Decimal(lower))


def parts_of(figures: str, frequency: Frequency, *, counts: str = "") -> dict[str, Part]:
    """Figures in the order of the year's periods ("3 4 - 5": "-" is no data, "n/a" not applicable).

    ``counts`` has a numerator/denominator for each ("1/20 - 3/20").
    """
    found = {}
    over = counts.split()
    for at, (period, text) in enumerate(zip(periods_of_year(CALENDAR, YEAR, frequency), figures.split(), strict=False)):
        if text == "-":
            continue
        numerator, _, denominator = over[at].partition("/") if over else ("", "", "")
        found[period.key] = Part(
            period,
            None if text == NOT_APPLICABLE else Decimal(text),
            Decimal(numerator) if numerator not in {"", "-"} else None,
            Decimal(denominator) if denominator else None,
        )
    return found


def year(
    figures: str,
    accumulation: str,
    *,
    frequency: Frequency = Frequency.QUARTER,
    unit: str = "",
    decimals: int = 1,
    targets: Mapping[str, str] | None = None,
    last_year: str = "",
    counts: str = "",
) -> YearFacts:
    """The year 2014/15 of an indicator."""
    return YearFacts(
        YEAR,
        periods_of_year(CALENDAR, YEAR, frequency),
        accumulation,
        Measure(unit, decimals),
        parts_of(figures, frequency, counts=counts),
        tuple(dated(key, value) for key, value in (targets or {}).items()),
        parts_of(last_year, frequency),
    )
