"""Saving an old form: people, indicator, periods, figures and the draft plan in one commit, or nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy.orm import Session, scoped_session

from webapp.domain.definitions import Definition
from webapp.domain.errors import NotFound, Refusal
from webapp.domain.frequency import Frequency
from webapp.domain.numbers import rounding_notes
from webapp.domain.periods import Period
from webapp.domain.rag import Polarity, Tolerance
from webapp.domain.rights import Role, Who
from webapp.domain.texts import ensure_storable
from webapp.models import Indicator, PeriodRow, Person
from webapp.readers.old_form import OldForm
from webapp.readers.rich_text import to_markdown
from webapp.services.audit.recording import record_all
from webapp.services.clock import today
from webapp.services.figures.storing import ActualEntry, get_actual, put_actual, put_target, stored
from webapp.services.indicators.defining import get_indicator, indicator_subject, write_definition
from webapp.services.old_forms.checks import ensure_begun, ensure_fits, ensure_savable, find_empty_plan
from webapp.services.old_forms.figures import dated_targets, ensure_kind
from webapp.services.old_forms.matches import folded
from webapp.services.old_forms.reading import stated_by
from webapp.services.people.accounts import grant, new_person
from webapp.services.people.registering import LONGEST_NAME
from webapp.services.periods.steps import ensure_runs_figures, ensure_unlocked, open_and_hold
from webapp.services.plans.requirements import ChangedFigure, hold_plans, review_plans
from webapp.services.plans.writing import Draft, lock_plan, new_plan, write_draft
from webapp.services.store import transaction

REASON = "From the old form"
_LEADS = (
    ("strategic_lead_id", "strategic_director_lead", "director", Role.DIRECTOR),
    ("departmental_lead_id", "departmental_lead", "lead", Role.LEAD),
)

_POSTS = {Role.DIRECTOR: "strategic director lead", Role.LEAD: "departmental lead"}


@dataclass(frozen=True, slots=True)
class Answers:
    """What the form does not say. An indicator that is there already keeps its own definition.

    ``indicator_id`` None adds one. ``director`` and ``lead`` are people that the form's names stand for; None
    is a person of that name who is nobody the council knows yet.
    """

    period: Period
    indicator_id: int | None = None
    code: str = ""
    polarity: Polarity | None = None
    tolerance: Tolerance = field(default_factory=Tolerance)
    decimals: int = 1
    directorate_id: int | None = None
    estimated: bool = False  # the actual
    director: int | None = None
    lead: int | None = None


@dataclass(frozen=True, slots=True)
class SavedForm:
    """Where the form went, and notes on figures that were rounded to be stored."""

    plan_id: int
    indicator_id: int
    code: str
    rounded: tuple[str, ...]


def save_old_form(*, who: Who, form: OldForm, text: str, answers: Answers) -> SavedForm:
    """Save a form as read, with what its reader answered; returns where it went.

    Raises PlanExists, Conflict for a locked period, and Refusals on the fields of the answers.
    """
    ensure_runs_figures(who)
    ensure_storable(text)
    ensure_savable(form)
    ensure_begun(answers.period, today())
    targets = dated_targets(form, answers.period)
    with transaction() as session:
        if answers.indicator_id is not None:
            hold_plans(session, (answers.indicator_id,))
        about = (answers.period, *(target.period for target in targets))
        periods, _ = open_and_hold(session, who, about)
        period, people = periods[answers.period.key], _People(session, who)
        if answers.indicator_id is None:
            ensure_kind(targets, answers.polarity)
            indicator = _new_indicator(who, people, form, answers)
        else:
            indicator = get_indicator(answers.indicator_id)
            ensure_fits(indicator.code, Frequency(indicator.frequency), answers.period)
            ensure_kind(targets, Polarity(indicator.polarity) if indicator.polarity else None)
            _fill_vacancies(who, people, indicator, form, answers)
        empty = find_empty_plan(indicator.id, answers.period)
        ensure_unlocked(period)
        changed = [
            target.period
            for target in targets
            if put_target(who, indicator, periods[target.period.key], target, reason=REASON)
        ]
        if form.actual is not None and _put_actual(who, indicator, period, form, answers):
            changed.append(answers.period)
        session.flush()
        review_plans(session, who, [ChangedFigure(indicator.id, each) for each in changed])
        plan = lock_plan(session, empty) if empty else new_plan(session, who, indicator, period, reason=REASON)
        plan.old_form = stated_by(form, text)
        write_draft(session, who, plan, Draft(plan.revision, to_markdown(form.non_compliance_reason), form.actions))
        figures = (
            form.actual,
            *(each for target in form.targets for each in (target.value, target.lower, target.upper)),
        )
        return SavedForm(plan.id, indicator.id, indicator.code, rounding_notes(figures))


class _People:
    """Inside a transaction: the people a form names, each added once, without an account until linked."""

    def __init__(self, session: scoped_session[Session], who: Who) -> None:
        self._session, self._who = session, who
        self._added: dict[str, int] = {}

    def find(self, name: str, chosen: int | None, key: str) -> int | None:
        """The chosen person, or a new one of that name; None for a form that names nobody."""
        if chosen is not None:
            row = self._session.get(Person, chosen)
            if row is None or row.left_on is not None or row.merged_into_id is not None:
                raise NotFound("This person is no longer on the list: check the form again.", field=key)
            return row.id
        if not name:
            return None
        if len(name) > LONGEST_NAME:
            raise Refusal(
                f"The form’s lead has more than {LONGEST_NAME} characters: shorten it, and check again.",
                field=key,
            )
        same = folded(name)
        if same not in self._added:
            self._added[same] = new_person(who=self._who, name=name).id
        return self._added[same]

    def get(self, person_id: int) -> Person:
        """The row of somebody found."""
        return self._session.get_one(Person, person_id)


def _new_indicator(who: Who, people: _People, form: OldForm, answers: Answers) -> Indicator:
    indicator = Indicator(version=1)
    leads = {column: people.find(getattr(form, name), getattr(answers, key), key) for column, name, key, _ in _LEADS}
    definition = Definition(
        code=answers.code,
        title=form.indicator_title,
        frequency=answers.period.frequency,
        unit=form.unit,
        decimals=answers.decimals,
        polarity=answers.polarity,
        tolerance=answers.tolerance.amount,
        tolerance_kind=answers.tolerance.kind,
        directorate_id=answers.directorate_id,
        strategic_lead_id=leads["strategic_lead_id"],
        departmental_lead_id=leads["departmental_lead_id"],
        reported_from=answers.period.start,
    )
    write_definition(who, indicator, definition, reason=REASON)
    return indicator


def _fill_vacancies(who: Who, people: _People, indicator: Indicator, form: OldForm, answers: Answers) -> None:
    """Leads of today stay; a vacant post is filled with the form's."""
    before: dict[str, Any] = {}
    after: dict[str, Any] = {}
    for column, name, key, role in _LEADS:
        if getattr(indicator, column) is not None:
            continue
        person_id = people.find(getattr(form, name), getattr(answers, key), key)
        if person_id is None:
            continue
        setattr(indicator, column, person_id)
        grant(who, people.get(person_id), role)
        before[_POSTS[role]], after[_POSTS[role]] = "Vacant", people.get(person_id).name
    _record(who, indicator, before, after)


def _record(who: Who, indicator: Indicator, before: Mapping[str, Any], after: Mapping[str, Any]) -> None:
    if record_all(who=who, subject=indicator_subject(indicator), before=before, after=after, reason=REASON):
        indicator.version += 1


def _put_actual(who: Who, indicator: Indicator, period: PeriodRow, form: OldForm, answers: Answers) -> bool:
    """Set the form's actual; a numerator, denominator and comment of another figure go with that."""
    entry = ActualEntry(stored(form.actual), "estimated" if answers.estimated else "final")
    if get_actual(indicator.id, period.id).value == entry.value:
        return False
    return put_actual(who, indicator, period, entry, reason=REASON)
