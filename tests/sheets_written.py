"""Files of rows for the tests, made as the programs make them that save such files: none lies in the tree."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from html import escape
from pathlib import Path
from typing import Any, NamedTuple

import openpyxl

from webapp.domain.limits import NORMAL, Limits
from webapp.readers.sheets.model import BadCell, Book, Sheet
from webapp.readers.sheets.opening import open_book

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
_KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
ODS = "application/vnd.oasis.opendocument.spreadsheet"
_ODF = "urn:oasis:names:tc:opendocument:xmlns"
_CALC = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"


class Read(NamedTuple):
    """A sheet read to its end."""

    lines: list[int]
    rows: list[list[str]]
    bad: list[BadCell]

    @property
    def by_line(self) -> list[tuple[Any, ...]]:
        """Each row behind its line."""
        return [(line, *row) for line, row in zip(self.lines, self.rows, strict=True)]

    @property
    def faults(self) -> list[tuple[int, int | None]]:
        """Where the faults are."""
        return [(each.line, each.column) for each in self.bad]


def whole(sheet: Sheet) -> Read:
    """All the rows of a sheet."""
    read = Read([], [], [])
    for chunk in sheet.chunks():
        read.lines.extend(chunk.lines)
        read.rows.extend(chunk.rows)
        read.bad.extend(chunk.bad)
    return read


def opened(folder: Path, content: bytes, name: str = "figures", limits: Limits = NORMAL) -> Book:
    """The book that a file with this content is."""
    path = folder / "content"
    path.write_bytes(content)
    return open_book(path, name, limits)


def only(folder: Path, content: bytes, limits: Limits = NORMAL) -> Read:
    """All the rows of the one sheet of a file."""
    (sheet,) = opened(folder, content, limits=limits).sheets
    return whole(sheet)


def saved(book: openpyxl.Workbook) -> bytes:
    """A workbook as openpyxl saves it, which works no formulas out."""
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def zipped(parts: Mapping[str, str | bytes], *, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip of parts, always the same bytes."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, part in parts.items():
            archive.writestr(zipfile.ZipInfo(name), part, method)
    return file.getvalue()


def sheet_xml(rows: str, *, before: str = "", after: str = "", namespace: str = MAIN) -> str:
    """A sheet of Excel's: rows, and what stands around them."""
    return f'<worksheet xmlns="{namespace}">{before}<sheetData>{rows}</sheetData>{after}</worksheet>'


def excel_parts(
    sheet: str,
    *,
    texts: str = "",
    formats: str = "",
    styles: str = "",
    workbook: str = "",
    state: str = "visible",
    namespace: str = MAIN,
) -> dict[str, str | bytes]:
    """The parts of an Excel workbook of one sheet; ``styles`` are those of its cells, ``workbook`` its settings."""
    return {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"/>',
        "_rels/.rels": _links(("rId1", "officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": f'<workbook xmlns="{namespace}" xmlns:r="{_KINDS}">{workbook}'
        f'<sheets><sheet name="Sheet1" sheetId="1" state="{state}" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": _links(
            ("rId1", "worksheet", "worksheets/sheet1.xml"),
            ("rId2", "styles", "/xl/styles.xml"),
            ("rId3", "sharedStrings", "sharedStrings.xml"),
        ),
        "xl/worksheets/sheet1.xml": sheet,
        "xl/styles.xml": f'<styleSheet xmlns="{namespace}"><numFmts>{formats}</numFmts>'
        f'<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/>{styles}</cellXfs></styleSheet>',
        "xl/sharedStrings.xml": f'<sst xmlns="{namespace}">{texts}</sst>',
    }


def excel(rows: str, **parts: str) -> bytes:
    """An Excel workbook of one sheet with these rows."""
    around = {name: parts.pop(name) for name in ("before", "after") if name in parts}
    namespace = parts.get("namespace", MAIN)
    return zipped(excel_parts(sheet_xml(rows, **around, namespace=namespace), **parts))


def _links(*links: tuple[str, str, str]) -> str:
    inner = "".join(f'<Relationship Id="{key}" Type="{_KINDS}/{kind}" Target="{part}"/>' for key, kind, part in links)
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{inner}</Relationships>'


def ods_parts(tables: str, *, styles: str = "", body: str = "") -> dict[str, str | bytes]:
    """The parts of an OpenDocument spreadsheet with these tables; ``body`` stands before them."""
    names = {"office": f"{_ODF}:office:1.0", "table": f"{_ODF}:table:1.0", "text": f"{_ODF}:text:1.0"}
    names |= {"style": f"{_ODF}:style:1.0", "draw": f"{_ODF}:drawing:1.0", "calcext": _CALC}
    declared = " ".join(f'xmlns:{prefix}="{name}"' for prefix, name in names.items())
    return {
        "mimetype": ODS,
        "META-INF/manifest.xml": f'<m:manifest xmlns:m="{_ODF}:manifest:1.0"/>',
        "content.xml": f"<office:document-content {declared}><office:automatic-styles>{styles}"
        f"</office:automatic-styles><office:body><office:spreadsheet>{body}{tables}</office:spreadsheet>"
        "</office:body></office:document-content>",
    }


def ods_cell(text: str | None = None, attributes: str = "", *, kind: str = "table-cell") -> str:
    """A cell that shows a text."""
    inner = "" if text is None else f"<text:p>{escape(text, quote=False)}</text:p>"
    return f"<table:{kind} {attributes}>{inner}</table:{kind}>"


def ods_row(*cells: str, attributes: str = "") -> str:
    """A row; a cell that is text is made one."""
    inner = "".join(each if each.startswith("<") else ods_cell(each) for each in cells)
    return f"<table:table-row {attributes}>{inner}</table:table-row>"


def ods_table(*rows: str, name: str = "Sheet1", columns: str = "", attributes: str = "") -> str:
    """A table of rows."""
    return f'<table:table table:name="{name}" {attributes}>{columns}{"".join(rows)}</table:table>'


def ods(*rows: str, columns: str = "", styles: str = "", body: str = "") -> bytes:
    """An OpenDocument spreadsheet of one table."""
    return zipped(ods_parts(ods_table(*rows, columns=columns), styles=styles, body=body))
