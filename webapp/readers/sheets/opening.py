"""Any file of rows as a book: what it is, is decided by what is in it, not by its name."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from webapp.domain.limits import NORMAL, Limits
from webapp.domain.quoting import quoted
from webapp.readers.kinds import OLD, ZIP, kind_of, refusal_of
from webapp.readers.sheets import delimited, excel, old_excel, opendocument
from webapp.readers.sheets.bounds import too_many_bytes
from webapp.readers.sheets.model import Book
from webapp.readers.sheets.zipped import Package
from webapp.readers.text import SAMPLE
from webapp.readers.unpacking import EMPTY, ZIPPED

_ENDINGS = {
    **dict.fromkeys(delimited.KINDS, (".csv", ".tsv", ".tab", ".txt")),
    excel.KIND: (".xlsx", ".xlsm", ".xltx", ".xltm"),
    opendocument.KIND: (".ods", ".ots"),
    old_excel.KIND: (".xls", ".xlt"),
}


def open_book(path: Path, file_name: str, limits: Limits = NORMAL) -> Book:
    """The sheets of a file. Raises Refusal where it is no table, cannot be read truthfully, or is too large."""
    if path.stat().st_size > limits.file_bytes:
        raise too_many_bytes(limits)
    book = _opened(path, limits)
    ending = Path(file_name).suffix.lower()
    if ending in _ENDINGS[book.kind] or not any(ending in endings for endings in _ENDINGS.values()):
        return book
    note = f"The file is called {quoted(file_name)}, but what is in it is of another kind ({book.kind}): read as that."
    return replace(book, notes=(note, *book.notes))


def _opened(path: Path, limits: Limits) -> Book:
    with path.open("rb") as file:
        start = file.read(SAMPLE)
    if start.startswith((ZIPPED, EMPTY)):
        return _open_zip(Package(path), limits)
    if start.startswith(OLD):
        return old_excel.open_old_excel(path, limits)
    kind = kind_of(start)
    if kind is not None:
        raise refusal_of(kind)
    return delimited.open_delimited(path, limits)


def _open_zip(package: Package, limits: Limits) -> Book:
    if "[Content_Types].xml" in package:
        return excel.open_excel(package, limits)
    if opendocument.MANIFEST in package or "mimetype" in package:
        return opendocument.open_opendocument(package, limits)
    raise refusal_of(ZIP)
