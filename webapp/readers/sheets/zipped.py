"""The parts of a workbook that is a zip, read as streams and never beyond what they may unpack to."""

from __future__ import annotations

import mmap
import posixpath
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from webapp.domain.errors import Refusal
from webapp.readers.unpacking import DAMAGED, ENTRY, FAULTS, LOCKED, MOST_ENTRIES

BLOCK = 1 << 16
"""Bytes unpacked at a time."""

UNPACKED = 2_000_000_000
"""Bytes that the parts may unpack to, all together: ten times the largest file."""

SMALL_PART = 20_000_000
"""Bytes of a part that is not the cells: a list of sheets, of styles."""

_RATIO = 300  # a sheet of a million rows that are all alike has some 100
_TRIFLE = 50_000_000  # bytes that no ratio makes suspicious

_TOO_LARGE = (
    "The workbook unpacks to far more than its size, so it is not read. Delete the empty rows and columns around the "
    "table, or save the sheet as CSV, and send that."
)


class Package:
    """A zip on disk by the names of its parts; whether they are written in capitals does not matter."""

    def __init__(self, path: Path) -> None:
        self._path = path
        _ensure_few_entries(path)
        try:
            with ZipFile(path) as archive:
                entries = archive.infolist()
        except FAULTS:
            raise Refusal(DAMAGED) from None
        self._entries = {_key(entry.filename): entry for entry in entries}
        # What is read of an entry ends at the size it claims, so the sum of their claims is a bound.
        unpacked, packed = sum(entry.file_size for entry in entries), path.stat().st_size
        if unpacked > UNPACKED or unpacked > max(_TRIFLE, _RATIO * packed):
            raise Refusal(_TOO_LARGE)

    def __contains__(self, name: str) -> bool:
        return _key(name) in self._entries

    @property
    def names(self) -> list[str]:
        """The names of the parts, in small letters."""
        return list(self._entries)

    def blocks(self, name: str, *, most: int = UNPACKED) -> Iterator[bytes]:
        """A part, piece by piece. Raises Refusal where it is missing, locked, damaged or more than ``most`` bytes."""
        entry = self._entries.get(_key(name))
        if entry is None:
            raise Refusal(DAMAGED)
        if entry.file_size > most:
            raise Refusal(_TOO_LARGE)
        if entry.flag_bits & LOCKED:
            raise Refusal("The file is a zip with a password, so it cannot be read. Send it without one.")
        if entry.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
            raise Refusal("The workbook is packed in an unusual way. Open it, save it again, and send that.")
        return self._unpacked(entry)

    def _unpacked(self, entry: ZipInfo) -> Iterator[bytes]:
        try:
            with ZipFile(self._path) as archive, archive.open(entry) as part:
                while block := part.read(BLOCK):
                    yield block
        except FAULTS:
            raise Refusal(DAMAGED) from None


def joined(folder: str, target: str) -> str:
    """The name of the part that a part in ``folder`` refers to."""
    return posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")


def _key(name: str) -> str:
    return name.replace("\\", "/").lower()


def _ensure_few_entries(path: Path) -> None:
    """Raises Refusal for a list of entries that would itself fill the memory."""
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
        place = count = 0
        while (place := content.find(ENTRY, place) + 1) > 0:
            count += 1
            if count > MOST_ENTRIES:
                raise Refusal(f"The file is a zip of more than {MOST_ENTRIES:,} files. Send one table at a time.")
