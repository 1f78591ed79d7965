"""Delimited text as a stream of rows with their true line numbers; no fault in quoting is guessed away."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TextIO

from webapp.domain.errors import Refusal
from webapp.domain.limits import Limits
from webapp.readers.kinds import markup_of, refusal_of
from webapp.readers.sheets.bounds import shown, too_long, too_many_columns, too_many_rows
from webapp.readers.sheets.delimiter import delimiter_of, hinted_delimiter
from webapp.readers.sheets.encoding import Encoding, encoding_of
from webapp.readers.sheets.model import CHUNK_ROWS, BadCell, Book, Chunk, Sheet
from webapp.readers.sheets.quoting import STRAY, StrayQuotes, sentence_of

if TYPE_CHECKING:
    from _csv import Reader

BLOCK = 1 << 18
"""Characters read at a time."""

LONGEST_ROW = 8
"""Blocks that a row may run over: more is no row, but a quotation mark that opens and closes at the wrong places."""

_CSV, _TSV = "CSV", "TSV"
KINDS = (_CSV, _TSV)


def open_delimited(path: Path, limits: Limits) -> Book:
    """The one sheet of a text file. Raises Refusal for bytes that are no text, and for HTML or XML."""
    encoding = encoding_of(path)
    with encoding.opened(path) as file:
        lines = file.readlines(BLOCK)
    markup = markup_of("".join(lines[:20])[:BLOCK])
    if markup is not None:
        raise refusal_of(markup)
    hint = hinted_delimiter(lines[0]) if lines else None
    text = _Text(path, encoding, hint or delimiter_of(lines), hint is not None)
    if limits.cell_characters > csv.field_size_limit():
        csv.field_size_limit(limits.cell_characters)
    return Book(_TSV if text.delimiter == "\t" else _CSV, (Sheet("", lambda: _Reading(text, limits).chunks()),))


class _Text(NamedTuple):
    path: Path
    encoding: Encoding
    delimiter: str
    is_hinted: bool  # its first line names the delimiter, and is no row


class _Reading:
    """One way through the rows of a text."""

    def __init__(self, text: _Text, limits: Limits) -> None:
        self._text = text
        self._limits = limits
        self._stray = StrayQuotes(text.delimiter)
        self._skipped = 1 if text.is_hinted else 0
        self._row = self._skipped + 1  # the line on which the row in hand starts
        self._block: list[str] = []
        self._before = self._skipped  # lines before the block
        self._is_doubtful = False  # the block may hold a cell that is too long, or a stray quotation mark

    def chunks(self) -> Iterator[Chunk]:
        """The rows; raises Refusal beyond the limits of rows and columns."""
        with self._text.encoding.opened(self._text.path) as file:
            if self._skipped:
                file.readline()
            blocks = chain.from_iterable(self._blocks(file))
            reader = csv.reader(blocks, delimiter=self._text.delimiter, strict=True)
            taken, goes_on = 0, True
            while goes_on:
                chunk = Chunk([], [], [])
                while goes_on and len(chunk.lines) + len(chunk.bad) < CHUNK_ROWS:
                    goes_on = self._fill(chunk, reader)
                taken += len(chunk.lines) + len(chunk.bad)
                if taken > self._limits.rows:
                    raise too_many_rows(self._limits)
                if chunk.lines or chunk.bad:
                    yield chunk

    def _blocks(self, file: TextIO) -> Iterator[list[str]]:
        row, over = 0, 0
        while lines := file.readlines(BLOCK):
            row, over = self._row, over + 1 if row == self._row else 0
            if over > LONGEST_ROW:
                raise Refusal(
                    f"The row that starts on line {row} does not end: its quotation marks open and close at the "
                    "wrong places. Close each where its cell ends, and write a mark inside a cell twice."
                )
            self._before += len(self._block)
            self._block = lines
            too_long = max(map(len, lines)) > self._limits.cell_characters
            self._is_doubtful = too_long or self._stray.may_be_in("".join(lines))
            yield lines

    def _fill(self, chunk: Chunk, reader: Reader) -> bool:
        """Add rows up to the next fault, or as many as belong into a chunk; False at the end of the file."""
        most, skipped = self._limits.columns, self._skipped
        try:
            for row in reader:
                start, end = self._row, reader.line_num + skipped
                self._row = end + 1
                if any(map(str.strip, row)):
                    is_doubtful = self._is_doubtful or end > start or len(row) > most
                    if not is_doubtful or self._is_sound(row, start, end, chunk.bad):
                        chunk.lines.append(start)
                        chunk.rows.append(row)
                    if len(chunk.lines) + len(chunk.bad) >= CHUNK_ROWS:
                        return True
        except csv.Error as fault:
            end = reader.line_num + skipped
            written = shown(self._written(self._row, self._row).rstrip("\r\n")) or None
            chunk.bad.append(BadCell(self._row, None, written, sentence_of(fault, self._row, end)))
            self._row = end + 1
            return True
        return False

    def _is_sound(self, row: list[str], start: int, end: int, bad: list[BadCell]) -> bool:
        """True for a row to hand on, cells that are too long taken out."""
        while len(row) > self._limits.columns and not row[-1].strip():
            row.pop()
        if len(row) > self._limits.columns:
            raise too_many_columns(start, self._limits)
        if any(cell.startswith(" ") and cell.lstrip(" ").startswith('"') for cell in row):
            written = self._written(start, end)
            if self._stray.are_in(written):
                bad.append(BadCell(start, None, shown(written.rstrip("\r\n")), STRAY))
                return False
        for column, cell in enumerate(row):
            if len(cell) > self._limits.cell_characters:
                bad.append(too_long(start, column, cell, self._limits))
                row[column] = ""
        return any(map(str.strip, row))

    def _written(self, start: int, end: int) -> str:
        """The lines of a row as they are in the file, "" where it began in an earlier block."""
        return "".join(self._block[start - 1 - self._before : end - self._before]) if start > self._before else ""
