"""A RAG rule in words: on the definition sheet, beside a status, and where two rules differ."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from webapp.domain.definitions import tolerance_words
from webapp.domain.errors import Refusal
from webapp.domain.figures import Measure, exact_figure, number
from webapp.domain.numbers import plain
from webapp.domain.rag import Polarity, Rule, Tolerance
from webapp.domain.rag_rules import AnyRule, ThresholdRule
from webapp.domain.rules_in_force import RuleKind, RuleTerms

_OWN_UNITS = Measure("units", 0)


def rule_words(rule: AnyRule, measure: Measure) -> str:
    """ "Amber up to 5% of target", "Green within 5% of target; amber up to 10% of target", "Green up to 50 days, …"."""
    sentence = "; ".join(_thresholds(rule, measure) if isinstance(rule, ThresholdRule) else _bands(rule, measure))
    return sentence[:1].upper() + sentence[1:]


def terms_words(terms: RuleTerms) -> str:
    """What a named rule says, whichever way is better: "Amber up to 5% of target", "Green up to 5; amber up to 8"."""
    if terms.kind is RuleKind.BANDS:
        return rule_words(terms.rule(None), _OWN_UNITS)
    if terms.green_from is None or terms.amber_from is None:
        return f"Last green value {_plain(terms.green_to)}; last amber value {_plain(terms.amber_to)}"
    return (
        f"Green from {_plain(terms.green_from)} to {_plain(terms.green_to)}; "
        f"amber from {_plain(terms.amber_from)} to {_plain(terms.amber_to)}"
    )


def words_for(terms: RuleTerms, polarity: Polarity) -> str:
    """The same where that way is better; "" where the thresholds do not go with it."""
    try:
        return rule_words(terms.rule(polarity), _OWN_UNITS)
    except Refusal:
        return ""


def is_plain(rule: AnyRule) -> bool:
    """True for a tolerance alone, which a few words say."""
    return isinstance(rule, Rule) and rule == Rule(rule.polarity, rule.tolerance)


def _bands(rule: Rule, measure: Measure) -> Iterator[str]:
    green_sides = _sides(rule.green_band, rule.green_below, measure)
    if green_sides:
        yield f"green within {green_sides}"
    amber_sides = _sides(rule.tolerance, rule.tolerance_below, measure)
    if amber_sides:
        yield f"amber up to {amber_sides}"
    if rule.last_year:
        yield "beyond that amber while not worse than in the same period last year"
    if not amber_sides and not rule.last_year:
        yield "beyond that red" if green_sides else "a missed target is red"


def _sides(above: Tolerance, below: Tolerance | None, measure: Measure) -> str:
    """What is allowed; on either side where that differs, "" where nothing is."""
    if below is None or below == above:
        return tolerance_words(above, measure) if above.amount else ""
    sides = ((above, "above"), (below, "below"))
    return " and ".join(
        f"{tolerance_words(each, measure)} {side}" if each.amount else f"nothing {side}" for each, side in sides
    )


def _thresholds(rule: ThresholdRule, measure: Measure) -> Iterator[str]:
    if rule.first_green is not None and rule.first_amber is not None:
        yield f"green from {_figure(rule.first_green, measure)} to {_figure(rule.last_green, measure)}"
        yield f"amber from {_figure(rule.first_amber, measure)} to {_figure(rule.last_amber, measure)}"
        return
    way = "down to" if rule.polarity is Polarity.HIGHER else "up to"
    yield f"green {way} {_figure(rule.last_green, measure)}"
    if rule.last_amber != rule.last_green:
        yield f"amber {way} {_figure(rule.last_amber, measure)}"


def _plain(value: Decimal | None) -> str:
    return "not written" if value is None else number(Decimal(plain(value)))


def _figure(value: Decimal, measure: Measure) -> str:
    return f"{exact_figure(value, measure)} {measure.affixes[2]}".rstrip()
