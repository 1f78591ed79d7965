"""What is wrong with a text that is no figure, and what to write instead."""

from __future__ import annotations

import re

# The first pattern that a refused text contains decides the advice; the last fits every text.
_FAULTS = tuple(
    (re.compile(pattern, re.IGNORECASE).search, sentence)
    for pattern, sentence in (
        (r"^#", "is a spreadsheet error, not a figure: correct the spreadsheet, or leave the cell blank."),
        (r"^[-+\u2212]?(?:s?nan|inf(?:inity)?)$", "is not a figure: write a number, or leave it blank."),
        (r"^[-+\u2212]?[0-9.,]+e[-+]?[0-9]+$", "is written with an exponent: write the figure out in full."),
        (r"_", "has an underscore in it: write the figure with digits only, such as 1000 or 1,000."),
        (r"(?=[^0-9])\d", "has digits that are not 0 to 9: write the figure with ordinary digits."),
        (r"^\(.*\)$", "is in brackets: for a figure below zero write a minus sign, such as -1,234."),
        (r"^[\u2010-\u2015]\s?[0-9]", "starts with a dash: write a minus sign, such as -3."),
        (r"%.*%", "has more than one percent sign: write it once, such as 5%."),
        (r"£.*%", "is both pounds and percent: write one of them."),
        (r"[€$]", "is not in pounds: write the figure in pounds, such as £1,200."),
        (
            r"^£?\s?[0-9.,]+\s?(?:k|m|bn|million|thousand)$",
            "is shortened: write the figure out in full, such as 1,200,000.",
        ),
        (r"^[^0-9]*$", "is not a figure: write a number such as 1,234.5, or leave it blank."),
        (r"\..*\.", "has more than one decimal point: write the figure with one, such as 1234.5."),
        (
            r"[0-9]\s+[-+\u2212]?[0-9]|[0-9]\s?[/;:]|[0-9]\s?[-\u2010-\u2015]\s?[0-9]",
            "looks like more than one number, or one with spaces: write a single figure such as 1,234.5.",
        ),
        (r"\.[0-9]*,", "has a comma after the decimal point: write the figure as in 1,234.5."),
        (r"\.(?:$|\s|%)", "ends in a decimal point: write the figure without it, or with a digit after it."),
        (
            r"^[-+\u2212]?\s?£?\s?[0-9]*,[0-9,.]*%?$",
            "has a comma in the wrong place: write thousands as 1,234 and a decimal point as 1.5.",
        ),
        (r"", "is not a figure: write a number such as 1,234.5, without words or notes beside it."),
    )
)


def fault_of(text: str) -> str:
    """What is wrong with a refused text and what to write instead."""
    return next(sentence for is_found, sentence in _FAULTS if is_found(text))
