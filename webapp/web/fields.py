"""Form fields of ours: figures, dates and periods as people write them; an error keeps what was typed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from wtforms import Field, FieldList
from wtforms.widgets import TextInput

from webapp.domain import formats, numbers
from webapp.domain.errors import Refusal
from webapp.domain.periods import Calendar, Frequency, Period

BAD_DATE = "Write the date as day, month and year, for example 31 March 2015 or 31/03/2015."

MONTHS = {
    name: month
    for month, names in enumerate(
        ("january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul",
         "august aug", "september sept sep", "october oct", "november nov", "december dec"),
        start=1,
    )
    for name in names.split()
}  # fmt: skip

ISO_DATE = re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})", re.ASCII)
UK_DATE = re.compile(r"(?P<day>\d{1,2})([/.-])(?P<month>\d{1,2})\2(?P<year>\d{4})", re.ASCII)
WORDED_DATE = re.compile(r"(?P<day>\d{1,2})(?:st|nd|rd|th)?\s+(?P<month>[a-z]+)\.?,?\s+(?P<year>\d{4})", re.ASCII)


def typed_lines(text: str | None) -> str:
    """The text with LF line ends, as they are kept: browsers send them as CR LF."""
    return (text or "").replace("\r\n", "\n").replace("\r", "\n")


def read_date(text: str) -> date:
    """Read ``31 March 2015``, ``31 Mar 2015``, ``31/03/2015`` or ``2015-03-31``; raises Refusal."""
    written = text.strip().lower()
    found = ISO_DATE.fullmatch(written) or UK_DATE.fullmatch(written) or WORDED_DATE.fullmatch(written)
    if found is None:
        raise Refusal(f'"{text.strip()}" is not a date we can read. {BAD_DATE}')
    month = MONTHS.get(found["month"]) or (int(found["month"]) if found["month"].isdigit() else 0)
    try:
        return date(int(found["year"]), month, int(found["day"]))
    except ValueError:
        raise Refusal(f'"{text.strip()}" is not a day in the calendar. {BAD_DATE}') from None


class Rows(FieldList):  # type: ignore[misc]
    """Repeated rows; a row whose number no page of ours would write (``actions-²-who``) is passed over."""

    NUMBER = re.compile(r"-[0-9]{1,6}(?:-|$)")

    def _extract_indices(self, prefix: str, formdata: Iterable[str]) -> Iterator[int]:
        ours = [name for name in formdata if self.NUMBER.match(name.removeprefix(prefix))]
        yield from super()._extract_indices(prefix, ours)


class TypedField(Field):  # type: ignore[misc]
    """One line of text read into a value; a blank is None, and a Refusal's sentence is the field's error.

    Use ``InputRequired`` to insist on an answer: ``DataRequired`` would put its own words for the sentence.
    """

    widget = TextInput()

    def read(self, text: str) -> Any:
        """The value that ``text`` stands for; raises Refusal."""
        raise NotImplementedError

    def write(self, value: Any) -> str:
        """The text that stands in the box for a stored value."""
        raise NotImplementedError

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read what was typed; a text that cannot be read leaves no value behind, only its error."""
        self.data = None
        text = str(valuelist[0]).strip() if valuelist else ""
        if not text:
            return
        try:
            self.data = self.read(text)
        except Refusal as refusal:
            raise ValueError(refusal.sentence) from refusal

    def _value(self) -> str:
        """What stands in the box: what was typed, to the letter, else the stored value."""
        if self.raw_data:
            return str(self.raw_data[0])
        return "" if self.data is None else self.write(self.data)


class NumberField(TypedField):
    """An exact decimal, read as the figures of an upload are (``1,234.5``, ``£1,200``, ``12.5%``)."""

    data: Decimal | None

    def read(self, text: str) -> Decimal:
        return numbers.parse_number(text)

    def write(self, value: Decimal) -> str:
        return numbers.plain(value)


class DueDateField(TypedField):
    """A day, typed in one box as people write it; shown as ``31 March 2015``."""

    data: date | None

    def read(self, text: str) -> date:
        return read_date(text)

    def write(self, value: date) -> str:
        return formats.long_date(value)


class PeriodField(TypedField):
    """A period as people write it (``Q3 2014/15``, ``Oct 2014``); ``calendar`` gives the council's own."""

    data: Period | None

    def __init__(
        self,
        *args: Any,
        calendar: Callable[[], Calendar] = Calendar,
        frequency: Frequency | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.calendar = calendar
        self.frequency = frequency

    def read(self, text: str) -> Period:
        return self.calendar().read(text, self.frequency)

    def write(self, value: Period) -> str:
        return value.label
