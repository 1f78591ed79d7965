"""The texts that an Excel workbook keeps once for all its cells, held as compactly as they lie in the file."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable

from webapp.domain.errors import Refusal
from webapp.readers.sheets.excel_parts import local_name
from webapp.readers.sheets.xml_stream import Attributes, read_elements
from webapp.readers.unpacking import DAMAGED

LARGEST = 150_000_000
"""Bytes of their part; beyond, a workbook's texts are better sent as CSV, which is not held at all."""

# What XML cannot hold, such as a carriage return, is written like this. NUL and half characters stay written out.
_ESCAPED = re.compile(r"_x(?!0000|[dD][89a-fA-F])([0-9a-fA-F]{4})_")


def unescaped(text: str) -> str:
    """The text with those characters in it that XML cannot hold."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


class SharedStrings:
    """Texts by their number."""

    def __init__(self) -> None:
        self._bytes = bytearray()
        self._ends = array("Q", [0])

    def __getitem__(self, number: int) -> str:
        """The text; raises Refusal where there is none of that number."""
        if not 0 <= number < len(self._ends) - 1:
            raise Refusal(DAMAGED)
        return self._bytes[self._ends[number] : self._ends[number + 1]].decode()

    def append(self, text: str) -> None:
        """Keep one more."""
        self._bytes += text.encode()
        self._ends.append(len(self._bytes))


def read_strings(blocks: Iterable[bytes]) -> SharedStrings:
    """All texts of the part, the runs of a rich one joined; how a text is read aloud is no part of it."""
    strings = SharedStrings()
    pieces: list[str] = []
    aloud, in_text = 0, False

    def start(name: str, _attributes: Attributes) -> None:
        nonlocal aloud, in_text
        local = local_name(name)
        if local == "si":
            pieces.clear()
        elif local == "rPh":
            aloud += 1
        in_text = local == "t" and not aloud

    def end(name: str) -> None:
        nonlocal aloud, in_text
        local = local_name(name)
        in_text = False
        if local == "si":
            strings.append(unescaped("".join(pieces)))
        elif local == "rPh":
            aloud -= 1

    def text(piece: str) -> None:
        if in_text:
            pieces.append(piece)

    read_elements(blocks, start, end, text)
    return strings
