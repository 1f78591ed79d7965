"""Stored rich text and plain text as paragraphs."""

from __future__ import annotations

import pytest

from webapp.pdf.richtext import Paragraph, plain, rich
from webapp.pdf.tagging import Element


def told(paragraph: Paragraph) -> str:
    """Depth and marker, then the text with *bold* and _italic_."""
    styled = ""
    for run in paragraph.runs:
        text = f"*{run.text}*" if run.bold else run.text
        styled += f"_{text}_" if run.italic else text
    marker = f"{'>' * paragraph.depth}{paragraph.marker} " if paragraph.depth else ""
    return marker + styled


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        pytest.param("", [], id="nothing"),
        pytest.param("<p> </p><p><br></p>", [], id="empty paragraphs"),
        pytest.param("<p>one</p><p>two</p>", ["one", "two"], id="paragraphs"),
        pytest.param("no tag", ["no tag"], id="bare text"),
        pytest.param("<p>a<strong>b<em>c</em></strong>d</p>", ["a*b*_*c*_d"], id="bold and italic"),
        pytest.param("<p>a<br>b</p>", ["a\nb"], id="line break"),
        pytest.param("<p>a\n   b</p>", ["a b"], id="white space"),
        pytest.param("<p>x &lt; 3 &amp; y &gt; 2</p>", ["x < 3 & y > 2"], id="markup characters"),
        pytest.param("<ul><li>a</li><li>b</li></ul>", [">• a", ">• b"], id="bullets"),
        pytest.param("<ol><li><p>a</p></li><li>b</li></ol>", [">1. a", ">2. b"], id="numbers"),
        pytest.param("<ul><li><p>a</p><p>b</p></li></ul>", [">• a", "> b"], id="two paragraphs in an item"),
        pytest.param(
            "<ul><li>a<ol><li>b</li><li>c</li></ol></li><li>d</li></ul>",
            [">• a", ">>1. b", ">>2. c", ">• d"],
            id="list in a list",
        ),
        pytest.param("<p>a</p><ul><li>b</li></ul>c", ["a", ">• b", "c"], id="text after a list"),
        pytest.param("<p>left <strong>open", ["left *open*"], id="unclosed tags"),
        pytest.param("<li>a</li></ul></p>", ["a"], id="stray tags"),
    ],
)
def test_rich_text(html: str, expected: list[str]) -> None:
    assert [told(paragraph) for paragraph in rich(html, Element("TD"))] == expected


def test_lists_hang_in_the_structure() -> None:
    cell = Element("TD")
    rich("<p>a</p><ul><li>b<ol><li>c</li></ol></li></ul>", cell)
    tags = [element.tag for element in cell.walk()]
    assert tags == ["TD", "P", "L", "LI", "Lbl", "LBody", "P", "L", "LI", "Lbl", "LBody", "P"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        (" \n \n ", []),
        ("one", ["one"]),
        ("one\ntwo", ["one\ntwo"]),
        ("one\r\n \r\ntwo\n\n\n\nthree", ["one", "two", "three"]),
        ("a <b> & c", ["a <b> & c"]),
    ],
)
def test_plain_text(text: str, expected: list[str]) -> None:
    assert [told(paragraph) for paragraph in plain(text, Element("TD"))] == expected
