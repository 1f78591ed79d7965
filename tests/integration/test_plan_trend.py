"""The trend on a plan's page: how far back, of which periods, what the meter says, and what a signature keeps."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from flask import Flask

from tests.builders import make_plan, set_figures, sign, submit
from tests.integration.administration import browser_of, words
from tests.integration.council import Council, found
from tests.unit.pdf_examples import text_of
from webapp.domain.trend import Trend
from webapp.services.clock import moment
from webapp.services.periods.steps import release
from webapp.services.plans.advice import advise
from webapp.services.plans.editing import show_plan
from webapp.services.plans.printing import page_to_read, plan_docx, plan_pdf

DAY = datetime(2014, 11, 14, 12, tzinfo=UTC)
LONG = "Referrals rose again and the team could not keep up with them. " * 6 + "\n\n"


@pytest.fixture
def council(app: Flask) -> Iterator[Council]:
    """With figures from August 2012 on, each released up to September 2014 but for June."""
    with app.app_context(), moment(DAY):
        yield with_history()


def with_history() -> Council:
    council = found()
    for year, month in [(2012, 8), (2012, 11), (2014, 6), (2014, 8), (2014, 9), (2014, 11)]:
        key = f"{year}-{month:02d}"
        set_figures(council.indicator, key, actual=f"4{month:02d}.5", who=council.performance)
        if (year, month) not in {(2014, 6), (2014, 11)}:
            release(who=council.performance, key=key)
    return council


def known(trend: Trend | None) -> list[tuple[str, str]]:
    assert trend is not None
    return [(point.period, f"{point.value:.1f}") for point in trend.points if point.value is not None]


def test_it_shows_two_years_of_released_figures_and_its_own(council: Council) -> None:
    trend = show_plan(who=council.lead, plan_id=council.plan()).page.trend
    assert known(trend) == [
        ("November 2012", "411.5"),
        ("August 2014", "408.5"),
        ("September 2014", "409.5"),
        ("October 2014", "439.1"),
    ]
    assert len(trend.points) == 24, "what is not shown is a gap"
    assert trend.points[-1].lower == trend.points[-1].upper == Decimal("385.6")
    assert trend.points[0].lower is None


def test_one_figure_alone_is_no_trend(app: Flask) -> None:
    with app.app_context(), moment(DAY):
        council = found()
        assert show_plan(who=council.lead, plan_id=council.plan()).page.trend is None


def test_the_page_and_the_paper_show_it(app: Flask) -> None:
    with moment(DAY):
        with app.app_context():
            council = with_history()
            plan = council.plan()
            assert "Trend" in text_of(plan_pdf(who=council.lead, plan_id=plan))
            assert plan_docx(who=council.lead, plan_id=plan).startswith(b"PK")
        page = browser_of(app, council.lead).get(f"/plans/{plan}")
    assert f'id="plan-{plan}-wide"' in page.text
    assert f'id="plan-{plan}-narrow"' in page.text
    assert "October 2014 439.1 385.6 September 2014 409.5" in words(page), "a table stands beside the chart"
    assert "Trend of Rate of CS01 Line chart of 4 figures, November 2012 to October 2014." in words(page)


def test_the_meter_says_when_there_is_no_room(council: Council) -> None:
    plan = council.plan()
    left_out = "There is no room for the chart of the trend: it is left out."
    meters = [advise(who=council.lead, plan_id=plan, reason=LONG * count).meter for count in range(1, 14)]
    assert [meter.sentence.endswith(left_out) for meter in meters if meter] == sorted(
        meter.sentence.endswith(left_out) for meter in meters if meter
    )
    assert not meters[0].sentence.endswith(left_out)
    last = next(meter for meter in meters if meter and meter.sentence.endswith(left_out))
    assert last.fits, "the page fits without it"


def test_what_was_signed_keeps_its_trend(council: Council) -> None:
    plan = council.plan()
    submit(plan, who=council.lead)
    sign(plan, who=council.director)
    before = page_to_read(who=council.lead, plan_id=plan)
    set_figures(council.indicator, "2014-09", actual="999", who=council.performance)
    after = page_to_read(who=council.lead, plan_id=plan)
    assert known(after.trend)[-2] == ("September 2014", "409.5")
    assert after == replace(before, state=after.state)


def test_earlier_plans_are_marked(council: Council) -> None:
    earlier = datetime(2014, 9, 12, 12, tzinfo=UTC)
    with moment(earlier):
        set_figures(council.indicator, "2014-08", actual="500", who=council.performance, targets={"2014-08": "400"})
        plan = make_plan(council.indicator, "2014-08", who=council.lead)
        submit(plan, who=council.lead)
        sign(plan, who=council.director)
    trend = show_plan(who=council.lead, plan_id=council.plan()).page.trend
    assert [mark.words for mark in trend.plans] == ["Plan for August 2014 signed off on 12 September 2014"]
