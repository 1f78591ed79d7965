"""Bytes of a text file as text, whatever office program saved it: UTF-8, UTF-16 or Windows-1252."""

from __future__ import annotations

import codecs

from webapp.domain.errors import Refusal
from webapp.readers.kinds import kind_of

# No byte order mark is longer or comes later, and UTF-8's never begins like UTF-16's.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_NAMES = {"utf-8": "UTF-8", "utf-16-le": "UTF-16", "utf-16-be": "UTF-16", "cp1252": "Windows-1252"}

SAMPLE = 4096
"""Bytes by which a file shows what it is."""


def decode(data: bytes) -> str:
    """The text of a file, line ends as they are: by its byte order mark, else UTF-16 by its pattern of NUL
    bytes, else strict UTF-8, else Windows-1252, in which older office programs save.

    Raises Refusal for a file of another kind, for bytes that are no character, and for a NUL character.
    """
    kind = kind_of(data[:SAMPLE])
    if kind is not None:
        raise Refusal(f"The file is {kind.words}, not text. Save it as plain text or CSV and send that.")
    encoding, mark = encoding_by_start(data[:SAMPLE])
    if encoding is not None:
        return without_nul(_strictly(data[mark:], encoding))
    try:
        return without_nul(data.decode("utf-8"))
    except UnicodeDecodeError:
        return without_nul(_strictly(data, "cp1252"))


def encoding_by_start(sample: bytes) -> tuple[str | None, int]:
    """The encoding that a file's first bytes show, and how many of them are its mark; None where the rest decides."""
    for mark, encoding in _MARKS:
        if sample.startswith(mark):
            return encoding, len(mark)
    return _by_nul_pattern(sample), 0


def _by_nul_pattern(sample: bytes) -> str | None:
    """UTF-16 without a mark: in western text most second bytes are NUL, and the others never are."""
    pairs = len(sample) // 2
    first, second = sample[0 : 2 * pairs : 2].count(0), sample[1::2].count(0)
    if pairs and first == 0 and second * 2 > pairs:
        return "utf-16-le"
    if pairs and second == 0 and first * 2 > pairs:
        return "utf-16-be"
    return None


def _strictly(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as fault:
        line = data[: fault.start].decode(encoding, "replace").count("\n") + 1
        raise no_character(encoding, line) from None


def without_nul(text: str) -> str:
    """The text itself; Refusal with the line of a NUL character, which no office program writes into text."""
    place = text.find("\0")
    if place >= 0:
        raise nul_character(text.count("\n", 0, place) + 1)
    return text


def no_character(encoding: str, line: int) -> Refusal:
    """What is said of bytes that the encoding does not know."""
    return Refusal(
        f"The file cannot be read as {_NAMES[encoding]} text: line {line} holds bytes that are no "
        "character. Save it again as CSV UTF-8 or as plain text in UTF-8."
    )


def nul_character(line: int) -> Refusal:
    """What is said of a NUL character."""
    return Refusal(
        f"The file holds a NUL character on line {line}, so it is not plain text or it is damaged. "
        "Save it again as CSV or plain text."
    )
