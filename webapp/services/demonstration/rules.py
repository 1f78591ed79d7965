"""The named rules of the demonstration council, the indicators that refer to them, and one status that was set."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import partial

from webapp.domain.rights import Who
from webapp.domain.rules_in_force import RuleKind, RuleTerms
from webapp.services.demonstration.series import CALENDAR
from webapp.services.demonstration.story import Event, on
from webapp.services.figures.overriding import set_override, show_override
from webapp.services.indicators.defining import change_indicator, definition_of
from webapp.services.rules.saving import add_rule, add_version
from webapp.services.rules.wishes import RuleWish

DECIDED = "2014-03-19"
"""The day on which the rules of 2014/15 were agreed."""


@dataclass(frozen=True, slots=True)
class Version:
    """What a rule says from a period on, and why."""

    terms: RuleTerms
    since: str
    why: str


@dataclass(frozen=True, slots=True)
class Named:
    """A rule, the indicators that refer to it, and its versions in their order."""

    name: str
    description: str
    codes: tuple[str, ...]
    versions: tuple[Version, ...]


RULES = (
    Named(
        "Money collected",
        "For what is collected over a year, where one percent is a lot of money.",
        ("TR01", "TR02"),
        (
            Version(RuleTerms(amber_above=Decimal(1)), "", "As it was for each of them"),
            Version(
                RuleTerms(amber_above=Decimal(1), green_above=Decimal("0.1")),
                "2014-04",
                "A tenth of a percent is a day’s post: Cabinet no longer wants to hear of it",
            ),
        ),
    ),
    Named(
        "Days to settle a claim",
        "The standard of the benefits service, whatever the year’s target.",
        ("TR03",),
        (
            Version(
                RuleTerms(RuleKind.THRESHOLDS, green_to=Decimal(22), amber_to=Decimal(24)),
                "2014-04",
                "The service plan promises a decision in 22 days, and 24 at the most",
            ),
        ),
    ),
    Named(
        "Not worse than last year",
        "Within two percent of target, and beyond that not red while last year’s figure is held.",
        ("NH11",),
        (
            Version(
                RuleTerms(green_above=Decimal(2), last_year=True),
                "2014-Q1",
                "Visits are falling everywhere; the council wants to know where it does worse than it did",
            ),
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class Set:
    """A status that was set against the rule."""

    code: str
    period: str
    status: str
    day: str
    why: str


SET = Set(
    "FW12",
    "2014-10",
    "green",
    "2014-11-13",
    "38 of the days are those of a hospital that has withdrawn its return",
)


def rule_events(who: Who, ids: Mapping[str, int]) -> Iterator[Event]:
    """The rules are agreed before the year they are for; the status is set once the figures are in."""
    yield Event(on(DECIDED, "10:15"), partial(_decide, who, ids))
    yield Event(on(SET.day, "16:20"), partial(_set, who, ids[SET.code]))


def _decide(who: Who, ids: Mapping[str, int]) -> None:
    for rule in RULES:
        first, *later = (_wish(version) for version in rule.versions)
        number = add_rule(who=who, name=rule.name, description=rule.description, wish=first)
        for code in rule.codes:
            _refer(who, ids[code], number)
        for latest, wish in enumerate(later, start=1):
            add_version(who=who, rule_id=number, latest=latest, wish=wish)


def _wish(version: Version) -> RuleWish:
    return RuleWish(version.terms, CALENDAR.from_key(version.since) if version.since else None, version.why)


def _refer(who: Who, indicator_id: int, rule_id: int) -> None:
    definition, version = definition_of(indicator_id)
    change_indicator(
        who=who,
        indicator_id=indicator_id,
        version=version,
        definition=replace(definition, rule_set_id=rule_id),
        reason="The rules for 2014/15, agreed by Cabinet",
    )


def _set(who: Who, indicator_id: int) -> None:
    seen = show_override(who=who, indicator_id=indicator_id, period_key=SET.period).mark
    set_override(
        who=who, indicator_id=indicator_id, period_key=SET.period, status=SET.status, reason=SET.why, seen=seen
    )
