"""The short code by which paper is checked: letters and digits that are not mistaken for each other."""

from __future__ import annotations

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: without I, L, O and U."""

_DIGITS = 12
_BITS = 5
_MISREAD = str.maketrans("ILO", "110")


def short_code(fingerprint: str) -> str:
    """The first 60 bits of a SHA-256 in hexadecimal, as three groups of four: "7K3M-9QXT-2B4D"."""
    number = int(fingerprint[: _DIGITS * _BITS // 4], 16)
    places = reversed(range(_DIGITS))
    return _grouped("".join(ALPHABET[number >> _BITS * place & 31] for place in places))


def read_code(text: str) -> str | None:
    """The code as it is kept, from what somebody typed off paper (any case, I for 1, O for 0); None if it is none."""
    signs = "".join(text.split()).replace("-", "").upper().translate(_MISREAD)
    if len(signs) != _DIGITS or not set(signs) <= set(ALPHABET):
        return None
    return _grouped(signs)


def _grouped(signs: str) -> str:
    return "-".join(signs[start : start + 4] for start in range(0, _DIGITS, 4))
