"""What an action lacks: a named person, a date in the year, a result that can be measured."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from webapp.domain.action_advice import Setting, action_notes
from webapp.domain.actions import Action
from webapp.domain.names import names_a_person
from webapp.domain.periods import Calendar

CALENDAR = Calendar()
SETTING = Setting(CALENDAR.from_key("2014-10"), CALENDAR, date(2014, 11, 14), {"sarah o'hara-long", "li na"})
WHOLE = Action("Close 410 cases", "A weekly list", "Ann Lee, Head of Service", "By Christmas", date(2014, 12, 24))

PEOPLE = [
    "Ann Lee", "Ann Lee, Head of Specialist Services", "Head of Service: Ann Lee", "The Head of Service (Ann Lee)",
    "Mrs Lee", "Dr. Patel", "Cllr Smith", "A. Lee", "J.R. Smith", "A Lee and team", "ANN LEE", "Siân Ó Briain",
    "Anne-Marie O’Neill", "Vincent van der Berg", "Zoë Łukasiewicz", "April Jones", "John West", "Mary Young",
    "Adult Care: Jo Field", "Managers, overseen by Ann Lee", "Jill Morrow, Workforce Development", "li na",
    "with sarah O'Hara-Long's team", "Ann\nLee",
]  # fmt: skip
POSTS = [
    "", "Head of Service", "The fostering team", "Team managers", "Strategic Director of Families and Wellbeing",
    "Assistant Director Children’s Social Care", "HR", "HR Business Partner", "All managers", "Legal Services", "TBC",
    "To be confirmed", "Ann", "ann lee", "Waste and Street Scene Manager", "Deputy Head, Virtual School", "NHS England",
    "Early Help Hub", "Chief Executive", "Duty Social Worker", "Performance Board", "Area North Manager",
    "Safer Neighbourhoods Partnership", "Head of Revenues & Benefits", "A Manager", "Section 11 lead", "???", "12",
    "Citizens Advice", "MASH Manager", "Finance. Housing.", "linalool",
]  # fmt: skip


@pytest.mark.parametrize("who", PEOPLE)
def test_a_person_is_named(who: str) -> None:
    assert names_a_person(who, SETTING.people)


@pytest.mark.parametrize("who", POSTS)
def test_a_post_or_a_team_is_no_person(who: str) -> None:
    assert not names_a_person(who, SETTING.people)


NOTES = [
    ("all that is needed", WHOLE, []),
    ("a blank row", Action(), []),
    ("an owner in place of a name", replace(WHOLE, who="Head of Service", owner_id=7), []),
    ("an effect in place of a number", replace(WHOLE, what="Close cases", effect=Decimal(-20)), []),
    ("a number in words", replace(WHOLE, what="Close twelve cases"), []),
    ("a number in how", replace(WHOLE, what="Close cases", how="Forty a week"), []),
    ("nobody", replace(WHOLE, who=" \n"), [("who", "Nobody is named. Write who will do it, or choose its owner.")]),
    ("a post", replace(WHOLE, who="Head of\nService"),
     [("who", "“Head of Service” names no person. A post or a team changes hands: write who holds it, or choose an "
              "owner.")]),
    ("no date", replace(WHOLE, due=None),
     [("due", "There is no date. Enter the day by which it is due, in 2014/15 if it can be.")]),
    ("a date in the words only", replace(WHOLE, due=None, when="By the end of Q3, December 2014"),
     [("due", "“When” names 31 December 2014: enter it as the due date too.")]),
    ("another date in the words", replace(WHOLE, when="By 31 March 2015"),
     [("when", "“When” names 31 March 2015, the due date is 24 December 2014.")]),
    ("a beginning in the words", replace(WHOLE, when="From 1 December 2014; finished by Christmas"), []),
    ("several dates in the words", replace(WHOLE, when="From 1 December 2014, until 31 March 2015"), []),
    ("after the year", replace(WHOLE, due=date(2015, 4, 1)),
     [("due", "1 April 2015 is after 2014/15. Add what will be reached by 31 March 2015.")]),
    ("the last day of the year", replace(WHOLE, due=date(2015, 3, 31)), []),
    ("past", replace(WHOLE, due=date(2014, 11, 13)), [("due", "13 November 2014 is past already.")]),
    ("today", replace(WHOLE, due=date(2014, 11, 14)), []),
    ("no result", replace(WHOLE, what="Do better by 31 March 2015", how="Work harder in Q4 2014/15"),
     [("what", "No result can be measured. Write how many, how much or how often, or enter its expected effect.")]),
]  # fmt: skip


@pytest.mark.parametrize(("action", "notes"), [row[1:] for row in NOTES], ids=[row[0] for row in NOTES])
def test_what_an_action_lacks(action: Action, notes: list[tuple[str, str]]) -> None:
    found = action_notes(2, action, SETTING)
    assert [(each.field, each.sentence) for each in found] == [(f"actions-2-{part}", said) for part, said in notes]
    assert all(note.label.startswith("Action 3: ") for note in found)


def test_a_row_that_was_only_begun_lacks_nearly_everything() -> None:
    found = action_notes(0, Action(what="Try"), SETTING)
    assert [note.field for note in found] == ["actions-0-who", "actions-0-due", "actions-0-what"]


@pytest.mark.parametrize(
    ("start_month", "today", "due", "told"),
    [
        (4, "2015-04-20", "2015-06-30", False),
        (4, "2015-03-20", "2015-04-30", True),
        (1, "2014-11-14", "2015-03-31", True),
        (9, "2014-11-14", "2015-08-31", False),
        (10, "2014-11-14", "2015-10-01", True),
    ],
    ids=["written in the next year", "before the year ends", "January", "September", "October"],
)
def test_the_year_is_the_councils_own(start_month: int, today: str, due: str, told: bool) -> None:
    calendar = Calendar(start_month)
    setting = Setting(calendar.from_key("2014-10"), calendar, date.fromisoformat(today))
    found = action_notes(0, replace(WHOLE, due=date.fromisoformat(due)), setting)
    assert bool(found) is told
