"""Saving an old form in one go: every answer is given, and what is not clear is refused, never guessed."""

from __future__ import annotations

from dataclasses import dataclass

from webapp.domain.definitions import tolerance_words
from webapp.domain.errors import BadPeriod, Refusal
from webapp.domain.figures import Measure
from webapp.domain.frequency import Frequency
from webapp.domain.periods import Period
from webapp.domain.rag import Tolerance, ToleranceKind
from webapp.domain.rights import Who
from webapp.readers.old_form import OldForm
from webapp.readers.rule_words import read_polarity, read_tolerance
from webapp.services.indicators.defining import definition_of, find_indicator
from webapp.services.old_forms.matches import Choice, people_like, same_titles
from webapp.services.old_forms.reading import read_old_form, written_decimals
from webapp.services.old_forms.saving import Answers, SavedForm, save_old_form
from webapp.services.periods.steps import ensure_runs_figures
from webapp.services.settings import calendar


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was given on the command line, as typed; a blank was left out."""

    code: str = ""
    polarity: str = ""
    tolerance: str = ""
    period: str = ""


def offered(*, title: str, code: str) -> str:
    """A sentence that offers the indicator of this title where a new code was given, or ""."""
    others = [choice.name for choice in same_titles(title) if choice.same and choice.id != find_indicator(code)]
    return f"Another indicator has this title too, {others[0]}: its code would have used it." if others else ""


def save_for_command(*, who: Who, text: str, wanted: Wanted) -> tuple[OldForm, SavedForm]:
    """Read and save a form; raises Refusal for what is missing, unclear or against the stored indicator."""
    ensure_runs_figures(who)
    form = read_old_form(text)
    for option in ("code", "period"):
        if not getattr(wanted, option).strip():
            raise Refusal(f"--save needs --{option}: the form does not say it.")
    indicator_id = _indicator(form, wanted.code)
    answers = Answers(
        period=_period(wanted.period, indicator_id),
        indicator_id=indicator_id,
        code=wanted.code,
        polarity=read_polarity(wanted.polarity),
        tolerance=read_tolerance(wanted.tolerance),
        decimals=written_decimals(form),
        estimated=form.actual_is_estimated,
        director=_person(form.strategic_director_lead),
        lead=_person(form.departmental_lead),
    )
    if indicator_id is not None:
        _ensure_same_rule(indicator_id, wanted, answers)
    return form, save_old_form(who=who, form=form, text=text, answers=answers)


def _indicator(form: OldForm, code: str) -> int | None:
    """The indicator of that code, if its title is the form's; None where the code is new."""
    same = [choice for choice in same_titles(form.indicator_title) if choice.same]
    found = find_indicator(code)
    if found is not None and found not in {choice.id for choice in same}:
        title = definition_of(found)[0].title
        raise Refusal(f"The code {code.strip()} belongs to “{title}”, which is not the form’s indicator: give another.")
    return found


def _period(text: str, indicator_id: int | None) -> Period:
    frequency = Frequency(definition_of(indicator_id)[0].frequency) if indicator_id is not None else None
    try:
        return calendar().read(text, frequency)
    except BadPeriod as refusal:
        raise Refusal(f"--period: {refusal.sentence}") from None


def _person(name: str) -> int | None:
    """The one person of that name; None where there is nobody yet."""
    same: list[Choice] = [choice for choice in people_like(name) if choice.same]
    if len(same) > 1:
        raise Refusal(f"{len(same)} people are called {name}: read it in on the page /plans/old-form to choose.")
    return same[0].id if same else None


def _ensure_same_rule(indicator_id: int, wanted: Wanted, answers: Answers) -> None:
    """An indicator keeps its own rule: saying another one for it is a mistake that somebody should see."""
    kept, _ = definition_of(indicator_id)
    rule = Tolerance(kept.tolerance, ToleranceKind(kept.tolerance_kind))
    if wanted.polarity.strip() and kept.polarity != answers.polarity:
        now = kept.polarity or "not decided"
        raise Refusal(f"--polarity: that of {kept.code} is {now}. Leave it out, or change the indicator first.")
    if wanted.tolerance.strip() and (rule.amount or answers.tolerance.amount) and rule != answers.tolerance:
        now = tolerance_words(rule, Measure(kept.unit, kept.decimals))
        raise Refusal(f"--tolerance: that of {kept.code} is {now}. Leave it out, or change the indicator first.")
