"""A Word document as the HTML that Word itself would copy: paragraphs, lists, tables, bold and italic.

Insertions that are tracked are read and deletions are not, as if all had been accepted.
"""

from __future__ import annotations

from html import escape
from zipfile import ZipFile

from webapp.readers.docx_body import Body
from webapp.readers.docx_styles import local, read_styles, value
from webapp.readers.form_labels import NOT_READ
from webapp.readers.office_file import Document, elements, ensure_word


def docx_html(archive: ZipFile) -> str:
    """The HTML of a document, its footnotes last. Raises Refusal for one of another kind, damaged or unsafe."""
    ensure_word(archive)
    document = Document(archive)
    body = Body(read_styles(document.beside("styles"), document.beside("numbering")))
    document.read(body)
    return body.html() + "".join(_notes(document, "footnote")) + "".join(_notes(document, "endnote"))


def _notes(document: Document, kind: str) -> list[str]:
    """Each note as a paragraph that no field of the form takes."""
    found = []
    for element in elements(document.beside(f"{kind}s")):
        if local(element.tag) == kind and not value(element, "type"):
            words = "".join(each.text or "" for each in element.iter() if local(each.tag) == "t").strip()
            found += [f"<p>{NOT_READ} {kind.capitalize()}: {escape(words, quote=False)}</p>"] if words else []
    return found
