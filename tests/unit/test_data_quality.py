"""The sheet of an indicator: what is kept, what is refused, and what is missing of it in words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from webapp.domain.data_quality import HINTS, PARTS, IndicatorSheet, checked, missing_parts, missing_words
from webapp.domain.errors import Refusals

TODAY = date(2014, 11, 14)
SAID: dict[str, Any] = dict.fromkeys(PARTS, "Said")
WHOLE = IndicatorSheet(**SAID)

MISSING = {
    "nothing": (WHOLE, True, ""),
    "one part": (replace(WHOLE, timeliness=""), True, "Nothing is stated about timeliness yet."),
    "a part that is a thing": (replace(WHOLE, owner=""), True, "Nothing is stated about the owner of the data yet."),
    "several": (
        replace(WHOLE, data_source="", accuracy="", completeness=""),
        True,
        "Nothing is stated about the data source, accuracy and completeness yet.",
    ),
    "both parts of a rate": (
        replace(WHOLE, numerator="", denominator=""),
        True,
        "Nothing is stated about the numerator and the denominator yet.",
    ),
    "a count has neither": (replace(WHOLE, numerator="", denominator=""), False, ""),
}


@pytest.mark.parametrize(("sheet", "is_rate", "words"), MISSING.values(), ids=MISSING)
def test_what_is_missing_is_said(sheet: IndicatorSheet, is_rate: bool, words: str) -> None:
    assert missing_words(missing_parts(sheet, is_rate=is_rate)) == words


def test_every_part_has_its_hint() -> None:
    assert set(HINTS) == set(PARTS)


def test_texts_are_kept_without_spaces_around_them() -> None:
    kept = checked(IndicatorSheet(accuracy=" Two lines\nof it \n", owner=" Ann \n Lee "), TODAY)
    assert (kept.accuracy, kept.owner) == ("Two lines\nof it", "Ann Lee")


REFUSED = {
    "a long owner": (IndicatorSheet(owner="x" * 201), "owner"),
    "a review to come": (IndicatorSheet(reviewed_on=date(2014, 11, 15)), "reviewed_on"),
    "a review before any": (IndicatorSheet(reviewed_on=date(1066, 10, 14)), "reviewed_on"),
}


@pytest.mark.parametrize(("sheet", "field"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_kept_is_refused_on_its_field(sheet: IndicatorSheet, field: str) -> None:
    with pytest.raises(Refusals) as refused:
        checked(sheet, TODAY)
    assert [each.field for each in refused.value.refusals] == [field]


def test_a_review_of_today_is_kept() -> None:
    assert checked(IndicatorSheet(reviewed_on=TODAY), TODAY).reviewed_on == TODAY
