"""The parts of a workbook's file: those that are the same in every one, and the words of its XML."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

BOLD, DAY = 1, 2
"""Styles of a cell, by their places in the part below."""

SHEET_END = "</sheetData></worksheet>"

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_SCHEMAS = "http://schemas.openxmlformats.org"
_MAIN = f'xmlns="{_SCHEMAS}/spreadsheetml/2006/main"'
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_RELATIONS = f"{_SCHEMAS}/officeDocument/2006/relationships"
_STYLES = (
    f"{_HEAD}<styleSheet {_MAIN}>"
    '<numFmts count="1"><numFmt numFmtId="164" formatCode="d\\ mmmm\\ yyyy"/></numFmts>'
    '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>'
    '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
    '</fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/>'
    '<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)
_MARKS = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\r": "&#13;", "_": "_x005F_"}
_ESCAPED = re.compile(r"[&<>\"\r\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
_NOT_IN_TITLES = re.compile(r"[\[\]:*?/\\\x00-\x1f\ufffe\uffff]")


def escaped(text: str) -> str:
    """The text as the XML of a workbook holds it; what XML cannot hold as workbooks write it, ``_x0001_``."""
    return _ESCAPED.sub(lambda found: _MARKS.get(found[0]) or f"_x{ord(found[0]):04X}_", text)


def sheet_start(widths: Sequence[int]) -> str:
    """A sheet up to its first row: that one is frozen, and each column has its width in characters."""
    columns = (
        f'<col min="{number}" max="{number}" width="{width}" customWidth="1"/>'
        for number, width in enumerate(widths, start=1)
    )
    return (
        f'{_HEAD}<worksheet {_MAIN}><sheetViews><sheetView workbookViewId="0">'
        '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
        f'<sheetFormatPr defaultRowHeight="15"/><cols>{"".join(columns)}</cols><sheetData>'
    )


def fixed_parts(name: str, sheets: int) -> Iterator[tuple[str, str]]:
    """The path and the text of every part but the sheets, which are called after the table."""
    numbers = range(1, sheets + 1)
    yield "[Content_Types].xml", _types(numbers)
    yield "_rels/.rels", _relations([("officeDocument", "xl/workbook.xml")])
    listed = "".join(f'<sheet name="{_title(name, each)}" sheetId="{each}" r:id="rId{each}"/>' for each in numbers)
    book = f'<workbook {_MAIN} xmlns:r="{_RELATIONS}"><sheets>{listed}</sheets></workbook>'
    yield "xl/workbook.xml", _HEAD + book
    related = [("worksheet", f"worksheets/sheet{each}.xml") for each in numbers]
    yield "xl/_rels/workbook.xml.rels", _relations([*related, ("styles", "styles.xml")])
    yield "xl/styles.xml", _STYLES


def _types(numbers: range) -> str:
    sheets = "".join(
        f'<Override PartName="/xl/worksheets/sheet{each}.xml" ContentType="{_KIND}.worksheet+xml"/>' for each in numbers
    )
    return (
        f'{_HEAD}<Types xmlns="{_SCHEMAS}/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_KIND}.sheet.main+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{_KIND}.styles+xml"/>{sheets}</Types>'
    )


def _relations(targets: Sequence[tuple[str, str]]) -> str:
    listed = "".join(
        f'<Relationship Id="rId{number}" Type="{_RELATIONS}/{kind}" Target="{path}"/>'
        for number, (kind, path) in enumerate(targets, start=1)
    )
    return f'{_HEAD}<Relationships xmlns="{_SCHEMAS}/package/2006/relationships">{listed}</Relationships>'


def _title(name: str, number: int) -> str:
    """The name of a sheet, of which a workbook takes 31 characters."""
    after = f" {number}" if number > 1 else ""
    return escaped(_NOT_IN_TITLES.sub(" ", name)[: 31 - len(after)] + after)
