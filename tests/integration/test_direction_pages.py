"""The direction of travel stands on the page of an indicator and on that of a figure; readers learn nothing by it."""

from __future__ import annotations

import pytest
from flask import Flask

from tests.builders import make_indicator, set_figures
from tests.integration.administration import browser_of, words
from tests.integration.council import Council, found
from tests.integration.ruled_council import LAST_YEAR, add, refer
from webapp.services.periods.steps import release

FIGURES = {"2013-10": "410", "2014-09": "403.9", "2014-10": "439.1"}
SHORT = "worsening ↓ since September 2014: 35.2 per 10,000 higher"
LONG = "worsening ↓ since October 2013: 29.1 per 10,000 higher"


@pytest.fixture
def council(app: Flask) -> Council:
    with app.app_context():
        council = found()
        for key, actual in FIGURES.items():
            set_figures(council.indicator, key, actual=actual, who=council.performance)
    return council


def test_both_terms_stand_on_both_pages(app: Flask, council: Council) -> None:
    browser = browser_of(app, council.lead)
    page = words(browser.get(f"/indicators/{council.indicator}"))
    assert f"Direction of travel of October 2014. Short term: {SHORT}. Long term: {LONG}." in page
    figure = words(browser.get(f"/indicators/{council.indicator}/figures/2014-10"))
    for sentence in (SHORT, LONG):
        assert sentence[0].upper() + sentence[1:] in figure
    first = words(browser.get(f"/indicators/{council.indicator}/figures/2013-10"))
    assert first.count("No earlier figure") == 2


def test_a_reader_does_not_learn_of_a_period_that_is_not_released(app: Flask, council: Council) -> None:
    with app.app_context():
        for key in ("2013-10", "2014-10"):
            release(who=council.performance, key=key, with_parts=False)
    browser = browser_of(app, council.reader)
    for path in (f"/indicators/{council.indicator}", f"/indicators/{council.indicator}/figures/2014-10"):
        page = words(browser.get(path))
        assert "since September 2014" not in page
        assert LONG[1:] in page


def test_a_year_to_date_has_no_short_term(app: Flask, council: Council) -> None:
    with app.app_context():
        total = make_indicator(code="TOTAL", who=council.performance, accumulation="cumulative")
        for key, actual in {"2014-09": "50", "2014-10": "60"}.items():
            set_figures(total, key, actual=actual, who=council.performance)
    page = words(browser_of(app, council.lead).get(f"/indicators/{total}/figures/2014-10"))
    assert "Direction of travel, short term Not compared: the figure builds up through the year" in page


def test_a_reader_is_not_told_what_a_figure_of_last_year_was_that_is_not_released(app: Flask, council: Council) -> None:
    with app.app_context():
        refer(council, add(council, LAST_YEAR))
        release(who=council.performance, key="2014-10", with_parts=False)
    paths = (f"/indicators/{council.indicator}", f"/indicators/{council.indicator}/figures/2014-10", "/periods/2014-10")
    for who, told in ((council.lead, True), (council.reader, False)):
        browser = browser_of(app, who)
        for path in paths:
            page = words(browser.get(path))
            assert ("worse than 410.0 in October 2013" in page) == told
            assert ("worse than in October 2013" in page) != told
            assert ("410.0" in page) == told
