"""Actions while they are carried out: what is overdue, due soon, and what may be said of one."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from webapp.domain.actions import Action, ActionState, ensure_tellable, is_due_soon, is_overdue
from webapp.domain.errors import NotAllowed, Refusal
from webapp.domain.formats import Measure, expected_effect
from webapp.domain.rights import Role, Standing, Who, ensure_may_tell_progress, may_tell_progress

TODAY = date(2014, 11, 14)
OPEN, RISK, DONE, DROPPED = ActionState.ON_TRACK, ActionState.AT_RISK, ActionState.DONE, ActionState.DROPPED


@pytest.mark.parametrize(
    ("due", "state", "overdue", "soon"),
    [
        ("2014-11-13", OPEN, True, False),
        ("2014-11-13", ActionState.NOT_STARTED, True, False),
        ("2014-11-13", RISK, True, False),
        ("2014-11-13", DONE, False, False),
        ("2014-11-13", DROPPED, False, False),
        ("2014-11-14", OPEN, False, True),
        ("2014-11-24", OPEN, False, True),
        ("2014-11-24", DONE, False, False),
        ("2014-11-25", OPEN, False, False),
        (None, RISK, False, False),
    ],
    ids=[
        "yesterday", "yesterday, not started", "yesterday, at risk", "yesterday, but done", "yesterday, but dropped",
        "today", "in ten days", "in ten days, but done", "in eleven days", "no date",
    ],
)  # fmt: skip
def test_overdue_and_due_soon(due: str | None, state: ActionState, overdue: bool, soon: bool) -> None:
    day = date.fromisoformat(due) if due else None
    assert (is_overdue(day, state, TODAY), is_due_soon(day, state, TODAY)) == (overdue, soon)


@pytest.mark.parametrize(
    ("state", "note", "before", "refused"),
    [
        (DROPPED, "The contract ended.", OPEN, ""),
        (DROPPED, " \n", OPEN, "Say why the action is dropped."),
        (DROPPED, "", DROPPED, "Say why the action is dropped."),
        (OPEN, "", ActionState.NOT_STARTED, ""),
        (OPEN, "", OPEN, "The action is on track already: choose another state, or write a note."),
        (OPEN, "Half the teams have begun.", OPEN, ""),
        (DONE, "", RISK, ""),
        (OPEN, "It was not done after all.", DONE, ""),
    ],
    ids=[
        "dropped with a reason", "dropped with blanks", "dropped twice", "a new state", "nothing new", "a note alone",
        "done without a result", "taken back",
    ],
)  # fmt: skip
def test_what_may_be_said(state: ActionState, note: str, before: ActionState, refused: str) -> None:
    if not refused:
        ensure_tellable(state, note, before)
        return
    with pytest.raises(Refusal) as refusal:
        ensure_tellable(state, note, before)
    assert (refusal.value.sentence, refusal.value.field) == (refused, "note")


@pytest.mark.parametrize(
    ("roles", "person", "owner", "may"),
    [
        ({Role.READER}, 9, 9, True),
        ({Role.READER}, 9, 8, False),
        ({Role.READER}, 9, None, False),
        ({Role.LEAD}, 1, 9, True),
        ({Role.LEAD}, 3, 9, False),
        ({Role.DIRECTOR}, 2, 9, False),
        ({Role.DIRECTOR}, 2, 2, True),
        ({Role.PERFORMANCE}, 5, None, True),
        ({Role.ADMINISTRATOR}, 5, 9, True),
    ],
    ids=[
        "its owner, a reader", "another reader", "nobody owns it", "the lead", "another lead", "the director",
        "a director who owns it", "the performance team", "an administrator",
    ],
)  # fmt: skip
def test_who_says_how_it_goes(roles: set[Role], person: int, owner: int | None, may: bool) -> None:
    who, standing = Who(person, "Somebody", frozenset(roles)), Standing(1, 2)
    assert may_tell_progress(who, standing, owner) is may
    if not may:
        with pytest.raises(NotAllowed, match="Only the owner of this action"):
            ensure_may_tell_progress(who, standing, owner)


RATE, PERCENT, POUNDS, COUNT = Measure("per 10,000", 1), Measure("%", 1), Measure("£", 0), Measure("", 0)


@pytest.mark.parametrize(
    ("effect", "by", "measure", "text"),
    [
        ("-20", "2015-03-31", RATE, "−20.0 per 10,000 by 31 March 2015"),
        ("-20.000000", "2015-03-31", RATE, "−20.0 per 10,000 by 31 March 2015"),
        ("-20.25", "2015-03-31", RATE, "−20.25 per 10,000 by 31 March 2015"),
        ("2", "2015-03-31", PERCENT, "+2.0 percentage points by 31 March 2015"),
        ("-1200", None, POUNDS, "−£1,200"),
        ("3", "2014-12-01", COUNT, "+3 by 1 December 2014"),
        ("0", "2014-12-01", RATE, "0.0 per 10,000 by 1 December 2014"),
        (None, "2014-12-01", RATE, ""),
    ],
    ids=["rate", "as stored", "further places", "points", "pounds without a day", "count", "none", "nothing expected"],
)
def test_an_expected_effect_as_text(effect: str | None, by: str | None, measure: Measure, text: str) -> None:
    value = None if effect is None else Decimal(effect)
    assert expected_effect(value, date.fromisoformat(by) if by else None, measure) == text


def test_an_action_is_kept_as_json_and_read_again() -> None:
    action = Action("What", "How", "Who", "When", TODAY, "a" * 32, 7, Decimal("-20.5"), date(2015, 3, 31))
    assert Action.from_plain(action.to_plain()) == action
