"""Stored figures that tests of the prose share: those of the printed form, and a few of other kinds."""

from __future__ import annotations

from decimal import Decimal

from webapp.domain.figures import Measure
from webapp.domain.indicators import IndicatorFacts, assess
from webapp.domain.periods import Calendar
from webapp.domain.prose_figures import Stored
from webapp.domain.rag import Polarity, Rule, Tolerance, ToleranceKind
from webapp.domain.rules_in_force import IndicatorRules
from webapp.domain.variance import Target

CALENDAR = Calendar()


def stored(actual: str | None, measure: Measure, period: str, targets: dict[str, str], *, others: str = "") -> Stored:
    """An actual against single targets by period key; ``others`` are figures of other periods."""
    at = CALENDAR.from_key(period)
    rule = Rule(Polarity.LOWER, Tolerance(Decimal(5), ToleranceKind.PERCENT))
    indicator = IndicatorFacts(1, "X1", "An indicator", at.frequency, "snapshot", measure, IndicatorRules(rule))
    dated = [Target(CALENDAR.from_key(key), Decimal(value)) for key, value in targets.items()]
    value = None if actual is None else Decimal(actual)
    situation = assess(value, dated, at, indicator, CALENDAR)
    return Stored(situation, measure, at, tuple(Decimal(each) for each in others.split()))


RATE = stored(
    "439.1", Measure("per 10,000", 1), "2014-10", {"2014-10": "385.6", "2015-03": "375.1"}, others="431.2 425.0 391.7"
)
SHARE = stored("81.8", Measure("%", 1), "2014-Q2", {"2014-FY": "92"}, others="88.4 93.0")
COUNT = stored("119", Measure("", 0), "2014-10", {"2014-10": "150"})
DAYS = stored("34.1", Measure("days", 1), "2014-10", {"2014-FY": "28"}, others="32.4")
BUDGET = stored("412", Measure("£k", 0), "2014-Q2", {"2014-Q2": "100"})
MILLIONS = stored("4.11", Measure("£m", 2), "2014-Q2", {"2014-Q2": "4.32"})
NOTHING = stored(None, Measure("per 10,000", 1), "2014-10", {"2014-10": "385.6"})
