"""The year ahead beside a plan: the change needed and the outlook, recalculated live with a tried figure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

import pytest
from flask import Flask
from sqlalchemy import event

from tests.builders import CALENDAR, make_indicator, make_plan, set_figures, sign, sign_in, submit
from tests.integration.council import Council, found
from webapp.domain.rights import Who
from webapp.domain.year_words import YearWords
from webapp.extensions import db
from webapp.models import Indicator
from webapp.services.figures.storing import ActualEntry, put_actual
from webapp.services.periods.steps import ensure_open, release
from webapp.services.plans.editing import edit_plan, show_plan
from webapp.services.plans.live import try_figures
from webapp.services.store import transaction

STORED_GAP = (
    "To be green against the target of 375.1 (March 2015) it must fall by 64.0 per 10,000, or 12.8 per 10,000 in each "
    "of the remaining 5 months."
)


@pytest.fixture
def council(app: Flask) -> Iterator[Council]:
    with app.app_context():
        yield found()


def tried(who: Who, plan: int, actual: str, targets: Mapping[str, str] | None = None) -> YearWords:
    values = {key: Decimal(value) for key, value in (targets or {}).items()}
    year = try_figures(who=who, plan_id=plan, actual=Decimal(actual), targets=values).year
    assert year is not None
    return year


def with_denominator(council: Council) -> None:
    with transaction() as session:
        period, _ = ensure_open(council.performance, CALENDAR.from_key("2014-10"))
        entry = ActualEntry(Decimal("439.1"), numerator=Decimal(2942), denominator=Decimal(67_000))
        put_actual(council.performance, session.get_one(Indicator, council.indicator), period, entry)


def test_the_gap_follows_a_tried_figure_and_a_tried_target(council: Council) -> None:
    plan = council.plan()
    assert tried(council.lead, plan, "439.1").gaps == (STORED_GAP,)
    less = tried(council.lead, plan, "380.1").gaps[0]
    assert less.startswith(f"{STORED_GAP.split(' it must')[0]} it must fall by 5.0 per 10,000, or 1.0")
    easier = tried(council.lead, plan, "390", {"2015-03": "400"})
    assert easier.gaps == ("Green against the target of 400.0 (March 2015) already, with 10.0 per 10,000 to spare.",)
    assert easier.outlook is not None
    assert (easier.outlook.figure, easier.outlook.status) == ("390.0 per 10,000", "green")


def test_whole_cases_are_counted_on_the_stored_denominator(council: Council) -> None:
    with_denominator(council)
    gap = tried(council.lead, council.plan(), "439.1").gaps[0]
    assert gap.endswith(
        "That is about 429 cases fewer, counted on the newest denominator, or about 86 cases each month."
    )


def test_the_page_and_the_first_panel_say_the_same_as_trying_the_stored_figure(council: Council) -> None:
    with_denominator(council)
    plan = council.plan()
    stored = tried(council.lead, plan, "439.1")
    for shown in (show_plan(who=council.lead, plan_id=plan), edit_plan(who=council.lead, plan_id=plan)):
        assert shown.panel.year is not None
        assert shown.panel.year.gaps == stored.gaps
        assert shown.panel.year.outlook == stored.outlook


def test_a_sum_counts_the_months_before_and_none_after(council: Council) -> None:
    team, lead = council.performance, council.lead
    indicator = make_indicator(code="SUM", who=team, lead=lead, accumulation="sum", polarity="higher", unit="homes")
    for month, figure in (("2014-08", "10"), ("2014-09", "20"), ("2014-10", "5"), ("2014-11", "99")):
        set_figures(indicator, month, actual=figure, who=team)
    set_figures(indicator, "2014-10", who=team, targets={"2014-10": "50", "2014-FY": "120"})
    plan = make_plan(indicator, who=lead)
    page = show_plan(who=lead, plan_id=plan).panel.year
    assert page is not None
    assert page.gaps == (
        "To be green against the target of 120.0 (2014/15), "
        "the remaining 5 months must bring at least 17.0 homes each.",
    )
    assert tried(lead, plan, "15").gaps[0].endswith("must bring at least 15.0 homes each.")
    assert tried(lead, plan, "15", {"2014-FY": "145"}).gaps[0].endswith("must bring at least 20.0 homes each.")


def test_a_tried_rate_weighs_as_much_as_its_denominator(council: Council) -> None:
    team, lead = council.performance, council.lead
    indicator = make_indicator(code="AVG", who=team, lead=lead, accumulation="average", polarity="higher", unit="%")
    with transaction() as session:
        for month, value, numerator, denominator in (("2014-09", 50, 50, 100), ("2014-10", 50, 150, 300)):
            period, _ = ensure_open(team, CALENDAR.from_key(month))
            entry = ActualEntry(Decimal(value), numerator=Decimal(numerator), denominator=Decimal(denominator))
            put_actual(team, session.get_one(Indicator, indicator), period, entry)
    set_figures(indicator, "2014-10", who=team, targets={"2014-FY": "80"})
    outlook = tried(lead, make_plan(indicator, who=lead), "90").outlook
    assert outlook is not None
    assert (outlook.figure, outlook.method) == ("80.0%", "the rate of all periods so far")


def test_trying_a_level_asks_the_database_once(council: Council) -> None:
    plan, asked = council.plan(), list[str]()

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if statement.startswith("SELECT"):
            asked.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        tried(council.lead, plan, "380")
    finally:
        event.remove(db.engine, "before_cursor_execute", note)
    assert len(asked) == 1


def test_readers_of_a_signed_page_are_not_told_of_the_year_ahead(council: Council) -> None:
    plan = council.plan()
    submit(plan, who=council.lead)
    sign(plan, who=council.director)
    release(who=council.performance, key="2014-10")
    assert show_plan(who=council.reader, plan_id=plan).panel.year is None


def test_the_page_says_it_in_a_line_and_the_panel_as_it_is_tried(app: Flask) -> None:
    with app.app_context():
        council = found()
        plan = council.plan()
    client = app.test_client()
    token = sign_in(client, council.lead)
    page = client.get(f"/plans/{plan}").text
    assert STORED_GAP in page
    assert "This is arithmetic, not a forecast." in page
    live = client.post(
        f"/plans/{plan}/live", data={"csrf_token": token, "actual": "380.1"}, headers={"HX-Request": "true"}
    ).text
    assert "Year-end outlook, not the status of this period" in live
    assert "it must fall by 5.0 per 10,000" in live
