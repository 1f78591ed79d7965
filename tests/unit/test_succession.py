"""Which indicator can take the place of a retired one, and who came before whom."""

from __future__ import annotations

from datetime import date

import pytest

from webapp.domain.errors import Refusal
from webapp.domain.succession import Life, ensure_replaces, predecessors, successors

APRIL, MAY, JUNE = (date(2015, month, 1) for month in (4, 5, 6))
LIVES = {
    1: Life("CS01"),
    2: Life("CS02"),
    3: Life("CS03", APRIL, 2),
    4: Life("CS04", MAY, 3),
    5: Life("CS05", JUNE, 1),
}

REFUSED = {
    "itself": (1, 1, MAY, "CS01 cannot replace itself"),
    "one that is retired before": (3, 1, MAY, "CS03 is itself retired from 1 April 2015 on"),
    "one that is retired on the day": (3, 1, APRIL, "CS03 is itself retired from 1 April 2015 on"),
    "one that it replaces": (5, 1, MAY, "CS05 is to be replaced by CS01 in its turn"),
    "one that it replaces through others": (4, 2, APRIL, "CS04 is to be replaced by CS02 in its turn"),
}


@pytest.mark.parametrize(("successor", "retired", "day", "sentence"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_take_its_place(successor: int, retired: int, day: date, sentence: str) -> None:
    with pytest.raises(Refusal, match=sentence) as refused:
        ensure_replaces(successor, retired, day, LIVES)
    assert refused.value.field == "replaced_by"


@pytest.mark.parametrize(("successor", "retired", "day"), [(2, 1, MAY), (5, 2, MAY), (3, 1, date(2015, 3, 31))])
def test_what_can(successor: int, retired: int, day: date) -> None:
    ensure_replaces(successor, retired, day, LIVES)


def test_who_comes_after_and_who_came_before() -> None:
    assert successors(4, LIVES) == (3, 2)
    assert predecessors(2, LIVES) == (4, 3)
    assert predecessors(4, LIVES) == ()


def test_a_circle_ends() -> None:
    lives = {1: Life("A", APRIL, 2), 2: Life("B", APRIL, 1)}
    assert successors(1, lives) == (2, 1)
    assert predecessors(1, lives) == (2,)
