"""The small council with named rules: what tests about them share."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

from tests.builders import CALENDAR
from tests.integration.council import Council
from webapp.domain.rules_in_force import RuleKind, RuleTerms
from webapp.services.indicators.defining import change_indicator, definition_of
from webapp.services.rules.reading import show_rule
from webapp.services.rules.saving import add_rule, add_version
from webapp.services.rules.wishes import RuleWish

FIVE = RuleTerms(amber_above=Decimal(5))
FIFTEEN = RuleTerms(amber_above=Decimal(15))
LAST_YEAR = RuleTerms(green_above=Decimal(10), last_year=True)
UP_TO = RuleTerms(RuleKind.THRESHOLDS, green_to=Decimal(400), amber_to=Decimal(450))


def wish(terms: RuleTerms = FIVE, since: str = "", reason: str = "Agreed by cabinet") -> RuleWish:
    return RuleWish(terms, CALENDAR.from_key(since) if since else None, reason)


def add(council: Council, terms: RuleTerms = FIVE, name: str = "The rule", **said: Any) -> int:
    """A named rule with its first version."""
    return add_rule(who=council.performance, name=name, description="", wish=wish(terms, **said))


def refer(council: Council, rule_id: int | None, indicator_id: int | None = None, **fields: Any) -> None:
    """Let an indicator refer to a rule."""
    number = indicator_id or council.indicator
    definition, version = definition_of(number)
    change_indicator(
        who=council.performance,
        indicator_id=number,
        version=version,
        definition=replace(definition, rule_set_id=rule_id, **fields),
        reason="Agreed by cabinet",
    )


def change(council: Council, rule_id: int, terms: RuleTerms, since: str = "") -> None:
    """Another version of a rule, having seen the newest."""
    latest = show_rule(rule_id).line.versions
    add_version(who=council.performance, rule_id=rule_id, latest=latest, wish=wish(terms, since))
