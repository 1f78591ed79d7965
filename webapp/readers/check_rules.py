"""The rule of one row of a spreadsheet to check, from the columns that are filled in it; never a guess."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from webapp.domain.errors import Refusal
from webapp.domain.numbers import EXACT, plain
from webapp.domain.rag import Polarity, Rule, Tolerance
from webapp.domain.rag_rules import AnyRule, ThresholdRule
from webapp.domain.texts import listed
from webapp.domain.variance import Target
from webapp.readers.check_cells import Cells
from webapp.readers.check_csv import BANDS, BEST, BOUNDS, PREVIOUS_YEAR, THRESHOLDS

_COLUMNS = {"last_green": "green_to", "last_amber": "amber_to"}


@dataclass(frozen=True, slots=True)
class RowRule:
    """``rule`` is without polarity, so that nothing is rated, where the cells that make it are not clear."""

    rule: AnyRule
    last_year: Decimal | None = None


def read_way(cells: Cells) -> tuple[Polarity | None, Decimal | None]:
    """Which way is better, and the best value, if one is written: that is a range without width, best at a point."""
    polarity, best = cells.polarity(), cells.figure(BEST)
    if not cells.filled(BEST):
        return polarity, None
    if polarity not in {None, Polarity.POINT, Polarity.RANGE}:
        cells.remark(BEST, f"A best value has figures on either side, and the polarity is {polarity}: clear one.")
    if cells.filled(*BOUNDS):
        cells.remark(BEST, "A best value and a range are two targets: clear one of them.")
    return Polarity.POINT, best


def read_rule(cells: Cells, polarity: Polarity | None, best: Decimal | None, target: Target | None) -> AnyRule:
    """The rule of the filled columns; the remarks say what is not clear about it."""
    thresholds = cells.filled(*THRESHOLDS)
    others = cells.filled(*BANDS, PREVIOUS_YEAR)
    if thresholds and others:
        cells.remark(thresholds[0], f"Fixed thresholds and {listed(others)} are two rules: clear one of them.")
    elif thresholds:
        return _thresholds(cells, polarity, best, target)
    elif not cells.has(*BANDS, PREVIOUS_YEAR):
        cells.remark(THRESHOLDS[0], "The row has no rule: write the last value still green, and still amber.")
    else:
        return _bands(cells, polarity, best, target)
    return Rule(polarity)


def _bands(cells: Cells, polarity: Polarity | None, best: Decimal | None, target: Target | None) -> Rule:
    tolerance, green, amber = (cells.band(column) for column in BANDS)
    if cells.filled("amber_within"):
        if cells.filled("tolerance") and tolerance != amber:
            cells.remark("amber_within", "It is not the tolerance, which says the same: clear one of them.")
        tolerance = amber
    if _is_narrower(tolerance, green, target):
        wider = "amber_within" if cells.filled("amber_within") else "tolerance"
        cells.remark(wider, "What is amber ends before green_within does: write the wider one here.")
    return Rule(polarity, tolerance, green, last_year=cells.has(PREVIOUS_YEAR), best=best)


def _is_narrower(amber: Tolerance, green: Tolerance, target: Target | None) -> bool:
    """True where an amber band, if there is one, ends within the green band."""
    if not amber.amount:
        return False
    if amber.kind is green.kind:
        return amber.amount < green.amount
    references = () if target is None else (target.value, target.lower, target.upper)
    reaches = [(amber.reach(each), green.reach(each)) for each in references if each]
    return any(reach < green_reach for reach, green_reach in reaches)


def _thresholds(cells: Cells, polarity: Polarity | None, best: Decimal | None, target: Target | None) -> AnyRule:
    last_green, last_amber = (cells.figure(column) for column in THRESHOLDS)
    for column, other in (THRESHOLDS, THRESHOLDS[::-1]):
        if not cells.filled(column):
            cells.remark(column, f"It is blank beside {other}: write both, and the same twice where nothing is amber.")
    if polarity is Polarity.RANGE:
        cells.remark(THRESHOLDS[0], "Fixed thresholds go with lower, higher or a best value; a range takes a band.")
    centre = best if best is not None or target is None else target.value
    if polarity is Polarity.POINT and centre is None:
        cells.remark(BEST, "Write the best value, from which the thresholds are counted on either side.")
    if cells.remarks or polarity in {None, Polarity.NONE} or last_green is None or last_amber is None:
        return Rule(polarity)
    assert polarity is not None
    try:
        if polarity is Polarity.POINT:
            assert centre is not None
            return _around(centre, last_green, last_amber)
        return ThresholdRule(polarity, last_green, last_amber)
    except Refusal as refusal:
        cells.remark(_COLUMNS.get(refusal.field or "", THRESHOLDS[1]), refusal.sentence)
        return Rule(polarity)


def _around(best: Decimal, last_green: Decimal, last_amber: Decimal) -> ThresholdRule:
    """Thresholds as far below the best value as above it."""
    green, amber = (EXACT.subtract(each, best).copy_abs() for each in (last_green, last_amber))
    if amber < green:
        raise Refusal(
            f"The last amber value {plain(last_amber)} is nearer to {plain(best)} than the last green value "
            f"{plain(last_green)}: write them the other way round.",
            field="last_amber",
        )
    above = (EXACT.add(best, green), EXACT.add(best, amber))
    return ThresholdRule(Polarity.POINT, *above, EXACT.subtract(best, green), EXACT.subtract(best, amber))
