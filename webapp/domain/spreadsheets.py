"""Texts in files that a spreadsheet will open: none may be taken for a formula, and each is read back as it was."""

from __future__ import annotations

import re

FORMULA = re.compile("'*[=+\\-@\t\r\n＝＋－＠]")
"""How a formula starts, in some program or language of one; apostrophes before it are part of the text."""

PLAIN_NUMBER = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?", re.ASCII)


def safe_cell(text: str) -> str:
    """The text, with an apostrophe before what a spreadsheet would run as a formula; plain numbers stay.

    A text that begins with such an apostrophe itself gets another, so that ``plain_cell`` gives back every text.
    """
    return f"'{text}" if FORMULA.match(text) and not PLAIN_NUMBER.fullmatch(text) else text


def plain_cell(text: str) -> str:
    """The text of a cell without the apostrophe that keeps it from being run: what ``safe_cell`` was given."""
    return text[1:] if text.startswith("'") and FORMULA.match(text, 1) else text
