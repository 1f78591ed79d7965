"""What changed between two texts is shown in the text itself, and both texts can be read back out of it."""

from __future__ import annotations

import re

import nh3
import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.readers.rich_changes import changed_fact, changed_html, changed_words
from webapp.readers.rich_text import render

HIDDEN = re.compile(r'<span class="govuk-visually-hidden">[^<]*</span>')


def shown(html: str) -> str:
    """The HTML without the words that only those hear who do not see."""
    return HIDDEN.sub("", html)


TEXTS = [
    ("nothing changed", "One two.", "One two.", "<p>One two.</p>"),
    ("a word", "One two three.", "One 2 three.", "<p>One<del> two</del><ins> 2</ins> three.</p>"),
    ("a word put in", "One three.", "One two three.", "<p>One<ins> two</ins> three.</p>"),
    ("made bold", "One two.", "One **two**.", "<p>One<del> two.</del><ins> <strong>two</strong>.</ins></p>"),
    ("a paragraph put in", "One.\n\n3.", "One.\n\nTwo.\n\n3.", "<p>One.</p><p><ins>Two.</ins></p><p>3.</p>"),
    ("a paragraph taken out", "One.\n\nTwo.", "One.", "<p>One.</p><p><del>Two.</del></p>"),
    ("other words", "One.", "Two.", "<p><del>One.</del></p><p><ins>Two.</ins></p>"),
    ("from nothing", "", "One.", "<p><ins>One.</ins></p>"),
    ("to nothing", "One.", "", "<p><del>One.</del></p>"),
    ("an item put in", "- a\n- c", "- a\n- b\n- c", "<ul><li>a</li><li><ins>b</ins></li><li>c</li></ul>"),
    ("an item within", "- a\n- c", "- a\n  1. b\n- c", "<ul><li>a<ol><li><ins>b</ins></li></ol></li><li>c</li></ul>"),
    ("an item rewritten", "- a b c", "- a b d", "<ul><li>a b<del> c</del><ins> d</ins></li></ul>"),
    ("made a list", "a", "- a", "<p><del>a</del></p><ul><li><ins>a</ins></li></ul>"),
    ("another kind of list", "- a", "1. a", "<ul><li><del>a</del></li></ul><ol><li><ins>a</ins></li></ol>"),
    ("a line break", "one\ntwo", "one\n2", "<p>one<del><br>two</del><ins><br>2</ins></p>"),
    ("signs", "a < b & c", "a > b & c", "<p>a<del> &lt;</del><ins> &gt;</ins> b &amp; c</p>"),
]  # fmt: skip


@pytest.mark.parametrize(("before", "after", "html"), [case[1:] for case in TEXTS], ids=[case[0] for case in TEXTS])
def test_changes_stand_in_the_text(before: str, after: str, html: str) -> None:
    assert shown(changed_html(render(before), render(after))) == html


def test_changes_are_said_in_words_too() -> None:
    assert changed_words("By Christmas", "By Easter") == (
        'By<del><span class="govuk-visually-hidden">[removed: </span> Christmas'
        '<span class="govuk-visually-hidden">]</span></del>'
        '<ins><span class="govuk-visually-hidden">[added: </span> Easter'
        '<span class="govuk-visually-hidden">]</span></ins>'
    )


PLAIN = [
    ("nothing", "", "", ""),
    ("line ends stay", "one\ntwo", "one\n2", "one<del>\ntwo</del><ins>\n2</ins>"),
    ("HTML is words", "<b>x</b>", "<i>x</i>", "<del>&lt;b&gt;x&lt;/b&gt;</del><ins>&lt;i&gt;x&lt;/i&gt;</ins>"),
]


@pytest.mark.parametrize(("before", "after", "html"), [case[1:] for case in PLAIN], ids=[case[0] for case in PLAIN])
def test_plain_words(before: str, after: str, html: str) -> None:
    assert shown(changed_words(before, after)) == html


def test_a_fact_is_one_thing() -> None:
    assert shown(changed_fact("24 May 2015", "31 May 2015")) == "<del>24 May 2015</del> <ins>31 May 2015</ins>"
    assert shown(changed_fact("", "Ann & Co")) == "<ins>Ann &amp; Co</ins>"
    assert changed_fact("Ann", "Ann") == "Ann"


MARKDOWN = st.lists(
    st.sampled_from(
        ["one ", "two ", "**three** ", "*four*", "\n", "\n\n", "\n- five", "\n  - six ", "\n1. seven", "<b>"]
    ),
    max_size=20,
).map("".join)
TAGS = {"p", "strong", "em", "ul", "ol", "li", "br", "ins", "del", "span"}


@given(MARKDOWN | st.text(max_size=30), MARKDOWN | st.text(max_size=30))
def test_both_texts_can_be_read_in_it(before: str, after: str) -> None:
    html = changed_html(render(before), render(after))
    assert nh3.clean(html, tags=TAGS, attributes={"span": {"class"}}) == html
    marked = shown(html)
    assert words(re.sub(r"<ins>.*?</ins>", "", marked, flags=re.DOTALL)) == words(render(before))
    assert words(re.sub(r"<del>.*?</del>", "", marked, flags=re.DOTALL)) == words(render(after))


def words(html: str) -> list[str]:
    """The words of a text: blocks part them, styles and marks do not."""
    return re.sub(r"<[^>]*>", " ", re.sub(r"</?(?:strong|em|ins|del)>", "", html)).split()


MANY = "\n\n".join(f"line {number}" for number in range(2500))
LONG = [
    ("a " * 50_000, "a " * 49_000),
    ("x y " * 900, "y x " * 900),
    ("- a\n" * 3000, "- b\n" * 3000),
    ("- a\n" * 3000, "- a\n" * 2900 + "- b\n"),
    (MANY, MANY.replace("3", "three")),
]


@pytest.mark.parametrize(("before", "after"), LONG, ids=["one word", "two words", "lists", "one item", "paragraphs"])
def test_long_texts_are_compared_too(before: str, after: str) -> None:
    marked = shown(changed_html(render(before), render(after)))
    assert words(re.sub(r"<del>.*?</del>", "", marked)) == words(render(after))
