"""What a signature rests on, and how the figures, targets and rule of today differ from it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple

from webapp.domain.definitions import polarity_words, tolerance_words
from webapp.domain.figures import Measure, exact_figure, target_quality
from webapp.domain.indicators import IndicatorFacts, dated_targets
from webapp.domain.numbers import plain
from webapp.domain.periods import Calendar, Period
from webapp.domain.rag import Rule
from webapp.domain.rag_rules import AnyRule, looks_back
from webapp.domain.rule_words import is_plain, rule_words
from webapp.domain.sealed_rules import rule_from_plain, rule_to_plain
from webapp.domain.variance import Target, target_in_force

NONE = "none"


class Difference(NamedTuple):
    """One thing that is no longer as it was signed, in words."""

    what: str
    then: str
    now: str

    def __str__(self) -> str:
        return f"{self.what}: {self.then} then, {self.now} now"


@dataclass(frozen=True, slots=True)
class SealedFacts:
    """The figure, the targets a plan names, and the rule.

    ``unit`` and ``accumulation`` are None where an older seal did not keep them; ``last_year`` is the figure of the
    same period last year, where the rule asks for it.
    """

    period: Period
    actual: Decimal | None
    quality: str
    targets: tuple[Target, ...]
    rule: AnyRule
    unit: str | None
    accumulation: str | None = None
    last_year: Decimal | None = None
    override: str = ""  # the status that an officer set, in words

    def to_plain(self) -> dict[str, Any]:
        """As a seal keeps them: exact figures as plain text, periods by key."""
        return {
            "figures": {
                "actual": _text(self.actual),
                "quality": self.quality,
                "period": self.period.key,
                "targets": [
                    {
                        "period": target.period.key,
                        "value": _text(target.value),
                        "lower": _text(target.lower),
                        "upper": _text(target.upper),
                        "estimated": target.estimated,
                        "unconfirmed": target.unconfirmed,
                    }
                    for target in self.targets
                ],
                **self._rest(),
            },
            "rule": {
                **rule_to_plain(self.rule),
                "unit": self.unit,
                "accumulation": self.accumulation,
            },
        }

    def _rest(self) -> dict[str, Any]:
        """What few plans rest on."""
        rest: dict[str, Any] = {}
        if looks_back(self.rule):
            rest["last_year"] = _text(self.last_year)
        if self.override:
            rest["override"] = self.override
        return rest

    @classmethod
    def from_plain(cls, kept: Mapping[str, Any], calendar: Calendar) -> SealedFacts:
        """The facts that ``to_plain`` wrote, whatever else stands beside them."""
        figures, rule = kept["figures"], kept["rule"]
        return cls(
            period=calendar.from_key(figures["period"]),
            actual=_figure(figures["actual"]),
            quality=figures["quality"],
            targets=tuple(_target(row, calendar) for row in figures["targets"]),
            rule=rule_from_plain(rule),
            unit=rule.get("unit"),
            accumulation=rule.get("accumulation"),
            last_year=_figure(figures.get("last_year")),
            override=figures.get("override", ""),
        )


def named_targets(
    targets: tuple[Target, ...], period: Period, indicator: IndicatorFacts, calendar: Calendar
) -> tuple[Target, ...]:
    """Of many targets, those that a plan of the period names: no other can put it out of date."""
    in_force = target_in_force(targets, period, accumulates=indicator.accumulates)
    return dated_targets(targets, period, in_force, calendar)


def differences(then: SealedFacts, now: SealedFacts, measure: Measure) -> tuple[Difference, ...]:
    """Everything that is no longer as it was; empty where the signature still rests on the same facts."""
    parts = (_figure_differences, _target_differences, _rule_differences)
    return tuple(difference for part in parts for difference in part(then, now, measure))


def _figure_differences(then: SealedFacts, now: SealedFacts, measure: Measure) -> Iterator[Difference]:
    label = f"Performance of {now.period.label}"
    if then.actual != now.actual or then.quality != now.quality:
        yield Difference(label, _actual(then, measure), _actual(now, measure))
    if looks_back(then.rule) and looks_back(now.rule) and then.last_year != now.last_year:
        old, new = (_plainly(facts.last_year, measure) for facts in (then, now))
        yield Difference("Same period last year", old, new)
    if then.override != now.override:
        yield Difference("Status set by an officer", then.override or NONE, now.override or NONE)


def _plainly(value: Decimal | None, measure: Measure) -> str:
    return "no data" if value is None else exact_figure(value, measure)


def _actual(facts: SealedFacts, measure: Measure) -> str:
    if facts.actual is None:
        return "no data"
    quality = "" if facts.quality == "final" else f" ({facts.quality.upper()})"
    return exact_figure(facts.actual, measure) + quality


def _target_differences(then: SealedFacts, now: SealedFacts, measure: Measure) -> Iterator[Difference]:
    """Targets changed or taken away; one that is new only where the status is judged against it now."""
    old = {target.period.key: target for target in then.targets}
    in_force = target_in_force(now.targets, now.period, accumulates=False)
    new = {target.period.key: target for target in now.targets if target.period.key in old or target is in_force}
    for key in sorted({*old, *new}, key=lambda key: ((old.get(key) or new[key]).period.end, key)):
        before, after = _target_words(old.get(key), measure), _target_words(new.get(key), measure)
        if before != after:
            yield Difference(f"Target of {(old.get(key) or new[key]).period.label}", before, after)


def _target_words(target: Target | None, measure: Measure) -> str:
    if target is None:
        return NONE
    if target.value is not None:
        figure = exact_figure(target.value, measure)
    else:
        assert target.lower is not None
        assert target.upper is not None
        figure = f"{exact_figure(target.lower, measure)} to {exact_figure(target.upper, measure)}"
    quality = target_quality(target)
    return f"{figure} ({quality})" if quality else figure


def _rule_differences(then: SealedFacts, now: SealedFacts, measure: Measure) -> Iterator[Difference]:
    if then.rule.polarity is not now.rule.polarity:
        yield Difference("Which way is better", polarity_words(then.rule.polarity), polarity_words(now.rule.polarity))
    yield from _bands_differences(then.rule, now.rule, measure)
    if then.unit is not None and then.unit != now.unit:
        yield Difference("Unit", then.unit or NONE, now.unit or NONE)
    if then.accumulation is not None and then.accumulation != now.accumulation:
        yield Difference("How figures add up", then.accumulation, now.accumulation or NONE)


def _bands_differences(then: AnyRule, now: AnyRule, measure: Measure) -> Iterator[Difference]:
    """Of two plain tolerances the amounts; any other two rules as a whole."""
    if is_plain(then) and is_plain(now):
        assert isinstance(then, Rule)
        assert isinstance(now, Rule)
        old, new = (tolerance_words(rule.tolerance, measure) for rule in (then, now))
        what = "Tolerance"
    else:
        old, new = (rule_words(rule, measure) for rule in (then, now))
        what = "RAG rule"
    if old != new:
        yield Difference(what, old, new)


def _target(row: Mapping[str, Any], calendar: Calendar) -> Target:
    return Target(
        calendar.from_key(row["period"]),
        _figure(row["value"]),
        _figure(row["lower"]),
        _figure(row["upper"]),
        row["estimated"],
        row.get("unconfirmed", False),
    )


def _figure(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def _text(figure: Decimal | None) -> str | None:
    return None if figure is None else plain(figure)
