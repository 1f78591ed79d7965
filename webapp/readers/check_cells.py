"""The cells of one row of a spreadsheet to check; a cell that cannot be read stops nothing and is told."""

from __future__ import annotations

import re
from decimal import Decimal

from webapp.domain.errors import BadNumber, Refusal
from webapp.domain.numbers import PLACES, parse_number
from webapp.domain.periods import Calendar
from webapp.domain.quoting import quoted
from webapp.domain.rag import Polarity, Tolerance
from webapp.domain.variance import Target
from webapp.readers.check_csv import BOUNDS, CheckRow
from webapp.readers.rule_words import read_polarity, read_tolerance

# A target has a period, which these figures do not name and their arithmetic does not need.
_ANY_PERIOD = Calendar().from_key("2000-FY")

# Spreadsheets write a whole number as 1.0 too.
_DECIMALS = re.compile(rf"([0-{PLACES}])(?:\.0+)?")


class Cells:
    """Reads cells and keeps a sentence for each that it cannot read."""

    def __init__(self, row: CheckRow) -> None:
        self._row = row
        self.remarks: list[str] = []

    def has(self, *columns: str) -> bool:
        """True where one of the columns is there, though it may be blank."""
        return any(column in self._row for column in columns)

    def filled(self, *columns: str) -> tuple[str, ...]:
        """Those of the columns in which something is written."""
        return tuple(column for column in columns if self._row[column])

    def remark(self, column: str, sentence: str) -> None:
        """Keep what is wrong with a cell."""
        self.remarks.append(f"{column}: {sentence}")

    def figure(self, column: str) -> Decimal | None:
        """The figure with all its places; None for a blank, or what is told to be none."""
        text = self._row[column]
        if not text:
            return None
        try:
            return parse_number(text)
        except BadNumber as refusal:
            self.remark(column, refusal.sentence)
            return None

    def polarity(self) -> Polarity | None:
        """Which way is better; None for a blank too."""
        try:
            return read_polarity(self._row["polarity"])
        except Refusal as refusal:
            self.remark("polarity", refusal.sentence)
            return None

    def band(self, column: str) -> Tolerance:
        """``5%`` of target or ``2.5`` units; blank is 0."""
        try:
            return read_tolerance(self._row[column])
        except BadNumber as refusal:
            self.remark(column, refusal.sentence)
            return Tolerance()

    def decimals(self) -> int | None:
        """The places at which a stated variance is compared."""
        text = self._row["decimals"]
        if not text:
            return None
        match = _DECIMALS.fullmatch(text)
        if match is None:
            self.remark("decimals", f"{quoted(text)} is no number of decimal places: write 0 to {PLACES}.")
            return None
        return int(match[1])

    def target(self, polarity: Polarity | None) -> Target | None:
        """The single target, or the range; for the polarity range only a range is one, for point only a figure."""
        has_range = bool(self.filled(*BOUNDS))
        if polarity is Polarity.RANGE and not has_range:
            if self.filled("target"):
                self.remark("target", "The polarity range needs target_lower and target_upper: write both.")
            return None
        if self.filled("target") and polarity is not Polarity.RANGE:
            return single(self.figure("target"))
        if has_range and polarity is Polarity.POINT:
            self.remark("target_lower", "A best point needs a single target: write it as target, or as best.")
            return None
        return self._range() if has_range else None

    def _range(self) -> Target | None:
        before = len(self.remarks)
        lower, upper = (self.figure(column) for column in BOUNDS)
        if len(self.remarks) > before:
            return None
        try:
            return Target(_ANY_PERIOD, lower=lower, upper=upper)
        except Refusal as refusal:
            self.remark(refusal.field or "target", refusal.sentence)
            return None


def single(value: Decimal | None) -> Target | None:
    """A target of one figure."""
    return None if value is None else Target(_ANY_PERIOD, value)
