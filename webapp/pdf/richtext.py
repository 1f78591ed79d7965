"""Stored rich text (p, strong, em, ul, ol, li, br) as paragraphs of styled runs, tagged as what they are."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

from webapp.pdf.fonts import clean
from webapp.pdf.tagging import Element

BLACK = (0.0, 0.0, 0.0)
BULLETS = ("•", "–", "▪")


@dataclass(frozen=True, slots=True)
class Run:
    """Characters in one style. ``leaf`` says which of its paragraph's elements they belong to."""

    text: str
    bold: bool = False
    italic: bool = False
    colour: tuple[float, float, float] = BLACK
    leaf: int = 0


@dataclass(eq=False, slots=True)
class Paragraph:
    """Runs set as one paragraph, and the structure elements they are tagged with."""

    runs: list[Run]
    leaves: list[Element]
    depth: int = 0  # how many lists it stands in
    marker: str = ""  # bullet or number, on the first paragraph of a list item
    marker_element: Element | None = None
    close: bool = False  # follows the paragraph above with hardly a gap, as list items do
    scale: float = 1.0  # of the body's size

    def text(self, leaf: int) -> str:
        """The unbroken text of one of its elements."""
        return "".join(run.text for run in self.runs if run.leaf == leaf).strip()


def plain(text: str, cell: Element, *, bold: bool = False, italic: bool = False) -> list[Paragraph]:
    """Plain text with line breaks: a blank line starts a new paragraph."""
    parts = [part.strip() for part in re.split(r"\n\s*\n", clean(text)) if part.strip()]
    return [Paragraph([Run(part, bold, italic)], [cell.add("P")]) for part in parts]


def rich(html: str, cell: Element) -> list[Paragraph]:
    """Sanitised HTML as paragraphs; text outside any p counts as a paragraph, unknown tags as nothing."""
    reader = _Reader(cell)
    reader.feed(html)
    reader.close()
    reader.finish()
    return reader.paragraphs


@dataclass(slots=True)
class _List:
    element: Element
    ordered: bool
    count: int = 0
    marker: str = ""
    label: Element | None = None
    body: Element | None = None


@dataclass(slots=True)
class _State:
    bold: int = 0
    italic: int = 0
    lists: list[_List] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)


class _Reader(HTMLParser):
    def __init__(self, cell: Element) -> None:
        super().__init__(convert_charrefs=True)
        self.cell = cell
        self.paragraphs: list[Paragraph] = []
        self.state = _State()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        state = self.state
        match tag:
            case "strong":
                state.bold += 1
            case "em":
                state.italic += 1
            case "br":
                state.runs.append(Run("\n"))
            case "p":
                self.finish()
            case "ul" | "ol":
                self.finish()
                state.lists.append(_List(self._place().add("L", ordered=tag == "ol"), tag == "ol"))
            case "li" if state.lists:
                self.finish()
                self._start_item(state.lists[-1])

    def handle_endtag(self, tag: str) -> None:
        state = self.state
        match tag:
            case "strong":
                state.bold = max(0, state.bold - 1)
            case "em":
                state.italic = max(0, state.italic - 1)
            case "p" | "li":
                self.finish()
            case "ul" | "ol":
                self.finish()
                state.lists = state.lists[:-1]

    def handle_data(self, data: str) -> None:
        # HTML spaces only: a no-break space keeps its meaning.
        text = re.sub(r"[ \t\r\n\f]+", " ", data)
        self.state.runs.append(Run(clean(text), self.state.bold > 0, self.state.italic > 0))

    def finish(self) -> None:
        """Close the paragraph being read, if it has any text."""
        state = self.state
        runs, state.runs = _trimmed(state.runs), []
        if not runs:
            return
        paragraph = Paragraph(runs, [self._place().add("P")], depth=len(state.lists))
        if state.lists and state.lists[-1].marker:
            item = state.lists[-1]
            paragraph.marker, item.marker = item.marker, ""
            paragraph.marker_element = item.label
            paragraph.close = bool(self.paragraphs) and self.paragraphs[-1].depth > 0
        self.paragraphs.append(paragraph)

    def _place(self) -> Element:
        body = self.state.lists[-1].body if self.state.lists else None
        return body or self.cell

    def _start_item(self, around: _List) -> None:
        around.count += 1
        item = around.element.add("LI")
        around.label = item.add("Lbl")
        around.body = item.add("LBody")
        level = min(len(self.state.lists), len(BULLETS)) - 1
        around.marker = f"{around.count}." if around.ordered else BULLETS[level]


def _trimmed(runs: list[Run]) -> list[Run]:
    """Runs without space at either end; empty where there is nothing to read."""
    kept = [run for run in runs if run.text]
    while kept and not kept[0].text.strip():
        kept.pop(0)
    while kept and not kept[-1].text.strip():
        kept.pop()
    return kept
