"""Cells of one column as values, many at a time: a text that was read once is not read again."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Generic, NamedTuple, TypeVar

from webapp.domain.cell_words import Meaning, advice_on, meaning_of
from webapp.domain.errors import BadNumber
from webapp.domain.numbers import parse_number, to_stored
from webapp.domain.periods import Calendar
from webapp.domain.quality_words import quality_of, yes_or_no
from webapp.domain.quoting import quoted
from webapp.domain.spreadsheets import plain_cell
from webapp.readers.figures.layout import TARGETS, Role

T = TypeVar("T")

MOST_KEPT = 50_000
"""Different texts of a column that are remembered at a time."""

_PLAIN = r"(?:-(?!0+(?:\.0+)?(?:[\n%]|\Z)))?[0-9]{1,12}(?:\.[0-9]{1,6})?"
_PLAIN_CELL = re.compile(rf"{_PLAIN}%?")
_PLAIN_COLUMN = re.compile(rf"(?>(?:{_PLAIN})?\n)*+")
_STARTS, _ENDS = frozenset("0123456789-+£"), frozenset("0123456789%")
_SHAPE = str.maketrans("23456789", "11111111")
_UNCHANGED = "Blank is not zero: it changes nothing."


class Cell(NamedTuple, Generic[T]):
    """What one text says, and what is to be said of it: a fault, or what it is taken to mean."""

    value: T | None = None
    fault: str = ""
    note: str = ""
    rounded: bool = False
    not_applicable: bool = False


_NOTHING_TO_SAY = ("", "", False, False)


class Memory(dict[str, T | None]):
    """The values of a column's texts; ``odd`` has those of which something is to be said."""

    def __init__(self, read: Callable[[str], Cell[T]]) -> None:
        super().__init__()
        self.odd: dict[str, Cell[T]] = {}
        self._read = read

    def __missing__(self, text: str) -> T | None:
        cell = self._read(as_written(text))
        if cell[1:] != _NOTHING_TO_SAY:
            self.odd[text] = cell
        self[text] = cell.value
        return cell.value

    def column(self, texts: Sequence[str]) -> list[T | None]:
        """A value for each text."""
        self._forget()
        return list(map(self.__getitem__, map(str.strip, texts)))

    def odd_places(self, texts: Iterable[str]) -> list[tuple[int, str, Cell[T]]]:
        """Where something is to be said of the texts of the last ``column``."""
        odd = self.odd
        return [(at, text, odd[text]) for at, text in enumerate(map(str.strip, texts)) if text in odd] if odd else []

    def _forget(self) -> None:
        if len(self) > MOST_KEPT:
            self.clear()
            self.odd.clear()


class Numbers(Memory[Decimal]):
    """As Memory, with a short way for plain numbers, which are mostly different from each other."""

    def column(self, texts: Sequence[str]) -> list[Decimal | None]:
        self._forget()
        lines = "\n".join(texts)
        if " " in lines or "\t" in lines:
            texts = list(map(str.strip, texts))
            lines = "\n".join(texts)
        if _PLAIN_COLUMN.fullmatch(f"{lines}\n") and lines.count("\n") == len(texts) - 1:
            return [Decimal(text) if text else None for text in texts] if "" in texts else list(map(Decimal, texts))
        others = {text for text in set(texts) if _PLAIN_CELL.fullmatch(text) is None}
        return [self[text] if text in others else Decimal(text.rstrip("%")) for text in texts]


def as_written(text: str) -> str:
    """What somebody wrote into the cell: without space around it, and without the apostrophe that keeps a text from
    being run as a formula."""
    return plain_cell(text).strip()


def texts_of(cells: Iterable[str]) -> list[str]:
    """Every cell of a column as written."""
    return [text.strip() if text[:1] != "'" else as_written(text) for text in cells]


def numbers(role: Role) -> Numbers:
    """A column of figures."""
    of_target = role in TARGETS
    known: dict[str, str] = {}  # what is wrong with a text, by its digits' places: a million texts have few shapes

    def read(text: str) -> Cell[Decimal]:
        if not text:
            return Cell()
        looks_like_one = text[-1] in _ENDS and text[0] in _STARTS
        meaning = None if looks_like_one else meaning_of(text)
        if meaning is not None:
            return _meant(text, meaning, role)
        advice = None if looks_like_one else advice_on(text, of_target=of_target)
        if advice is not None:
            return Cell(fault=advice)
        shape = text.translate(_SHAPE)
        if shape in known:
            return Cell(fault=f"{quoted(text)} {known[shape]} {_UNCHANGED}")
        try:
            stored = to_stored(parse_number(text))
        except BadNumber as refusal:
            what = refusal.sentence.removeprefix(f"{quoted(text)} ")
            if what != refusal.sentence and len(known) < MOST_KEPT:
                known[shape] = what
            return Cell(fault=f"{refusal.sentence} {_UNCHANGED}")
        return Cell(stored.value, rounded=stored.rounded)

    return Numbers(read)


def qualities() -> Memory[str]:
    """A column of final, provisional and estimated."""

    def read(text: str) -> Cell[str]:
        quality = quality_of(text) if text else None
        if text and quality is None:
            return Cell(
                fault=f"{quoted(text)} is no quality. Write final, provisional or estimated, or leave it blank."
            )
        return Cell(quality)

    return Memory(read)


def yes_or_nos() -> Memory[bool]:
    """A column of yes and no."""

    def read(text: str) -> Cell[bool]:
        said = yes_or_no(text)
        if text and said is None:
            return Cell(fault=f"{quoted(text)} is neither yes nor no. Write one, or leave it blank.")
        return Cell(said)

    return Memory(read)


def days(calendar: Calendar) -> Memory[date]:
    """A column of dates, each written as a day or as the period at whose end it is."""

    def read(text: str) -> Cell[date]:
        if not text:
            return Cell()
        if meaning_of(text) is not None:
            return Cell(note=f"{quoted(text)} means that no date is known: it changes nothing.")
        day = calendar.read_due_date(text)
        if day is None:
            return Cell(
                fault=f"{quoted(text)} names no single day. Write one such as 31 March 2015, or leave it blank."
            )
        return Cell(day)

    return Memory(read)


def _meant(text: str, meaning: Meaning, role: Role) -> Cell[Decimal]:
    """A word where a figure could be: taken for what it means, if that can be said of such a figure."""
    if meaning is Meaning.NO_DATA or role in (Role.NUMERATOR, Role.DENOMINATOR):
        return Cell(note=f"{quoted(text)} means {Meaning.NO_DATA}: it changes nothing.")
    if role is Role.ACTUAL:
        note = f"{quoted(text)} means not applicable: the indicator has no figure for this period."
        return Cell(note=note, not_applicable=True)
    message = (
        f"{quoted(text)} cannot be said of a target. Write a figure, or leave the cell blank: that changes nothing."
    )
    return Cell(fault=message)
