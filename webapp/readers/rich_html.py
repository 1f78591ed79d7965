"""HTML, pasted or stored, as rich text: of all it holds, paragraphs, lists, bold and italic come out."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import nh3

from webapp.domain.errors import Refusal
from webapp.readers.rich_inline import paragraphs_of
from webapp.readers.rich_model import BOLD, ITALIC, Block
from webapp.readers.rich_outline import Outline, level_of
from webapp.readers.rich_table import WordsOfRows
from webapp.readers.rich_word import WordLists, is_list_paragraph

MOST_TAGS = 10_000
"""Tags of one text: a page from Word has some hundreds, and deep nests cost the square of their number."""

_INLINE = {"b": BOLD, "strong": BOLD, "i": ITALIC, "em": ITALIC, "span": 0}
_LISTS = {"ul", "ol"}
_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6", "th"}
_CELLS = {"td", "th"}
_BLOCKS = {
    *_HEADINGS,
    *("address", "article", "aside", "blockquote", "caption", "dd", "details", "div", "dl", "dt", "fieldset"),
    *(
        "figcaption",
        "figure",
        "footer",
        "form",
        "header",
        "hr",
        "legend",
        "main",
        "nav",
        "p",
        "pre",
        "section",
    ),
    *("summary", "table", "td", "tr"),
}
_DROPPED_WITH_CONTENT = {"iframe", "noscript", "script", "select", "style", "template", "textarea", "title"}

_CLEANER = nh3.Cleaner(
    tags=_BLOCKS | _LISTS | set(_INLINE) | {"li", "br"},
    clean_content_tags=_DROPPED_WITH_CONTENT,
    attributes={tag: {"style"} for tag in ("p", *_INLINE)} | {"li": {"aria-level"}},
    link_rel=None,
)

_WEIGHT = re.compile(r"(?<![\w-])font-weight\s*:\s*(bold|bolder|normal|lighter|\d+)", re.IGNORECASE)
_SLANT = re.compile(r"(?<![\w-])font-style\s*:\s*(italic|oblique|normal)", re.IGNORECASE)


def read_html(html: str) -> tuple[Block, ...]:
    """The blocks of any HTML, harmless and well nested. Raises Refusal above MOST_TAGS."""
    if html.count("<") > MOST_TAGS:
        raise Refusal(f"The text holds more than {MOST_TAGS:,} tags or line breaks. Shorten it.")
    reader = _Reader()
    # A lone surrogate has no place in UTF-8, which the sanitiser reads.
    reader.feed(_CLEANER.clean(html.encode("utf-8", "replace").decode("utf-8")))
    reader.close()
    return reader.finish()


class _Reader(HTMLParser):
    """Walks the well-formed HTML that the sanitiser leaves; depth costs no recursion."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._outline = Outline()
        self._word = WordLists(self._outline)
        self._styles = [0]
        self._words = WordsOfRows()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        css = given.get("style") or ""
        if tag == "br":
            self._words.add("\n", self._styles[-1])
        elif tag in _INLINE:
            self._word.span_starts(len(self._styles), css)
            self._styles.append(_styled(self._styles[-1] | _INLINE[tag], css))
        elif tag in _LISTS:
            self._flush()
            self._word.close()
            self._outline.open_list(ordered=tag == "ol")
        elif tag == "li":
            self._flush()
            self._outline.begin_item(level_of(given.get("aria-level")))
        else:
            self._block_starts(tag, css)

    def _block_starts(self, tag: str, css: str) -> None:
        """A paragraph of its own; a row of a table is one line."""
        if tag == "tr":
            self._words.row_starts()
        elif tag in _CELLS:
            self._words.cell_starts()
        elif self._words.in_cell and tag != "table" and not is_list_paragraph(css):
            self._words.paragraph_in_cell()
        else:
            self._flush()
            self._word.paragraph_starts(css)
        if tag in _HEADINGS:
            self._styles.append(self._styles[-1] | BOLD)

    def handle_endtag(self, tag: str) -> None:
        if tag in _INLINE:
            self._styles.pop()
            self._word.span_ends(len(self._styles))
            return
        if tag in _CELLS:
            self._words.cell_ends()
        elif self._words.in_cell and tag not in _LISTS | {"li", "table"}:
            self._words.paragraph_in_cell()
        elif tag != "tr":
            self._flush()
        if tag in _LISTS:
            self._outline.close_list()
        elif tag == "li":
            self._outline.end_item()
        elif tag in _HEADINGS:
            self._styles.pop()

    def handle_data(self, data: str) -> None:
        if not self._word.takes(data):
            self._words.add(re.sub(r"\s", " ", data), self._styles[-1])

    def finish(self) -> tuple[Block, ...]:
        self._flush()
        return self._outline.finish()

    def _flush(self) -> None:
        """Put the words read since the last block where they belong."""
        paragraphs = paragraphs_of(self._words.take())
        if paragraphs:
            self._word.before_words()
            self._outline.add(paragraphs)


def _styled(style: int, css: str) -> int:
    """The style after an element's own font weight and slant, by which Google Docs and Word style text."""
    weight, slant = _WEIGHT.search(css), _SLANT.search(css)
    if weight:
        value = weight[1].lower()
        heavy = int(value) >= 600 if value.isdecimal() else value in {"bold", "bolder"}
        style = style | BOLD if heavy else style & ~BOLD
    if slant:
        style = style & ~ITALIC if slant[1].lower() == "normal" else style | ITALIC
    return style
