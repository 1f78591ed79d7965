"""An estimate beside its final figure: both statuses, the sentence, and a year of them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from webapp.domain.estimates import Outcome, outcome, outcome_words, summary_words
from webapp.domain.figures import Measure
from webapp.domain.periods import Calendar
from webapp.domain.rag import Polarity, Rule, Status, Tolerance
from webapp.domain.rag_rules import Yardstick
from webapp.domain.variance import Target

RATE = Measure("per 10,000", 1)
OCTOBER = Calendar().from_key("2014-10")
TARGET = Target(OCTOBER, Decimal("385.6"))
LOWER = Rule(Polarity.LOWER, Tolerance(Decimal(5)))

CASES = {
    "both red": (
        *("estimated", "439.1", "418", TARGET, LOWER),
        "Estimated 439.1 (red) became final 418.0 (red): the colour did not change.",
    ),
    "red to amber": (
        *("provisional", "439.1", "400.25", TARGET, LOWER),
        "Provisional 439.1 (red) became final 400.25 (amber): the colour changed from red to amber.",
    ),
    "the same figure": (
        *("estimated", "380", "380.0", TARGET, LOWER),
        "Estimated 380.0 (green) became final 380.0 (green): the colour did not change.",
    ),
    "not applicable after all": (
        *("estimated", "439.1", None, TARGET, LOWER),
        "Estimated 439.1 (red) became final not applicable (no data): the status changed from red to no data.",
    ),
    "without a target": (
        *("estimated", "439.1", "418", None, LOWER),
        "Estimated 439.1 (not rated) became final 418.0 (not rated): neither has a colour.",
    ),
    "without a polarity": (
        *("estimated", "439.1", "418", TARGET, Rule()),
        "Estimated 439.1 (not rated) became final 418.0 (not rated): neither has a colour.",
    ),
}


@pytest.mark.parametrize(("quality", "estimate", "final", "target", "rule", "words"), CASES.values(), ids=CASES)
def test_what_became_of_an_estimate(
    quality: str, estimate: str, final: str | None, target: Target | None, rule: Rule, words: str
) -> None:
    values = (Decimal(estimate), None if final is None else Decimal(final))
    found = outcome(quality=quality, estimate=values[0], final=values[1], yardstick=Yardstick(target, rule))
    assert outcome_words(found, RATE) == words
    assert found.colour_changed == ("changed from" in words)


def of(first: Status, last: Status) -> Outcome:
    """An outcome of which only the statuses matter."""
    kinds = {Status.RED: "439.1", Status.AMBER: "400", Status.GREEN: "380"}
    values = [Decimal(kinds[status]) for status in (first, last)]
    return outcome(quality="estimated", estimate=values[0], final=values[1], yardstick=Yardstick(TARGET, LOWER))


SAME, OTHER = (Status.RED, Status.RED), (Status.RED, Status.GREEN)


@pytest.mark.parametrize(
    ("outcomes", "words"),
    [
        ([], "No provisional or estimated figure has become final in 2014/15 so far."),
        ([SAME], "1 provisional or estimated figure became final in 2014/15. The final figure has the same colour."),
        ([OTHER], "1 provisional or estimated figure became final in 2014/15. The final figure has another colour."),
        (
            [SAME, SAME],
            "2 provisional or estimated figures became final in 2014/15. None of the final figures has another colour.",
        ),
        (
            [SAME, OTHER, SAME],
            "3 provisional or estimated figures became final in 2014/15. "
            "The final figure of 1 of them has another colour.",
        ),
        (
            [OTHER, OTHER],
            "2 provisional or estimated figures became final in 2014/15. "
            "The final figure of all of them has another colour.",
        ),
    ],
)
def test_a_year_of_estimates(outcomes: list[tuple[Status, Status]], words: str) -> None:
    assert summary_words([of(*statuses) for statuses in outcomes], "2014/15") == words
