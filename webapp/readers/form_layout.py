"""The paragraphs and tables of a form as its plain text: a line for each row, labels as they are printed.

That text is what is kept, shown for correcting, and read (``old_form.read_form``), whatever the form came as.
"""

from __future__ import annotations

from collections.abc import Sequence

from webapp.readers.form_cells import ActionTable, holds_form, html_behind, html_of, label_of
from webapp.readers.form_labels import ACTION_FIELDS, NOT_READ, Field, Labelled, find_heading, find_label
from webapp.readers.form_page import Cell, Grid, Words, read_page
from webapp.readers.form_words import value_of, without_start


def html_text(html: str) -> str:
    """The plain text of a form that came as HTML. Raises Refusal where that holds too many tags."""
    layout = _Layout()
    layout.flow(read_page(html))
    return layout.text()


class _Layout:
    """Writes the lines, and remembers what the next paragraph or row may go on from."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._field: Field | None = None  # whose value the next paragraph may go on with
        self._reason: list[str] | None = None  # paragraphs of the reason, where it is being read
        self._expected = ""  # of an instruction that was broken over paragraphs

    def text(self) -> str:
        """Every line that was written."""
        self._end_reason()
        return "\n".join(self._lines).strip() + "\n"

    def flow(self, items: Sequence[Words | Grid]) -> None:
        """Paragraphs and tables one after another."""
        for item in items:
            if isinstance(item, Words):
                self._paragraph(item)
                continue
            self._end_reason()
            self._field = None
            if any(len(row) > 1 for row in item.rows):
                _Table(self).take(item)
            else:  # a frame around paragraphs
                self.flow([each for row in item.rows for cell in row for each in cell.items])
            self._end_reason()
            self._field = None

    def write(self, field: Field, value: str) -> None:
        """A row of the form."""
        self._end_reason()
        self._lines.append(f"{field}\t{value}")

    def not_read(self, text: str) -> None:
        """What belongs to no row of the form."""
        self._end_reason()
        words = " ".join(text.split()).removeprefix(NOT_READ).strip()
        if words:
            self._lines.append(f"{NOT_READ} {words}")
        self._field = None

    def heading(self, text: str) -> bool:
        """Take the form's own heading or instruction; false for any other words."""
        found = find_heading(text, self._expected if self._field is None else "")
        if found is None:
            return False
        self._end_reason()
        self._lines.append(text)
        self._field, self._expected = None, found.expected
        return True

    def _paragraph(self, item: Words) -> None:
        lines = item.text.split("\n")
        labels = [find_label(line) for line in lines]
        first = labels[0]
        if first and first.field is Field.REASON and not any(labels[1:]):
            self._end_reason()
            behind = "".join([first.value, *lines[1:]])
            self._field = Field.REASON
            self._reason = [without_start(item.html, _letters(item.text) - _letters(behind))]
        elif self._reason is not None and not any(labels) and not find_heading(lines[0], ""):
            self._reason.append(item.html)
        else:
            for line, label in zip(lines, labels, strict=True):
                self._line(line, label)

    def _line(self, line: str, label: Labelled | None) -> None:
        text = " ".join(line.split())
        if label is not None and "\t" not in label.value:
            self.write(label.field, " ".join(label.value.split()))
            self._field = label.field
        elif "\t" in line.strip():  # columns made by tabs
            self._end_reason()
            self._lines.append(line)
            self._field = None
        elif text.startswith(NOT_READ):
            self.not_read(text)
        elif not self.heading(text):
            if text and self._field is None:
                self.not_read(text)
            else:
                self._lines.append(text)

    def _end_reason(self) -> None:
        if self._reason is not None:
            self._lines.append(f"{Field.REASON}\t{value_of(''.join(self._reason))}")
            self._reason = None


def _letters(text: str) -> int:
    """How many letters a text has, spaces not counted."""
    return len("".join(text.split()))


class _Table:
    """Takes a table row by row: a label and its value, actions side by side, or a row of the council's own."""

    def __init__(self, layout: _Layout) -> None:
        self._layout = layout
        self._actions = ActionTable()
        self._field: Field | None = None  # of the row being taken, and what it has so far
        self._values: list[str] = []
        self._wide = False  # the label has a row for itself, so that its value stands below

    def take(self, grid: Grid) -> None:
        """Every row of the table."""
        for row in grid.rows:
            self._row(row)
        self._finish()

    def _row(self, row: list[Cell]) -> None:
        solid = [cell for cell in row if cell.text]
        if any(holds_form(cell) for cell in solid):
            self._finish()
            for cell in solid:
                self._layout.flow(cell.items)
        elif solid and self._actions.takes(row):
            self._finish_value()
        elif solid:
            self._finish_actions()
            self._labelled(row, solid)

    def _labelled(self, row: list[Cell], solid: list[Cell]) -> None:
        first = solid[0]
        label = None if row[0].continues else label_of(first)
        if label is not None:
            self._finish_value()
            self._wide = len(row) == 1
            self._begin(label, first)
            for cell in solid[1:]:
                self._add(cell)
        elif self._field is not None and (row[0].continues or not row[0].text):
            self._values += [html_of(cell) for cell in solid]
        elif find_heading(first.text, ""):
            self._finish_value()
            self._layout.flow(first.items)
            self._layout.not_read(" – ".join(cell.text for cell in solid[1:]))
        elif self._field is not None and self._wide:
            self._values += [html_of(cell) for cell in solid]
        else:
            self._finish_value()
            self._layout.not_read(" – ".join(cell.text for cell in solid))

    def _begin(self, label: Labelled, cell: Cell) -> None:
        self._field = label.field
        self._values = [html_behind(cell, label)] if label.value else []

    def _add(self, cell: Cell) -> None:
        """A cell behind the first: a further label with no value of its own in it, or a value."""
        label = label_of(cell)
        if label is not None and not label.value:
            self._finish_value()
            self._begin(label, cell)
        else:
            self._values.append(html_of(cell))

    def _finish(self) -> None:
        self._finish_value()
        self._finish_actions()

    def _finish_value(self) -> None:
        if self._field is not None:
            self._layout.write(self._field, value_of("".join(self._values)))
        self._field, self._values = None, []

    def _finish_actions(self) -> None:
        actions, others = self._actions.finish()
        for action in actions:
            for field in ACTION_FIELDS:
                if field in action:
                    self._layout.write(field, action[field])
        for other in others:
            self._layout.not_read(other)
