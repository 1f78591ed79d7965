"""Zips from anywhere: opened, and unpacked in memory, without trusting what they say of themselves."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, LargeZipFile, ZipFile, ZipInfo

from webapp.domain.errors import Refusal
from webapp.domain.quoting import quoted

ZIPPED = b"PK\x03\x04"
EMPTY = b"PK\x05\x06"
DAMAGED = (
    "The file is damaged or cut short: it begins like a Word document, an Excel workbook or a zip, but cannot be "
    "opened as one. Get a whole copy of it."
)

MOST_ENTRIES = 10_000

FAULTS = (
    *(BadZipFile, LargeZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError),
    *(struct.error, zlib.error),
)
"""All that reading a damaged zip may raise."""

LOCKED = 0x1
_UTF8 = 0x800
ENTRY = b"PK\x01\x02"
_END = struct.Struct("<4s4H2LH")  # the record at a zip's end: … size and place of the list of entries
_LISTED = struct.Struct("<8xH18x3H8xL")  # an entry of that list: flags, lengths of its texts, where the file is


class TooLarge(Refusal):
    """An entry that unpacks to more than was allowed for."""


@contextmanager
def opened(data: bytes) -> Iterator[ZipFile]:
    """The zip; raises Refusal where there is none, or a damaged one."""
    if data.count(ENTRY) > MOST_ENTRIES:
        raise Refusal(f"The zip lists more than {MOST_ENTRIES:,} files: zip fewer forms at a time.")
    try:
        archive = ZipFile(io.BytesIO(_with_readable_names(data)))
    except FAULTS:
        raise Refusal(DAMAGED) from None
    with archive:
        yield archive


def unpacked(archive: ZipFile, entry: ZipInfo, *, most: int) -> bytes:
    """The content of an entry; raises TooLarge beyond ``most`` bytes, whatever size it claims, and Refusal else."""
    if entry.flag_bits & LOCKED:
        raise Refusal("It is protected by a password: make the zip again without one.")
    if entry.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
        raise Refusal("It is packed in an unusual way: make the zip again with the usual compression.")
    try:
        with archive.open(entry) as file:
            content = file.read(most + 1)
    except FAULTS:
        raise Refusal("It is damaged inside the zip: get a whole copy of it.") from None
    if len(content) > most:
        raise TooLarge(f"It unpacks to more than {most // 1_000_000} MB, so it is not a form.")
    return content


def name_of(entry: ZipInfo) -> str:
    """The entry's name as its maker wrote it, for reading only: some zips hold UTF-8 names without saying so."""
    if entry.flag_bits & _UTF8:
        name = entry.filename
    else:
        try:
            name = entry.filename.encode("cp437").decode("utf-8")
        except UnicodeError:
            name = entry.filename
    return "".join(mark for mark in name.replace("\\", "/") if mark.isprintable())


def ensure_inside(name: str) -> None:
    """Raises Refusal for a name that leads out of the folder the zip was made of."""
    if name.startswith("/") or name[1:2] == ":" or ".." in name.split("/"):
        raise Refusal(f"Its name leads out of the zip’s own folder, {quoted(name)}: make the zip again.")


def _with_readable_names(data: bytes) -> bytes:
    """The zip with names that claim to be UTF-8 and are not taken as any bytes: one such would spoil them all."""
    end = data.rfind(EMPTY)
    if end < 0 or len(data) < end + _END.size:
        return data
    size, start = _END.unpack_from(data, end)[5:7]
    # What was put before a zip moves it; the list of entries still ends where its end record begins.
    moved = end - size - start if data[end - size : end - size + 4] == ENTRY else 0
    changed: bytearray | None = None
    place = start + moved
    while data[place : place + 4] == ENTRY and len(data) >= place + _LISTED.size:
        flags, named, extra, comment, entry = _LISTED.unpack_from(data, place)
        name = data[place + _LISTED.size :][:named]
        if flags & _UTF8 and not _is_utf8(name):
            changed = changed or bytearray(data)
            for header, begins, flags_at in ((ENTRY, place, 8), (ZIPPED, entry + moved, 6)):
                if data[begins : begins + 4] == header:
                    struct.pack_into("<H", changed, begins + flags_at, flags & ~_UTF8)
        place += _LISTED.size + named + extra + comment
    return data if changed is None else bytes(changed)


def _is_utf8(name: bytes) -> bool:
    try:
        name.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
