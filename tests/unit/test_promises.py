"""The promise of a final figure: how it stands on a day, what may be promised, and whether it was kept in time."""

from __future__ import annotations

from datetime import date

import pytest

from webapp.domain.errors import Refusal
from webapp.domain.estimates import Quality
from webapp.domain.promises import Promise, PromiseState, kept_words, settled

DUE, PERIOD_END = date(2014, 11, 30), date(2014, 10, 31)
DATED = Promise(Quality.ESTIMATED, "One return is late", DUE)

DAYS = {
    "long before": (date(2014, 11, 1), PromiseState.OPEN, 0, "final figure due 30 November 2014, in 29 days"),
    "eight days before": (date(2014, 11, 22), PromiseState.OPEN, 0, "final figure due 30 November 2014, in 8 days"),
    "seven days before": (date(2014, 11, 23), PromiseState.DUE_SOON, 0, "final figure due 30 November 2014, in 7 days"),
    "the day itself": (DUE, PromiseState.DUE_SOON, 0, "final figure due today"),
    "the day after": (
        *(date(2014, 12, 1), PromiseState.OVERDUE, 1),
        "final figure overdue by 1 day, since 30 November 2014",
    ),
    "a year later": (
        *(date(2015, 11, 30), PromiseState.OVERDUE, 365),
        "final figure overdue by 365 days, since 30 November 2014",
    ),
}


@pytest.mark.parametrize(("today", "state", "overdue", "words"), DAYS.values(), ids=DAYS)
@pytest.mark.parametrize("quality", [Quality.ESTIMATED, Quality.PROVISIONAL])
def test_how_a_promise_stands(quality: Quality, today: date, state: PromiseState, overdue: int, words: str) -> None:
    promise = Promise(quality, due=DUE)
    assert (promise.state(today), promise.days_overdue(today), promise.words(today)) == (state, overdue, words)


@pytest.mark.parametrize(
    ("promise", "state"),
    [
        (Promise(), PromiseState.KEPT),
        (Promise(Quality.FINAL, due=DUE), PromiseState.KEPT),
        (Promise(Quality.PROVISIONAL), PromiseState.UNDATED),
    ],
)
def test_what_has_no_day_is_never_overdue(promise: Promise, state: PromiseState) -> None:
    later = date(2020, 1, 1)
    assert (promise.state(later), promise.days_overdue(later), promise.words(later)) == (state, 0, "")


@pytest.mark.parametrize(
    ("quality", "reason", "due", "kept"),
    [
        ("estimated", " One return is late\n", DUE, DATED),
        ("provisional", "", None, Promise(Quality.PROVISIONAL)),
        ("provisional", "", PERIOD_END, Promise(Quality.PROVISIONAL, due=PERIOD_END)),
        ("final", "One return is late", DUE, Promise()),
        ("final", "", date(2014, 10, 1), Promise()),
    ],
)
def test_what_is_kept_of_what_was_said(quality: str, reason: str, due: date | None, kept: Promise) -> None:
    assert settled(quality=quality, reason=reason, due=due, period_end=PERIOD_END) == kept


@pytest.mark.parametrize(
    ("quality", "due", "field", "sentence"),
    [
        (
            *("estimated", date(2014, 10, 30), "final_due"),
            "The final figure cannot be due on 30 October 2014, before the period ends on 31 October 2014: "
            "enter a later day.",
        ),
        ("guessed", None, "quality", "Choose whether the figure is final, provisional or estimated."),
    ],
)
def test_what_cannot_be_promised(quality: str, due: date | None, field: str, sentence: str) -> None:
    with pytest.raises(Refusal) as refused:
        settled(quality=quality, reason="", due=due, period_end=PERIOD_END)
    assert (refused.value.field, refused.value.sentence) == (field, sentence)


@pytest.mark.parametrize(
    ("due", "on", "words"),
    [
        (DUE, DUE, "in time"),
        (DUE, date(2014, 11, 1), "in time"),
        (DUE, date(2014, 12, 1), "1 day late"),
        (DUE, date(2014, 12, 12), "12 days late"),
        (None, DUE, ""),
    ],
)
def test_how_punctual_a_final_figure_was(due: date | None, on: date, words: str) -> None:
    assert kept_words(due, on) == words
