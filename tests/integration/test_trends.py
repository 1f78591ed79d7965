"""The trend of an indicator: what of it whom is shown, and control limits worked out anew and taken back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from flask import Flask

from tests.builders import make_indicator, make_person, set_figures, sign, submit
from tests.integration.administration import changes
from tests.integration.council import found
from tests.integration.promised_figures import say
from webapp.domain.errors import NotAllowed, NotFound, Refusal
from webapp.domain.figures import figure
from webapp.domain.rights import Role, Who
from webapp.domain.xmr_verdicts import Assurance, Variation
from webapp.services.clock import moment
from webapp.services.indicators.rebases import set_rebase, standing_rebase, take_rebase_back
from webapp.services.indicators.trends import TrendShown, rebase_periods, show_trend
from webapp.services.periods.steps import release
from webapp.services.plans.renewal import withdraw_plan

FRIDAY = datetime(2014, 11, 14, 12, tzinfo=UTC)


@dataclass(frozen=True)
class Desk:
    """A performance officer with one monthly indicator: eight months around 400, then four around 440."""

    team: Who
    reader: Who
    indicator: int

    def shown(self, who: Who | None = None) -> TrendShown:
        return show_trend(who=who or self.team, indicator_id=self.indicator)

    def rebase(self, key: str, reason: str = "Another provider", who: Who | None = None) -> None:
        set_rebase(who=who or self.team, indicator_id=self.indicator, period_key=key, reason=reason)


@pytest.fixture
def desk(app: Flask) -> Iterator[Desk]:
    with moment(FRIDAY), app.app_context():
        team = make_person("Priya Nair", Role.PERFORMANCE)
        desk = Desk(team, make_person("Tom Bell", Role.READER), make_indicator(who=team))
        figures = ["398", "402", "399", "401", "398", "402", "399", "401", "438", "442", "439", "441"]
        keys = [*(f"2013-{month:02d}" for month in range(11, 13)), *(f"2014-{month:02d}" for month in range(1, 11))]
        for key, value in zip(keys, figures, strict=True):
            set_figures(desk.indicator, key, actual=value, who=team, targets={key: "385.6"})
        yield desk


def test_the_series_has_its_targets_and_what_is_not_final(desk: Desk) -> None:
    say(desk.team, desk.indicator, "2014-10")
    shown = desk.shown()
    assert [figure(value, shown.trend.measure) for value in reversed(shown.trend.values)] == [
        line.actual for line in shown.lines
    ]
    newest, before = shown.lines[0], shown.lines[1]
    assert (newest.period, newest.actual, newest.quality) == ("October 2014", "441.0", "ESTIMATED")
    assert (before.target, before.quality) == ("385.6", "")
    assert shown.newest == "October 2014"


def test_a_month_without_a_figure_is_a_gap(desk: Desk) -> None:
    set_figures(desk.indicator, "2015-01", actual="440", who=desk.team)
    shown = desk.shown()
    assert [point.period for point in shown.trend.points][-3:] == ["November 2014", "December 2014", "January 2015"]
    assert shown.trend.values[-3:-1] == (None, None)


def test_limits_signals_and_verdicts(desk: Desk) -> None:
    shown = desk.shown().xmr
    assert shown is not None
    # ranges 4, 3, 2, 3, 4, 3, 2, 37, 4, 3, 2: mean 67 / 11, of which 3.267 is 19.9; without 37: mean 3
    assert str(shown.chart.current.limits.mean_moving_range.normalize()) == "3"
    assert (shown.variation, shown.assurance, shown.way) == (Variation.CONCERN, Assurance.FAIL, 1)
    assert shown.words[0] == "Red, and beyond ordinary variation: something has changed for the worse."
    assert desk.shown().lines[0].signals == "Concern: outside the limits; 2 of 3 near a limit or beyond it"


def test_from_a_rebase_on_the_limits_are_others(desk: Desk) -> None:
    desk.rebase("2014-07")
    shown = desk.shown()
    assert shown.xmr is not None
    assert [(stretch.start, stretch.points) for stretch in shown.xmr.chart.stretches] == [(0, 8), (8, 4)]
    assert (shown.xmr.variation, shown.xmr.assurance) == (None, None)
    assert shown.xmr.words[0].startswith("There are too few figures, fewer than 6")
    for key, value in (("2014-11", "439"), ("2014-12", "442")):
        set_figures(desk.indicator, key, actual=value, who=desk.team, targets={key: "385.6"})
    told = desk.shown().xmr
    assert told.variation is Variation.COMMON
    assert told.words[0].startswith("Red, but within ordinary variation")
    assert told.words[-1].startswith("These are trial limits")
    assert [(each.period, each.reason, each.by) for each in shown.rebases] == [
        ("July 2014", "Another provider", "Priya Nair")
    ]
    assert {line.mean for line in shown.lines} == {"440.0", "400.0"}


def test_a_rebase_is_recorded_taken_back_and_set_again(desk: Desk, app: Flask) -> None:
    desk.rebase("2014-07")
    take_rebase_back(who=desk.team, indicator_id=desk.indicator, period_key="2014-07", reason="It moved back")
    assert desk.shown().rebases == ()
    desk.rebase("2014-07", "It moved again")
    assert [each.reason for each in desk.shown().rebases] == ["It moved again"]
    assert [each[1:] for each in changes(app, "indicator") if each[1] == "control limits from"] == [
        ("control limits from", None, "July 2014"),
        ("control limits from", "July 2014", None),
        ("control limits from", None, "July 2014"),
    ]


def test_what_a_rebase_is_refused_for(desk: Desk) -> None:
    desk.rebase("2014-07")
    with pytest.raises(Refusal, match=r"worked out anew from July 2014 already\.") as refused:
        desk.rebase("2014-07")
    assert refused.value.field == "period"
    with pytest.raises(Refusal, match=r"Say what changed") as refused:
        desk.rebase("2014-06", " ")
    assert refused.value.field == "reason"
    set_figures(make_indicator(code="Q", who=desk.team, frequency="quarter"), "2014-Q1", actual="1", who=desk.team)
    with pytest.raises(Refusal, match=r"Choose a period with a figure of this indicator\."):
        desk.rebase("2014-Q1")
    with pytest.raises(NotFound):
        desk.rebase("1999-01")
    with pytest.raises(NotAllowed):
        desk.rebase("2014-06", who=desk.reader)
    with pytest.raises(Refusal, match=r"Say why this is taken back\."):
        take_rebase_back(who=desk.team, indicator_id=desk.indicator, period_key="2014-07", reason="")
    with pytest.raises(NotFound):
        take_rebase_back(who=desk.team, indicator_id=desk.indicator, period_key="2014-06", reason="Why not")
    with pytest.raises(NotFound):
        standing_rebase(who=desk.team, indicator_id=desk.indicator, period_key="2014-06")
    assert [each.period for each in desk.shown().rebases] == ["July 2014"]


def test_periods_to_choose_from_have_figures_and_one_before_them(desk: Desk) -> None:
    periods = rebase_periods(who=desk.team, indicator_id=desk.indicator)
    assert periods[0] == ("2014-10", "October 2014")
    assert periods[-1] == ("2013-12", "December 2013")
    with pytest.raises(NotAllowed):
        rebase_periods(who=desk.reader, indicator_id=desk.indicator)


def test_readers_see_released_periods_and_their_rebases(desk: Desk) -> None:
    desk.rebase("2014-07")
    with pytest.raises(NotFound):
        desk.shown(desk.reader)
    for key in ("2014-05", "2014-06"):
        release(who=desk.team, key=key)
    shown = desk.shown(desk.reader)
    assert [point.period for point in shown.trend.points] == ["May 2014", "June 2014"]
    assert (shown.rebases, shown.may_rebase) == ((), False)


def test_cumulative_figures_have_no_xmr_view(desk: Desk) -> None:
    indicator = make_indicator(code="CUM", who=desk.team, accumulation="cumulative")
    set_figures(indicator, "2014-10", actual="40", who=desk.team)
    shown = show_trend(who=desk.team, indicator_id=indicator)
    assert shown.xmr is None
    assert shown.unsuited.startswith("An XmR chart does not suit this measure")


def test_signed_plans_are_marked_until_they_are_withdrawn(app: Flask) -> None:
    with moment(FRIDAY), app.app_context():
        council = found()
        set_figures(council.indicator, "2014-11", actual="430", who=council.performance)
        plan = council.plan()
        submit(plan, who=council.lead)
        sign(plan, who=council.director)
        shown = show_trend(who=council.lead, indicator_id=council.indicator)
        assert [each.words for each in shown.trend.plans] == ["Plan for October 2014 signed off on 14 November 2014"]
        withdraw_plan(who=council.director, plan_id=plan, reason="The figure is wrong")
        assert show_trend(who=council.lead, indicator_id=council.indicator).trend.plans == ()
