"""What stands before and behind the cells of an Excel sheet: hidden columns and merged areas."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from webapp.domain.errors import Refusal
from webapp.readers.sheets.excel_parts import is_true, local_name
from webapp.readers.sheets.model import Merged
from webapp.readers.sheets.xml_stream import Attributes, read_elements
from webapp.readers.sheets.zipped import SMALL_PART
from webapp.readers.unpacking import DAMAGED

COLUMNS = 16_384
ROWS = 1_048_576
"""What a sheet can have."""

MOST_MERGED = 100_000
"""Merged areas of a sheet."""

_CELLS = re.compile(rb"<(?P<name>(?:[\w.-]+:)?sheetData)\b[^<>]*>")
_CELLS_END = re.compile(rb"</(?:[\w.-]+:)?sheetData\s*>")
_LONGEST_TAG = 256
_PLACE = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")


@dataclass(slots=True)
class SheetFrame:
    """What a sheet says of itself around its cells."""

    namespace: str = ""
    hidden_columns: list[range] = field(default_factory=list)
    merged: list[Merged] = field(default_factory=list)


def column_number(letters: str) -> int:
    """The column, counted from 0, under its letters."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def place_of(reference: str) -> tuple[int, int]:
    """Line (from 1) and column (from 0) of a cell such as B3; raises ValueError for none."""
    found = _PLACE.fullmatch(reference)
    if found is None:
        raise ValueError(reference)
    return int(found[2]), column_number(found[1])


def read_frame(blocks: Iterable[bytes]) -> SheetFrame:
    """Read what stands around the cells, which are passed over unread; raises Refusal where it is no sheet."""
    frame = SheetFrame()

    def start(name: str, attributes: Attributes) -> None:
        local = local_name(name)
        if not frame.namespace:
            if local != "worksheet":
                raise Refusal(DAMAGED)
            frame.namespace = name.rpartition(" ")[0]
        if local == "col" and (is_true(attributes, "hidden") or float(attributes.get("width", "1")) == 0):
            frame.hidden_columns.append(range(int(attributes["min"]) - 1, min(int(attributes["max"]), COLUMNS)))
        elif local == "mergeCell":
            frame.merged.append(_area(attributes.get("ref", "")))
            if len(frame.merged) > MOST_MERGED:
                raise Refusal(f"A sheet has more than {MOST_MERGED:,} merged cells. Unmerge them, and send it again.")

    read_elements(_around_cells(blocks), start)
    return frame


def _area(reference: str) -> Merged:
    first, _, last = reference.partition(":")
    lines, columns = zip(place_of(first), place_of(last or first), strict=True)
    return Merged(min(lines), max(lines), min(columns), max(columns))


def _around_cells(blocks: Iterable[bytes]) -> Iterator[bytes]:
    """The part without its cells, some hundred times faster than XML is read."""
    source = iter(blocks)
    before = bytearray()
    for block in source:
        searched = max(0, len(before) - _LONGEST_TAG)
        before += block
        cells = _CELLS.search(before, searched)
        if cells is not None:
            break
        if len(before) > SMALL_PART:
            raise Refusal(DAMAGED)
    else:
        yield bytes(before)  # no cells, or letters of two bytes each
        return
    yield bytes(before[: cells.start()])
    yield b"<" + cells["name"] + b"/>"
    rest = bytes(before[cells.end() :])
    if not cells[0].endswith(b"/>"):
        rest = _behind_cells(rest, source)
    yield rest
    behind = len(rest)
    for block in source:
        behind += len(block)
        if behind > SMALL_PART:
            raise Refusal(DAMAGED)
        yield block


def _behind_cells(rest: bytes, source: Iterator[bytes]) -> bytes:
    """What is in hand behind the end of the cells."""
    while True:
        end = _CELLS_END.search(rest)
        if end is not None:
            return rest[end.end() :]
        block = next(source, b"")
        if not block:
            return b""
        rest = rest[-_LONGEST_TAG:] + block
