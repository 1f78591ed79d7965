"""The RAG rules: bands around a target, the same period last year, and fixed thresholds. All give one Judgement."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from webapp.domain.errors import Refusal
from webapp.domain.numbers import EXACT, plain
from webapp.domain.periods import Period
from webapp.domain.rag import Judgement, Polarity, Rule, Status, adverse_amount, status_of, unrated
from webapp.domain.variance import Target, Variance, variance

TWO_SIDED = frozenset({Polarity.RANGE, Polarity.POINT})


@dataclass(frozen=True, slots=True)
class ThresholdRule:
    """Fixed thresholds: the last value still green and the last still amber; no target is needed.

    A range or a point has them on both sides: ``first_green`` and ``first_amber`` are those below.
    Raises Refusal, with the field, for thresholds that contradict each other or the polarity.
    """

    polarity: Polarity
    last_green: Decimal
    last_amber: Decimal
    first_green: Decimal | None = None
    first_amber: Decimal | None = None

    def __post_init__(self) -> None:
        if self.polarity is Polarity.NONE:
            raise Refusal("Fixed thresholds need to know whether lower or higher is better.", field="polarity")
        if self.polarity in TWO_SIDED:
            self._check_both_sides()
            return
        if self.first_green is not None or self.first_amber is not None:
            raise Refusal("Thresholds on both sides are for a range or a best point only.", field="first_green")
        self._check_order(self.polarity, self.last_green, self.last_amber, "last_amber")

    def _check_both_sides(self) -> None:
        if self.first_green is None or self.first_amber is None:
            raise Refusal("A range or a best point needs its thresholds below as well.", field="first_green")
        if self.first_green > self.last_green:
            raise Refusal(
                f"Green would begin at {plain(self.first_green)} and end at {plain(self.last_green)}: "
                "write the smaller figure as the first green value.",
                field="first_green",
            )
        self._check_order(Polarity.LOWER, self.last_green, self.last_amber, "last_amber")
        self._check_order(Polarity.HIGHER, self.first_green, self.first_amber, "first_amber")

    @staticmethod
    def _check_order(polarity: Polarity, green: Decimal, amber: Decimal, field: str) -> None:
        beyond = adverse_amount(EXACT.subtract(amber, green), polarity)
        assert beyond is not None
        if beyond < 0:
            raise Refusal(
                f"The last amber value {plain(amber)} is better than the last green value {plain(green)}: "
                "write them the other way round.",
                field=field,
            )

    def side(self, actual: Decimal) -> tuple[Polarity, Decimal, Decimal]:
        """The direction that is worse for this figure, and its last green and last amber value."""
        if self.first_green is None or self.first_amber is None:
            return self.polarity, self.last_green, self.last_amber
        if actual >= self.first_green:
            return Polarity.LOWER, self.last_green, self.last_amber
        return Polarity.HIGHER, self.first_green, self.first_amber


AnyRule = Rule | ThresholdRule


def judge(actual: Decimal | None, target: Target | None, rule: AnyRule, last_year: Decimal | None = None) -> Judgement:
    """Judge one figure by its rule: exact figures, boundaries on the better side.

    ``last_year`` is the actual of the same period last year, for rules that compare with it.
    """
    if isinstance(rule, ThresholdRule):
        return judge_by_thresholds(actual, target, rule)
    if target is None:
        return unrated(Status.NOT_RATED)
    if actual is None:
        return unrated(Status.NO_DATA)
    found = variance(actual, target)
    adverse = _adverse(actual, target, found, rule)
    if adverse is None:
        return unrated(Status.NOT_RATED, found)
    green, amber = rule.bands(found.amount)
    green_up_to = green.reach(found.reference)
    amber_up_to = max(green_up_to, amber.reach(found.reference))
    if rule.last_year and last_year is not None:
        allowed = _adverse(last_year, target, variance(last_year, target), rule)
        assert allowed is not None
        amber_up_to = max(amber_up_to, allowed)
    return Judgement(status_of(adverse, green_up_to, amber_up_to), found, adverse, amber_up_to, green_up_to)


@dataclass(frozen=True, slots=True)
class Yardstick:
    """What the figures of one indicator at one period are judged against.

    ``before`` is the same period last year, ``before_is_shown`` whether words may tell its figure, and ``rule_name`` a
    named rule with its version: all for words only.
    """

    target: Target | None
    rule: AnyRule
    last_year: Decimal | None = None
    before: Period | None = None
    before_is_shown: bool = True
    rule_name: str = ""

    def judge(self, actual: Decimal | None) -> Judgement:
        """As ``judge`` does."""
        return judge(actual, self.target, self.rule, self.last_year)


def looks_back(rule: AnyRule) -> bool:
    """True for a rule that asks for the figure of the same period last year."""
    return isinstance(rule, Rule) and rule.last_year


def judge_by_thresholds(actual: Decimal | None, target: Target | None, rule: ThresholdRule) -> Judgement:
    """Adverse amounts are measured from the last green value; a target, if any, gives the variance only."""
    if actual is None:
        return unrated(Status.NO_DATA)
    polarity, last_green, last_amber = rule.side(actual)
    adverse = adverse_amount(EXACT.subtract(actual, last_green), polarity)
    amber_up_to = adverse_amount(EXACT.subtract(last_amber, last_green), polarity)
    assert adverse is not None
    assert amber_up_to is not None
    found = None if target is None else variance(actual, target)
    return Judgement(status_of(adverse, Decimal(0), amber_up_to), found, adverse, amber_up_to, Decimal(0))


def _adverse(actual: Decimal, target: Target, found: Variance, rule: Rule) -> Decimal | None:
    """X of a variance; towards a best value, how much farther from it the figure is than the target."""
    if rule.best is None or target.value is None or rule.polarity in {None, Polarity.NONE}:
        return adverse_amount(found.amount, rule.polarity)
    far, wanted = (EXACT.subtract(each, rule.best).copy_abs() for each in (actual, target.value))
    return EXACT.subtract(far, wanted)
