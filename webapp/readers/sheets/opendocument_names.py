"""The names in an OpenDocument spreadsheet that are read, as the parser gives them."""

from __future__ import annotations

_OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
_OFFICE, _TABLE, _STYLE = f"{_OASIS}office:1.0", f"{_OASIS}table:1.0", f"{_OASIS}style:1.0"
_CALC = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"
TEXT = f"{_OASIS}text:1.0 "

SPREADSHEET = f"{_OFFICE} spreadsheet"
TABLE, TABLE_NAME, STYLE_NAME = f"{_TABLE} table", f"{_TABLE} name", f"{_TABLE} style-name"
COLUMN, COLUMN_GROUP = f"{_TABLE} table-column", f"{_TABLE} table-column-group"
ROW, ROW_GROUP = f"{_TABLE} table-row", f"{_TABLE} table-row-group"
CELL, COVERED = f"{_TABLE} table-cell", f"{_TABLE} covered-table-cell"
COLUMNS_REPEATED, ROWS_REPEATED = f"{_TABLE} number-columns-repeated", f"{_TABLE} number-rows-repeated"
COLUMNS_SPANNED, ROWS_SPANNED = f"{_TABLE} number-columns-spanned", f"{_TABLE} number-rows-spanned"
VISIBILITY, DISPLAY = f"{_TABLE} visibility", f"{_TABLE} display"

FORMULA, CALC_TYPE = f"{_TABLE} formula", f"{_CALC} value-type"
VALUE_TYPE, VALUE, STRING_VALUE = f"{_OFFICE} value-type", f"{_OFFICE} value", f"{_OFFICE} string-value"
DATE_VALUE, TIME_VALUE, BOOLEAN_VALUE = f"{_OFFICE} date-value", f"{_OFFICE} time-value", f"{_OFFICE} boolean-value"

PARAGRAPH, SPACES, SPACE_COUNT = f"{TEXT}p", f"{TEXT}s", f"{TEXT}c"
TAB, LINE_BREAK = f"{TEXT}tab", f"{TEXT}line-break"

STYLE, STYLE_OWN_NAME = f"{_STYLE} style", f"{_STYLE} name"
TABLE_PROPERTIES = f"{_STYLE} table-properties"
ROW_PROPERTIES, ROW_HEIGHT = f"{_STYLE} table-row-properties", f"{_STYLE} row-height"
COLUMN_PROPERTIES, COLUMN_WIDTH = f"{_STYLE} table-column-properties", f"{_STYLE} column-width"

NO_CELLS = frozenset(
    {
        f"{_OFFICE} annotation",
        f"{_OFFICE} forms",
        *(
            f"{_TABLE} {name}"
            for name in ("tracked-changes", "dde-links", "shapes", "named-expressions", "table-source")
        ),
        *(f"{_TABLE} {name}" for name in ("content-validations", "database-ranges", "data-pilot-tables", "scenario")),
    }
)
"""Elements that hold tables, cells or texts which are not those of the sheet."""
