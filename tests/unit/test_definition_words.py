"""The words by which files define indicators: what each means, and that nothing else is guessed."""

from __future__ import annotations

from decimal import Decimal

import pytest

from webapp.domain.definition_words import (
    accumulation_said,
    decimals_said,
    frequency_said,
    polarity_said,
    tolerance_said,
)
from webapp.domain.definitions import ACCUMULATIONS, POLARITIES, tolerance_words
from webapp.domain.errors import Refusal
from webapp.domain.figures import Measure
from webapp.domain.frequency import Frequency
from webapp.domain.rag import Tolerance, ToleranceKind

PER_CENT, RATE, POUNDS = Measure("%"), Measure("per 10,000"), Measure("£")
PERCENT, UNITS = ToleranceKind.PERCENT, ToleranceKind.UNITS

FREQUENCIES = {
    "Monthly": "month",
    "quarter": "quarter",
    "QUARTERLY": "quarter",
    "half yearly": "half-year",
    "Six-monthly": "half-year",
    "Annual": "year",
    " yearly ": "year",
}


@pytest.mark.parametrize(("text", "frequency"), FREQUENCIES.items(), ids=FREQUENCIES)
def test_frequencies(text: str, frequency: str) -> None:
    assert frequency_said(text) == frequency


@pytest.mark.parametrize("text", ["biannual", "bi-monthly", "weekly", "sometimes", "4"])
def test_a_frequency_that_could_be_another_is_refused(text: str) -> None:
    with pytest.raises(Refusal, match="write month, quarter, half-year or year"):
        frequency_said(text)


DIRECTIONS = {
    "lower": "lower",
    "Lower is better": "lower",
    "Aim to Minimise": "lower",
    "HIGH": "higher",
    "Bigger is better": "higher",
    "within a range": "range",
    "none": "none",
    "Context only": "none",
    "Not decided yet": None,
    "not decided": None,
}


@pytest.mark.parametrize(("text", "polarity"), DIRECTIONS.items(), ids=DIRECTIONS)
def test_polarities_as_they_are_said(text: str, polarity: str | None) -> None:
    assert polarity_said(text) == polarity


@pytest.mark.parametrize("text", ["up", "+", "good", "increase", "down", "green", "better"])
def test_a_polarity_is_never_guessed(text: str) -> None:
    with pytest.raises(Refusal, match="write lower, higher, range or none, or leave it blank"):
        polarity_said(text)


def test_our_own_words_are_read() -> None:
    assert [polarity_said(words) for words in POLARITIES.values()] == list(POLARITIES)
    assert [accumulation_said(words) for words in ACCUMULATIONS.values()] == list(ACCUMULATIONS)
    assert [frequency_said(each.word) for each in Frequency] == list(Frequency)
    assert accumulation_said("Year to date") == "cumulative"
    with pytest.raises(Refusal, match="how figures add up"):
        accumulation_said("yes")


def test_decimals() -> None:
    assert [decimals_said(text) for text in ("0", " 2", "6")] == [0, 2, 6]
    for text in ("7", "-1", "1.0", "two", "٢", "12"):
        with pytest.raises(Refusal, match="write one from 0 to 6"):
            decimals_said(text)


TOLERANCES = {
    "percent of target": ("5% of target", "", RATE, None, (5, PERCENT)),
    "of a percentage": ("5 % of target", "", PER_CENT, None, (5, PERCENT)),
    "percent of a rate": ("5%", "", RATE, None, (5, PERCENT)),
    "points": ("2.5 percentage points", "", PER_CENT, None, ("2.5", UNITS)),
    "a point": ("1 point", "", PER_CENT, None, (1, UNITS)),
    "the unit": ("10 per 10,000", "", RATE, None, (10, UNITS)),
    "pounds": ("£1,500", "", POUNDS, None, (1500, UNITS)),
    "a number beside its kind": ("5", "units", RATE, None, (5, UNITS)),
    "a number beside percent": ("5", "percent", PER_CENT, None, (5, PERCENT)),
    "a number for a known indicator": ("5", "", PER_CENT, UNITS, (5, UNITS)),
    "none": ("None: a missed target is red", "", RATE, None, (0, PERCENT)),
    "zero": ("0", "", RATE, None, (0, PERCENT)),
}


@pytest.mark.parametrize(("text", "measured_in", "measure", "stored", "expected"), TOLERANCES.values(), ids=TOLERANCES)
def test_tolerances(
    text: str, measured_in: str, measure: Measure, stored: ToleranceKind | None, expected: tuple[object, ToleranceKind]
) -> None:
    amount, kind = tolerance_said(text, measured_in, measure, stored)
    assert (amount, kind) == (Decimal(str(expected[0])), expected[1])


UNCLEAR = {
    "percent of a percentage": ("5%", PER_CENT, "write 5% of target, or 5 percentage points"),
    "a bare number": ("5", RATE, "write 5% of target, or 5 per 10,000"),
    "points of a rate": ("5 percentage points", RATE, "write 5% of target"),
    "another unit": ("5 days", RATE, "does not say of what"),
    "words": ("a bit", RATE, "a bit"),
}


@pytest.mark.parametrize(("text", "measure", "sentence"), UNCLEAR.values(), ids=UNCLEAR)
def test_an_unclear_tolerance_is_refused(text: str, measure: Measure, sentence: str) -> None:
    with pytest.raises(Refusal, match=sentence):
        tolerance_said(text, "", measure, None)


@pytest.mark.parametrize("measure", [PER_CENT, RATE, POUNDS, Measure("days"), Measure("£k"), Measure("% of cases")])
@pytest.mark.parametrize("kind", [PERCENT, UNITS])
def test_a_tolerance_in_our_words_is_read_as_it_was(measure: Measure, kind: ToleranceKind) -> None:
    for amount in (Decimal("2.5"), Decimal(1), Decimal(1200)):
        words = tolerance_words(Tolerance(amount, kind), measure)
        assert tolerance_said(words, "", measure, None) == (amount, kind)
