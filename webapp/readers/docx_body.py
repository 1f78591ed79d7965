"""The main part of a Word document, element by element, as HTML."""

from __future__ import annotations

from dataclasses import dataclass, field
from html import escape

from webapp.domain.errors import Refusal
from webapp.readers.docx_styles import OFF, Styles, attribute, local, whole
from webapp.readers.rich_model import BOLD, ITALIC

TAB = '<span style="mso-tab-count:1">&nbsp;</span>'
MOST_WORDS = 1_000_000
"""Characters of a document; the longest form ever filled in has a few thousand."""
WIDEST = 60
"""Columns that one cell may claim: no form has as many."""

_OURS = (
    "{http://schemas.openxmlformats.org/wordprocessingml/",
    "{http://purl.oclc.org/ooxml/wordprocessingml/",
    "{http://schemas.openxmlformats.org/officeDocument/2006/math",
    "{http://schemas.openxmlformats.org/markup-compatibility/",
)
_UNREAD = frozenset({"del", "moveFrom", "Fallback"})
_CHARACTERS = {"br": "<br>", "cr": "<br>", "tab": TAB, "ptab": TAB, "noBreakHyphen": "-"}


@dataclass(slots=True)
class _Paragraph:
    pieces: list[str]
    style: str = ""
    number: str | None = None  # of its list; None leaves that to its style, "0" is none
    level: int = 0
    goes_on: bool = False  # its end was deleted, so the next paragraph continues it


@dataclass(slots=True)
class _Cell:
    at: int  # where among the pieces of HTML it begins
    span: int = 1
    continues: bool = False  # the cell above


@dataclass(slots=True)
class _Choice:
    """A drop-down list of an older form."""

    chosen: int = 0
    entries: list[str] = field(default_factory=list)


class Body:
    """Told of the elements as they come; depth costs no recursion."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self._html: list[str] = []
        self._path: list[str] = []
        self._muted: list[int] = []  # depths of elements whose words are not read
        self._paragraphs: list[_Paragraph] = []
        self._carried: list[str] = []
        self._cells: list[_Cell] = []
        self._letters = 0
        self._hidden = False
        self._controls: list[bool] = []  # content controls: whether each shows but its own prompt
        self._choice = _Choice()
        self._left = MOST_WORDS

    def html(self) -> str:
        """What was read."""
        self._end_carried()
        return "".join(self._html)

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        name = local(tag) if tag.startswith(_OURS) else ""
        parent = self._path[-1] if self._path else ""
        owner = self._path[-2] if len(self._path) > 1 else ""
        self._path.append(name)
        said = attribute(attributes)
        match owner, parent, name:
            case "r" | "p" | "tc" | "tr" | "sdt", "rPr" | "pPr" | "tcPr" | "trPr" | "sdtPr", _:
                self._property(owner, name, said)
            case "pPr", "rPr", "del" if self._paragraphs:
                self._paragraphs[-1].goes_on = True
            case "pPr", "numPr", _ if self._paragraphs:
                self._in_list(name, said)
            case _, "ddList", "result":
                self._choice.chosen = whole(said)
            case _, "ddList", "listEntry":
                self._choice.entries.append(said)
            case _:
                self._begin(name)

    def end(self, _tag: str) -> None:
        """An element ends."""
        name = self._path[-1]
        match name:
            case "p" if self._paragraphs:
                self._end_paragraph(self._paragraphs.pop())
            case "r":
                self._letters, self._hidden = 0, False
            case "tc" if self._cells:
                self._end_cell(self._cells.pop())
            case "tr" | "tbl":
                self._html.append("</tr>" if name == "tr" else "</table>")
            case "sdt" if self._controls:
                self._controls.pop()
            case "ddList":
                chosen = self._choice.entries[self._choice.chosen :][:1]
                self._add(escape("".join(chosen), quote=False))
                self._choice = _Choice()
        while self._muted and self._muted[-1] >= len(self._path):
            self._muted.pop()
        self._path.pop()

    def data(self, text: str) -> None:
        """Characters: those of a text element are the document's words."""
        if self._path and self._path[-1] == "t":
            self._left -= len(text)
            if self._left < 0:
                raise Refusal(f"The document holds more than {MOST_WORDS:,} characters, so it is not a form.")
            self._add(escape(text, quote=False).replace("  ", " \u00a0"))  # HTML would make one space of two

    def _begin(self, name: str) -> None:
        match name:
            case "p":
                self._paragraphs.append(_Paragraph(self._carried))
                self._carried = []
            case "r" if self._paragraphs:
                self._letters = self._styles.letters(self._paragraphs[-1].style)
            case "tbl" | "tr":
                self._html.append("<table>" if name == "tbl" else "<tr>")
            case "tc":
                self._cells.append(_Cell(len(self._html)))
                self._html.append("")
            case "sdt":
                self._controls.append(False)
            case "sdtContent" if self._controls and self._controls[-1]:
                self._muted.append(len(self._path))
            case _ if name in _UNREAD:
                self._muted.append(len(self._path))
            case _ if name in _CHARACTERS and self._path[-2] == "r":
                self._add(_CHARACTERS[name])

    def _property(self, owner: str, name: str, said: str) -> None:
        """What is said of a run, paragraph, cell, row or content control, in its own properties."""
        on = said not in OFF
        match owner, name:
            case "r", "b" | "i":
                letter = BOLD if name == "b" else ITALIC
                self._letters = self._letters | letter if on else self._letters & ~letter
            case "r", "rStyle":
                self._letters |= self._styles.letters(said)
            case "r", "vanish":
                self._hidden = on
            case "p", "pStyle" if self._paragraphs:
                self._paragraphs[-1].style = said
            case "tc", "gridSpan" if self._cells:
                self._cells[-1].span = min(max(1, whole(said)), WIDEST)
            case "tc", "vMerge" if self._cells:
                self._cells[-1].continues = said != "restart"
            case "tr", "gridBefore":
                self._html.append(f'<td colspan="{min(max(1, whole(said)), WIDEST)}"></td>')
            case ("tc", "cellDel") | ("tr", "del"):
                self._muted.append(len(self._path) - 2)
            case "sdt", "showingPlcHdr" if self._controls:
                self._controls[-1] = on

    def _in_list(self, name: str, said: str) -> None:
        if name == "numId":
            self._paragraphs[-1].number = said
        elif name == "ilvl":
            self._paragraphs[-1].level = whole(said)

    def _add(self, html: str) -> None:
        """Words or a break in the letters of the run."""
        if not self._paragraphs or self._muted or self._hidden:
            return
        for letter, tag in ((ITALIC, "i"), (BOLD, "b")):
            html = f"<{tag}>{html}</{tag}>" if self._letters & letter and html else html
        self._paragraphs[-1].pieces.append(html)

    def _end_paragraph(self, paragraph: _Paragraph) -> None:
        if paragraph.goes_on:
            self._carried = paragraph.pieces
        else:
            self._write(paragraph)

    def _end_carried(self) -> None:
        """A paragraph whose end was deleted ends all the same where nothing follows it."""
        if self._carried:
            self._write(_Paragraph(self._carried))
            self._carried = []

    def _write(self, paragraph: _Paragraph) -> None:
        words = "".join(paragraph.pieces)
        number, level = paragraph.number, paragraph.level
        if number is None:
            number, level = self._styles.list_of(paragraph.style)
        marker = self._styles.marker(number, level) if number.strip("0") and words else ""
        if marker:
            drawn = f'<span style="mso-list:Ignore">{marker}</span>'
            self._html.append(f'<p style="mso-list:l0 level{min(level + 1, 9)} lfo1">{drawn}')
        else:
            self._html.append("<p>")
        self._html.append(f"{words}</p>")

    def _end_cell(self, cell: _Cell) -> None:
        self._end_carried()
        span = f' colspan="{cell.span}"' if cell.span > 1 else ""
        self._html[cell.at] = f'<td class="continues"{span}>' if cell.continues else f"<td{span}>"
        self._html.append("</td>")
