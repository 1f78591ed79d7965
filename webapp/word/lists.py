"""Bullets and numbers: lists of Word's own, so that they are read and edited as lists."""

from __future__ import annotations

from typing import Any

from docx.document import Document as WordDocument

from webapp.word.xml import element

BULLETS = ("•", "–", "▪")
LEVELS = 9
STEP = 360  # twentieths of a point


class Lists:
    """The numbering of one document: every numbered list of the text begins at 1."""

    def __init__(self, document: WordDocument) -> None:
        self._numbering: Any = document.part.numbering_part.element
        for old in list(self._numbering):  # the template's own, which nothing here uses
            self._numbering.remove(old)
        self._numbering.append(_kind(0, ordered=False))
        self._numbering.append(_kind(1, ordered=True))
        self._bullets = self._numbering.add_num(0).numId

    def begin(self, *, ordered: bool) -> int:
        """The number by which the items of a new list name it."""
        if not ordered:
            return int(self._bullets)
        numbered = self._numbering.add_num(1)
        for level in range(LEVELS):
            numbered.add_lvlOverride(level).add_startOverride(1)
        return int(numbered.numId)


def make_item(paragraph: Any, number: int, level: int) -> None:
    """Make a paragraph an item of a list; ``level`` 0 is the outermost."""
    deep = min(level, LEVELS - 1)
    properties = paragraph._p.get_or_add_pPr()
    properties.get_or_add_numPr().get_or_add_ilvl().val = deep
    properties.numPr.get_or_add_numId().val = number


def _kind(number: int, *, ordered: bool) -> Any:
    levels = (
        element(
            "w:lvl",
            element("w:start", val=1),
            element("w:numFmt", val="decimal" if ordered else "bullet"),
            element("w:lvlText", val=f"%{level + 1}." if ordered else BULLETS[min(level, len(BULLETS) - 1)]),
            element("w:lvlJc", val="left"),
            element("w:pPr", element("w:ind", left=STEP * (level + 1), hanging=STEP)),
            ilvl=level,
        )
        for level in range(LEVELS)
    )
    return element("w:abstractNum", element("w:multiLevelType", val="multilevel"), *levels, abstractNumId=number)
