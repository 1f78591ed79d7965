"""What differs from the facts a plan was signed with, in words."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.domain.drift import SealedFacts, differences
from webapp.domain.figures import Measure
from webapp.domain.periods import Calendar
from webapp.domain.rag import Polarity, Rule, Tolerance, ToleranceKind
from webapp.domain.variance import Target

CALENDAR = Calendar()
OCTOBER, MARCH = CALENDAR.from_key("2014-10"), CALENDAR.from_key("2015-03")
MEASURE = Measure("per 10,000", 1)
SIGNED = SealedFacts(
    period=OCTOBER,
    actual=Decimal("439.1"),
    quality="estimated",
    targets=(Target(OCTOBER, Decimal("385.6"), estimated=True), Target(MARCH, Decimal("375.1"))),
    rule=Rule(Polarity.LOWER, Tolerance(Decimal(5))),
    unit="per 10,000",
    accumulation="snapshot",
)


def words(now: SealedFacts) -> list[str]:
    return [str(difference) for difference in differences(SIGNED, now, MEASURE)]


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (SIGNED, []),
        (
            replace(SIGNED, actual=Decimal("431.2")),
            ["Performance of October 2014: 439.1 (ESTIMATED) then, 431.2 (ESTIMATED) now"],
        ),
        (replace(SIGNED, quality="final"), ["Performance of October 2014: 439.1 (ESTIMATED) then, 439.1 now"]),
        (replace(SIGNED, actual=None), ["Performance of October 2014: 439.1 (ESTIMATED) then, no data now"]),
        (
            replace(SIGNED, actual=Decimal("439.14")),
            ["Performance of October 2014: 439.1 (ESTIMATED) then, 439.14 (ESTIMATED) now"],
        ),
        (
            replace(SIGNED, targets=(SIGNED.targets[0], Target(MARCH, Decimal("380")))),
            ["Target of March 2015: 375.1 then, 380.0 now"],
        ),
        (replace(SIGNED, targets=(*SIGNED.targets, Target(CALENDAR.from_key("2014-12"), Decimal(380)))), []),
        (replace(SIGNED, targets=SIGNED.targets[:1]), ["Target of March 2015: 375.1 then, none now"]),
        (
            replace(SIGNED, targets=(Target(OCTOBER, Decimal("385.6")), SIGNED.targets[1])),
            ["Target of October 2014: 385.6 (ESTIMATED) then, 385.6 now"],
        ),
        (
            replace(SIGNED, targets=(SIGNED.targets[0], Target(MARCH, lower=Decimal(370), upper=Decimal(380)))),
            ["Target of March 2015: 375.1 then, 370.0 to 380.0 now"],
        ),
        (
            replace(SIGNED, rule=Rule(Polarity.LOWER, Tolerance(Decimal(10)))),
            ["Tolerance: 5% of target then, 10% of target now"],
        ),
        (
            replace(SIGNED, rule=Rule(Polarity.LOWER, Tolerance(Decimal(5), ToleranceKind.UNITS))),
            ["Tolerance: 5% of target then, 5 per 10,000 now"],
        ),
        (
            replace(SIGNED, rule=Rule(Polarity.HIGHER, SIGNED.rule.tolerance)),
            ["Which way is better: Lower is better then, Higher is better now"],
        ),
        (replace(SIGNED, unit="per 1,000"), ["Unit: per 10,000 then, per 1,000 now"]),
        (replace(SIGNED, accumulation="cumulative"), ["How figures add up: snapshot then, cumulative now"]),
    ],
    ids=lambda value: value[0][:40] if isinstance(value, list) and value else "",
)
def test_each_difference_is_named_with_both_values(now: SealedFacts, expected: list[str]) -> None:
    assert words(now) == expected


def test_a_new_target_counts_where_the_status_is_judged_against_it() -> None:
    year = Target(CALENDAR.from_key("2014-FY"), Decimal(380))
    before = replace(SIGNED, targets=SIGNED.targets[1:])
    now = replace(SIGNED, targets=(year, *before.targets))
    named = [difference.what for difference in differences(before, now, MEASURE)]
    assert named == ["Target of 2014/15"]


def test_trailing_zeros_of_the_database_are_no_difference() -> None:
    assert words(replace(SIGNED, actual=Decimal("439.100000"))) == []


@pytest.mark.parametrize("older", [replace(SIGNED, unit=None), replace(SIGNED, accumulation=None)])
def test_a_seal_that_did_not_keep_something_says_nothing_about_it(older: SealedFacts) -> None:
    assert differences(older, SIGNED, MEASURE) == ()


@given(
    st.decimals(-(10**6), 10**6, places=6) | st.none(),
    st.sampled_from(["final", "provisional", "estimated"]),
    st.sampled_from([None, *Polarity]),
    st.decimals(0, 100, places=6),
    st.booleans(),
)
def test_facts_come_back_from_their_json(
    actual: Decimal | None, quality: str, polarity: Polarity | None, tolerance: Decimal, estimated: bool
) -> None:
    targets = (Target(OCTOBER, Decimal("1.5"), estimated=estimated), Target(MARCH, lower=Decimal(-2), upper=Decimal(3)))
    facts = SealedFacts(OCTOBER, actual, quality, targets, Rule(polarity, Tolerance(tolerance)), "days", "sum")
    again = SealedFacts.from_plain(json.loads(json.dumps(facts.to_plain())), CALENDAR)
    assert differences(facts, again, MEASURE) == differences(again, facts, MEASURE) == ()
    assert again.to_plain() == facts.to_plain()
