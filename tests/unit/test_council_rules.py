"""The published RAG rules of councils, as this product says them, and the colours that they give.

The rules are the councils' own, told here in our words; where no figures are named as published, they are ours.
"""

from __future__ import annotations

from decimal import Decimal

import pytest

from webapp.domain.periods import Calendar
from webapp.domain.rag import Polarity, ToleranceKind
from webapp.domain.rag_rules import AnyRule, judge
from webapp.domain.rules_in_force import RuleKind, RuleTerms
from webapp.domain.variance import Target

PERIOD = Calendar().from_key("2013-Q4")
LOWER, HIGHER = Polarity.LOWER, Polarity.HIGHER


def percent(*, green: str = "0", amber: str = "0", last_year: bool = False) -> RuleTerms:
    return RuleTerms(green_above=Decimal(green), amber_above=Decimal(amber), last_year=last_year)


# Havering, Cabinet, Corporate Performance Report for Quarter 4 2013/14 (democracy.havering.gov.uk, agenda item 7435):
# green on target or within 10% of it; beyond that amber where the same quarter of 2012/13 was improved on or held,
# else red.
HAVERING = percent(green="10", last_year=True)

# Reigate and Banstead, Key Service Indicators, page of April 2012 (reigate-banstead.gov.uk, service performance): green
# on or above target, amber within the tolerance agreed for the indicator, red below it. The tolerance here is ours.
REIGATE = percent(amber="5")

# Bracknell Forest, council performance page with the Council Plan Overview Report for July to September
# (bracknell-forest.gov.uk/councilperformance): green on, above or within 5% of target, amber between 5% and 10%, red
# more than 10% from it.
BRACKNELL = percent(green="5", amber="10")

# Maidstone, Key Performance Indicator Update, Quarter 1 2023/24 (housing; appendix 2 of the report to committee): green
# for a target that is met, amber for one slightly missed, within 10%, red beyond.
MAIDSTONE = percent(amber="10")

# Kent, Quarterly Performance Report, Quarter 1 2020/21 (key to the ratings): green where the target is achieved, amber
# where it is not and the floor standard is, red below the floor standard. Target and floor are fixed for the year.
KENT = RuleTerms(RuleKind.THRESHOLDS, green_to=Decimal(90), amber_to=Decimal(80))

# Belfast, Performance Improvement Self-Assessment Report 2023-24, September 2024: green on target or within 1% of it,
# amber between 1% and 5% adrift, red 5% or more. Here the boundary itself is red, so amber ends a stored place before.
BELFAST = percent(green="1", amber="4.999999")

CASES = [
    ("Havering, on target", HAVERING, HIGHER, "100", "100", "120", "green"),
    ("Havering, within 10%", HAVERING, HIGHER, "90", "100", "120", "green"),
    ("Havering, beyond it, improved", HAVERING, HIGHER, "89", "100", "88", "amber"),
    ("Havering, beyond it, maintained", HAVERING, HIGHER, "89", "100", "89", "amber"),
    ("Havering, beyond it, not improved", HAVERING, HIGHER, "89", "100", "90", "red"),
    ("Havering, smaller is better, within 10%", HAVERING, LOWER, "110", "100", None, "green"),
    ("Havering, smaller is better, not improved", HAVERING, LOWER, "111", "100", "105", "red"),
    ("Reigate, on target", REIGATE, HIGHER, "95", "95", None, "green"),
    ("Reigate, above target", REIGATE, HIGHER, "96", "95", None, "green"),
    ("Reigate, within the tolerance", REIGATE, HIGHER, "90.25", "95", None, "amber"),
    ("Reigate, below it", REIGATE, HIGHER, "90.24", "95", None, "red"),
    ("Bracknell, within 5%", BRACKNELL, HIGHER, "95", "100", None, "green"),
    ("Bracknell, between 5% and 10%", BRACKNELL, HIGHER, "94.9", "100", None, "amber"),
    ("Bracknell, 10%", BRACKNELL, HIGHER, "90", "100", None, "amber"),
    ("Bracknell, more than 10%", BRACKNELL, HIGHER, "89.9", "100", None, "red"),
    ("Bracknell, lower is better", BRACKNELL, LOWER, "105", "100", None, "green"),
    ("Bracknell, lower is better, beyond", BRACKNELL, LOWER, "110.1", "100", None, "red"),
    # Figures and targets as Maidstone published them.
    ("Maidstone, prevention duty outcomes", MAIDSTONE, HIGHER, "67.23", "65", None, "green"),
    ("Maidstone, households prevented or relieved", MAIDSTONE, HIGHER, "237", "125", None, "green"),
    ("Maidstone, relief duty outcomes", MAIDSTONE, HIGHER, "38.98", "40", None, "amber"),
    ("Maidstone, private sector homes improved", MAIDSTONE, HIGHER, "39", "45", None, "red"),
    ("Kent, target achieved", KENT, HIGHER, "90", None, None, "green"),
    ("Kent, floor standard achieved", KENT, HIGHER, "89.9", None, None, "amber"),
    ("Kent, at the floor standard", KENT, HIGHER, "80", None, None, "amber"),
    ("Kent, floor standard not achieved", KENT, HIGHER, "79.9", None, None, "red"),
    ("Belfast, within 1%", BELFAST, HIGHER, "99", "100", None, "green"),
    ("Belfast, slightly adrift", BELFAST, HIGHER, "98.9", "100", None, "amber"),
    ("Belfast, nearly 5% adrift", BELFAST, HIGHER, "95.1", "100", None, "amber"),
    ("Belfast, 5% adrift", BELFAST, HIGHER, "95", "100", None, "red"),
]


@pytest.mark.parametrize(
    ("terms", "polarity", "actual", "target", "last_year", "status"),
    [case[1:] for case in CASES],
    ids=[case[0] for case in CASES],
)
def test_the_published_rules_of_councils(
    terms: RuleTerms, polarity: Polarity, actual: str, target: str | None, last_year: str | None, status: str
) -> None:
    rule: AnyRule = terms.rule(polarity)
    wanted = None if target is None else Target(PERIOD, Decimal(target))
    then = None if last_year is None else Decimal(last_year)
    assert judge(Decimal(actual), wanted, rule, then).status.value == status


def test_a_tolerance_in_percentage_points_is_another_rule_than_one_in_percent_of_target() -> None:
    points = RuleTerms(amber_above=Decimal(5), amber_kind=ToleranceKind.UNITS).rule(HIGHER)
    forty = Target(PERIOD, Decimal(40))
    assert judge(Decimal(35), forty, points).status.value == "amber"
    assert judge(Decimal(35), forty, percent(amber="5").rule(HIGHER)).status.value == "red"
