"""Lines and pages: nothing lost, nothing beyond the edge, no heading alone at the foot."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.chart_series import trend
from tests.unit.pdf_examples import ACTION, EMPTY, PARAGRAPH, PLAN
from webapp.domain.plan_page import PlanPage
from webapp.pdf.form import Kind, fill_in
from webapp.pdf.layout import COLUMNS, HEIGHT, LEAST_LINES, ROUNDING, Layout
from webapp.pdf.richtext import Paragraph, Run
from webapp.pdf.tagging import Element
from webapp.pdf.typesetting import Line, Setting, pieces, shortened

LONG_WORD = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch" * 4
EXAMPLES = {
    "as the form": PLAN,
    "empty": EMPTY,
    "long words everywhere": replace(
        PLAN,
        council=LONG_WORD,
        indicator_title=LONG_WORD,
        departmental_lead=LONG_WORD,
        period=LONG_WORD,
        why=LONG_WORD,
        reason_html=f"<ul><li>a<ul><li>{LONG_WORD}</li></ul></li></ul>",
        actions=(replace(ACTION, when=LONG_WORD),),
    ),
    "with a trend": replace(PLAN, trend=trend([404, 412, None, 439.1])),
    "many pages": replace(PLAN, reason_html=PARAGRAPH * 40, actions=(ACTION,) * 9),
}


def text(line: Line) -> str:
    return "".join(piece.text for piece in line.pieces)


def trailing_space(line: Line) -> float:
    """Points of the space kept at a line's end for whoever copies the text; nothing is seen of it."""
    run = line.pieces[-1].run if line.pieces else Run("")
    return pieces(" ", run)[0].width * line.size / 1000 if text(line).endswith(" ") else 0.0


@pytest.fixture(params=EXAMPLES)
def example(request: pytest.FixtureRequest) -> PlanPage:
    return EXAMPLES[request.param]


@pytest.mark.parametrize("size", [10.0, 11.3, 12.0])
def test_nothing_stands_beyond_its_column_or_its_page(example: PlanPage, size: float) -> None:
    for page in Layout(fill_in(example, as_draft=True)).pages(size):
        assert page[-1].top + page[-1].height <= HEIGHT + 2 * ROUNDING
        for row in page:
            for lines, (_, width) in zip(row.cells, COLUMNS[row.row.kind], strict=True):
                for line in lines:
                    assert line.indent + line.width - trailing_space(line) <= width + ROUNDING


@pytest.mark.parametrize("size", [10.0, 12.0])
def test_rows_over_several_pages_keep_every_line_once(size: float) -> None:
    layout = Layout(fill_in(EXAMPLES["many pages"], as_draft=True))
    whole = [text(line) for row in layout.rows(size) for line in row.cells[-1]]
    pages = layout.pages(size)
    assert len(pages) > 2
    assert [text(line) for page in pages for row in page for line in row.cells[-1]] == whole


@pytest.mark.parametrize("paragraphs", range(8, 24))
def test_no_heading_stands_alone_at_the_foot_of_a_page(paragraphs: int) -> None:
    page = replace(PLAN, reason_html=PARAGRAPH * paragraphs, actions=(ACTION,) * 6)
    for rows in Layout(fill_in(page, as_draft=True)).pages(10.0):
        assert rows[-1].row.kind in {Kind.FIELD, Kind.SIGN_OFF}


def test_a_divided_row_leaves_no_single_line_and_repeats_its_label() -> None:
    for pages in (
        Layout(fill_in(replace(PLAN, reason_html=PARAGRAPH * count), as_draft=True)).pages(10.0)
        for count in range(12, 30)
    ):
        for before, after in pairwise(pages):
            if not after[0].begins:
                assert len(before[-1].cells[-1]) >= LEAST_LINES
                assert len(after[0].cells[-1]) >= LEAST_LINES
                assert [text(line) for line in after[0].cells[0]] == ["Non-compliance reason"]


def test_larger_type_never_takes_less_room(example: PlanPage) -> None:
    layout = Layout(fill_in(example, as_draft=True))
    heights = [layout.height(tenths / 10) for tenths in range(100, 121)]
    assert heights == sorted(heights)


@given(
    words=st.lists(st.text("abcWŵłi☐-/", min_size=1, max_size=60), min_size=1, max_size=40),
    measure=st.floats(40, 400),
    size=st.floats(10, 12),
)
def test_breaking_keeps_every_character_and_the_measure(words: list[str], measure: float, size: float) -> None:
    paragraph = Paragraph([Run(" ".join(words))], [Element("P")])
    lines = Setting([paragraph]).lines(measure, size)
    assert "".join(text(line) for line in lines).replace(" ", "") == "".join(words)
    for line in lines:
        assert line.width - trailing_space(line) <= measure + ROUNDING


def test_a_word_that_changes_style_in_the_middle_is_not_broken() -> None:
    runs = [Run("un"), Run("break", bold=True), Run("able "), Run("end", italic=True)]
    for measure in range(60, 140, 5):
        broken = [text(line).strip() for line in Setting([Paragraph(runs, [Element("P")])]).lines(measure, 10.0)]
        assert broken in (["unbreakable", "end"], ["unbreakable end"])


def test_line_breaks_and_empty_lines_are_kept() -> None:
    lines = Setting([Paragraph([Run("a\n\nb c")], [Element("P")])]).lines(300, 10.0)
    assert [text(line) for line in lines] == ["a", "", "b c"]


def test_a_foot_too_long_for_its_line_ends_in_an_ellipsis() -> None:
    cut = "".join(piece.text for piece in shortened(pieces("Aberwen Borough Council", Run("")), 6000))
    assert cut.startswith("Aberwen")
    assert cut.endswith("…")
    whole = "".join(piece.text for piece in shortened(pieces("Aberwen", Run("")), 6000))
    assert whole == "Aberwen"
