"""An indicator's definition: what is kept of it, what is refused on which field, and its plain words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from webapp.domain.definitions import Definition, checked, polarity_words, tolerance_words
from webapp.domain.errors import Refusals
from webapp.domain.figures import Measure
from webapp.domain.rag import Polarity, Tolerance, ToleranceKind

GOOD = Definition("CIN1", "Rate of children in need", "month")

REFUSED = {
    "a blank code": ({"code": " "}, "code", "Enter the code of the indicator, such as CIN1."),
    "a code of signs": ({"code": "-"}, "code", 'The code "-" has no letter and no digit: write one such as CIN1.'),
    "a long code": ({"code": "x" * 41}, "code", "The code has 41 characters: shorten it to 40 or fewer."),
    "a blank title": ({"title": ""}, "title", "Enter the title of the indicator, as it is printed on a plan."),
    "a long title": ({"title": "x" * 301}, "title", "The title has 301 characters: shorten it to 300 or fewer."),
    "a long unit": ({"unit": "x" * 61}, "unit", "The unit has 61 characters: shorten it to 60 or fewer."),
    "seven decimals": ({"decimals": 7}, "decimals", "Choose from 0 to 6 decimal places."),
    "fewer than none": ({"decimals": -1}, "decimals", "Choose from 0 to 6 decimal places."),
    "no frequency": ({"frequency": ""}, "frequency", "Choose how often it is reported."),
    "an unknown polarity": ({"polarity": "up"}, "polarity", "Choose which way is better."),
    "an unknown accumulation": ({"accumulation": "x"}, "accumulation", "Choose how figures add up."),
    "a tolerance below 0": (
        {"tolerance": Decimal(-1)},
        "tolerance",
        "A tolerance of -1 is not possible: write 0 or a figure above it.",
    ),
    "a first day no council knows": (
        {"reported_from": date(1066, 10, 14)},
        "reported_from",
        "Write a day from 1990 to 2099.",
    ),
    "a long tag": (
        {"tags": ("x" * 61,)},
        "tags",
        f'The tag "{"x" * 40}…" has 61 characters: shorten it to 60 or fewer.',
    ),
    "a comma in a tag": (
        {"tags": ("Safe, clean",)},
        "tags",
        'The tag "Safe, clean" has a comma in it: a comma stands between two tags.',
    ),
    "a tag that says there is none": (
        {"tags": ("None",)},
        "tags",
        '"None" says that there are no tags: leave the tags blank, or write another.',
    ),
    "too many tags": (
        {"tags": tuple(f"Tag {number}" for number in range(21))},
        "tags",
        "These are 21 tags: write 20 or fewer.",
    ),
}


@pytest.mark.parametrize(("changed", "field", "sentence"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_kept_is_refused_on_its_field(changed: dict[str, Any], field: str, sentence: str) -> None:
    with pytest.raises(Refusals) as refused:
        checked(replace(GOOD, **changed))
    assert [(each.field, each.sentence) for each in refused.value.refusals] == [(field, sentence)]


def test_everything_wrong_is_told_at_once() -> None:
    with pytest.raises(Refusals) as refused:
        checked(Definition("", "", "weekly"))
    assert [each.field for each in refused.value.refusals] == ["code", "title", "frequency"]


def test_the_longest_texts_are_kept() -> None:
    longest = replace(GOOD, code="c" * 40, title="t" * 300, unit="u" * 60, decimals=6)
    assert checked(longest) == longest


def test_one_line_texts_are_tidied() -> None:
    kept = checked(replace(GOOD, code=" CIN 1\n", title="Rate\tof  children", unit=" % "))
    assert (kept.code, kept.title, kept.unit) == ("CIN 1", "Rate of children", "%")


def test_a_vacancy_is_never_acting() -> None:
    kept = checked(replace(GOOD, strategic_lead_acting=True, departmental_lead_id=3, departmental_lead_acting=True))
    assert (kept.strategic_lead_acting, kept.departmental_lead_acting) == (False, True)


def test_a_tolerance_is_kept_to_six_places() -> None:
    assert checked(replace(GOOD, tolerance=Decimal("0.1234565"))).tolerance == Decimal("0.123457")


TOLERANCES = {
    "none": ("0", ToleranceKind.PERCENT, "%", "None: a missed target is red"),
    "percent of target": ("5", ToleranceKind.PERCENT, "per 10,000", "5% of target"),
    "stored places do not show": ("5.000000", ToleranceKind.PERCENT, "%", "5% of target"),
    "percentage points": ("2.5", ToleranceKind.UNITS, "%", "2.5 percentage points"),
    "one percentage point": ("1", ToleranceKind.UNITS, "%", "1 percentage point"),
    "own units": ("10", ToleranceKind.UNITS, "per 1,000", "10 per 1,000"),
    "pounds": ("1500", ToleranceKind.UNITS, "£", "£1,500"),
}


@pytest.mark.parametrize(("amount", "kind", "unit", "words"), TOLERANCES.values(), ids=TOLERANCES)
def test_a_tolerance_says_what_it_is_of(amount: str, kind: ToleranceKind, unit: str, words: str) -> None:
    assert tolerance_words(Tolerance(Decimal(amount), kind), Measure(unit, 1)) == words


def test_an_undecided_polarity_says_what_follows() -> None:
    assert polarity_words(None) == "Not decided yet: figures are not rated"
    assert polarity_words(Polarity.LOWER) == "Lower is better"
