"""A copy of a faulty file: every row as it was read, with what is wrong in it beside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path

from webapp.domain.errors import Conflict, Refusal
from webapp.domain.figure_columns import FAULT_COLUMN
from webapp.domain.rights import Who
from webapp.outgoing.tables import Table
from webapp.readers.sheets.model import Sheet
from webapp.readers.sheets.opening import open_book
from webapp.services.periods.steps import ensure_runs_figures
from webapp.services.uploads.files import file_on_disk
from webapp.services.uploads.limits import upload_limits
from webapp.services.uploads.remarks import Remark, every_remark
from webapp.services.uploads.staging import FAULT
from webapp.services.uploads.states import UploadRecord, load_upload

NONE = "There are no rows to put the faults beside: the file could not be read as a table."


def copy_with_faults(*, who: Who, upload_id: int) -> Table:
    """The sheet that was read, as a table with one more column; raises Conflict where none was."""
    ensure_runs_figures(who)
    upload = load_upload(upload_id)
    if "layout" not in upload.found:
        raise Conflict(NONE)
    with file_on_disk(upload_id) as path:
        sheet = _sheet(path, upload)
        rows = ((line, row) for chunk in sheet.chunks() for line, row in zip(chunk.lines, chunk.rows, strict=True))
        first_line, first = next(rows, (0, []))
        width = max((len(row) for _, row in rows), default=0)
    width = max(width, len(first))
    head = _beside(first, width, FAULT_COLUMN if first_line == upload.found["header_line"] else "")
    return Table(f"{upload.file_name}-faults", head, _rows(upload, width, skipped=first_line))


def _rows(upload: UploadRecord, width: int, *, skipped: int) -> Iterator[tuple[str, ...]]:
    """Every row below the first, and a blank one for each fault that belongs to none."""
    by_line = groupby(every_remark(upload.id, FAULT), key=lambda fault: fault.line or 0)
    told, faults = next(by_line, (None, ()))
    header = upload.found["header_line"]
    with file_on_disk(upload.id) as path:
        for chunk in _sheet(path, upload).chunks():
            for line, row in zip(chunk.lines, chunk.rows, strict=True):
                while told is not None and told < line:
                    yield _beside((), width, _words(faults))
                    told, faults = next(by_line, (None, ()))
                words = ""
                if told == line:
                    words = _words(faults)
                    told, faults = next(by_line, (None, ()))
                if line > skipped:
                    yield _beside(row, width, FAULT_COLUMN if line == header else words)
    while told is not None:
        yield _beside((), width, _words(faults))
        told, faults = next(by_line, (None, ()))


def _beside(cells: Iterable[str], width: int, words: str) -> tuple[str, ...]:
    row = tuple(cells)
    return (*row, *[""] * (width - len(row)), words)


def _words(faults: Iterable[Remark]) -> str:
    return " ".join(f"{fault.column}: {fault.message}" if fault.column else fault.message for fault in faults)


def _sheet(path: Path, upload: UploadRecord) -> Sheet:
    book = open_book(path, upload.file_name, upload_limits())
    sheet = next((each for each in book.sheets if each.name == upload.found["sheet"]), None)
    if sheet is None:
        raise Refusal(NONE)
    return sheet
