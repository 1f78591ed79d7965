"""One file of a filled-in form as its plain text: a Word document, a page of HTML, or text."""

from __future__ import annotations

import re

from webapp.domain.errors import Refusal
from webapp.readers.docx_html import docx_html
from webapp.readers.form_layout import html_text
from webapp.readers.office_file import is_office
from webapp.readers.text import decode, without_nul
from webapp.readers.unpacking import EMPTY, ZIPPED, opened

LARGEST_TEXT = 1_000_000
"""Bytes of a form as text; the longest ever filled in is a few thousand."""
LARGEST_DOCUMENT = 20_000_000
"""Bytes of a form as a Word document, pictures included."""

_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PROTECTED = "EncryptedPackage".encode("utf-16-le")
_LOCKED = (
    "The file is protected by a password: open it in Word, take the password off under File, Info, Protect "
    "Document, and save it."
)
_SAVE_AS = "open it in Word, choose Save as, Word Document (.docx), and read that in."
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8")
_OLDER = f"The file is a Word document of the older kind (.doc): {_SAVE_AS}"
_OTHER_KINDS = (
    (b"%PDF", "The file is a PDF, which holds a picture of the form: choose the Word document that it was made from."),
    *((start, "The file is a picture: choose the Word document or the text of the form.") for start in _PICTURES),
    (b"{\\rtf", f"The file is a rich text document (RTF): {_SAVE_AS}"),
)
_PAGE = re.compile(r"\s*<(?:!--|(?:!doctype|html|head|body|meta|style|table|div|p|span|font|h[1-6])\b)", re.I)


def form_text(data: bytes) -> str:
    """The text of a form from the bytes of its file. Raises Refusal for one that is too large, damaged, of another
    kind or unsafe, with what to do instead."""
    if len(data) > LARGEST_DOCUMENT:
        raise Refusal(f"The file is larger than {LARGEST_DOCUMENT // 1_000_000} MB: choose a file that is a form.")
    if data.startswith((ZIPPED, EMPTY)):
        return _document_text(data)
    if data.startswith(_OLD_OFFICE):
        raise Refusal(_LOCKED if _PROTECTED in data else _OLDER)
    for start, sentence in _OTHER_KINDS:
        if data.startswith(start):
            raise Refusal(sentence)
    if len(data) > LARGEST_TEXT:
        raise Refusal("The file is larger than 1 MB: choose a file that is a form.")
    return pasted_text(decode(data))


def pasted_text(text: str) -> str:
    """The text of a form as it was pasted: HTML of the filled-in template becomes lines, other text stays as it is."""
    kept = without_nul(text.removeprefix("\ufeff"))
    return html_text(kept) if _PAGE.match(kept) else kept


def _document_text(data: bytes) -> str:
    with opened(data) as archive:
        if not is_office(archive):
            raise Refusal("The file is a zip inside the zip: unpack it, and zip the forms themselves.")
        return html_text(docx_html(archive))
