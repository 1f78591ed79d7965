"""An office document as its parts: which kind it is, and the one part that holds its text."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element, ParseError, TreeBuilder, XMLParser
from zipfile import ZipFile

from webapp.domain.errors import Refusal
from webapp.readers.unpacking import DAMAGED, unpacked

LARGEST_PART = 10_000_000
"""Bytes of XML: the text of a form has some hundred thousand, and pictures are parts of their own."""

_NOT_WORD = (
    ("xl/", "The file is an Excel workbook, not a form. Choose the Word document of the form."),
    ("ppt/", "The file is a PowerPoint presentation, not a form. Choose the Word document of the form."),
    ("META-INF/manifest.xml", "The file is an OpenDocument text: open it, and save it as a Word document (.docx)."),
)


class Document:
    """A Word document (.docx): its main part, and those beside it by what they are to it."""

    def __init__(self, archive: ZipFile) -> None:
        self._archive = archive
        found = self._related("", "officeDocument")
        if not found:
            raise Refusal(DAMAGED)
        self._main = found

    def read(self, target: Any) -> None:
        """Send the main part to ``target`` (start, end, data), element by element."""
        send(self._part(self._main), target)

    def beside(self, kind: str) -> bytes:
        """The XML of the part that is the document's ``styles``, ``numbering`` or ``footnotes``; none without."""
        name = self._related(self._main, kind)
        return self._part(name) if name else b""

    def _related(self, of: str, kind: str) -> str:
        """The name of the part that is ``kind`` to the part ``of``, "" for the whole file; "" where there is none."""
        folder, name = posixpath.split(of)
        links = posixpath.join(folder, "_rels", f"{name}.rels")
        if links not in self._archive.namelist():
            return ""
        for element in elements(self._part(links)):
            if element.get("Type", "").rpartition("/")[2] == kind and element.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/", folder, element.get("Target", ""))).lstrip("/")
                return target if target in self._archive.namelist() else ""
        return ""

    def _part(self, name: str) -> bytes:
        return unpacked(self._archive, self._archive.getinfo(name), most=LARGEST_PART)


def is_office(archive: ZipFile) -> bool:
    """True for a document of an office program, whatever it is called; false for a folder that was zipped."""
    names = archive.namelist()
    return "[Content_Types].xml" in names or "META-INF/manifest.xml" in names


def ensure_word(archive: ZipFile) -> None:
    """Raises Refusal for a document of another kind, with what to do."""
    for name in archive.namelist():
        for start, sentence in _NOT_WORD:
            if name.startswith(start):
                raise Refusal(sentence)


def send(xml: bytes, target: Any) -> None:
    """Read XML into a parser's target. Raises Refusal for what is none, and for one that defines entities."""
    parser = XMLParser(target=_Guarded(target))
    try:
        parser.feed(xml)
        parser.close()
    except (ParseError, LookupError, ValueError):
        raise Refusal(DAMAGED) from None


def elements(xml: bytes) -> Iterator[Element]:
    """Every element of the XML, under the same conditions; none of none."""
    if xml:
        builder = TreeBuilder()
        send(xml, builder)
        yield from builder.close().iter()


class _Guarded:
    """A target that takes no document type: none of Word's has one, and entities are defined there."""

    def __init__(self, target: Any) -> None:
        self.start, self.end, self.data = target.start, target.end, target.data

    def doctype(self, _name: str, _public: str | None, _system: str | None) -> None:
        """Refuse; called before anything the document type defines is read."""
        raise Refusal("The document defines its own entities, which Word never does, so it is not read.")

    def close(self) -> None:
        """The target is asked for what it has by whoever made it."""
