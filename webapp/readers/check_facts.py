"""One row of a spreadsheet to check, as facts for the rules; a cell that cannot be read stops nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from webapp.domain.errors import BadNumber, Refusal
from webapp.domain.numbers import PLACES, parse_number
from webapp.domain.periods import Calendar
from webapp.domain.quoting import quoted
from webapp.domain.rag import Polarity, Rule, Tolerance
from webapp.domain.variance import Target
from webapp.readers.check_csv import BOUNDS, CheckRow
from webapp.readers.rule_words import read_polarity, read_tolerance

# A target has a period, which these figures do not name and their arithmetic does not need.
_ANY_PERIOD = Calendar().from_key("2000-FY")

# Spreadsheets write a whole number as 1.0 too.
_DECIMALS = re.compile(rf"([0-{PLACES}])(?:\.0+)?")


@dataclass(frozen=True, slots=True)
class CheckFacts:
    """None is a blank cell, or one of which a remark says why it could not be read.

    ``rule`` is without polarity, so that nothing is rated, where a cell that decides it is unreadable.
    """

    actual: Decimal | None
    target: Target | None
    rule: Rule
    decimals: int | None
    remarks: tuple[str, ...]


def read_facts(row: CheckRow) -> CheckFacts:
    """Read every cell that the status depends on."""
    reader = _Reader(row)
    actual = reader.figure("actual")
    before_rule = len(reader.remarks)
    polarity = reader.polarity()
    tolerance = reader.tolerance()
    rule_is_clear = len(reader.remarks) == before_rule
    decimals = reader.decimals()
    target = reader.target(polarity)
    rule = Rule(polarity if rule_is_clear else None, tolerance)
    return CheckFacts(actual, target, rule, decimals, tuple(reader.remarks))


class _Reader:
    """Reads cells and keeps a sentence for each that it cannot read."""

    def __init__(self, row: CheckRow) -> None:
        self._row = row
        self.remarks: list[str] = []

    def figure(self, column: str) -> Decimal | None:
        """The figure with all its places."""
        text = self._row[column]
        if not text:
            return None
        try:
            return parse_number(text)
        except BadNumber as refusal:
            self._remark(column, refusal.sentence)
            return None

    def polarity(self) -> Polarity | None:
        try:
            return read_polarity(self._row["polarity"])
        except Refusal as refusal:
            self._remark("polarity", refusal.sentence)
            return None

    def tolerance(self) -> Tolerance:
        """``5%`` of target or ``2.5`` units; blank is 0."""
        try:
            return read_tolerance(self._row["tolerance"])
        except BadNumber as refusal:
            self._remark("tolerance", refusal.sentence)
            return Tolerance()

    def decimals(self) -> int | None:
        text = self._row["decimals"]
        if not text:
            return None
        match = _DECIMALS.fullmatch(text)
        if match is None:
            self._remark("decimals", f"{quoted(text)} is no number of decimal places: write 0 to {PLACES}.")
            return None
        return int(match[1])

    def target(self, polarity: Polarity | None) -> Target | None:
        """The single target, or the range; for the polarity range only a range is one."""
        has_range = any(self._row[column] for column in BOUNDS)
        if polarity is Polarity.RANGE and not has_range:
            if self._row["target"]:
                self._remark("target", "The polarity range needs target_lower and target_upper: write both.")
            return None
        if self._row["target"] and polarity is not Polarity.RANGE:
            value = self.figure("target")
            return None if value is None else Target(_ANY_PERIOD, value)
        return self._range() if has_range else None

    def _range(self) -> Target | None:
        before = len(self.remarks)
        lower, upper = (self.figure(column) for column in BOUNDS)
        if len(self.remarks) > before:
            return None
        try:
            return Target(_ANY_PERIOD, lower=lower, upper=upper)
        except Refusal as refusal:
            self._remark(refusal.field or "target", refusal.sentence)
            return None

    def _remark(self, column: str, sentence: str) -> None:
        self.remarks.append(f"{column}: {sentence}")
