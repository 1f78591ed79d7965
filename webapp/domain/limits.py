"""How large a file of figures may be before it is refused with a sentence, whatever it would unpack to."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Bytes of the file as it comes; rows, columns, and characters of one cell in it."""

    file_bytes: int = 200_000_000
    rows: int = 2_000_000
    columns: int = 1_000
    cell_characters: int = 32_767


NORMAL = Limits()
"""What is allowed where nobody said otherwise."""
