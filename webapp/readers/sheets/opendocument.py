"""OpenDocument spreadsheets (.ods) as books: no library that reads them as a stream tells what is hidden or merged."""

from __future__ import annotations

from collections.abc import Iterator

from webapp.domain.errors import Refusal
from webapp.domain.limits import Limits
from webapp.readers.kinds import OPEN_DOCUMENT, refusal_of
from webapp.readers.sheets.grid import Grid, GridSheet
from webapp.readers.sheets.model import Book, Sheet
from webapp.readers.sheets.opendocument_rows import Rows
from webapp.readers.sheets.opendocument_survey import Survey, survey
from webapp.readers.sheets.remarks import MACROS, NO_SHEET, PROTECTED, hidden_sheet
from webapp.readers.sheets.xml_stream import Attributes, read_elements
from webapp.readers.sheets.zipped import SMALL_PART, Package

KIND = "OpenDocument spreadsheet"
MANIFEST = "META-INF/manifest.xml"

_CONTENT = "content.xml"
_MACROS = ("basic/", "scripts/")


def open_opendocument(package: Package, limits: Limits) -> Book:
    """The sheets that can be seen. Raises Refusal for a text or a drawing, and where a password is needed."""
    if _is_protected(package):
        raise Refusal(PROTECTED)
    found = survey(package.blocks(_CONTENT))
    if not found.is_spreadsheet:
        raise refusal_of(OPEN_DOCUMENT)
    seen = [number for number, sheet in enumerate(found.sheets) if not sheet.is_hidden]
    if not seen:
        raise Refusal(NO_SHEET)
    notes = [hidden_sheet(sheet.name) for sheet in found.sheets if sheet.is_hidden]
    if any(name.startswith(_MACROS) for name in package.names):
        notes.append(MACROS)
    return Book(KIND, tuple(_sheet(package, found, number, limits) for number in seen), tuple(notes))


def _sheet(package: Package, found: Survey, number: int, limits: Limits) -> Sheet:
    surveyed = found.sheets[number]

    def new_grid() -> Grid:
        return Grid(limits, surveyed.hidden_columns)

    def read(grid: Grid) -> Iterator[None]:
        return Rows(number, found.hiding, grid).rows_of(package.blocks(_CONTENT))

    return GridSheet(surveyed.name, new_grid, read, tuple(surveyed.merged)).sheet


def _is_protected(package: Package) -> bool:
    """True where the list of parts says that one is encrypted, or the whole document is one encrypted part."""
    found = "encrypted-package" in package

    def start(name: str, _attributes: Attributes) -> None:
        nonlocal found
        found = found or name.endswith(" encryption-data")

    if MANIFEST in package:
        read_elements(package.blocks(MANIFEST, most=SMALL_PART), start)
    return found
