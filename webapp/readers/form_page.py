"""HTML of a filled-in form, however it was made, as paragraphs and tables that keep their HTML."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import escape
from html.parser import HTMLParser

import nh3

from webapp.domain.errors import Refusal
from webapp.readers.rich_html import MOST_TAGS

DEEPEST_TABLE = 6
"""Tables within tables that are seen as such; the words of deeper ones are paragraphs."""
WIDEST = 60

_INLINE = {"b", "strong", "i", "em", "span"}
_LISTS = {"ul", "ol"}
_CELLS = {"td", "th"}
_TABLE = {"table", "thead", "tbody", "tfoot", "tr", "caption"} | _CELLS
_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
_BLOCKS = _HEADINGS | {"p", "div", "li", "dt", "dd", "blockquote", "pre", "section", "article"}
_DROPPED = {"iframe", "noscript", "script", "select", "style", "template", "textarea", "title"}
_KEPT = {"p": {"style"}, "td": {"colspan", "rowspan", "class"}, "th": {"colspan", "rowspan", "class"}}
_CLEANER = nh3.Cleaner(
    tags=_INLINE | _LISTS | _TABLE | _BLOCKS | {"br"},
    clean_content_tags=_DROPPED,
    attributes={**_KEPT, **{tag: {"style", "class"} for tag in _INLINE}},
    link_rel=None,
)
_TAB = re.compile(r"mso-tab-count|Apple-tab-span", re.IGNORECASE)
_SPACE = re.compile(r"[ \t\n\r\f]+")
_MARKER = re.compile(r"mso-list\s*:\s*ignore", re.IGNORECASE)


@dataclass(slots=True)
class Words:
    """A paragraph, or a whole list: its HTML, and its plain words with tabs and line breaks, markers left out."""

    html: str
    text: str


@dataclass(slots=True)
class Cell:
    """A cell, the columns and rows it spans, and whether it only goes on from the cell above."""

    items: list[Words | Grid] = field(default_factory=list)
    span: int = 1
    rows: int = 1
    continues: bool = False

    @property
    def text(self) -> str:
        """Its words in lines, those of tables in it included."""
        return "\n".join(filter(None, (each.text for each in self.items)))


@dataclass(slots=True)
class Grid:
    """A table."""

    rows: list[list[Cell]] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Its words, a line a row."""
        rows = (" | ".join(" ".join(cell.text.split()) for cell in row if cell.text) for row in self.rows)
        return "\n".join(filter(None, rows))


def read_page(html: str) -> list[Words | Grid]:
    """The paragraphs and tables of HTML, in order. Raises Refusal above MOST_TAGS."""
    if html.count("<") > MOST_TAGS:
        raise Refusal(f"The form holds more than {MOST_TAGS:,} tags or line breaks, so it is not read.")
    reader = _Reader()
    reader.feed(_CLEANER.clean(html.encode("utf-8", "replace").decode("utf-8")))
    reader.close()
    return reader.finish()


class _Reader(HTMLParser):
    """Walks the well-formed HTML that the sanitiser leaves; depth costs no recursion."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._page = Cell()
        self._cells = [self._page]  # the page, then the cells that are open
        self._grids: list[tuple[Grid, int]] = []  # open tables, and how many cells were open around each
        self._ignored = 0  # open tables too deep to be seen as such
        self._lists = 0
        self._block = "<p>"  # how the words begin
        self._html: list[str] = []
        self._text: list[str] = []
        self._inline: list[tuple[str, str]] = []  # open elements: how each begins, and what its words stand for

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: text or "" for name, text in attrs}
        if tag in _INLINE:
            self._inline.append((_begin(tag, attributes), _stands_for(attributes)))
            self._html.append(self._inline[-1][0])
        elif tag == "br":
            self._html.append("<br>")
            self._text.append("\n")
        elif self._lists or tag in _LISTS:
            if not self._lists:
                self._flush()
            self._lists += tag in _LISTS
            self._html.append(f"<{tag}>")
            self._text.append("\n")
        else:
            self._flush()
            if tag in _TABLE:
                self._open(tag, attributes)
            else:
                self._block = _begin(tag if tag in _HEADINGS else "p", attributes)

    def handle_endtag(self, tag: str) -> None:
        if tag in _INLINE:
            if self._inline:
                self._inline.pop()
                self._html.append(f"</{tag}>")
        elif self._lists:
            self._lists -= tag in _LISTS
            self._html.append(f"</{tag}>")
            if not self._lists:
                self._flush()
        else:
            self._flush(keep_blank=tag == "p")
            self._block = "<p>"
            if tag in _TABLE:
                self._close(tag)

    def handle_data(self, data: str) -> None:
        standing_for = {kind for _, kind in self._inline}
        if "tab" in standing_for:
            self._html.append(" ")
            self._text.append("\t")
            return
        self._html.append(escape(data, quote=False))
        if "marker" not in standing_for:
            self._text.append(_SPACE.sub(" ", data).replace("\u00a0", " "))

    def finish(self) -> list[Words | Grid]:
        """Everything that was read."""
        self._flush()
        return self._page.items

    def _open(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "table" and (self._ignored or len(self._grids) == DEEPEST_TABLE):
            self._ignored += 1
        elif tag == "table":
            self._grids.append((Grid(), len(self._cells)))
            self._cells[-1].items.append(self._grids[-1][0])
        elif self._ignored or not self._grids:
            return
        elif tag == "tr":
            self._grids[-1][0].rows.append([])
        elif tag in _CELLS and self._grids[-1][0].rows:
            cell = Cell(span=_whole(attributes.get("colspan")), rows=_whole(attributes.get("rowspan")))
            cell.continues = attributes.get("class") == "continues"
            self._grids[-1][0].rows[-1].append(cell)
            self._cells.append(cell)

    def _close(self, tag: str) -> None:
        if self._ignored:
            self._ignored -= tag == "table"
        elif tag == "table" and self._grids:
            grid, cells = self._grids.pop()
            del self._cells[cells:]
            _fill_spans(grid)
        elif tag in _CELLS and self._grids and len(self._cells) > self._grids[-1][1]:
            self._cells.pop()

    def _flush(self, *, keep_blank: bool = False) -> None:
        """Put the words since the last block into the cell they stand in; open bold and italic go on in the next."""
        lines = (line.strip(" ") for line in "".join(self._text).split("\n"))
        text = "\n".join(lines).strip("\n ")
        if text or keep_blank:
            closing = "".join("</" + re.split(r"[ >]", begin[1:])[0] + ">" for begin, _ in reversed(self._inline))
            html = self._block + "".join(self._html) + closing + f"</{re.split(r'[ >]', self._block[1:])[0]}>"
            self._cells[-1].items.append(Words(html, text))
        self._html = [begin for begin, _ in self._inline]
        self._text = []


def _begin(tag: str, attributes: dict[str, str]) -> str:
    style = attributes.get("style", "")
    return f'<{tag} style="{escape(style)}">' if style else f"<{tag}>"


def _stands_for(attributes: dict[str, str]) -> str:
    """ "tab" or "marker" for what an office program writes in their place, else ""."""
    about = f"{attributes.get('style', '')} {attributes.get('class', '')}"
    return "tab" if _TAB.search(about) else "marker" if _MARKER.search(about) else ""


def _whole(text: str | None) -> int:
    return min(int(text), WIDEST) or 1 if text and text.isascii() and text.isdigit() and len(text) < 6 else 1


def _fill_spans(grid: Grid) -> None:
    """Give every row a cell for each that reaches into it from above."""
    reaching: dict[int, Cell] = {}  # by column; ``rows`` counts those still to come
    for row in grid.rows:
        own, row[:] = list(row), []
        column, new = 0, {}
        while own or column in reaching:
            if column in reaching:
                above = reaching[column]
                cell = Cell(span=above.span, rows=above.rows - 1, continues=True)
            else:
                cell = own.pop(0)
            row.append(cell)
            if cell.rows > 1 and column < WIDEST:
                new[column] = cell
            column += cell.span
        reaching = new
