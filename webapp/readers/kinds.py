"""What a file is by the bytes it begins with, whatever its name says."""

from __future__ import annotations

import re
from typing import NamedTuple

from webapp.domain.errors import Refusal


class Kind(NamedTuple):
    """A kind of file that is no plain text: in words, and what a person may do to get figures out of it."""

    words: str
    advice: str


OLD = b"\xd0\xcf\x11\xe0"
"""What a document of the older office programs begins with."""

_SEND = "send that"
_TABLE = f"Copy its table into a spreadsheet, save it as CSV or as a workbook (.xlsx or .ods), and {_SEND}."
_ORIGINAL = "Send the spreadsheet that the figures are in, as CSV or as a workbook (.xlsx or .ods)."
_UNPACK = "Unpack it, and send the file that is in it."
_SAVE_AGAIN = f"Open it in Excel or LibreOffice, save it as an Excel workbook (.xlsx), and {_SEND}."

BINARY_WORKBOOK = Kind("an Excel binary workbook (.xlsb)", _SAVE_AGAIN)
WORD_DOCUMENT = Kind("a Word document", _TABLE)
PRESENTATION = Kind("a presentation", _TABLE)
OPEN_DOCUMENT = Kind("an OpenDocument text, drawing or presentation", _TABLE)
ZIP = Kind("a zip of other files", _UNPACK)
OLD_OFFICE = Kind("an Excel workbook or a Word document of the older kind", _SAVE_AGAIN)
OLDEST_WORKBOOK = Kind("an Excel workbook of the oldest kind", _SAVE_AGAIN)
WEB_PAGE = Kind("a web page (HTML)", _SAVE_AGAIN)
XML = Kind("XML", _SAVE_AGAIN)

_STARTS = (
    (b"PK\x03\x04", Kind("an Excel workbook or a Word document", _SAVE_AGAIN)),
    (OLD, OLD_OFFICE),
    (b"\x09\0\x04\0", OLDEST_WORKBOOK),
    (b"\x09\x02\x06\0", OLDEST_WORKBOOK),
    (b"\x09\x04\x06\0", OLDEST_WORKBOOK),
    (b"\x09\x08\x10\0", OLDEST_WORKBOOK),
    (b"%PDF", Kind("a PDF", _TABLE)),
    (b"{\\rtf", Kind("a rich text document (RTF)", _TABLE)),
    (b"\x89PNG", Kind("a picture (PNG)", _ORIGINAL)),
    (b"\xff\xd8\xff", Kind("a picture (JPEG)", _ORIGINAL)),
    (b"GIF8", Kind("a picture (GIF)", _ORIGINAL)),
    (b"BM", Kind("a picture (BMP)", _ORIGINAL)),
    (b"II*\0", Kind("a picture (TIFF)", _ORIGINAL)),
    (b"MM\0*", Kind("a picture (TIFF)", _ORIGINAL)),
    (b"\x1f\x8b", Kind("a packed file (gzip)", _UNPACK)),
    (b"BZh", Kind("a packed file (bzip2)", _UNPACK)),
    (b"\xfd7zXZ\0", Kind("a packed file (xz)", _UNPACK)),
    (b"7z\xbc\xaf\x27\x1c", Kind("a packed file (7-Zip)", _UNPACK)),
    (b"Rar!", Kind("a packed file (RAR)", _UNPACK)),
    (b"SQLite format 3\0", Kind("a database (SQLite)", _TABLE)),
    (b"\0\x01\0\0Standard ", Kind("a database (Access)", _TABLE)),
    (b"MIME-Version:", Kind("a web page in one file (MHTML)", _SAVE_AGAIN)),
)
# A picture by its name's two letters might be the heading of a column; the header's zeros are not.
_NEEDS_NUL = (b"BM",)
_MARKUP = re.compile(
    r"\s*<(?:(?P<xml>\?xml)|!doctype\s+html|html|head|body|table|meta|title|div|style|script)\b", re.IGNORECASE
)
_ROOT_IS_HTML = re.compile(r"<(?:!doctype\s+)?html\b", re.IGNORECASE)


def kind_of(start: bytes) -> Kind | None:
    """The kind that a file's first bytes show; None where they may be plain text."""
    for mark, kind in _STARTS:
        if start.startswith(mark) and (mark not in _NEEDS_NUL or b"\0" in start[:16]):
            return kind
    return None


def markup_of(text: str) -> Kind | None:
    """HTML or XML by the first words of a text; None for other text."""
    found = _MARKUP.match(text)
    if found is None:
        return None
    return XML if found["xml"] and not _ROOT_IS_HTML.search(text) else WEB_PAGE


def refusal_of(kind: Kind) -> Refusal:
    """What is said of a file that is no table."""
    return Refusal(f"The file is {kind.words}, not a table. {kind.advice}")
