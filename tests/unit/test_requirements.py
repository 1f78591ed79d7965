"""Which figures need a plan: the council's reporting periods, its first day, and what it says of amber."""

from __future__ import annotations

from datetime import date

import pytest

from webapp.domain.periods import Calendar
from webapp.domain.rag import Status
from webapp.domain.requirements import ForAmber, PlanPolicy, ReportedAt, is_reported, requires_plan


@pytest.mark.parametrize(
    ("start_month", "key", "quarters"),
    [
        (4, "2014-10", False),
        (4, "2014-11", False),
        (4, "2014-12", True),
        (4, "2014-Q3", True),
        (4, "2014-H2", True),
        (4, "2014-FY", True),
        (1, "2014-12", True),
        (1, "2014-11", False),
        (9, "2014-11", True),
        (9, "2014-12", False),
        (10, "2014-12", True),
        (10, "2014-11", False),
    ],
)
def test_at_quarters_only_what_ends_one_is_reported(start_month: int, key: str, quarters: bool) -> None:
    year = Calendar(start_month)
    found = {at: is_reported(year.from_key(key), PlanPolicy(at), year) for at in ReportedAt}
    assert found == {ReportedAt.QUARTERS: quarters, ReportedAt.MONTHS: True, ReportedAt.BOTH: True}


@pytest.mark.parametrize(("since", "reported"), [("2014-12-31", True), ("2015-01-01", False)])
def test_a_period_that_ended_before_the_first_day_needs_none(since: str, reported: bool) -> None:
    policy = PlanPolicy(since=date.fromisoformat(since))
    assert is_reported(Calendar().from_key("2014-12"), policy, Calendar()) is reported


@pytest.mark.parametrize(
    ("status", "for_amber", "worsening", "required"),
    [
        (Status.RED, ForAmber.NO, False, True),
        (Status.AMBER, ForAmber.NO, True, False),
        (Status.AMBER, ForAmber.YES, False, True),
        (Status.AMBER, ForAmber.WORSENING, False, False),
        (Status.AMBER, ForAmber.WORSENING, True, True),
        (Status.GREEN, ForAmber.YES, True, False),
        (Status.NO_DATA, ForAmber.YES, True, False),
        (Status.NOT_RATED, ForAmber.YES, True, False),
    ],
)
def test_red_requires_a_plan_and_amber_what_the_council_says(
    status: Status, for_amber: ForAmber, worsening: bool, required: bool
) -> None:
    assert requires_plan(status, PlanPolicy(for_amber=for_amber), worsening=worsening) is required
