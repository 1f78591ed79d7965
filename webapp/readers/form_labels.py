"""The printed form's own labels, headings and instruction lines, and how a line is recognised as one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum


class Field(StrEnum):
    """A row of the form, under its printed label."""

    TITLE = "Indicator Title"
    DIRECTOR = "Strategic Director Lead"
    LEAD = "Departmental Lead"
    TARGET = "Target"
    PERFORMANCE = "Performance this Period"
    REASON = "Non-compliance reason"
    WHAT = "What (is required)"
    HOW = "How (will it be achieved)"
    WHO = "Who (will be responsible)"
    WHEN = "When (will results be realised)"


ACTION_FIELDS = (Field.WHAT, Field.HOW, Field.WHO, Field.WHEN)

TELLING = frozenset({Field.TITLE, Field.DIRECTOR, Field.LEAD, Field.PERFORMANCE, Field.REASON})
"""Rows by which a text shows itself to be the form: "Target" and "What" begin lines of other texts too."""

NOT_READ = "Not read:"
"""What begins a line that belongs to no row of the form: a note, or a row of the council's own."""

# The short ones are everyday words, so only a colon, a tab, a table's bar, a wide gap or standing alone on
# the line makes a label of them.
_LONG = {
    Field.TITLE: r"indicator (?:title|name)",
    Field.DIRECTOR: r"strategic director(?: lead)?",
    Field.LEAD: r"department(?:al)? lead",
    Field.PERFORMANCE: r"performance (?:(?:for|in) )?this period",
    Field.REASON: r"non(?:-| )?compliance reasons?(?:\(s\)|/s)?|reasons?(?:/s)? for non(?:-| )?compliance",
    Field.WHAT: r"what \(?is required\)?(?: [0-9]+)?",
    Field.HOW: r"how \(?will it be achieved\)?(?: [0-9]+)?",
    Field.WHO: r"who \(?(?:will be|is) responsible\)?(?: [0-9]+)?",
    Field.WHEN: r"when \(?will (?:the )?results be reali[sz]ed\)?(?: [0-9]+)?",
}
_SHORT = {
    Field.TARGET: r"targets?(?:\(s\))?",
    Field.WHAT: r"what(?: [0-9]+)?",
    Field.HOW: r"how(?: [0-9]+)?",
    Field.WHO: r"who(?: [0-9]+)?",
    Field.WHEN: r"when(?: [0-9]+)?",
}
_TEMPLATE = (
    ("performance action plan", "template"),
    (
        "this template is to be completed",
        "for all measures showing red status of non compliance against the specified target reported",
    ),
    ("indicator overview", ""),
    (
        "current situation",
        "detail what the performance is for this measure and reason s for non compliance",
    ),
    (
        "actions",
        "this describes what s necessary or how to achieve a green score this way everyone is clear on what "
        "is required and when knows the expected outcome and how to achieve it",
    ),
)
_HEADING = re.compile(r"\W*(?:INDICATOR OVERVIEW|CURRENT SITUATION|ACTIONS)\b(?!\s+[a-z])[^\w]*(?P<rest>.*)")
_DECORATION = " \t\u00a0|*_#"


@dataclass(frozen=True, slots=True)
class Labelled:
    """A line that begins with a label, and what stands behind it."""

    field: Field
    value: str


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading or instruction of the printed form: words still ``expected``, and a ``rest`` not its own."""

    expected: str = ""
    rest: str = ""


def find_label(line: str) -> Labelled | None:
    """The label a line begins with, in any case and spacing; a colon, tab, bar or nothing follows it."""
    for pattern in (_LONG_LINE, _SHORT_LINE):
        match = pattern.match(line)
        if match is not None:
            field = next(Field[name] for name, found in match.groupdict().items() if found and name != "value")
            return Labelled(field, _value(match["value"], in_table=line.lstrip().startswith("|")))
    return None


def find_heading(line: str, expected: str) -> Heading | None:
    """The form's own heading or instruction, or the next words of one that was broken over lines."""
    words = _words(line)
    if not words:
        return None
    if _begins(expected, words):
        return Heading(expected[len(words) :].strip())
    for heading, instruction in _TEMPLATE:
        whole = f"{heading} {instruction}".strip()
        if _begins(whole, words) and len(words) >= len(heading):
            return Heading(whole[len(words) :].strip())
    other = _HEADING.fullmatch(line.strip())
    return Heading(rest=other["rest"]) if other else None


def action_columns(line: str) -> tuple[Field, ...]:
    """The fields of a table's heading row, where a line is one: What, How, Who, When side by side."""
    labels = [find_label(cell) for cell in cells(line)]
    fields = tuple(label.field for label in labels if label is not None and not label.value)
    is_heading_row = len(fields) == len(labels) >= 3 and set(fields) <= set(ACTION_FIELDS)
    return fields if is_heading_row and len(set(fields)) == len(fields) else ()


def cells(line: str) -> list[str]:
    """The cells of a table's line, parted by tabs or bars."""
    trimmed = line.strip().strip("|")
    return [cell.strip() for cell in re.split(r"\t+|\|" if "|" not in trimmed else r"\|", trimmed)]


def _line(labels: dict[Field, str], separator: str) -> re.Pattern[str]:
    names = "|".join(f"(?P<{field.name}>{pattern})" for field, pattern in labels.items())
    spaced = names.replace(" ", r"[ \u00a0]+")
    return re.compile(rf"[{_DECORATION}]*(?:{spaced})[*_?]*(?:{separator})(?P<value>.*)", re.IGNORECASE | re.DOTALL)


_SHORT_LINE = _line(_SHORT, r"[ \u00a0]*(?:[:|\t]|$)|[ \u00a0]{3,}")
_LONG_LINE = _line(_LONG, r"[ \u00a0]*(?:[:|\t]|$)|[ \u00a0]{2,}|[ ]+[-–—][ ]+")


def _value(text: str, *, in_table: bool) -> str:
    """The value behind a label, without what else parts the two or closes a table's line."""
    value = text.strip().lstrip(":|").removeprefix("**").strip()
    return value.removesuffix("|").strip() if in_table else value


def _words(line: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", line.casefold()))


def _begins(text: str, words: str) -> bool:
    return f"{text} ".startswith(f"{words} ")
