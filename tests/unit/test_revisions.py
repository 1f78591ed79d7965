"""What was said of a figure before and after, in words."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from webapp.domain.figures import Measure
from webapp.domain.revisions import Said, changed, on_pages, plainly, quality_words, said_words

FIGURE = Said(Decimal("439.1"))
ESTIMATE = Said(Decimal(419), quality="estimated", quality_reason="Two returns are late", final_due=date(2015, 1, 31))
COUNTED = Said(Decimal("439.1"), numerator=Decimal(2942), denominator=Decimal(67000), comment="As counted")


@pytest.mark.parametrize(
    ("said", "words"),
    [
        pytest.param(None, "", id="nothing"),
        pytest.param(FIGURE, "439.1", id="a final figure"),
        pytest.param(ESTIMATE, "419.0, ESTIMATED", id="an estimate"),
        pytest.param(Said(quality="provisional"), "not applicable, PROVISIONAL", id="not applicable"),
        pytest.param(Said(Decimal("375.15"), unconfirmed=True), "375.15, UNCONFIRMED", id="an unconfirmed target"),
        pytest.param(
            Said(lower=Decimal(10), upper=Decimal(20), estimated=True, unconfirmed=True),
            "10.0 to 20.0, UNCONFIRMED ESTIMATED",
            id="a range",
        ),
        pytest.param(Said(Decimal("-1234.5")), "-1234.5", id="below zero"),
        pytest.param(Said(Decimal(0)), "0.0", id="zero"),
    ],
)
def test_a_figure_in_words(said: Said | None, words: str) -> None:
    assert said_words(said, plainly(1)) == words


@pytest.mark.parametrize(
    ("measure", "words"),
    [
        (Measure("%", 1), "−1,234.5%"),
        (Measure("£", 2), "−£1,234.50"),
        (Measure("per 10,000", 0), "−1,234.5"),
    ],
)
def test_pages_write_figures_with_their_signs(measure: Measure, words: str) -> None:
    assert said_words(Said(Decimal("-1234.5")), on_pages(measure)) == words


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        pytest.param(None, FIGURE, ("", "439.1"), id="new"),
        pytest.param(FIGURE, None, ("439.1", ""), id="removed"),
        pytest.param(
            ESTIMATE,
            FIGURE,
            (
                "419.0, ESTIMATED, because “Two returns are late”, final figure due 31 January 2015",
                "439.1",
            ),
            id="made final",
        ),
        pytest.param(
            None,
            COUNTED,
            ("", "439.1, numerator 2942, denominator 67000, comment “As counted”"),
            id="new with everything",
        ),
        pytest.param(
            COUNTED,
            Said(Decimal("439.7"), denominator=Decimal(67000), comment="As counted"),
            ("439.1, numerator 2942", "439.7"),
            id="what stays is not said again",
        ),
        pytest.param(
            FIGURE,
            Said(Decimal("439.1"), comment="Checked"),
            ("439.1", "439.1, comment “Checked”"),
            id="a comment alone",
        ),
        pytest.param(
            Said(Decimal(10)),
            Said(lower=Decimal(8), upper=Decimal(10)),
            ("10.0", "8.0 to 10.0"),
            id="a target becomes a range",
        ),
    ],
)
def test_a_change_in_words(before: Said | None, after: Said | None, words: tuple[str, str]) -> None:
    told = changed(before, after, plainly(1))
    assert (told.old_whole, told.new_whole) == words


def test_counts_on_pages_have_separators_and_no_unit() -> None:
    told = changed(None, COUNTED, on_pages(Measure("%", 1)))
    assert (told.new, told.new_rest) == ("439.1%", "numerator 2,942, denominator 67,000, comment “As counted”")


def test_a_final_figure_has_no_word_of_quality() -> None:
    assert quality_words(FIGURE) == ""
    assert FIGURE.is_final
    assert not ESTIMATE.is_final
