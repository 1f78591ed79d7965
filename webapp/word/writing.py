"""Words in a cell: plain text with its line breaks, and stored rich text as Word's own paragraphs and lists."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from webapp.readers.rich_model import BOLD, ITALIC, Block, Listing, Runs
from webapp.word.lists import Lists, make_item
from webapp.word.xml import kept


def write_plain(cell: Any, text: str, *, bold: bool = False, italic: bool = False) -> None:
    """Plain text: a blank line starts a new paragraph."""
    for part in re.split(r"\n\s*\n", kept(text)):
        if part.strip():
            run = _next_paragraph(cell).add_run(part.strip())
            run.bold, run.italic = bold or None, italic or None


def write_rich(cell: Any, blocks: Iterable[Block], lists: Lists) -> None:
    """Paragraphs and lists, with bold and italics kept."""
    for block in blocks:
        if isinstance(block, Listing):
            _write_list(cell, block, lists, level=0)
        else:
            _write_runs(_next_paragraph(cell), block.runs)


def is_empty(cell: Any) -> bool:
    """Nothing is written in it yet."""
    return len(cell.paragraphs) == 1 and not cell.paragraphs[0].runs


def _write_list(cell: Any, listing: Listing, lists: Lists, *, level: int) -> None:
    number = lists.begin(ordered=listing.ordered)
    for item in listing.items:
        paragraph = _next_paragraph(cell)
        make_item(paragraph, number, level)
        _write_runs(paragraph, item.runs)
        for below in item.lists:
            _write_list(cell, below, lists, level=level + 1)


def _write_runs(paragraph: Any, runs: Runs) -> None:
    for each in runs:
        run = paragraph.add_run(kept(each.text))
        run.bold, run.italic = bool(each.style & BOLD) or None, bool(each.style & ITALIC) or None


def _next_paragraph(cell: Any) -> Any:
    """The empty paragraph that every cell begins with, then new ones."""
    return cell.paragraphs[0] if is_empty(cell) else cell.add_paragraph()
