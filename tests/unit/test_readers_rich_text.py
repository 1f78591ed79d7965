"""Markdown as typed and HTML as pasted become one small subset of HTML, and come back as Markdown."""

from __future__ import annotations

import time

import nh3
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from webapp.domain.errors import Refusal
from webapp.readers.rich_text import clean_html, from_plain, plain_text, render, to_markdown

SUBSET = {"p", "strong", "em", "ul", "ol", "li", "br"}

TYPED = [
    ("nothing", "", ""),
    ("blank lines", " \n\n \n", ""),
    ("a paragraph", "One line.", "<p>One line.</p>"),
    ("paragraphs", "One.\n\nTwo.", "<p>One.</p><p>Two.</p>"),
    ("a line break as typed", "One\ntwo", "<p>One<br>two</p>"),
    ("Windows line ends", "One\r\ntwo\r\n\r\nThree", "<p>One<br>two</p><p>Three</p>"),
    ("bold and italic", "**b** and *i*", "<p><strong>b</strong> and <em>i</em></p>"),
    ("bold inside italic", "*a **b***", "<p><em>a <strong>b</strong></em></p>"),
    ("both at once", "***a***", "<p><em><strong>a</strong></em></p>"),
    ("bold over a line break", "**a\nb**", "<p><strong>a<br>b</strong></p>"),
    ("bullets", "- a\n- b", "<ul><li>a</li><li>b</li></ul>"),
    ("bullets below their paragraph", "Why:\n* a\n* b", "<p>Why:</p><ul><li>a</li><li>b</li></ul>"),
    ("loose bullets", "- a\n\n- b", "<ul><li>a</li><li>b</li></ul>"),
    ("numbers", "1. a\n2. b\n7. c", "<ol><li>a</li><li>b</li><li>c</li></ol>"),
    ("a list in a list", "- a\n  1. b\n- c", "<ul><li>a<ol><li>b</li></ol></li><li>c</li></ul>"),
    ("an item of two lines", "- a\n  b", "<ul><li>a<br>b</li></ul>"),
    ("a year that begins a line", "2014. A good year", "<p>2014. A good year</p>"),
    ("a list that starts at 3", "3. c", "<p>3. c</p>"),
    ("stars between figures", "2 * 3 * 4", "<p>2 * 3 * 4</p>"),
    ("underscores in words", "a_b_c", "<p>a_b_c</p>"),
    ("escaped marks", r"\*a\* 1\. b", "<p>*a* 1. b</p>"),
    ("HTML is text", "<b>x</b> & <script>", "<p>&lt;b&gt;x&lt;/b&gt; &amp; &lt;script&gt;</p>"),
    ("no headings, links, code", "# a [b](c) `d`", "<p># a [b](c) `d`</p>"),
    ("deep lists keep their words", "- a\n  - b\n    - c\n      - d\n        - e",
     "<ul><li>a<ul><li>b<ul><li>c<ul><li>d<br>- e</li></ul></li></ul></li></ul></li></ul>"),
]  # fmt: skip


@pytest.mark.parametrize(("markdown", "html"), [case[1:] for case in TYPED], ids=[case[0] for case in TYPED])
def test_markdown_is_rendered(markdown: str, html: str) -> None:
    assert render(markdown) == html


PASTED = [
    ("plain words", "words", "<p>words</p>"),
    ("b and i", "<p><b>x</b> <i>y</i></p>", "<p><strong>x</strong> <em>y</em></p>"),
    ("a script goes with its content", "a<script>alert(1)</script>b", "<p>ab</p>"),
    ("a style goes with its content", "<style>p {color: red}</style><p>a</p>", "<p>a</p>"),
    ("comments", "a<!-- b -->c", "<p>ac</p>"),
    ("attributes", '<p onclick="x()" class="y">a</p>', "<p>a</p>"),
    ("links keep their words", '<a href="javascript:x()">a</a>', "<p>a</p>"),
    ("images", "<p>a<img src=x onerror=y>b</p>", "<p>ab</p>"),
    ("divisions are paragraphs", "<div>a</div><div>b</div>", "<p>a</p><p>b</p>"),
    ("two breaks are a paragraph", "<p>a<br><br>b<br>c</p>", "<p>a</p><p>b<br>c</p>"),
    ("breaks at the ends", "<p><br>a<br></p>", "<p>a</p>"),
    ("headings are bold", "<h2>Why</h2>a", "<p><strong>Why</strong></p><p>a</p>"),
    ("white space", "<p>  a \n\t b&nbsp; c </p>", "<p>a b c</p>"),
    ("a space at the edge of bold", "a<b> b </b>c", "<p>a <strong>b</strong> c</p>"),
    ("a comma at the edge of bold", "a<b>, b</b>", "<p>a, <strong>b</strong></p>"),
    ("neighbours of one style", "<b>a</b> <b>b</b>", "<p><strong>a b</strong></p>"),
    ("empty elements", "<p></p><p><b> </b></p><ul><li></li></ul>", ""),
    ("lists", "<ol><li>a</li><li>b</li></ol>", "<ol><li>a</li><li>b</li></ol>"),
    ("paragraphs in an item", "<ul><li><p>a</p><p>b</p></li></ul>", "<ul><li>a<br>b</li></ul>"),
    ("neighbouring lists", "<ul><li>a</li></ul><ul><li>b</li></ul>", "<ul><li>a</li><li>b</li></ul>"),
    ("a list beside its item", "<ul><li>a</li><ul><li>b</li></ul></ul>",
     "<ul><li>a<ul><li>b</li></ul></li></ul>"),
    ("words behind an inner list", "<ul><li>a<ul><li>b</li></ul>c</li></ul>",
     "<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>"),
    ("an item without words", "<ul><li><ul><li>a</li></ul></li></ul>", "<ul><li>a</li></ul>"),
    ("an unclosed list", "<ul><li>a<li>b", "<ul><li>a</li><li>b</li></ul>"),
    ("rows of a table are lines", "<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>d",
     "<p>a | b<br>c</p><p>d</p>"),
    ("paragraphs in a cell", "<table><tr><td><p>a</p></td><td><p>b</p><p>c</p></td></tr></table>",
     "<p>a | b</p><p>c</p>"),
    ("a list in a cell", "<table><tr><td>a<ul><li>b</li></ul></td><td>c</td></tr></table>",
     "<p>a</p><ul><li>b</li></ul><p>c</p>"),
    ("an empty cell", "<table><tr><td> </td><td>a</td></tr></table>", "<p>a</p>"),
    ("a table in a table", "<table><tr><td>a<table><tr><td>b</td></tr></table></td></tr></table>",
     "<p>a</p><p>b</p>"),
    ("items that say how deep they stand", '<ul><li aria-level="1">a</li></ul><ul><li aria-level="2">b</li></ul>'
     '<ol><li aria-level="2">c</li></ol><ul><li aria-level="1">d</li></ul>',
     "<ul><li>a<ul><li>b</li></ul><ol><li>c</li></ol></li><li>d</li></ul>"),
    ("items deeper than anything above", '<ul><li aria-level="9">a</li></ul><ul><li aria-level="x">b</li></ul>',
     "<ul><li>a</li><li>b</li></ul>"),
    ("what Word writes beside bold", "<b style='mso-bidi-font-weight:normal'>a</b>", "<p><strong>a</strong></p>"),
    ("Google's bold that is not", '<b style="font-weight:normal"><p>a</p></b>', "<p>a</p>"),
    ("styled spans", '<span style="font-weight:700">a</span> <span style="font-style: italic">b</span>',
     "<p><strong>a</strong> <em>b</em></p>"),
    ("entities", "&lt;b&gt; &amp;amp; &pound;", "<p>&lt;b&gt; &amp;amp; £</p>"),
    ("halves of a word", "<i>a</i><b>b</b>", "<p><em>a</em><strong>b</strong></p>"),
    ("styles Markdown cannot hold", "<i>a<b>b</b></i><b>c</b>", "<p>a<strong>bc</strong></p>"),
]  # fmt: skip


@pytest.mark.parametrize(("pasted", "html"), [case[1:] for case in PASTED], ids=[case[0] for case in PASTED])
def test_html_is_cleaned(pasted: str, html: str) -> None:
    assert clean_html(pasted) == html


def test_lists_pasted_from_word_are_lists() -> None:
    def item(level: int, marker: str, words: str) -> str:
        return (
            f"<p class=MsoListParagraph style='margin-left:36pt;mso-list:l0 level{level} lfo1'>"
            f"<![if !supportLists]><span style='font-family:Symbol'><span style='mso-list:Ignore'>{marker}"
            f"<span style='font:7pt \"Times New Roman\"'>&nbsp;&nbsp; </span></span></span><![endif]>{words}"
            "<o:p></o:p></p>"
        )

    pasted = (
        "<html><head><style>p.MsoNormal {margin:0}</style></head><body>"
        "<p class=MsoNormal><b>Because:</b><o:p></o:p></p>"
        + item(1, "·", "staff <i>left</i>")
        + item(2, "1.", "two in May")
        + item(2, "2.", "one in June")
        + item(1, "·", "the system was late")
        + item(1, "a)", "another list")
        + "<p class=MsoNormal>That is all.</p></body></html>"
    )
    assert clean_html(pasted) == (
        "<p><strong>Because:</strong></p>"
        "<ul><li>staff <em>left</em><ol><li>two in May</li><li>one in June</li></ol></li>"
        "<li>the system was late</li></ul><ol><li>another list</li></ol><p>That is all.</p>"
    )


WRITTEN = [
    ("bold", "<p><strong>a</strong></p>", "**a**"),
    ("a break", "<p>a<br>b</p>", "a\nb"),
    ("lists", "<ol><li>a<ul><li>b</li></ul></li></ol>", "1. a\n   - b"),
    ("marks that would mean something", "<p>1. a<br>- b *c* d_e _f</p>", "1\\. a\n\\- b \\*c\\* d_e \\_f"),
    ("HTML as words", "<p>&lt;b&gt; &amp;</p>", "<b> &"),
]


@pytest.mark.parametrize(("html", "markdown"), [case[1:] for case in WRITTEN], ids=[case[0] for case in WRITTEN])
def test_html_is_written_as_markdown(html: str, markdown: str) -> None:
    assert to_markdown(html) == markdown
    assert render(markdown) == html


def test_plain_text_keeps_paragraphs_and_items_apart() -> None:
    html = "<p>a <strong>b</strong><br>c &amp; d</p><ol><li>e<ul><li>f</li></ul></li><li>g</li></ol>"
    assert plain_text(html) == "a b\nc & d\n\n1. e\n  • f\n2. g"


PLAIN = [
    ("paragraphs", "a\nb\n\nc", "<p>a<br>b</p><p>c</p>"),
    ("bullets", "Why:\n• a\n- b\nThen", "<p>Why:</p><ul><li>a</li><li>b</li></ul><p>Then</p>"),
    ("marks are words", "**a** <b> &amp;", "<p>**a** &lt;b&gt; &amp;amp;</p>"),
    ("a dash inside a line", "a - b", "<p>a - b</p>"),
]


@pytest.mark.parametrize(("text", "html"), [case[1:] for case in PLAIN], ids=[case[0] for case in PLAIN])
def test_plain_text_becomes_html(text: str, html: str) -> None:
    assert from_plain(text) == html


TAGS = [f"<{slash}{name}>" for name in ("b", "i", "ul", "ol", "li", "p", "h2", "div") for slash in ("", "/")]
STYLED = ["<span style='font-weight:700'>", "</span>", "<p style='mso-list:l0 level2 lfo1'>", "<br>"]
TABLES = ["<table>", "<tr>", "<td>", "<th>", "</table>", "<ul><li aria-level='2'>", "<ol><li aria-level='3'>"]
MARKUP = ["*", "**", "_", "\\", "1.", "1)", "2.", "-", "+", "!", ",", "#", "`", "[", "(", "~", "|"]
LETTERS = [
    "a",
    "b1",
    "é",
    "£",
    "\u0301",
    "\u200b",
    "😀",
    "&amp;",
    "&lt;",
    "&#0;",
    " ",
    "\t",
    "\u2003",
    "\x85",
]
FRAGMENTS = st.lists(st.sampled_from(TAGS + STYLED + TABLES + MARKUP + LETTERS), max_size=25).map("".join)
MARKS = st.text(st.sampled_from("ab *_\\-+1.)\n"), max_size=40)


@given(FRAGMENTS | MARKS | st.text(max_size=40))
@example("<ol>a<li>a")
@example("<b>a<i>b</i></b><i>c</i>")
@example("\ud800")
def test_sanitised_html_survives_the_way_through_markdown(pasted: str) -> None:
    for html in (clean_html(pasted), render(pasted), from_plain(pasted)):
        assert render(to_markdown(html)) == html
        assert clean_html(html) == html
        assert nh3.clean(html, tags=SUBSET, attributes={}) == html


@given(st.text(max_size=60))
def test_no_word_is_lost_between_plain_text_and_html(text: str) -> None:
    kept = [word for word in text.split() if word.isalnum()]
    words = plain_text(from_plain(text))
    assert all(word in words for word in kept)


HOSTILE = [
    "<b>" * 9_000,
    "<ul><li>" * 4_900,
    "<div>" * 9_000,
    "- " * 50_000,
    "*a " * 50_000,
    "**a" * 4_000,
    "a" * 1_000_000,
]


@pytest.mark.parametrize("text", HOSTILE, ids=[text[:8] for text in HOSTILE])
def test_hostile_text_takes_no_more_than_moments(text: str) -> None:
    start = time.process_time()
    assert clean_html(f"{text}x").endswith("</p>") or "x</li>" in clean_html(f"{text}x")
    assert "x" in render(f"{text}x")
    assert time.process_time() - start < 20


def test_too_many_tags_are_refused() -> None:
    with pytest.raises(Refusal, match="10,000"):
        clean_html("<b>" * 10_001)
