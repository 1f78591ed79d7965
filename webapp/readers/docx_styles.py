"""What a Word document says apart from its text: which styles are bold or italic, and which lists are numbered."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from xml.etree.ElementTree import Element

from webapp.readers.office_file import elements
from webapp.readers.rich_model import BOLD, ITALIC

OFF = frozenset({"0", "false", "off"})
DEEPEST_STYLE = 10
_LIST_LEVEL = re.compile(r"List\D*([2-9])$")


@dataclass(slots=True)
class Style:
    """A named style: what it turns on or off, its list, and the style it goes on from."""

    on: int = 0
    off: int = 0
    number: str = ""
    level: int = 0
    based_on: str = ""


@dataclass(slots=True)
class Styles:
    """Every style by its id, and the kind of every list by its number and level."""

    named: dict[str, Style] = field(default_factory=dict)
    kinds: dict[tuple[str, int], str] = field(default_factory=dict)

    def letters(self, style_id: str) -> int:
        """BOLD and ITALIC of a style, with those it inherits."""
        letters = 0
        for style in reversed(self._line(style_id)):
            letters = (letters | style.on) & ~style.off
        return letters

    def list_of(self, style_id: str) -> tuple[str, int]:
        """The list a paragraph style puts its paragraphs in: its number ("" for none) and its level from 0."""
        found = next((style for style in self._line(style_id) if style.number), None)
        if found is None:
            return "", 0
        indented = _LIST_LEVEL.match(style_id)
        return found.number, int(indented[1]) - 1 if indented else found.level

    def marker(self, number: str, level: int) -> str:
        """ "1." or a bullet for a level of a list, "" where it draws no marker."""
        kind = self.kinds.get((number, level)) or self.kinds.get((number, 0), "bullet")
        return {"none": "", "bullet": "•"}.get(kind, "1.")

    def _line(self, style_id: str) -> list[Style]:
        """The style and those it goes on from; a circle ends."""
        line: list[Style] = []
        while style_id in self.named and len(line) < DEEPEST_STYLE:
            line.append(self.named[style_id])
            style_id = line[-1].based_on
        return line


def local(tag: str) -> str:
    """The name of an element or attribute without its namespace."""
    return tag.rpartition("}")[2]


def value(element: Element | None, name: str = "val") -> str:
    """An attribute of an element, in whichever namespace; "" where there is none."""
    return "" if element is None else attribute(element.attrib, name)


def attribute(attributes: dict[str, str], name: str = "val") -> str:
    """The attribute of that name, in whichever namespace; "" where there is none."""
    return next((text for key, text in attributes.items() if local(key) == name), "")


@lru_cache(maxsize=4)
def read_styles(styles: bytes, numbering: bytes) -> Styles:
    """Styles and lists from the XML of their parts, read once for all documents of one template."""
    found = Styles()
    for element in elements(styles):
        if element.tag.endswith("}style"):
            found.named[value(element, "styleId")] = _style(element)
    _read_lists(found, numbering)
    return found


def _style(element: Element) -> Style:
    style = Style(based_on=value(_child(element, "basedOn")))
    letters = _child(element, "rPr")
    for name, letter in (("b", BOLD), ("i", ITALIC)):
        switch = _child(letters, name)
        if switch is not None and value(switch) in OFF:
            style.off |= letter
        elif switch is not None:
            style.on |= letter
    listed = _child(_child(element, "pPr"), "numPr")
    style.number, style.level = value(_child(listed, "numId")), whole(value(_child(listed, "ilvl")))
    return style


def _read_lists(found: Styles, numbering: bytes) -> None:
    abstract: dict[str, dict[int, str]] = {}
    for element in elements(numbering):
        if local(element.tag) == "abstractNum":
            levels = (each for each in element if local(each.tag) == "lvl")
            abstract[value(element, "abstractNumId")] = {
                whole(value(each, "ilvl")): value(_child(each, "numFmt")) for each in levels
            }
        elif local(element.tag) == "num":
            number = value(element, "numId")
            for level, kind in abstract.get(value(_child(element, "abstractNumId")), {}).items():
                found.kinds[number, level] = kind


def _child(element: Element | None, name: str) -> Element | None:
    return None if element is None else next((each for each in element if local(each.tag) == name), None)


def whole(text: str) -> int:
    """A small whole number, 0 for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 4 else 0
