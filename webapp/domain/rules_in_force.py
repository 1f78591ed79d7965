"""Which rule colours an indicator's figure at a period: a version of a named rule, or the indicator's own tolerance."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache

from webapp.domain.errors import Refusal
from webapp.domain.periods import Period
from webapp.domain.rag import Polarity, Rule, Tolerance, ToleranceKind
from webapp.domain.rag_rules import TWO_SIDED, AnyRule, ThresholdRule


class RuleKind(StrEnum):
    """What a named rule compares a figure with."""

    BANDS = "bands"
    THRESHOLDS = "thresholds"


@dataclass(frozen=True, slots=True)
class RuleTerms:
    """What a named rule says, whichever way is better; that is for each indicator to say.

    Bands are percent of target or units; ``…_below`` None is as above the target. Of thresholds ``…_to`` are the last
    values, and for a range or a point ``…_from`` the first ones.
    """

    kind: RuleKind = RuleKind.BANDS
    amber_above: Decimal | None = None
    amber_below: Decimal | None = None
    amber_kind: ToleranceKind = ToleranceKind.PERCENT
    green_above: Decimal | None = None
    green_below: Decimal | None = None
    green_kind: ToleranceKind = ToleranceKind.PERCENT
    last_year: bool = False
    green_to: Decimal | None = None
    amber_to: Decimal | None = None
    green_from: Decimal | None = None
    amber_from: Decimal | None = None

    def rule(self, polarity: Polarity | None) -> AnyRule:
        """The rule for figures of which that way is better.

        Raises Refusal, with the field, for thresholds that do not go with it.
        """
        if self.kind is RuleKind.BANDS:
            return Rule(
                polarity,
                _band(self.amber_above, self.amber_kind),
                _band(self.green_above, self.green_kind),
                None if self.amber_below is None else _band(self.amber_below, self.amber_kind),
                None if self.green_below is None else _band(self.green_below, self.green_kind),
                self.last_year,
            )
        if polarity is None or polarity is Polarity.NONE:
            return Rule(polarity)
        if self.green_to is None or self.amber_to is None:
            raise Refusal("Write the last green and the last amber value.", field="green_to")
        both = polarity in TWO_SIDED
        first = (self.green_from, self.amber_from) if both else (None, None)
        return ThresholdRule(polarity, self.green_to, self.amber_to, *first)


@dataclass(frozen=True, slots=True)
class RuleVersionFacts:
    """One version of a named rule; ``effective_from`` None is from the beginning."""

    number: int
    effective_from: date | None
    terms: RuleTerms


@dataclass(frozen=True, slots=True)
class NamedRule:
    """A named rule with its versions, in any order."""

    id: int
    name: str
    versions: tuple[RuleVersionFacts, ...]

    def at(self, period: Period) -> RuleVersionFacts | None:
        """The version for periods that begin on its day or later; of several the newest. None before the first."""
        known = [each for each in self.versions if each.effective_from is None or each.effective_from <= period.start]
        return max(known, key=lambda each: (each.effective_from or date.min, each.number), default=None)


@dataclass(frozen=True, slots=True)
class IndicatorRules:
    """An indicator's own tolerance, and the named rule that it refers to, if any."""

    own: Rule
    named: NamedRule | None = None

    @property
    def polarity(self) -> Polarity | None:
        """Which way is better, under every rule."""
        return self.own.polarity

    def at(self, period: Period) -> AnyRule:
        """The rule in force at a period; one that does not go with the polarity rates nothing."""
        version = self.version_at(period)
        return self.own if version is None else _rule(version.terms, self.own.polarity)

    def version_at(self, period: Period) -> RuleVersionFacts | None:
        """The version of the named rule in force; None where the indicator's own tolerance counts."""
        return None if self.named is None else self.named.at(period)

    def name_at(self, period: Period) -> str:
        """ "Tolerance of 5%, version 2"; "" where the indicator's own tolerance counts."""
        version = self.version_at(period)
        return "" if version is None or self.named is None else f"{self.named.name}, version {version.number}"


@lru_cache(maxsize=1_000)
def _rule(terms: RuleTerms, polarity: Polarity | None) -> AnyRule:
    try:
        return terms.rule(polarity)
    except Refusal:
        return Rule(None)


def _band(amount: Decimal | None, kind: ToleranceKind) -> Tolerance:
    return Tolerance(amount or Decimal(0), kind)
