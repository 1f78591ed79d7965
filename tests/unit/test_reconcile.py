"""The reconciler: stated figures beside computed ones, and the one change that would make them agree."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.domain.numbers import plain, round_half_up
from webapp.domain.periods import Calendar
from webapp.domain.reconcile import StatedLine, reconcile
from webapp.domain.variance import Target, variance

OCTOBER = Calendar().from_key("2014-10")


def target(text: str) -> Target:
    lower, _, upper = text.partition(" to ")
    return Target(OCTOBER, lower=Decimal(lower), upper=Decimal(upper)) if upper else Target(OCTOBER, Decimal(lower))


def stated(amount: str | None, percent: str | None, *, signed: bool = True) -> StatedLine:
    figures = [None if text is None else Decimal(text) for text in (amount, percent)]
    return StatedLine(figures[0], figures[1], signed)


AGREE = [
    ("as printed", "439.1", "385.6", stated("53.5", "13.9")),
    ("whole percent", "439.1", "385.6", stated("53.5", "14")),
    ("more places", "439.1", "385.6", stated("53.50", "13.874")),
    ("percent left out", "439.1", "385.6", stated("53.5", None)),
    ("nothing stated", "439.1", "385.6", stated(None, None)),
    ("magnitudes of a figure below target", "119", "150", stated("31", "20.7", signed=False)),
    ("signed, below target", "119", "150", stated("-31", "-20.7")),
    ("a sign where only magnitudes count", "119", "150", stated("-31", "20.7", signed=False)),
    ("inside a range", "15", "10 to 20", stated("0", "0.0")),
]


@pytest.mark.parametrize(("actual", "wanted", "line"), [case[1:] for case in AGREE], ids=[case[0] for case in AGREE])
def test_lines_that_agree(actual: str, wanted: str, line: StatedLine) -> None:
    assert reconcile(line, Decimal(actual), target(wanted)) is None


REMEDIES = [
    ("variance and percent: a changed actual", "439.1", "385.6", stated("54.1", "14.0"), {"actual": "439.7"}),
    ("the percent alone", "439.1", "385.6", stated("53.5", "14.0"), {"percent": "13.9"}),
    ("the variance alone", "439.1", "385.6", stated("54.1", "13.9"), {"variance": "53.5"}),
    (
        "only a percent was stated", "439.1", "385.6", stated(None, "14.0"),
        {"actual": "439.5", "target": "385.1", "percent": "13.9"},
    ),
    (
        "only a variance was stated", "439.1", "385.6", stated("54.1", None),
        {"actual": "439.7", "target": "385.0", "variance": "53.5"},
    ),
    ("a slip in the target", "439.1", "395.6", stated("53.5", "13.9"), {"target": "385.6"}),
    ("magnitudes below target", "119", "150", stated("32", "21.3", signed=False), {"actual": "118"}),
    ("the wrong side", "119", "150", stated("31", "20.7"), {"actual": "181"}),
    ("zero target has no percent", "5", "0", stated("5", "100"), {}),
    (
        "zero target, wrong variance", "5", "0", stated("6", None),
        {"actual": "6", "target": "-1", "variance": "5"},
    ),
    ("negative target", "-455", "-123", stated("-332", "-270.0"), {"percent": "-269.9"}),
    ("negative target, changed actual", "-455", "-123", stated("-333", "-270.7"), {"actual": "-456"}),
    ("above a range", "20.1", "10 to 20", stated("0.2", "1.0"), {"actual": "20.2"}),
    ("below a range", "9", "10 to 20", stated("-2", "-20"), {"actual": "8"}),
    ("a percent of a small target", "5", "3", stated(None, "33.3"), {"actual": "4", "percent": "66.7"}),
    (
        "a percent of a negative target", "-455", "-100", stated(None, "-269.9"),
        {"target": "-123", "percent": "-355.0"},
    ),
    ("nothing single helps", "439.1", "385.6", stated("54.1", "3.0"), {}),
]  # fmt: skip


@pytest.mark.parametrize(
    ("actual", "wanted", "line", "remedies"),
    [case[1:] for case in REMEDIES],
    ids=[case[0] for case in REMEDIES],
)
def test_the_single_figure_that_would_reconcile(
    actual: str, wanted: str, line: StatedLine, remedies: dict[str, str]
) -> None:
    found = reconcile(line, Decimal(actual), target(wanted))
    assert found is not None
    assert {remedy.figure: str(remedy.value) for remedy in found.would_reconcile} == remedies


def test_a_disagreement_says_what_was_stated_and_what_was_computed() -> None:
    found = reconcile(stated("54.1", "14.0"), Decimal("439.100000"), target("385.600000"))
    assert found is not None
    assert found.against == "2014-10"
    assert (str(found.stated_variance), str(found.stated_percent)) == ("54.1", "14.0")
    assert plain(found.computed_variance) == "53.5"
    assert found.computed_percent is not None
    assert str(round_half_up(found.computed_percent, 1)) == "13.9"
    assert [(figure, plain(value)) for figure, value in found.would_reconcile] == [("actual", "439.7")]


figures = st.decimals(min_value=-(10**6), max_value=10**6, allow_nan=False, allow_infinity=False, places=1)


@given(figures, figures)
def test_what_the_figures_give_always_agrees(actual: Decimal, wanted: Decimal) -> None:
    found = variance(actual, Target(OCTOBER, wanted))
    percent = None if found.percent is None else round_half_up(found.percent, 1)
    for signed in (True, False):
        assert reconcile(StatedLine(found.amount, percent, signed), actual, Target(OCTOBER, wanted)) is None


@given(figures, figures, figures, figures, st.booleans())
def test_every_remedy_makes_the_whole_line_agree(
    actual: Decimal, wanted: Decimal, amount: Decimal, percent: Decimal, signed: bool
) -> None:
    line = StatedLine(amount, percent, signed)
    found = reconcile(line, actual, Target(OCTOBER, wanted))
    for figure, value in found.would_reconcile if found else ():
        changed = {"actual": actual, "target": wanted, "variance": amount, "percent": percent, figure: value}
        corrected = StatedLine(changed["variance"], changed["percent"], signed)
        assert reconcile(corrected, changed["actual"], Target(OCTOBER, changed["target"])) is None


@given(figures, figures, figures)
def test_a_line_computed_from_one_other_actual_or_target_is_traced_back(
    actual: Decimal, wanted: Decimal, other: Decimal
) -> None:
    true = variance(actual, Target(OCTOBER, wanted))
    line = StatedLine(true.amount, None if true.percent is None else round_half_up(true.percent, 1))
    wrong_actual = reconcile(line, other, Target(OCTOBER, wanted))
    wrong_target = reconcile(line, actual, Target(OCTOBER, other))
    if wrong_actual is not None:
        assert ("actual", actual) in wrong_actual.would_reconcile
    if wrong_target is not None:
        assert ("target", wanted) in wrong_target.would_reconcile
