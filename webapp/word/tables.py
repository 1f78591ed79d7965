"""A section of the form as a table: labels at the left, which are its headings, and what was written at the right."""

from __future__ import annotations

from typing import Any

from docx.document import Document as WordDocument
from docx.shared import Mm, Pt

from webapp.word.page_setup import WIDTH
from webapp.word.xml import element, kept

LABEL = Mm(46)
LABEL_SHADE = "F0F2F2"
RULE = "737373"
INDENT = 108  # twentieths of a point, the room beside the words: the rules then stand at the margin
_EDGES = ("top", "left", "bottom", "right", "insideH", "insideV")


def new_table(document: WordDocument, caption: str) -> Any:
    """An empty table of two columns; ``caption`` is read out, not shown."""
    table: Any = document.add_table(rows=0, cols=2)
    table.autofit = False
    properties: Any = table._tbl.tblPr
    rules = (element(f"w:{edge}", val="single", sz=4, space=0, color=RULE) for edge in _EDGES)
    look = element("w:tblLook", val="0080", firstRow=0, lastRow=0, firstColumn=1, lastColumn=0, noHBand=1, noVBand=1)
    for old in properties.findall(look.tag):
        properties.remove(old)
    layout = properties.find(element("w:tblLayout").tag)
    for added in (element("w:tblInd", w=INDENT, type="dxa"), element("w:tblBorders", *rules)):
        layout.addprevious(added)
    properties.extend((look, element("w:tblCaption", val=kept(caption))))
    for column, width in zip(table.columns, (LABEL, WIDTH - LABEL), strict=True):
        column.width = width
    return table


def add_row(table: Any, label: str) -> Any:
    """A row with its label; returns the cell for what was written, which has one empty paragraph."""
    heading, written = table.add_row().cells
    heading.width, written.width = LABEL, WIDTH - LABEL
    heading._tc.get_or_add_tcPr().append(element("w:shd", val="clear", color="auto", fill=LABEL_SHADE))
    name, bracket, rest = label.partition(" (")
    words = heading.paragraphs[0]
    words.add_run(name).bold = True
    words.add_run(bracket + rest)
    for cell in (heading, written):
        cell.paragraphs[0].paragraph_format.space_before = Pt(2)
    return written
