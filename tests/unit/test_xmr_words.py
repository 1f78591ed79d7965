"""What an XmR chart says of the newest figure beside its colour."""

from __future__ import annotations

from decimal import Decimal

import pytest

from webapp.domain.rag import Polarity, Status
from webapp.domain.xmr import Signal, xmr
from webapp.domain.xmr_verdicts import Assurance, Variation, assurance, variation
from webapp.domain.xmr_words import SIGNAL_WORDS, TOO_FEW, UNMOVED, chart_words

CALM = [10, 12] * 8
ORDINARY = "figures rise and fall this much by themselves, and nothing shows that anything has changed."


def said(values: list[int], status: Status, polarity: Polarity | None, target: int | None = None) -> tuple[str, ...]:
    chart = xmr([Decimal(value) for value in values])
    assured = assurance(chart.current, polarity, None if target is None else Decimal(target))
    return chart_words(status, chart.current, variation(chart, polarity), assured)


@pytest.mark.parametrize(
    ("case", "values", "status", "polarity", "sentence"),
    [
        ("red and calm", CALM, Status.RED, Polarity.LOWER, f"Red, but within ordinary variation: {ORDINARY}"),
        ("amber and calm", CALM, Status.AMBER, Polarity.LOWER, f"Amber, but within ordinary variation: {ORDINARY}"),
        ("green and calm", CALM, Status.GREEN, Polarity.LOWER, f"Green, and within ordinary variation: {ORDINARY}"),
        (
            "red and worse",
            [*CALM, 40],
            Status.RED,
            Polarity.LOWER,
            "Red, and beyond ordinary variation: something has changed for the worse.",
        ),
        (
            "red and better",
            [*CALM, 40],
            Status.RED,
            Polarity.HIGHER,
            "Red, but beyond ordinary variation: something has changed for the better.",
        ),
        (
            "green and worse",
            [*CALM, 40],
            Status.GREEN,
            Polarity.LOWER,
            "Green, but beyond ordinary variation: something has changed for the worse.",
        ),
        (
            "green and better",
            [*CALM, 40],
            Status.GREEN,
            Polarity.HIGHER,
            "Green, and beyond ordinary variation: something has changed for the better.",
        ),
        (
            "not rated",
            [*CALM, 40],
            Status.NOT_RATED,
            None,
            "The newest figure is beyond ordinary variation: something has changed.",
        ),
    ],
)
def test_colour_and_variation(
    case: str, values: list[int], status: Status, polarity: Polarity | None, sentence: str
) -> None:
    assert said(values, status, polarity) == (sentence,), case


def test_what_is_assured_and_on_how_little() -> None:
    assert said(CALM, Status.RED, Polarity.HIGHER, 20)[1].startswith("No figure within these limits meets the target")
    assert said(CALM, Status.GREEN, Polarity.LOWER, 20)[1] == "Every figure within these limits meets the target."
    assert said(CALM, Status.GREEN, Polarity.LOWER, 11)[1].endswith("met at some times and missed at others.")
    trial = said(CALM[:11], Status.RED, Polarity.LOWER)
    assert trial[-1] == "These are trial limits, from fewer than 12 figures: they may still move."


@pytest.mark.parametrize("values", [[5], [], [1, 2, 3, 4, 5]])
def test_of_too_little_nothing_is_said(values: list[int]) -> None:
    assert said(values, Status.RED, Polarity.LOWER) == (TOO_FEW,)


@pytest.mark.parametrize("values", [[3] * 12, [0] * 11 + [1], [3] * 6])
def test_where_figures_hardly_moved_that_is_said(values: list[int]) -> None:
    assert said(values, Status.RED, Polarity.LOWER) == (UNMOVED,)


def test_every_word_is_known() -> None:
    assert set(SIGNAL_WORDS) == set(Signal)
    assert {each.value for each in Variation} == {"common cause", "improvement", "concern", "special cause"}
    assert {each.value for each in Assurance} == {"pass", "fail", "hit or miss"}
