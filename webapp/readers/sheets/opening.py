"""Any file of rows as a book: what it is, is decided by what is in it, not by its name."""

from __future__ import annotations

from pathlib import Path

from webapp.readers.kinds import OLD, ZIP, kind_of, refusal_of
from webapp.readers.sheets.bounds import too_many_bytes
from webapp.readers.sheets.delimited import open_delimited
from webapp.readers.sheets.excel import open_excel
from webapp.readers.sheets.model import NORMAL, Book, Limits
from webapp.readers.sheets.old_excel import open_old_excel
from webapp.readers.sheets.opendocument import MANIFEST, open_opendocument
from webapp.readers.sheets.zipped import Package
from webapp.readers.text import SAMPLE
from webapp.readers.unpacking import ZIPPED


def open_book(path: Path, file_name: str, limits: Limits = NORMAL) -> Book:
    """The sheets of a file. Raises Refusal where it is no table, cannot be read truthfully, or is too large."""
    if path.stat().st_size > limits.file_bytes:
        raise too_many_bytes(limits)
    with path.open("rb") as file:
        start = file.read(SAMPLE)
    if start.startswith(ZIPPED):
        return _open_zip(Package(path), limits)
    if start.startswith(OLD):
        return open_old_excel(path, limits)
    kind = kind_of(start)
    if kind is not None:
        raise refusal_of(kind)
    return open_delimited(path, limits)


def _open_zip(package: Package, limits: Limits) -> Book:
    if "[Content_Types].xml" in package:
        return open_excel(package, limits)
    if MANIFEST in package or "mimetype" in package:
        return open_opendocument(package, limits)
    raise refusal_of(ZIP)
