"""How much of a reason says the same as the last one."""

from __future__ import annotations

import pytest

from webapp.domain.sameness import alike

REASON = "The new case system counts open and closed cases together until the teams have finished their training."


@pytest.mark.parametrize(
    ("text", "percent"),
    [
        (REASON, 100),
        (REASON.upper().replace(" ", "\n\n"), 100),
        (REASON.replace("training", "holidays"), 94),
        (REASON + " It helps.", 94),
        (REASON.replace("open and closed", "many other"), 84),
        ("Three posts were vacant, and referrals rose by a fifth once the schools were open again in autumn.", None),
        (" ".join(reversed(REASON.split())), None),
        ("Late.", None),
        ("", None),
    ],
    ids=["the same", "laid out anew", "a word changed", "a word added", "some words changed", "something else",
         "backwards", "few words", "nothing"],
)  # fmt: skip
def test_how_much_is_the_same(text: str, percent: int | None) -> None:
    assert alike(text, REASON) == percent
    assert alike(REASON, text) == percent


def test_few_words_are_alike_too_easily() -> None:
    assert alike("The figure is late.", "The figure is late.") is None


def test_texts_of_any_length_are_compared() -> None:
    assert alike("late " * 20_000, "late " * 20_000) == 100
    assert alike("late again " * 10_000, "never on time " * 7_000) is None
