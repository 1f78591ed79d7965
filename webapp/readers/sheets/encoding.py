"""How a text file was written, found by reading it once from end to end without holding it."""

from __future__ import annotations

import codecs
import io
from pathlib import Path
from typing import NamedTuple, TextIO

from webapp.domain.errors import Refusal
from webapp.readers.text import SAMPLE, encoding_by_start, no_character, nul_character

BLOCK = 1 << 20
"""Bytes read at a time."""

LONGEST_LINE = 1_000_000
"""Characters: some hundred times what the lines of a wide table have."""


class Encoding(NamedTuple):
    """An encoding by its name in Python, and the bytes of its mark to skip."""

    name: str
    mark: int = 0

    def opened(self, path: Path) -> TextIO:
        """The text from behind the mark, line ends as they are."""
        file = path.open("rb")
        file.seek(self.mark)
        return io.TextIOWrapper(file, encoding=self.name, newline="")


def encoding_of(path: Path) -> Encoding:
    """By its mark, else UTF-16 by its pattern of NULs, else strict UTF-8 throughout, else Windows-1252.

    Raises Refusal with the line for bytes that are no character, for a NUL, and for a line beyond LONGEST_LINE.
    """
    with path.open("rb") as file:
        name, mark = encoding_by_start(file.read(SAMPLE))
    if name is None:
        if _bad_byte(path, Encoding("utf-8")) is None:
            return Encoding("utf-8")
        name = "cp1252"
    encoding = Encoding(name, mark)
    bad = _bad_byte(path, encoding)
    if bad is not None:
        raise no_character(name, _line_at(path, encoding, bad))
    return encoding


def _bad_byte(path: Path, encoding: Encoding) -> int | None:
    """The place in the file of the first bytes that are no character; raises Refusal for the other faults."""
    decoder = codecs.getincrementaldecoder(encoding.name)()
    open_line = 0
    with path.open("rb") as file:
        file.seek(encoding.mark)
        while True:
            start = file.tell() - len(decoder.getstate()[0])
            block = file.read(BLOCK)
            try:
                text = decoder.decode(block, final=not block)
            except UnicodeDecodeError as fault:
                return start + fault.start
            nul = text.find("\0")
            if nul >= 0:
                raise nul_character(_line_at(path, encoding, start + len(text[:nul].encode(encoding.name))))
            open_line = _characters_behind_last_line_end(text, open_line)
            if open_line > LONGEST_LINE:
                line = _line_at(path, encoding, file.tell())
                raise Refusal(
                    f"Line {line} is longer than {LONGEST_LINE:,} characters, so the file is no table. Save the table "
                    "again as CSV."
                )
            if not block:
                return None


def _characters_behind_last_line_end(text: str, before: int) -> int:
    last = max(text.rfind("\n"), text.rfind("\r"))
    return before + len(text) if last < 0 else len(text) - last - 1


def _line_at(path: Path, encoding: Encoding, place: int) -> int:
    """The line, counted from 1, of a byte of the file; a line ends with CR, LF or both."""
    decoder = codecs.getincrementaldecoder(encoding.name)("replace")
    lines = io.IncrementalNewlineDecoder(decoder, translate=True)
    ends = 0
    with path.open("rb") as file:
        file.seek(encoding.mark)
        while block := file.read(min(BLOCK, place - file.tell())):
            ends += lines.decode(block).count("\n")
        ends += lines.decode(b"", final=True).count("\n")
    return ends + 1
