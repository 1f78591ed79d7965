"""Figures still to be final: who is shown which, how they are counted, and what became of those that are final."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

import pytest
from flask import Flask

from tests.integration.council import Council, found
from tests.integration.promised_figures import FRIDAY, LATER, OVERDUE, SOON, promise, put, say
from tests.integration.sent_files import send
from webapp.domain.errors import NotFound
from webapp.domain.promises import PromiseState
from webapp.domain.rag import Status
from webapp.domain.rights import Who
from webapp.services.clock import moment
from webapp.services.directorates import add_directorate
from webapp.services.figures.became_final import BecameFinal, estimates_of_year
from webapp.services.figures.promises import (
    ALL,
    EVERY,
    NOBODY,
    OPEN,
    OWN,
    UNDATED,
    PromiseList,
    Wanted,
    list_promises,
    promises_at_work,
)
from webapp.services.figures.promises import OVERDUE as LATE
from webapp.services.periods.board import period_board
from webapp.services.uploads.undoing import begin_undo, undo


@pytest.fixture
def council(app: Flask) -> Iterator[Council]:
    """Of two leads; it is 14 November 2014."""
    with app.app_context(), moment(FRIDAY):
        yield found()


@pytest.fixture
def promised(council: Council) -> Council:
    """CS02 overdue and CS04 due soon for one lead, CS03 without a date and CS05 due later for the other."""
    promise(council, "CS03", None, lead=council.other_lead)
    promise(council, "CS05", LATER, lead=council.other_lead)
    promise(council, "CS04", SOON, lead=council.lead)
    promise(council, "CS02", OVERDUE, lead=council.lead)
    return council


def listed(who: Who, **wanted: object) -> PromiseList:
    return list_promises(who=who, wanted=Wanted(**wanted))  # type: ignore[arg-type]


def codes(page: PromiseList) -> list[str]:
    return [line.reading.indicator.code for line in page.lines]


def test_the_team_sees_all_by_due_date_and_how_they_stand(promised: Council) -> None:
    page = listed(promised.performance)
    assert codes(page) == ["CS02", "CS04", "CS05", "CS03"]
    assert [(line.state, line.days_overdue, line.words) for line in page.lines] == [
        (PromiseState.OVERDUE, 12, "final figure overdue by 12 days, since 2 November 2014"),
        (PromiseState.DUE_SOON, 0, "final figure due 20 November 2014, in 6 days"),
        (PromiseState.OPEN, 0, "final figure due 31 December 2014, in 47 days"),
        (PromiseState.UNDATED, 0, ""),
    ]
    assert page.counts == {EVERY: 4, LATE: 1, OPEN: 2, UNDATED: 1}
    assert len(page.may_say) == 4


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ({"kind": LATE}, ["CS02"]),
        ({"kind": OPEN}, ["CS04", "CS05"]),
        ({"kind": UNDATED}, ["CS03"]),
        ({"kind": "nonsense"}, ["CS02", "CS04", "CS05", "CS03"]),
        ({"whose": OWN}, []),
        ({"period": "2014-10"}, ["CS02", "CS04", "CS05", "CS03"]),
        ({"directorate": "No directorate", "kind": LATE}, ["CS02"]),
        ({"directorate": "Elsewhere"}, []),
    ],
)
def test_the_team_filters(promised: Council, wanted: dict[str, str], expected: list[str]) -> None:
    assert codes(listed(promised.performance, **wanted)) == expected


def test_a_list_of_one_lead_or_of_nobody(promised: Council) -> None:
    promise(promised, "CS06", LATER)
    page = listed(promised.performance, lead=str(promised.lead.id))
    assert codes(page) == ["CS02", "CS04"]
    assert page.counts == {EVERY: 2, LATE: 1, OPEN: 1, UNDATED: 0}
    assert [name for _, name in page.leads] == ["Ann Lee", "Olu Bright", "Vacant"]
    assert codes(listed(promised.performance, lead=NOBODY)) == ["CS06"]


def test_a_lead_sees_hers_first_and_may_look_at_all(promised: Council) -> None:
    assert codes(listed(promised.lead)) == ["CS02", "CS04"]
    everything = listed(promised.lead, whose=ALL)
    assert codes(everything) == ["CS02", "CS04", "CS05", "CS03"]
    assert len(everything.may_say) == 2, "she says nothing of the others' figures"
    assert codes(listed(promised.director)) == ["CS02", "CS04", "CS05", "CS03"]


def test_of_one_directorate(council: Council) -> None:
    housing = add_directorate(who=council.performance, name="Housing")
    promise(council, "CS02", OVERDUE, directorate_id=housing)
    promise(council, "CS03", SOON)
    page = listed(council.performance, directorate="Housing")
    assert (codes(page), page.directorates) == (["CS02"], ("Housing", "No directorate"))


def test_of_one_period_as_its_board_shows_it(promised: Council) -> None:
    promise(promised, "CS06", LATER, key="2014-12")
    promise(promised, "CS07", SOON, key="2014-Q3", frequency="quarter")
    page = listed(promised.performance, period="2014-Q3")
    assert (codes(page), page.period) == (["CS07", "CS06"], "Quarter 3 2014/15")
    with pytest.raises(NotFound):
        listed(promised.performance, period="2019-Q3")


def test_a_final_figure_and_one_that_is_not_applicable_are_no_promise(promised: Council) -> None:
    first, second = listed(promised.performance).lines[:2]
    say(promised.lead, first.reading.indicator.id, quality="final")
    put(promised, second.reading.indicator.id, None, quality="estimated", final_due=SOON)
    assert codes(listed(promised.performance)) == ["CS05", "CS03"]


def test_the_board_counts_them(promised: Council) -> None:
    assert period_board(who=promised.performance, key="2014-10").promises == {
        PromiseState.OVERDUE: 1, PromiseState.DUE_SOON: 1, PromiseState.OPEN: 1, PromiseState.UNDATED: 1,
    }  # fmt: skip


def test_your_work_has_what_is_near_and_the_team_the_counts(promised: Council) -> None:
    hers = promises_at_work(who=promised.lead)
    assert [line.reading.indicator.code for line in hers.lines] == ["CS02", "CS04"]
    assert hers.all_counts is None
    assert promises_at_work(who=promised.other_lead).lines == ()
    team = promises_at_work(who=promised.performance)
    assert (team.lines, team.all_counts) == ((), {EVERY: 4, LATE: 1, OPEN: 2, UNDATED: 1})
    assert promises_at_work(who=promised.reader) == replace(team, all_counts=None)


def became(year: int | None = None) -> list[BecameFinal]:
    return list(estimates_of_year(year).lines)


def test_both_figures_and_whether_the_colour_differs(council: Council) -> None:
    say(council.performance, council.indicator, final_due=OVERDUE)
    assert became() == []
    put(council, council.indicator, "400")
    (line,) = became()
    assert (line.outcome.estimate, line.outcome.estimate_status) == (Decimal("439.1"), Status.RED)
    assert (line.outcome.final, line.outcome.final_status) == (Decimal(400), Status.AMBER)
    assert (line.verdict, line.due, line.on) == ("the colour changed from red to amber", OVERDUE, FRIDAY.date())
    assert line.punctual == "12 days late"
    assert estimates_of_year(None).summary == (
        "1 provisional or estimated figure became final in 2014/15. The final figure has another colour."
    )


def test_a_correction_of_the_final_figure_is_what_is_compared(council: Council) -> None:
    say(council.performance, council.indicator)
    put(council, council.indicator, "400")
    put(council, council.indicator, "380")
    assert [(line.outcome.final, line.outcome.final_status) for line in became()] == [(Decimal(380), Status.GREEN)]


def test_a_figure_that_is_an_estimate_again_has_not_become_final(council: Council) -> None:
    say(council.performance, council.indicator)
    put(council, council.indicator, "400")
    say(council.performance, council.indicator, quality="provisional")
    assert became() == []
    put(council, council.indicator, "410")
    assert [(line.outcome.quality.value, line.outcome.estimate) for line in became()] == [("provisional", Decimal(400))]


def test_an_upload_that_is_taken_back_made_nothing_final(council: Council) -> None:
    say(council.performance, council.indicator)
    outcome = send(council.performance, "CS01,2014-10,400,,no,,,,")
    assert len(became()) == 1
    begin_undo(who=council.performance, upload_id=outcome.upload.id, reason="The wrong month")
    undo(council.performance, outcome.upload.id)
    assert became() == []
    send(council.performance, "CS01,2014-10,410,,no,,,,")
    assert [line.outcome.final for line in became()] == [Decimal(410)]


@pytest.mark.parametrize(
    ("at", "year"),
    [
        ("2015-03-31T22:59:59+00:00", 2014),
        ("2015-03-31T23:00:00+00:00", 2015),  # midnight in London, where the clocks have gone forward
        ("2016-03-31T22:59:59+00:00", 2015),
    ],
)
def test_a_financial_year_ends_at_midnight_in_london(council: Council, at: str, year: int) -> None:
    say(council.performance, council.indicator)
    with moment(FRIDAY.fromisoformat(at)):
        put(council, council.indicator, "400")
    with moment(FRIDAY.replace(year=2016)):
        counts = {each: len(became(each)) for each in (2013, 2014, 2015)}
    assert counts == {each: int(each == year) for each in (2013, 2014, 2015)}


@pytest.mark.parametrize("year", [0, -5, 2015, 99999])
def test_an_impossible_year_is_this_one(council: Council, year: int) -> None:
    assert estimates_of_year(year).year.label == "2014/15"


def test_a_lead_is_told_of_her_own_estimates(promised: Council) -> None:
    for page in (listed(promised.lead), listed(promised.other_lead)):
        say(promised.performance, page.lines[0].reading.indicator.id, quality="final")
    assert [line.reading.indicator.code for line in listed(promised.lead).year.lines] == ["CS02"]
    assert len(listed(promised.performance).year.lines) == 2
    assert len(listed(promised.performance, lead=str(promised.other_lead.id)).year.lines) == 1
    assert listed(promised.performance, first_year=2013).year.lines == ()
