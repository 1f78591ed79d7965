"""What a PDF says, for finding a mark in it: its properties, its metadata and the text of its first pages."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator
from contextlib import suppress

from pypdf import PdfReader
from pypdf.generic import StreamObject

from webapp.readers.confined import answer, read_confined

PAGES = 4
"""Pages that are read; a signed plan has two at most."""


def words_of(pdf: bytes) -> str:
    """The words of a PDF that may be broken or hostile; "" where there are none to be had."""
    found = read_confined(__name__, pdf)
    return found if isinstance(found, str) else ""


def _words(pdf: bytes) -> str:
    logging.disable()
    parts: list[str] = []
    # Whatever a broken file makes the library stumble over, what was found before counts.
    with suppress(Exception):
        parts.extend(_parts(PdfReader(io.BytesIO(pdf))))
    return "\n".join(parts)


def _parts(reader: PdfReader) -> Iterator[str]:
    with suppress(Exception):
        yield from map(str, (reader.metadata or {}).values())
    with suppress(Exception):
        packet = reader.root_object["/Metadata"].get_object()
        if isinstance(packet, StreamObject):
            yield packet.get_data().decode("utf-8", "replace")
    for number in range(min(PAGES, len(reader.pages))):
        with suppress(Exception):
            yield reader.pages[number].extract_text()


if __name__ == "__main__":
    answer(_words)
