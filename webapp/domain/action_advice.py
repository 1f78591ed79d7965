"""What an action lacks to be answered for: a named person, a date in the year, a result that can be measured."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from webapp.domain.actions import Action
from webapp.domain.advice import Note, Topic, label_of
from webapp.domain.formats import long_date
from webapp.domain.frequency import Frequency
from webapp.domain.names import names_a_person
from webapp.domain.periods import Calendar, Period
from webapp.domain.prose import sentences, without_dates

_IN_WORDS = re.compile(
    r"\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen"
    r"|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|dozen|half|halved?"
    r"|twice|doubled?|trebled?|zero|none|nobody)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Setting:
    """What the checks need to know: the plan's period, the council's year, the day, and who works here.

    ``people`` are names in lower case.
    """

    period: Period
    calendar: Calendar
    today: date
    people: Collection[str] = ()

    @property
    def year(self) -> Period:
        """The financial year in which actions should bear fruit: the period's, or the present one if that is later."""
        return self.calendar.of(Frequency.YEAR, max(self.period.end, self.today))


def action_notes(row: int, action: Action, setting: Setting) -> tuple[Note, ...]:
    """What one action lacks; ``row`` is its number on the form, from 0. A blank row lacks nothing."""
    if action.is_blank:
        return ()
    found = (*_person(action, setting), *_date(action, setting), *_result(action))
    return tuple(
        Note(Topic.ACTIONS, field, label_of(field), sentence)
        for part, sentence in found
        for field in (f"actions-{row}-{part}",)
    )


def _person(action: Action, setting: Setting) -> Iterator[tuple[str, str]]:
    if action.owner_id is not None:
        return
    who = " ".join(action.who.split())
    if not who:
        yield "who", "Nobody is named. Write who will do it, or choose its owner."
    elif not names_a_person(who, setting.people):
        shown = who if len(who) <= 60 else f"{who[:59]}…"
        yield (
            "who",
            f"“{shown}” names no person. A post or a team changes hands: write who holds it, or choose an owner.",
        )


def _date(action: Action, setting: Setting) -> Iterator[tuple[str, str]]:
    named, year = setting.calendar.read_due_date(action.when), setting.year
    if action.due is None:
        if named is None:
            yield "due", f"There is no date. Enter the day by which it is due, in {year.label} if it can be."
        else:
            yield "due", f"“When” names {long_date(named)}: enter it as the due date too."
    elif action.due < setting.today:
        yield "due", f"{long_date(action.due)} is past already."
    elif action.due > year.end:
        yield (
            "due",
            f"{long_date(action.due)} is after {year.label}. Add what will be reached by {long_date(year.end)}.",
        )
    if action.due is not None and named is not None and named > action.due:  # "from 1 May" is no contradiction
        yield "when", f"“When” names {long_date(named)}, the due date is {long_date(action.due)}."


def _result(action: Action) -> Iterator[tuple[str, str]]:
    if action.effect is not None:
        return
    told = (without_dates(each) for text in (action.what, action.how, action.when) for each in sentences(text))
    if not any(re.search(r"\d", each) or _IN_WORDS.search(each) for each in told):
        yield "what", "No result can be measured. Write how many, how much or how often, or enter its expected effect."
