"""Named rules: added, given a new version, renamed, retired and brought back; no version is ever changed."""

from __future__ import annotations

from dataclasses import asdict

from sqlalchemy import func, select
from sqlalchemy.orm import Session, scoped_session

from webapp.domain.definitions import one_line
from webapp.domain.errors import Conflict, NotFound, Refusal
from webapp.domain.rag import Polarity
from webapp.domain.rights import Who
from webapp.domain.rule_words import terms_words
from webapp.domain.rules_in_force import NamedRule, RuleTerms, RuleVersionFacts
from webapp.domain.texts import given_reason
from webapp.extensions import db
from webapp.models import Indicator, RuleSet, RuleVersion
from webapp.services.audit.recording import Subject, record
from webapp.services.clock import now, today
from webapp.services.periods.steps import ensure_runs_figures, hold_periods
from webapp.services.plans.requirements import hold_plans, review_indicators
from webapp.services.queueing import wait_for_names
from webapp.services.rules.choosing import ensure_fits
from webapp.services.rules.stored import RULE, named_rules
from webapp.services.rules.wishes import RuleWish
from webapp.services.store import transaction

LONGEST_NAME = 100
CHANGED = "Somebody else changed this rule meanwhile. Check what it says now, and look again at what would change."


def add_rule(*, who: Who, name: str, description: str, wish: RuleWish) -> int:
    """A new rule with its first version; returns its number. Raises Refusals, each on its field."""
    ensure_runs_figures(who)
    kept = wish.checked(asks_why=False)
    with transaction() as session:
        row = RuleSet(name=_free_name(name), description=description.strip())
        session.add(row)
        session.flush()
        _add_version(who, row, 1, kept, before=None)
        session.flush()
        return row.id


def add_version(*, who: Who, rule_id: int, latest: int, wish: RuleWish) -> None:
    """Another version of a rule: every figure of its indicators is judged anew, and the plans that rest on them.

    ``latest`` is the newest version that the page showed. Raises Conflict where there is another since, and Refusals.
    """
    ensure_runs_figures(who)
    kept = wish.checked(asks_why=True)
    with transaction() as session:
        row, ids = _held_with_plans(session, rule_id)
        rule = named_rules()[rule_id]
        if latest != len(rule.versions):
            raise Conflict(CHANGED)
        ensure_goes_with(rule, kept, polarities(rule_id))
        hold_periods(session, since=kept.effective_from)
        before = rule.versions[-1].terms
        _add_version(who, row, latest + 1, kept, before=before)
        review_indicators(session, who, ids, since=kept.effective_from)


def rename_rule(*, who: Who, rule_id: int, name: str, description: str, was: str) -> None:
    """Another name or description; the record keeps the old ones. Raises Conflict where it is not called ``was``."""
    ensure_runs_figures(who)
    with transaction():
        new = _free_name(name, except_id=rule_id)
        row = _held(rule_id)
        if row.name != was:
            raise Conflict(f"Somebody else renamed this rule to {row.name} meanwhile.")
        for field, value in (("name", new), ("description", description.strip())):
            old = getattr(row, field)
            if old != value:
                setattr(row, field, value)
                record(who=who, subject=_subject(row), field=field, old=old, new=value)


def retire_rule(*, who: Who, rule_id: int, reason: str) -> None:
    """Offer it no more; raises Refusal without a reason, or while an indicator refers to it."""
    ensure_runs_figures(who)
    with transaction() as session:
        row, ids = _held_with_plans(session, rule_id)
        if row.retired_on is not None:
            raise Conflict(f"{row.name} is retired already.")
        if ids:
            count = f"{len(ids)} indicator{'' if len(ids) == 1 else 's'} still refer{'s' if len(ids) == 1 else ''}"
            raise Refusal(f"{count} to {row.name}: give them another rule first.")
        why = given_reason(reason, "Say why this rule is retired.")
        row.retired_on = today()
        record(who=who, subject=_subject(row), field="retired", old=None, new="retired", reason=why)


def bring_back_rule(*, who: Who, rule_id: int, reason: str) -> None:
    """Offer it again; raises Conflict for one that is not retired, and Refusal without a reason."""
    ensure_runs_figures(who)
    with transaction():
        row = _held(rule_id)
        if row.retired_on is None:
            raise Conflict(f"{row.name} is not retired.")
        why = given_reason(reason, "Say why this rule is brought back.")
        row.retired_on = None
        record(who=who, subject=_subject(row), field="retired", old="retired", new=None, reason=why)


def polarities(rule_id: int) -> tuple[tuple[Polarity | None, str], ...]:
    """Which way is better for the indicators that refer to a rule, each with the code of one of them."""
    query = select(Indicator.polarity, func.min(Indicator.code)).where(Indicator.rule_set_id == rule_id)
    rows = db.session.execute(query.group_by(Indicator.polarity))
    return tuple((Polarity(polarity) if polarity else None, code) for polarity, code in rows)


def ensure_goes_with(rule: NamedRule, wish: RuleWish, used_by: tuple[tuple[Polarity | None, str], ...]) -> None:
    """Raises Refusal where the new terms do not go with the way that is better for an indicator of the rule."""
    version = RuleVersionFacts(len(rule.versions) + 1, wish.effective_from, wish.terms)
    for polarity, code in used_by:
        try:
            ensure_fits(NamedRule(rule.id, rule.name, (version,)), polarity)
        except Refusal as refusal:
            raise Refusal(f"{code} refers to it. {refusal.sentence}", field="green_to") from None


def _add_version(who: Who, row: RuleSet, number: int, wish: RuleWish, *, before: RuleTerms | None) -> None:
    db.session.add(
        RuleVersion(
            rule_set_id=row.id,
            number=number,
            effective_from=wish.effective_from,
            effective_key=wish.since.key if wish.since else None,
            reason=wish.reason,
            by_id=who.id,
            at=now(),
            **asdict(wish.terms),
        )
    )
    since = f"from {wish.since.label}" if wish.since else "from the beginning"
    new = f"{terms_words(wish.terms)}, {since}"
    old = None if before is None else terms_words(before)
    record(who=who, subject=_subject(row), field=f"version {number}", old=old, new=new, reason=wish.reason)


def _held_with_plans(session: scoped_session[Session], rule_id: int) -> tuple[RuleSet, list[int]]:
    """The rule, held against everybody who refers to it, and its indicators, whose plans are held before."""
    hold_plans(session, _indicator_ids(rule_id))
    row = _held(rule_id)
    ids = _indicator_ids(rule_id)
    hold_plans(session, ids)
    return row, ids


def _indicator_ids(rule_id: int) -> list[int]:
    query = select(Indicator.id).where(Indicator.rule_set_id == rule_id).order_by(Indicator.id)
    return list(db.session.execute(query).scalars())


def _held(rule_id: int) -> RuleSet:
    row = db.session.execute(select(RuleSet).where(RuleSet.id == rule_id).with_for_update()).scalar_one_or_none()
    if row is None:
        raise NotFound("There is no such rule.")
    return row


def ensure_named(text: str, *, except_id: int | None = None) -> str:
    """The name as it is kept; raises Refusal for one that is blank, too long or taken in any case."""
    name = one_line(text)
    if not name:
        raise Refusal("Write a name for the rule.", field="name")
    if len(name) > LONGEST_NAME:
        raise Refusal(f"Write no more than {LONGEST_NAME} characters; these are {len(name)}.", field="name")
    taken = db.session.execute(select(RuleSet.id).where(func.lower(RuleSet.name) == func.lower(name))).scalars().all()
    if any(each != except_id for each in taken):
        raise Refusal(f"There is a rule called {name} already: choose another name.", field="name")
    return name


def _free_name(text: str, *, except_id: int | None = None) -> str:
    """Inside a transaction: as ``ensure_named``, and nobody takes the name before it ends."""
    wait_for_names(RuleSet)
    return ensure_named(text, except_id=except_id)


def _subject(row: RuleSet) -> Subject:
    return Subject(RULE, row.id, row.name)
