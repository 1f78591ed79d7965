"""The cells of an OpenDocument spreadsheet as text."""

from __future__ import annotations

import re

from webapp.readers.sheets import opendocument_names as names
from webapp.readers.sheets.values import FALSE, TRUE, figure_text, iso_duration_text, iso_text, percent_text
from webapp.readers.sheets.xml_stream import Attributes

_ERROR = re.compile(r"#(?:DIV/0!|N/A|NAME\?|NULL!|NUM!|REF!|VALUE!)|Err:[0-9]{3}")

_STORED = {
    "float": (names.VALUE, figure_text),
    "currency": (names.VALUE, figure_text),
    "percentage": (names.VALUE, percent_text),
    "date": (names.DATE_VALUE, iso_text),
    "time": (names.TIME_VALUE, iso_duration_text),
    "boolean": (names.BOOLEAN_VALUE, lambda value: TRUE if value == "true" else FALSE),
}
_TEXT = (names.STRING_VALUE, str)


def cell_text(attributes: Attributes, shown: str | None) -> str | None:
    """The text of a cell with these attributes that shows this, if anything; None for a formula without a result.

    An error is a text with no value, or, from older programs, a zero that shows what it is.
    """
    if shown is not None and _ERROR.fullmatch(shown):
        return shown
    attribute, text_of = _STORED.get(attributes.get(names.VALUE_TYPE, ""), _TEXT)
    stored = attributes.get(attribute)
    if stored is not None:
        return text_of(stored)
    return "" if shown is None and names.FORMULA not in attributes else shown
