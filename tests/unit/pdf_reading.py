"""A PDF as a screen reader walks it: PDFium's own structure tree, with the words of each element."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pypdfium2
from pypdfium2 import raw


@dataclass(frozen=True, slots=True)
class Spoken:
    """An element that has content of its own: its tag, and what is read aloud for it."""

    tag: str
    words: str


def spoken(pdf: bytes) -> list[Spoken]:
    """Everything read aloud, in the order of the structure tree; a page after the other."""
    document = pypdfium2.PdfDocument(pdf)
    return [each for page in document for each in _spoken_on(page)]


def _spoken_on(page: Any) -> Iterator[Spoken]:
    tree = raw.FPDF_StructTree_GetForPage(page.raw)
    drawn = _drawn(page)
    for index in range(raw.FPDF_StructTree_CountChildren(tree)):
        yield from _walk(raw.FPDF_StructTree_GetChildAtIndex(tree, index), drawn)


def _walk(element: Any, drawn: dict[int, str]) -> Iterator[Spoken]:
    count = raw.FPDF_StructElement_CountChildren(element)
    kids = [raw.FPDF_StructElement_GetChildAtIndex(element, index) for index in range(count)]
    marks = [
        raw.FPDF_StructElement_GetChildMarkedContentID(element, index) for index, kid in enumerate(kids) if not kid
    ]
    if marks:
        said = _text(raw.FPDF_StructElement_GetActualText, element) or _text(raw.FPDF_StructElement_GetAltText, element)
        words = said or " ".join(drawn.get(mark, "") for mark in marks)
        yield Spoken(_text(raw.FPDF_StructElement_GetType, element), " ".join(words.split()))
    for kid in kids:
        if kid:
            yield from _walk(kid, drawn)


def _drawn(page: Any) -> dict[int, str]:
    texts, found = page.get_textpage(), dict[int, str]()
    for each in page.get_objects():
        mark = raw.FPDFPageObj_GetMarkedContentID(each.raw)
        if mark >= 0 and each.type == raw.FPDF_PAGEOBJ_TEXT:
            words = _text(
                lambda buffer, size, each=each: raw.FPDFTextObj_GetText(
                    each.raw, texts.raw, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)) if buffer else None, size
                )
            )
            found[mark] = found.get(mark, "") + words
    return found


def _text(function: Callable[..., int], *arguments: Any) -> str:
    """A text that PDFium gives in two calls: its length, then its letters."""
    size = function(*arguments, None, 0)
    if not size:
        return ""
    buffer = ctypes.create_string_buffer(size)
    function(*arguments, buffer, size)
    return buffer.raw[: size - 2].decode("utf-16-le")
