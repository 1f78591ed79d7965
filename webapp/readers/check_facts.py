"""One row of a spreadsheet to check, as facts for the rules; a cell that cannot be read stops nothing."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from webapp.domain.rag import Rule
from webapp.domain.rag_rules import Yardstick
from webapp.domain.variance import Target
from webapp.readers.check_cells import Cells, single
from webapp.readers.check_csv import BOUNDS, PREVIOUS_YEAR, CheckRow
from webapp.readers.check_rules import read_rule, read_way


@dataclass(frozen=True, slots=True)
class CheckFacts:
    """None is a blank cell, or one of which a remark says why it could not be read.

    The rule is without polarity, so that nothing is rated, where a cell that decides it is unreadable.
    """

    actual: Decimal | None
    yardstick: Yardstick
    decimals: int | None
    remarks: tuple[str, ...]

    @property
    def target(self) -> Target | None:
        return self.yardstick.target


def read_facts(row: CheckRow) -> CheckFacts:
    """Read every cell that the status depends on."""
    figures, rules = Cells(row), Cells(row)
    actual = figures.figure("actual")
    polarity, best = read_way(rules)
    decimals = figures.decimals()
    target = figures.target(polarity)
    if best is not None and not figures.filled("target", *BOUNDS):
        target = single(best)
    rule = read_rule(rules, polarity, best, target)
    last_year = rules.figure(PREVIOUS_YEAR)
    yardstick = Yardstick(target, Rule() if rules.remarks else rule, last_year)
    return CheckFacts(actual, yardstick, decimals, (*figures.remarks, *rules.remarks))
