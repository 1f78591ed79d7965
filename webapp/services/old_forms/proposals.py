"""What a form of a batch would become with the answers there are, and what stands in its way."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from webapp.domain.definitions import Definition, checked
from webapp.domain.errors import BadPeriod, Refusal, Refusals
from webapp.domain.periods import Period
from webapp.domain.variance import Target
from webapp.readers.old_form import OldForm
from webapp.services.old_forms.checks import ensure_begun, ensure_fits, ensure_savable
from webapp.services.old_forms.facts import Facts, Known, KnownPlan, Plans
from webapp.services.old_forms.figures import dated_targets, ensure_kind
from webapp.services.old_forms.given import NEW, Given, id_of
from webapp.services.old_forms.matches import Choice
from webapp.services.old_forms.reading import suggested_period, written_decimals
from webapp.services.old_forms.saving import Answers
from webapp.services.plans.records import load_targets

_LEADS = (
    ("director", "strategic_director_lead", "strategic_lead_id", "strategic director lead"),
    ("lead", "departmental_lead", "departmental_lead_id", "departmental lead"),
)


@dataclass(frozen=True, slots=True)
class Match:
    """Which indicator a form is about: one that is there (``known``), a new one, or neither yet; ``doubt`` says why
    somebody has to decide."""

    known: Known | None = None
    is_new: bool = False
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class Proposal:
    """One form as it would be saved; ``answers`` are complete where no ``hindrances`` are left."""

    form: OldForm
    match: Match
    code: str  # of a new indicator, "" where none is given yet
    period: Period | None
    period_is_suggested: bool
    plan: KnownPlan | None
    hindrances: tuple[str, ...]
    answers: Answers | None
    twin: str = ""  # another file of the folder that is about the same indicator and period


def match_of(form: OldForm, given: Given, facts: Facts, *, closely: bool) -> Match:
    """The indicator answered, else the only one of the form's title, else a new one where a code was given.

    Looking for titles that are nearly the same takes time: only ``closely`` names them.
    """
    if given.indicator == NEW:
        return Match(is_new=True)
    answered = id_of(given.indicator)
    if answered is not None:
        known = facts.indicators.get(answered)
        return Match(known) if known else Match(doubt="The indicator chosen for it is no longer in use: choose again.")
    same = facts.titles.same(form.indicator_title)
    if len(same) > 1:
        return Match(doubt=f"{len(same)} indicators have this title: choose the one it is about.")
    if same:
        return Match(facts.indicators[same[0].id])
    if given.code.strip():
        return Match(is_new=True)
    near = facts.titles.like(form.indicator_title) if closely else ()
    if near:
        return Match(is_new=True, doubt=f"It may be about {_either(near)}: choose that, or give a new one its code.")
    return Match(is_new=True)


def weigh(form: OldForm, given: Given, match: Match, facts: Facts, plans: Plans) -> Proposal:
    """What the form would become; every hindrance is a sentence that says what to do."""
    period, suggested, period_fault = _period(form, given, match, facts)
    plan = plans.get((match.known.id, period.key)) if match.known and period else None
    people, people_faults = _people(form, given, match, facts)
    hindrances = [
        *_refused(lambda: ensure_savable(form)),
        *filter(None, (match.doubt, period_fault)),
        *(_faults_of_new(form, given, period, facts) if match.is_new and not match.doubt else ()),
        *(_faults_of_figures(form, given, match, period, facts) if period else ()),
        *people_faults,
    ]
    if plan is not None and period is not None and not plan.empty:
        hindrances.append(f"There is a plan of this indicator for {period.label} already.")
    answers = None
    if period is not None and not hindrances:
        answers = Answers(
            period=period,
            indicator_id=match.known.id if match.known else None,
            code=given.code,
            polarity=given.chosen_polarity,
            tolerance=given.chosen_tolerance,
            decimals=written_decimals(form) if given.decimals is None else given.decimals,
            directorate_id=given.directorate_id,
            estimated=form.actual_is_estimated if given.estimated is None else given.estimated,
            director=people["director"],
            lead=people["lead"],
        )
    return Proposal(form, match, given.code.strip(), period, suggested, plan, tuple(hindrances), answers)


def _period(form: OldForm, given: Given, match: Match, facts: Facts) -> tuple[Period | None, bool, str]:
    """The period answered, else that of the form's first target; whether it is only suggested; what is wrong."""
    if not given.period:
        found = suggested_period(form)
        fault = "" if found else "The form does not say which period it is about: answer that."
        return found, found is not None, fault or _period_fault(found, match, facts)
    try:
        answered = facts.calendar.from_key(given.period)
    except BadPeriod as refusal:
        return None, False, refusal.sentence
    return answered, False, _period_fault(answered, match, facts)


def _period_fault(period: Period | None, match: Match, facts: Facts) -> str:
    if period is None:
        return ""
    known = match.known
    faults = [
        *_refused(lambda: ensure_begun(period, facts.today)),
        *(_refused(lambda: ensure_fits(known.code, known.frequency, period)) if known else ()),
    ]
    if period.key in facts.locked:
        faults.append(f"{facts.locked[period.key]}: reopen it before its figures change.")
    return " ".join(faults)


def _faults_of_new(form: OldForm, given: Given, period: Period | None, facts: Facts) -> Iterator[str]:
    """What stands against the definition of a new indicator."""
    code = given.code.strip()
    if not code:
        yield "It is about an indicator that is new here: give that a code."
        return
    if code.lower() in facts.codes:
        yield f"The code {code} belongs to “{facts.codes[code.lower()]}” already: give another."
    if period is not None and form.indicator_title:
        definition = Definition(code=code, title=form.indicator_title, frequency=period.frequency, unit=form.unit)
        yield from _refused(lambda: checked(definition))


def _faults_of_figures(form: OldForm, given: Given, match: Match, period: Period, facts: Facts) -> Iterator[str]:
    """Two targets of one period, targets of another kind than the polarity, or one of a period that is locked."""
    polarity = match.known.polarity if match.known else given.chosen_polarity
    faults = _refused(lambda: ensure_kind(dated_targets(form, period), polarity))
    yield from faults
    locked = [] if faults else [each for each in dated_targets(form, period) if each.period.key in facts.locked]
    others = [each for each in locked if each.period.key != period.key]
    known = load_targets(match.known.id) if match.known and others else ()
    stored = {each.period.key: _figures(each) for each in known}
    for each in others:
        if stored.get(each.period.key) != _figures(each):
            yield f"{facts.locked[each.period.key]}: reopen it before its target changes."


def _figures(target: Target) -> tuple[object, ...]:
    return target.value, target.lower, target.upper, target.estimated, target.unconfirmed


def _people(form: OldForm, given: Given, match: Match, facts: Facts) -> tuple[dict[str, int | None], list[str]]:
    """Whom the form's leads stand for; only a post that would be filled asks who is meant."""
    chosen: dict[str, int | None] = {}
    faults = []
    for key, name, column, post in _LEADS:
        stated, answer = getattr(form, name), getattr(given, key)
        chosen[key] = id_of(answer)
        filled = match.known is not None and getattr(match.known, column) is not None
        if answer or filled or not stated:
            continue
        same = facts.people.same(stated)
        chosen[key] = same[0].id if len(same) == 1 else None
        offered = same if len(same) > 1 else () if same else facts.people.like(stated)
        if offered:
            faults.append(f"Its {post}, {stated}, may be {_either(offered)}: choose who is meant.")
    return chosen, faults


def _either(choices: tuple[Choice, ...]) -> str:
    return " or ".join(choice.name for choice in choices)


def _refused(check: Callable[[], object]) -> list[str]:
    """The sentence of a refusal, or of each of several; none where the check passes."""
    try:
        check()
    except Refusals as refusals:
        return [each.sentence for each in refusals.refusals]
    except Refusal as refusal:
        return [refusal.sentence]
    return []
