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


def cell_text(attributes: Attributes, shown: str) -> str | None:
    """The text of a cell with these attributes that shows this; None for a formula without a result.

    Older programs store an error as a zero, and only show what it is.
    """
    if _ERROR.fullmatch(shown):
        return shown
    how = _STORED.get(attributes.get(names.VALUE_TYPE, ""))
    if how is None:
        text = shown or attributes.get(names.STRING_VALUE)
    else:
        attribute, text_of = how
        stored = attributes.get(attribute)
        text = shown if stored is None else text_of(stored)
    if text is None or (not text and how is not None):
        return None if names.FORMULA in attributes else ""
    return text
