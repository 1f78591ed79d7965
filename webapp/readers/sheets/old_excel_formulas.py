"""Formulas of an older Excel workbook that whoever saved it left to be worked out when it is opened."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from mmap import mmap

_BOUNDSHEET, _FORMULA, _UNCALCULATED, _BEGIN, _END = 0x85, 0x06, 0x5E, 0x0809, 0x0A
_WORKSHEET = 0
_RECORD = struct.Struct("<HH")  # its kind, and the bytes that follow
_SHEET = struct.Struct("<LxB")  # where its records begin, and its type
_RESULT = struct.Struct("<HH2xdH")  # row, column, result and flags
_ON_OPENING = 0x2


def not_worked_out(records: bytes | mmap, start: int, number: int) -> set[tuple[int, int]]:
    """Row and column, from 0, of those formulas of a worksheet whose stored result is none.

    ``start`` is where the workbook's own records begin; worksheets are counted from 0. Programs that work nothing
    out store zeros, to be worked out on opening; of other results one program says so too, and they are right.
    """
    sheets = [
        _SHEET.unpack_from(records, place)
        for kind, place, length in _records(records, start)
        if kind == _BOUNDSHEET and length >= _SHEET.size
    ]
    begins = [start + offset for offset, sheet_type in sheets if sheet_type == _WORKSHEET]
    zeros, all_of_them, is_uncalculated = set(), set(), False
    for kind, place, length in _records(records, begins[number]):
        if kind == _UNCALCULATED:
            is_uncalculated = True
        elif kind == _FORMULA and length >= _RESULT.size:
            row, column, result, flags = _RESULT.unpack_from(records, place)
            all_of_them.add((row, column))
            if flags & _ON_OPENING and result == 0:
                zeros.add((row, column))
    return all_of_them if is_uncalculated else zeros


def _records(records: bytes | mmap, place: int) -> Iterator[tuple[int, int, int]]:
    """Kind, place of the content and length of each record of a list, those of lists within it too."""
    depth = 0
    while place + _RECORD.size <= len(records):
        kind, length = _RECORD.unpack_from(records, place)
        depth += (kind == _BEGIN) - (kind == _END)
        if depth <= 0:
            return
        yield kind, place + _RECORD.size, length
        place += _RECORD.size + length
