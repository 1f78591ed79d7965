"""The old form's text as entries, one for each label, and the lines that belong to none."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from webapp.readers.form_labels import (
    ACTION_FIELDS,
    NOT_READ,
    Field,
    action_columns,
    cells,
    find_heading,
    find_label,
)

# Values of one line and lists of figures end at a blank line; prose goes on to the next label.
_BRIEF = {Field.TITLE, Field.DIRECTOR, Field.LEAD, Field.TARGET, Field.PERFORMANCE}

# A label of the council's own: words before a tab or, where prose cannot stand, before a colon.
_OWN_TABBED = re.compile(r"[^\W\d_][^\t\d]{0,58}\t\s*\S")
_OWN_COLON = re.compile(r"[A-Z][^\W\d]*(?:[ '()/&-]+[^\W\d]+){0,5}\)?\s*:(?:\s|$)")

_EMPTY = " \t\u00a0|"
_TABLE_RULE = re.compile(r"\s*[|+][\s|:+=-]*[=-][\s|:+=-]*")


@dataclass(slots=True)
class Entry:
    """A label, the lines of its value, and its first line as written."""

    field: Field
    lines: list[str]
    first: str

    @property
    def text(self) -> str:
        """The value with its line breaks, without blank lines around it."""
        return "\n".join(self.lines).strip()

    @property
    def as_written(self) -> str:
        """Label and value on one line, for a list of what could not be read."""
        return " ".join([*self.first.split(), *" ".join(self.lines[1:]).split()])


@dataclass(slots=True)
class Entries:
    """Everything a text holds: each line is in an entry, among the unread, or the printed form's own."""

    found: list[Entry] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)


def read_entries(text: str) -> Entries:
    """Sort every line of ``text``."""
    reader = _Reader()
    for line in text.splitlines():
        reader.take(line)
    return reader.entries


class _Reader:
    """Remembers the entry that the next line may continue, and the heading or table it may belong to."""

    def __init__(self) -> None:
        self.entries = Entries()
        self._entry: Entry | None = None
        self._after_blank = False
        self._expected = ""  # of an instruction that was broken over lines
        self._columns: tuple[Field, ...] = ()

    def take(self, line: str) -> None:
        if _TABLE_RULE.fullmatch(line):
            return
        if not line.strip(_EMPTY):
            self._take_blank()
            return
        if line.startswith(NOT_READ):
            self._entry = None
            self.entries.unread.append(line.removeprefix(NOT_READ).strip())
        elif not (self._take_table(line) or self._take_heading(line) or self._take_label(line)):
            self._continue(line)
        self._after_blank = False

    def _take_blank(self) -> None:
        self._after_blank = True
        if self._entry is not None:
            if self._entry.field in _BRIEF and self._entry.text:
                self._entry = None
            else:
                self._entry.lines.append("")

    def _take_table(self, line: str) -> bool:
        """A row of actions side by side, below their heading row."""
        columns = action_columns(line)
        if columns:
            self._columns, self._entry = columns, None
            return True
        row = cells(line)
        if not self._columns or len(row) != len(self._columns):
            return False
        by_field = dict(zip(self._columns, row, strict=True))
        self.entries.found += [
            Entry(each, [by_field[each]], f"{each}: {by_field[each]}") for each in ACTION_FIELDS if each in by_field
        ]
        return True

    def _take_heading(self, line: str) -> bool:
        heading = find_heading(line, self._expected if self._entry is None else "")
        if heading is None:
            return False
        self._entry, self._expected, self._columns = None, heading.expected, ()
        if heading.rest:
            self.entries.unread.append(heading.rest.strip())
        return True

    def _take_label(self, line: str) -> bool:
        label = find_label(line)
        if label is None:
            return False
        self._entry = Entry(label.field, [label.value], line)
        self._expected, self._columns = "", ()
        self.entries.found.append(self._entry)
        return True

    def _continue(self, line: str) -> None:
        if self._entry is not None and self._is_own_label(line, self._entry.field):
            self._entry = None
        if self._entry is None:
            self.entries.unread.append(" ".join(line.split()))
        else:
            self._entry.lines.append(line.strip())

    def _is_own_label(self, line: str, inside: Field) -> bool:
        """True for a row that the printed form does not have; the reason may hold anything."""
        if inside is Field.REASON:
            return False
        colon_counts = inside in _BRIEF or self._after_blank
        return bool(_OWN_TABBED.match(line) or (colon_counts and _OWN_COLON.match(line)))
