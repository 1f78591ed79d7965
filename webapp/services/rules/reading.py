"""Named rules for their pages: what each says, since when, who decided it, and which indicators refer to it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import bindparam, func, select

from webapp.domain.definitions import polarity_words
from webapp.domain.errors import NotFound
from webapp.domain.periods import Frequency
from webapp.domain.rag import Polarity
from webapp.domain.rule_words import terms_words, words_for
from webapp.domain.rules_in_force import NamedRule, RuleTerms
from webapp.models import Indicator, Person, RuleSet, RuleVersion
from webapp.outgoing.tables import Table
from webapp.services.clock import today
from webapp.services.rules.stored import named_rules
from webapp.services.settings import calendar
from webapp.services.store import read

_SETS = select(RuleSet.id, RuleSet.name, RuleSet.description, RuleSet.retired_on)
_USES = (
    select(Indicator.rule_set_id, func.count())
    .where(Indicator.rule_set_id.is_not(None))
    .group_by(Indicator.rule_set_id)
)
_DECIDED = (
    select(
        RuleVersion.number,
        RuleVersion.effective_key,
        RuleVersion.reason,
        RuleVersion.at,
        Person.name.label("by"),
    )
    .outerjoin(Person, Person.id == RuleVersion.by_id)
    .where(RuleVersion.rule_set_id == bindparam("rule_id"))
    .order_by(RuleVersion.number.desc())
)
_INDICATORS = (
    select(Indicator.id, Indicator.code, Indicator.title, Indicator.polarity)
    .where(Indicator.rule_set_id == bindparam("rule_id"))
    .order_by(Indicator.code)
)


WHICHEVER = "Whichever way is better"


@dataclass(frozen=True, slots=True)
class RuleLine:
    """One named rule and what it says today; ``says`` is "" before its first version begins."""

    id: int
    name: str
    description: str
    says: str
    versions: int
    indicators: int
    retired_on: date | None


@dataclass(frozen=True, slots=True)
class VersionLine:
    """One version: what it says, from when, who decided it, when and why."""

    number: int
    since: str
    says: str
    by_polarity: tuple[tuple[str, str], ...]
    by: str
    at: datetime
    reason: str
    in_force: bool


@dataclass(frozen=True, slots=True)
class UserOfRule:
    """An indicator that refers to a rule."""

    id: int
    code: str
    title: str
    polarity: str


@dataclass(frozen=True, slots=True)
class RulePage:
    """Everything on the page of one rule."""

    line: RuleLine
    newest: RuleTerms
    versions: tuple[VersionLine, ...]
    indicators: tuple[UserOfRule, ...]


def list_rules() -> tuple[RuleLine, ...]:
    """Every named rule, those in use first, by name."""
    rules, uses = named_rules(), dict(read(_USES).tuples().all())
    lines = [
        RuleLine(
            id=row.id,
            name=row.name,
            description=row.description,
            says=_says(rules[row.id]),
            versions=len(rules[row.id].versions),
            indicators=uses.get(row.id, 0),
            retired_on=row.retired_on,
        )
        for row in read(_SETS)
        if row.id in rules
    ]
    return tuple(sorted(lines, key=lambda line: (line.retired_on is not None, line.name.casefold())))


def rule_table() -> Table:
    """The same as a table of values."""
    rows = [(line.name, line.says, line.versions, line.indicators, line.retired_on) for line in list_rules()]
    return Table("RAG rules", ("rule", "says", "versions", "indicators", "retired_on"), rows)


def show_rule(rule_id: int) -> RulePage:
    """One rule with its versions, newest first; raises NotFound."""
    line = next((each for each in list_rules() if each.id == rule_id), None)
    if line is None:
        raise NotFound("There is no such rule.")
    rule, year = named_rules()[rule_id], calendar()
    by_number = {version.number: version for version in rule.versions}
    present = _in_force(rule)
    versions = tuple(
        VersionLine(
            number=row.number,
            since=f"From {year.from_key(row.effective_key).label}" if row.effective_key else "From the beginning",
            says=terms_words(by_number[row.number].terms),
            by_polarity=by_polarity(by_number[row.number].terms),
            by=row.by or "The command line",
            at=row.at,
            reason=row.reason,
            in_force=row.number == present,
        )
        for row in read(_DECIDED, rule_id=rule_id)
    )
    indicators = tuple(
        UserOfRule(row.id, row.code, row.title, polarity_words(Polarity(row.polarity) if row.polarity else None))
        for row in read(_INDICATORS, rule_id=rule_id)
    )
    return RulePage(line, by_number[max(by_number)].terms, versions, indicators)


def by_polarity(terms: RuleTerms) -> tuple[tuple[str, str], ...]:
    """What the terms say for each way that can be better that they go with; once, where all are alike."""
    ways = (Polarity.LOWER, Polarity.HIGHER, Polarity.RANGE, Polarity.POINT)
    found = [(polarity_words(way).partition(":")[0], words_for(terms, way)) for way in ways]
    said = tuple((way, words) for way, words in found if words)
    alike = len(said) == len(ways) and len({words for _, words in said}) == 1
    return ((WHICHEVER, said[0][1]),) if alike else said


def _says(rule: NamedRule) -> str:
    number = _in_force(rule)
    return next((terms_words(each.terms) for each in rule.versions if each.number == number), "")


def _in_force(rule: NamedRule) -> int | None:
    """The number of the version for this month's figures."""
    version = rule.at(calendar().of(Frequency.MONTH, today()))
    return version.number if version else None
