"""Who is reminded of what, in which order, and what of it can be turned off."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from webapp.domain.estimates import Quality
from webapp.domain.plans import PlanState
from webapp.domain.promises import Promise
from webapp.domain.reminders import (
    CHOOSABLE,
    ActionFact,
    DigestState,
    FigureFact,
    Kind,
    PlanFact,
    Reminder,
    counts_in_words,
    may_try,
    quote,
    reminders_for,
    unknown_outcomes,
)

LEAD, DIRECTOR, DEPUTY, OWNER = 1, 2, 3, 4
TODAY = date(2014, 11, 14)
NAME = "CS01 Rate, October 2014"
REQUIRED = PlanFact(NAME, 7, "2014-10", None, PlanState.REQUIRED, date(2014, 11, 30), LEAD)
DRAFT = replace(REQUIRED, plan_id=9, state=PlanState.DRAFT)
RETURNED = replace(DRAFT, returned_reason="Say who\n does it.")
SUBMITTED = replace(
    DRAFT, state=PlanState.SUBMITTED, submitted_on=date(2014, 11, 12), signer_ids=frozenset({DIRECTOR, DEPUTY})
)
ACTION = ActionFact("k", f"{NAME}: close cases", 7, 9, date(2014, 11, 20), OWNER, due_soon=True, overdue=False)
FIGURE = FigureFact(NAME, 7, "2014-10", Promise(Quality.ESTIMATED, "", date(2014, 11, 20)), date(2014, 11, 20), LEAD)
LATE = replace(ACTION, due=date(2014, 11, 1), due_soon=False, overdue=True)


def due(fact: PlanFact, day: date | None) -> PlanFact:
    return replace(fact, due=day)


PLANS = {
    "required, due later": (REQUIRED, LEAD, Kind.PLAN_REQUIRED, "due 30 November 2014, in 16 days"),
    "required, eight days before": (due(REQUIRED, date(2014, 11, 22)), LEAD, Kind.PLAN_REQUIRED, "in 8 days"),
    "required, seven days before": (due(REQUIRED, date(2014, 11, 21)), LEAD, Kind.PLAN_DUE, "in 7 days"),
    "required, due today": (due(REQUIRED, TODAY), LEAD, Kind.PLAN_DUE, "due today"),
    "required, overdue": (
        due(REQUIRED, date(2014, 11, 13)), LEAD, Kind.PLAN_OVERDUE, "overdue since 13 November 2014"
    ),
    "in draft, due later": (DRAFT, LEAD, None, ""),
    "in draft, due soon": (due(DRAFT, date(2014, 11, 15)), LEAD, Kind.PLAN_DUE, "due tomorrow"),
    "in draft, overdue": (due(DRAFT, date(2014, 11, 13)), LEAD, Kind.PLAN_OVERDUE, "overdue since 13 November 2014"),
    "in draft, and a signed page stands": (due(DRAFT, None), LEAD, None, ""),
    "returned": (RETURNED, LEAD, Kind.PLAN_RETURNED, "due 30 November 2014; returned: “Say who does it.”"),
    "returned, and a signed page stands": (
        due(RETURNED, None), LEAD, Kind.PLAN_RETURNED, "returned: “Say who does it.”"
    ),
    "returned, and overdue": (
        due(RETURNED, date(2014, 11, 1)), LEAD, Kind.PLAN_OVERDUE,
        "overdue since 1 November 2014; returned: “Say who does it.”",
    ),
    "submitted, to the director": (SUBMITTED, DIRECTOR, Kind.WAITING, "submitted on 12 November 2014"),
    "submitted, to a deputy": (SUBMITTED, DEPUTY, Kind.WAITING, "submitted on 12 November 2014"),
    "submitted, the lead has done her part": (SUBMITTED, LEAD, None, ""),
    "submitted, though overdue": (due(SUBMITTED, date(2014, 11, 1)), LEAD, None, ""),
    "required, not the director's": (REQUIRED, DIRECTOR, None, ""),
    "required, nobody leads it": (replace(REQUIRED, lead_id=None), LEAD, None, ""),
}  # fmt: skip


@pytest.mark.parametrize(("plan", "person", "kind", "words"), PLANS.values(), ids=PLANS)
def test_plans(plan: PlanFact, person: int, kind: Kind | None, words: str) -> None:
    found = reminders_for(person, plans=[plan], actions=[], off=(), today=TODAY)
    assert [reminder.kind for reminder in found] == ([kind] if kind else [])
    for reminder in found:
        assert words in reminder.words
        assert (reminder.name, reminder.plan_id, reminder.indicator_id) == (NAME, plan.plan_id, 7)


ACTIONS = {
    "due soon": (ACTION, OWNER, Kind.ACTION_DUE, "due 20 November 2014, in 6 days"),
    "overdue": (LATE, OWNER, Kind.ACTION_OVERDUE, "overdue since 1 November 2014"),
    "neither": (replace(ACTION, due_soon=False), OWNER, None, ""),
    "somebody else's": (LATE, LEAD, None, ""),
    "nobody's": (replace(LATE, responsible_id=None), OWNER, None, ""),
}


@pytest.mark.parametrize(("action", "person", "kind", "words"), ACTIONS.values(), ids=ACTIONS)
def test_actions(action: ActionFact, person: int, kind: Kind | None, words: str) -> None:
    found = reminders_for(person, plans=[], actions=[action], off=(), today=TODAY)
    assert [(reminder.kind, reminder.words) for reminder in found] == ([(kind, words)] if kind else [])


def promised(day: date, lead: int | None = LEAD) -> FigureFact:
    """The figure with another day on which its final one is due."""
    return replace(FIGURE, promise=replace(FIGURE.promise, due=day), due=day, lead_id=lead)


FIGURES = {
    "due later": (promised(date(2014, 11, 22)), LEAD, None, ""),
    "due soon": (FIGURE, LEAD, Kind.FINAL_DUE, "estimated so far, final figure due 20 November 2014, in 6 days"),
    "due today": (promised(TODAY), LEAD, Kind.FINAL_DUE, "estimated so far, final figure due today"),
    "overdue": (
        promised(date(2014, 11, 13)), LEAD, Kind.FINAL_OVERDUE,
        "estimated so far, final figure overdue by 1 day, since 13 November 2014",
    ),
    "of another lead": (promised(date(2014, 11, 1)), DIRECTOR, None, ""),
    "nobody leads it": (promised(date(2014, 11, 1), None), LEAD, None, ""),
}  # fmt: skip


@pytest.mark.parametrize(("figure", "person", "kind", "words"), FIGURES.values(), ids=FIGURES)
def test_figures(figure: FigureFact, person: int, kind: Kind | None, words: str) -> None:
    found = reminders_for(person, plans=[], actions=[], figures=[figure], off=(), today=TODAY)
    assert [(reminder.kind, reminder.words) for reminder in found] == ([(kind, words)] if kind else [])
    assert {(reminder.indicator_id, reminder.period_key) for reminder in found} <= {(7, "2014-10")}


@pytest.mark.parametrize(
    ("days", "told", "counted"),
    [
        ((), [], ""),
        ((TODAY, date(2014, 12, 1)), [], ""),
        ((date(2014, 11, 1), TODAY), ["1 final figure of the council is overdue"], "1 final figure overdue"),
        (
            (date(2014, 11, 1), date(2014, 11, 13)),
            ["2 final figures of the council are overdue"],
            "2 final figures overdue",
        ),
    ],
)
def test_the_team_is_told_how_many_final_figures_are_overdue(days: list[date], told: list[str], counted: str) -> None:
    figures = [promised(day) for day in days]
    found = reminders_for(OWNER, plans=[], actions=[], figures=figures, off=(), today=TODAY, in_team=True)
    assert ([reminder.name for reminder in found], counts_in_words(found)) == (told, counted)
    off = {Kind.FINAL_OVERDUE}
    assert not reminders_for(OWNER, plans=[], actions=[], figures=figures, off=off, today=TODAY, in_team=True)


def test_the_kinds_a_person_may_turn_off() -> None:
    assert sorted(CHOOSABLE) == [
        "action due",
        "action overdue",
        "final figure due",
        "final figure overdue",
        "plan due",
        "plan overdue",
        "plan required",
        "plan returned",
        "waiting for signature",
    ]


OF_ITS_KIND = {
    Kind.PLAN_REQUIRED: REQUIRED,
    Kind.PLAN_DUE: due(REQUIRED, TODAY),
    Kind.PLAN_OVERDUE: due(REQUIRED, date(2014, 11, 1)),
    Kind.PLAN_RETURNED: RETURNED,
    Kind.WAITING: replace(SUBMITTED, signer_ids=frozenset({LEAD})),
    Kind.ACTION_DUE: replace(ACTION, responsible_id=LEAD),
    Kind.ACTION_OVERDUE: replace(LATE, responsible_id=LEAD),
    Kind.FINAL_DUE: FIGURE,
    Kind.FINAL_OVERDUE: promised(date(2014, 11, 1)),
}


@pytest.mark.parametrize("off", CHOOSABLE)
def test_each_kind_can_be_turned_off_alone(off: Kind) -> None:
    plans = [fact for fact in OF_ITS_KIND.values() if isinstance(fact, PlanFact)]
    actions = [fact for fact in OF_ITS_KIND.values() if isinstance(fact, ActionFact)]
    figures = [fact for fact in OF_ITS_KIND.values() if isinstance(fact, FigureFact)]
    found = reminders_for(LEAD, plans=plans, actions=actions, figures=figures, off={off}, today=TODAY)
    assert {reminder.kind for reminder in found} == set(CHOOSABLE) - {off}


def test_a_plan_of_two_kinds_is_named_once_under_the_one_that_is_wanted() -> None:
    plan = due(RETURNED, date(2014, 11, 1))

    def kinds(*off: Kind) -> list[Kind]:
        return [each.kind for each in reminders_for(LEAD, plans=[plan], actions=[], off=off, today=TODAY)]

    assert kinds() == [Kind.PLAN_OVERDUE]
    assert kinds(Kind.PLAN_OVERDUE) == [Kind.PLAN_RETURNED]
    assert kinds(Kind.PLAN_OVERDUE, Kind.PLAN_RETURNED) == []


def test_the_most_urgent_stands_first() -> None:
    plans = [
        replace(REQUIRED, name="later"),
        replace(due(REQUIRED, date(2014, 11, 10)), name="late"),
        replace(due(REQUIRED, date(2014, 11, 1)), name="later still"),
        replace(SUBMITTED, name="to sign", signer_ids=frozenset({LEAD})),
        replace(due(DRAFT, TODAY), name="today"),
        replace(RETURNED, name="returned"),
    ]
    actions = [
        replace(LATE, name="action late", responsible_id=LEAD),
        replace(ACTION, name="action", responsible_id=LEAD),
    ]
    figures = [
        replace(promised(date(2014, 11, 12)), name="figure late"),
        replace(promised(date(2014, 11, 2)), name="figure later"),
        replace(FIGURE, name="figure"),
    ]
    found = reminders_for(LEAD, plans=plans, actions=actions, figures=figures, off=(), today=TODAY)
    names = [
        *("later still", "late", "action late", "figure later", "figure late"),
        *("returned", "to sign", "today", "action", "figure", "later"),
    ]
    assert [reminder.name for reminder in found] == names
    assert counts_in_words(found) == (
        "2 plans overdue, 1 action overdue, 2 final figures overdue, 1 plan returned to you, "
        "1 plan waiting for your signature, 1 plan due soon, 1 action due soon, 1 final figure due soon, "
        "1 plan required"
    )


def test_the_line_of_the_performance_team() -> None:
    assert str(unknown_outcomes(1, TODAY)) == "1 reminder has an unknown outcome: look into it and say so"
    assert str(unknown_outcomes(2, TODAY)).startswith("2 reminders have an unknown outcome")
    assert counts_in_words([unknown_outcomes(2, TODAY)]) == "1 message to look into"


def test_a_long_text_is_cut_and_stands_on_one_line() -> None:
    assert quote(" a\n\tb ") == "a b"
    assert quote("x" * 200) == "x" * 200
    assert quote("x" * 201) == "x" * 199 + "…"


def test_a_reminder_without_words_is_its_name() -> None:
    assert str(Reminder(Kind.PLAN_DUE, "name", "", TODAY)) == "name"


@pytest.mark.parametrize("state", DigestState)
def test_only_a_refused_digest_is_tried_again_and_not_for_ever(state: DigestState) -> None:
    again = [tries for tries in range(1, 6) if may_try(state, tries)]
    assert again == ([1, 2] if state is DigestState.REFUSED else [])
