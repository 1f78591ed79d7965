"""A RAG rule as plain values, for a seal to keep, and back."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from webapp.domain.numbers import plain
from webapp.domain.rag import Polarity, Rule, Tolerance, ToleranceKind
from webapp.domain.rag_rules import AnyRule, ThresholdRule

_THRESHOLDS = ("last_green", "last_amber", "first_green", "first_amber")
_BANDS = ("green_band", "tolerance_below", "green_below")


def rule_to_plain(rule: AnyRule) -> dict[str, Any]:
    """A plain tolerance as ever seals kept it; of other rules only what they say besides."""
    if isinstance(rule, ThresholdRule):
        limits = {name: getattr(rule, name) for name in _THRESHOLDS}
        return {"polarity": rule.polarity, "thresholds": {name: _text(value) for name, value in limits.items()}}
    usual = Rule()
    kept = {name: getattr(rule, name) for name in _BANDS if getattr(rule, name) != getattr(usual, name)}
    return {
        "polarity": rule.polarity,
        "tolerance": plain(rule.tolerance.amount),
        "kind": rule.tolerance.kind,
        **{name: _band(band) for name, band in kept.items()},
        **({"last_year": True} if rule.last_year else {}),
    }


def rule_from_plain(kept: Mapping[str, Any]) -> AnyRule:
    """The rule that ``rule_to_plain`` wrote, whatever else stands beside it."""
    polarity = Polarity(kept["polarity"]) if kept["polarity"] else None
    if "thresholds" in kept:
        assert polarity is not None
        limits = kept["thresholds"]
        first = (_figure(limits[name]) for name in _THRESHOLDS[2:])
        return ThresholdRule(polarity, Decimal(limits["last_green"]), Decimal(limits["last_amber"]), *first)
    bands = {name: Tolerance(Decimal(kept[name][0]), ToleranceKind(kept[name][1])) for name in _BANDS if name in kept}
    tolerance = Tolerance(Decimal(kept["tolerance"]), ToleranceKind(kept["kind"]))
    return Rule(
        polarity,
        tolerance,
        bands.get("green_band", Tolerance()),
        bands.get("tolerance_below"),
        bands.get("green_below"),
        kept.get("last_year", False),
    )


def _band(band: Tolerance) -> tuple[str, ToleranceKind]:
    return plain(band.amount), band.kind


def _text(figure: Decimal | None) -> str | None:
    return None if figure is None else plain(figure)


def _figure(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
