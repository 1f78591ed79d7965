"""Faults in a text's quotation marks, each in a sentence that says where to look and what to write."""

from __future__ import annotations

import csv
import re

_CLOSE = "Close it where its cell ends, or remove it."


def sentence_of(fault: csv.Error, start: int, end: int) -> str:
    """What is wrong with the row that starts on one line and was given up on another."""
    words = str(fault)
    if "unexpected end" in words:
        return f"A quotation mark opened in the row that starts on this line is never closed. {_CLOSE}"
    if "expected after" in words and start == end:
        return "A cell in quotation marks goes on after its closing mark. Write a mark inside such a cell twice."
    if "expected after" in words:
        return (
            f"A quotation mark opened in the row that starts on this line is closed on line {end}, with more text "
            f"behind it. {_CLOSE} Write a mark inside such a cell twice."
        )
    if "field limit" in words:
        return (
            f"A cell of the row that starts on this line is too long: it holds more than {csv.field_size_limit():,} "
            f"characters, up to line {end}. If a quotation mark in it is never closed, close or remove it."
        )
    return "This line is not readable as CSV. Save the file again as CSV."


STRAY = "A quotation mark stands behind a space, so it does not enclose its cell. Remove the space before it."


class StrayQuotes:
    """Finds quotation marks that enclose nothing, because a space stands between them and the delimiter."""

    def __init__(self, delimiter: str) -> None:
        end = re.escape(delimiter)
        cell = rf'(?:"(?:[^"]|"")*+"|(?! +")[^{end}\r\n]*+)'
        self._row = re.compile(rf"{cell}(?:{end}{cell})*+[\r\n]*")
        self._start = re.compile(rf'(?:^|[{end}\r\n]) +"')

    def may_be_in(self, text: str) -> bool:
        """True where a text must be looked at row by row."""
        return ' "' in text and self._start.search(text) is not None

    def are_in(self, row: str) -> bool:
        """True for a row, as written, that has such a mark."""
        return self._row.fullmatch(row) is None
