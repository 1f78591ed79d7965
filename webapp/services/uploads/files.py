"""The file of an upload, kept as it came: written and read in parts, so that no size of it fills the memory."""

from __future__ import annotations

import hashlib
import tempfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from sqlalchemy import bindparam, select

from webapp.domain.errors import Refusal
from webapp.models import UploadPart
from webapp.services.bulk import insert_rows
from webapp.services.store import read, transaction

PART = 1 << 20
"""Bytes of a part before it is compressed."""

_PART = select(UploadPart.content).where(
    UploadPart.upload_id == bindparam("upload_id"), UploadPart.number == bindparam("number")
)


def keep_file(upload_id: int, source: BinaryIO, *, most: int) -> tuple[int, str]:
    """Write the parts of the file, each in a transaction of its own; returns its size and SHA-256.

    Raises Refusal for one larger than ``most`` bytes.
    """
    size, fingerprint, number = 0, hashlib.sha256(), 0
    while content := source.read(PART):
        size += len(content)
        if size > most:
            raise Refusal(too_large_sentence(most), field="file")
        fingerprint.update(content)
        packed = zlib.compress(content, 1)
        with transaction() as session:
            insert_rows(session, UploadPart, ("upload_id", "number", "content"), [(upload_id, number, packed)])
        number += 1
    return size, fingerprint.hexdigest()


def too_large_sentence(most: int) -> str:
    """What is said of a file of more than ``most`` bytes."""
    return f"The file is larger than {most // 1_000_000:,} MB: split it, or leave out what is not needed."


def parts_of_file(upload_id: int) -> Iterator[bytes]:
    """The bytes of the file, part by part."""
    number = 0
    while (part := read(_PART, upload_id=upload_id, number=number).scalar()) is not None:
        yield zlib.decompress(part)
        number += 1


@contextmanager
def file_on_disk(upload_id: int) -> Iterator[Path]:
    """A copy of the file for those who read it, gone at the end of the block."""
    with tempfile.TemporaryDirectory(prefix="back-to-green-") as folder:
        path = Path(folder) / "upload"
        with path.open("wb") as file:
            for part in parts_of_file(upload_id):
                file.write(part)
        yield path
