"""An address as a QR code: which squares of its grid are black."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from reportlab.graphics.barcode import qrencoder

QUIET = 4
"""Units of white that a reader needs around the code."""


@dataclass(frozen=True, slots=True)
class QrCode:
    """Black bars one unit high, as column, row from the foot and width; ``across`` units make up the square."""

    across: int
    bars: tuple[tuple[int, int, int], ...]


def qr_code(address: str) -> QrCode:
    """The code of an ASCII address, readable with up to 15 % of it lost (level M)."""
    encoder: Any = qrencoder.QRCode(None, qrencoder.QRErrorCorrectLevel.M)
    encoder.addData(address)
    encoder.make()
    rows: list[list[bool]] = encoder.modules
    return QrCode(len(rows), tuple(bar for row, squares in enumerate(reversed(rows)) for bar in _bars(row, squares)))


def _bars(row: int, squares: list[bool]) -> Iterator[tuple[int, int, int]]:
    column = 0
    for black, group in groupby(squares):
        width = sum(1 for _ in group)
        if black:
            yield column, row, width
        column += width
