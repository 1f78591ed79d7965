"""Cells of a form's tables: which of them are labels, and actions side by side or one beside another."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape

from webapp.readers.form_labels import ACTION_FIELDS, TELLING, Field, Labelled, action_columns, find_label
from webapp.readers.form_page import Cell, Grid, Words
from webapp.readers.form_words import value_of, without_start

_NUMBERING = re.compile(r"^\s*\(?\d{1,2}[.)]\s+")
_HINT = re.compile(r"\s*[(\[][^()\[\]]*[)\]]\s*:?\s*$")
_ORDINAL = re.compile(r"\W*\d{0,3}\W*")
LEAST_COLUMNS = 3


def label_of(cell: Cell) -> Labelled | None:
    """The label that a cell is, or begins with: numbered, broken over lines or with a hint in brackets behind it."""
    text = _NUMBERING.sub("", cell.text)
    joined = text.replace("\n", " ")
    first, _, rest = text.partition("\n")
    alone = find_label(first)
    if alone is not None and not alone.value:
        alone = Labelled(alone.field, rest)
    return find_label(joined) or find_label(_HINT.sub("", joined)) or alone


def holds_form(cell: Cell) -> bool:
    """True for a cell that holds rows of the form, as text or as a table in the table."""
    lines = cell.text.split("\n")
    fields = {label.field for label in map(find_label, lines) if label is not None}
    in_table = any(isinstance(item, Grid) for item in cell.items) and (
        bool(fields & TELLING) or any(action_columns(line) for line in lines)
    )
    return in_table or len(fields & TELLING) > 1 or len(fields.intersection(ACTION_FIELDS)) >= LEAST_COLUMNS


def html_of(cell: Cell) -> str:
    """Everything in a cell as paragraphs and lists."""
    return "".join(_html(cell))


def html_behind(cell: Cell, label: Labelled) -> str:
    """What stands in a cell behind its label."""
    said = len("".join(cell.text.split())) - len("".join(label.value.split()))
    return without_start(html_of(cell), said)


def columns_of(row: list[Cell]) -> Iterator[tuple[int, Cell]]:
    """Each cell with the column it begins in."""
    column = 0
    for cell in row:
        yield column, cell
        column += cell.span


@dataclass(slots=True)
class ActionTable:
    """Actions below one another under What, How, Who and When; or beside one another behind them."""

    actions: list[dict[Field, str]] = field(default_factory=list)
    others: list[str] = field(default_factory=list)
    _fields: dict[int, Field] = field(default_factory=dict)  # by column
    _headings: dict[int, str] = field(default_factory=dict)
    _above: dict[int, Cell] = field(default_factory=dict)
    _beside: dict[int, dict[Field, str]] = field(default_factory=dict)  # an action by column

    def takes(self, row: list[Cell]) -> bool:
        """Take a row if it is one of such a table."""
        return self._is_heading(row) or self._is_below(row) or self._is_beside(row)

    def _is_heading(self, row: list[Cell]) -> bool:
        found = {column: label_of(cell) for column, cell in columns_of(row) if cell.text}
        fields = {column: label.field for column, label in found.items() if label and not label.value}
        actions = {column: each for column, each in fields.items() if each in ACTION_FIELDS}
        if len(set(actions.values())) < max(LEAST_COLUMNS, len(actions)):
            return False
        self._fields, self._above = actions, {}
        self._headings = {column: cell.text for column, cell in columns_of(row) if column not in actions}
        return True

    def _is_below(self, row: list[Cell]) -> bool:
        cells = dict(columns_of(row))
        if not self._fields or not self._fields.keys() <= cells.keys():
            self._fields = {}
            return False
        cells = {column: self._above.get(column, cell) if cell.continues else cell for column, cell in cells.items()}
        self._above = cells
        if any(cells[column].text for column in self._fields):
            self.actions.append({each: value_of(html_of(cells[column])) for column, each in self._fields.items()})
            self.others += [
                f"{self._headings.get(column, '')} – {cell.text}".removeprefix(" – ")
                for column, cell in cells.items()
                if column not in self._fields and not _ORDINAL.fullmatch(cell.text)
            ]
        return True

    def _is_beside(self, row: list[Cell]) -> bool:
        (_, first), *others = columns_of(row) if row else ((0, Cell()),)
        label = label_of(first)
        values = {column: cell for column, cell in others if cell.text and not label_of(cell)}
        if label is None or label.value or label.field not in ACTION_FIELDS:
            return False
        if label.field is Field.WHAT and len(values) > 1:
            self.actions += self._beside.values()
            self._beside = {column: {} for column in values}
        if not self._beside or not values.keys() <= self._beside.keys():
            return False
        for column, cell in values.items():
            self._beside[column][label.field] = value_of(html_of(cell))
        return True

    def finish(self) -> tuple[list[dict[Field, str]], list[str]]:
        """The actions in their order, and what stood beside them in columns of the council's own; begins anew."""
        found = ([*self.actions, *self._beside.values()], self.others)
        self.actions, self.others, self._beside = [], [], {}
        return found


def _html(cell: Cell) -> Iterator[str]:
    for item in cell.items:
        if isinstance(item, Words):
            yield item.html
        else:
            yield from (f"<p>{line}</p>" for line in escape(item.text, quote=False).split("\n"))
