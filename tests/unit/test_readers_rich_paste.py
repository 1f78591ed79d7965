"""What Word, Outlook, Google Docs and web pages put on the clipboard, as the Markdown that the plan form takes."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.domain.errors import Refusal
from webapp.readers.rich_paste import LARGEST, pasted_markdown
from webapp.readers.rich_text import clean_html, render

CLIPBOARD = Path(__file__).parents[1] / "examples" / "clipboard"

EXPECTED = {
    "word.html": """\
**Why the target was missed**

The **new system** counts open and closed cases together. It’s late.

- 410 cases wait to be closed
  - most of them in the north

1. Train everybody
2. Close old cases

**Team** | Cases
North | 210

**Done** here.""",
    "word-on-the-web.html": """\
**Because**

- staff left
  - two in May
- the system was late""",
    "outlook.html": """\
Hello Sarah,

The figures are **late** again.

- North
- South

**From:** Priya
**Sent:** 3 May 2014

Earlier words""",
    "google-docs.html": """\
The **system** is late.

- one
  - one a
- two""",
    "web-page.html": """\
**Cases waiting**

See the guide & its annex.

1. Close them
2. Report every week""",
}


@pytest.mark.parametrize("name", EXPECTED)
def test_paragraphs_bold_and_lists_are_kept_and_nothing_else(name: str) -> None:
    assert pasted_markdown((CLIPBOARD / name).read_text(encoding="utf-8")) == EXPECTED[name]


def test_every_example_is_expected() -> None:
    assert {path.name for path in CLIPBOARD.iterdir()} == set(EXPECTED)


SIGNS = [
    ("2 * 3 and FTE*", "2 * 3 and FTE*"),
    ("a_b_", "a_b_"),
    ("*starred*", r"\*starred\*"),
    ("- dashed", r"\- dashed"),
    ("1. first", r"1\. first"),
    ("2014. A good year", "2014. A good year"),
    (r"C:\new", r"C:\new"),
    ("<ul><li>a</li></ul><p>- b</p>", "- a\n\n\\- b"),
    ("<ol><li>a</li></ol><p>2. b</p>", "1. a\n\n2\\. b"),
]


@pytest.mark.parametrize(("html", "markdown"), SIGNS)
def test_a_sign_is_escaped_only_where_it_would_mean_something(html: str, markdown: str) -> None:
    assert pasted_markdown(html) == markdown


HOSTILE = [
    ("a script", "a<script>alert(1)</script>b", "ab"),
    ("a handler", '<p onclick="x()">a<img src=x onerror=alert(1)></p>', "a"),
    ("an address", '<a href="javascript:alert(1)">a</a>', "a"),
    ("a frame", '<iframe srcdoc="<script>alert(1)</script>">b</iframe>a', "a"),
    ("drawings", "<svg><script>alert(1)</script><a xlink:href='javascript:x'>a</a></svg>b", "b"),
    ("a form", "<form action=//evil.example><input name=x value=y><button>a</button></form>", "a"),
    ("HTML that was text", "&lt;script&gt;alert(1)&lt;/script&gt;", "<script>alert(1)</script>"),
    ("a NUL", "a\x00b", "ab"),
    ("nothing", "", ""),
    ("only styles", "<style>p{color:red}</style><!-- comment -->", ""),
]


@pytest.mark.parametrize(("html", "markdown"), [case[1:] for case in HOSTILE], ids=[case[0] for case in HOSTILE])
def test_hostile_html_is_harmless(html: str, markdown: str) -> None:
    assert pasted_markdown(html) == markdown
    assert "<script" not in render(pasted_markdown(html))


def test_too_much_is_refused() -> None:
    with pytest.raises(Refusal, match="too large"):
        pasted_markdown("a" * (LARGEST + 1))
    with pytest.raises(Refusal, match="10,000"):
        pasted_markdown("<b>" * 10_001)


TAGS = ["<b>", "</b>", "<p>", "<ul><li>", "</ul>", "<table><tr><td>", "</table>"]
PIECES = [*TAGS, "*", "_", "- ", "1. ", "2) ", "\\", "a", " "]


@given(st.lists(st.sampled_from(PIECES), max_size=25).map("".join) | st.text(max_size=40))
def test_what_is_pasted_prints_as_it_was_copied(html: str) -> None:
    assert render(pasted_markdown(html)) == clean_html(html.replace("\x00", ""))
