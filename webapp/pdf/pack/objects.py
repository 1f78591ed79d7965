"""The objects of a PDF that this package drew, as bytes in which references can be renumbered.

It reads what ``Sheet`` writes, a file of one revision with a plain table of its objects, and nothing else: a library
that reads every PDF takes as long to read a page as it takes to draw one.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise

# Strings are read over: words such as "12 0 R" in them are no reference.
_TOKEN = re.compile(
    rb"\((?:[^()\\]|\\.)*\)"
    rb"|<[0-9A-Fa-f\s]*>"
    rb"|(?P<key>/StructParents?)\s+(?P<place>\d+)"
    rb"|(?<![\w.])(?P<number>\d+)\s+0\s+R(?!\w)",
    re.DOTALL,
)
_XREF = re.compile(rb"startxref\s+(\d+)\s+%%EOF\s*\Z")
_SECTION = re.compile(rb"xref\s+0\s+(\d+)\s+")
_ENTRY = 20  # bytes


class Unreadable(Exception):
    """The file is not one of ours."""


class Objects:
    """The objects of one file by their numbers, each split into its words and, with a stream, its data."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        start = _match(_XREF, data[-64:])
        table = int(start[1])
        section = _match(_SECTION, data[table : table + 40])
        count, first = int(section[1]), table + section.end()
        entries = (data[first + _ENTRY * number : first + _ENTRY * (number + 1)] for number in range(count))
        self._offsets = {number: int(entry[:10]) for number, entry in enumerate(entries) if entry[17:18] == b"n"}
        ends = sorted((*self._offsets.values(), table))
        self._ends = dict(pairwise(ends))
        self.trailer = data[first + _ENTRY * count :]

    @property
    def numbers(self) -> list[int]:
        """The number of every object."""
        return sorted(self._offsets)

    def words(self, number: int) -> bytes:
        """An object without its stream."""
        return self._split(number)[0]

    def moved(self, number: int, renumber: Callable[[int], int], places: int) -> bytes:
        """An object with each reference renumbered, and each way into the parent tree ``places`` further on."""
        words, stream = self._split(number)

        def move(token: re.Match[bytes]) -> bytes:
            if token["number"]:
                return b"%d 0 R" % renumber(int(token["number"]))
            if token["key"]:
                return b"%b %d" % (token["key"], int(token["place"]) + places)
            return token[0]

        return _TOKEN.sub(move, words) + stream

    def _split(self, number: int) -> tuple[bytes, bytes]:
        start = self._offsets[number]
        body = self._data[start : self._ends[start]]
        begun, ended = body.index(b"obj") + 3, body.rindex(b"endobj")
        words, mark, stream = body[begun:ended].partition(b"stream\n" if b"stream\n" in body else b"stream\r\n")
        return (words, mark + stream) if mark and words.rstrip().endswith(b">>") else (body[begun:ended], b"")


def reference(words: bytes, key: bytes) -> int:
    """The number of the object that a dictionary names under a key; raises Unreadable."""
    return int(_match(re.compile(re.escape(key) + rb"\s+(\d+)\s+0\s+R"), words)[1])


def references(words: bytes, key: bytes) -> list[int]:
    """The numbers of the objects that a dictionary lists under a key, one or several; raises Unreadable."""
    found = _match(re.compile(re.escape(key) + rb"\s*(\[[^\]]*\]|\d+\s+0\s+R)"), words)
    return [int(number) for number in re.findall(rb"(\d+)\s+0\s+R", found[1])]


def whole(words: bytes, key: bytes) -> int:
    """The whole number that a dictionary has under a key; raises Unreadable."""
    return int(_match(re.compile(re.escape(key) + rb"\s+(\d+)"), words)[1])


def _match(pattern: re.Pattern[bytes], data: bytes) -> re.Match[bytes]:
    found = pattern.search(data)
    if found is None:
        raise Unreadable(f"No {pattern.pattern!r} where one belongs.")
    return found
