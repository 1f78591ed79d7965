"""Profiles of targets made from a year-end one: shown before they are saved, recorded with how they were made."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

import pytest
from flask import Flask

from tests.builders import CALENDAR, make_indicator, make_person, set_figures
from webapp.domain.errors import NotAllowed, Refusals
from webapp.domain.numbers import plain
from webapp.domain.rights import Role, Who
from webapp.domain.target_profiles import Method
from webapp.services.indicators.pages import show_indicator
from webapp.services.periods.steps import ensure_open, lock
from webapp.services.plans.records import load_targets
from webapp.services.store import transaction
from webapp.services.targets.profiles import ProfilePage, Wanted, profile_page, save_profile
from webapp.services.targets.rows import SavedTargets, WantedTarget, mark_of
from webapp.services.targets.saving import save_targets


@dataclass(frozen=True)
class Desk:
    """A performance officer with one quarterly indicator before her."""

    team: Who
    indicator: int

    def page(self, method: str = "", year_end: str | None = None, **more: object) -> ProfilePage:
        wanted = _wanted(method, year_end, **more)
        return profile_page(who=self.team, indicator_id=self.indicator, first_year=2014, wanted=wanted)

    def save(self, page: ProfilePage, wanted: Wanted, *, reason: str = "", typed: tuple[str, ...] = ()) -> SavedTargets:
        """The rows as they are shown, the first ones as ``typed``."""
        rows = [
            WantedTarget(
                f"targets-{at}",
                row.target.period.label,
                Decimal(typed[at]) if at < len(typed) else row.target.value,
                estimated=row.target.estimated,
                was=mark_of(row.stored) if row.stored else "",
            )
            for at, row in enumerate(page.open_rows)
        ]
        return save_profile(
            who=self.team, indicator_id=self.indicator, first_year=2014, wanted=wanted, rows=rows, reason=reason
        )

    @property
    def stored(self) -> dict[str, str]:
        return {each.period.key: plain(each.value or Decimal(-1)) for each in load_targets(self.indicator)}

    @property
    def reasons(self) -> dict[str, str]:
        """Of the newest change of each period's target."""
        lines = show_indicator(who=self.team, indicator_id=self.indicator).revisions.lines
        return {line.period: line.reason for line in reversed(lines) if line.kind == "target"}


def _wanted(method: str, year_end: str | None, **more: object) -> Wanted:
    return Wanted(method, None if year_end is None else Decimal(year_end), **more)  # type: ignore[arg-type]


def made(page: ProfilePage) -> list[tuple[str, str]]:
    return [(row.target.period.key, plain(row.target.value or Decimal(-1))) for row in page.rows]


@pytest.fixture
def team(app: Flask) -> Iterator[Who]:
    with app.app_context():
        yield make_person("Priya Nair", Role.PERFORMANCE)


def desk(
    team: Who, accumulation: str = "snapshot", *, code: str = "CS01", decimals: int = 1, polarity: str = "lower"
) -> Desk:
    fields = {"accumulation": accumulation, "decimals": decimals, "polarity": polarity}
    if accumulation == "sum":
        fields["unit"] = "cases"  # rates do not add up
    return Desk(team, make_indicator(code=code, who=team, lead=None, director=None, frequency="quarter", **fields))


def test_equal_steps_begin_at_last_years_last_figure(team: Who) -> None:
    one = desk(team)
    set_figures(one.indicator, "2013-Q4", actual="439.1", who=team, targets={"2013-Q4": "400", "2014-FY": "375.1"})
    page = one.page(Method.STEPS)
    assert (page.start, page.year_end) == ("439.1, the figure of Quarter 4 2013/14", "375.1 (2014/15)")
    assert made(page) == [
        ("2014-Q1", "423.1"),
        ("2014-Q2", "407.1"),
        ("2014-Q3", "391.1"),
        ("2014-Q4", "375.1"),
        ("2014-FY", "375.1"),
    ]


def test_else_at_last_years_target_or_what_is_typed(team: Who) -> None:
    one = desk(team)
    refused = one.page(Method.STEPS, "300").trouble
    assert refused is not None
    assert (refused.field, refused.sentence) == (
        "start",
        "There is neither a figure nor a target at the end of 2013/14: enter the figure to start from.",
    )
    assert made(one.page(Method.STEPS, "300", start=Decimal(340)))[:2] == [("2014-Q1", "330"), ("2014-Q2", "320")]
    set_figures(one.indicator, "2013-Q4", who=team, targets={"2013-FY": "400"})
    page = one.page(Method.STEPS, "300")
    assert page.start == "400.0, the target of 2013/14"
    assert made(page)[-1] == ("2014-Q4", "300")


def test_a_profile_is_saved_with_how_it_was_made(team: Who) -> None:
    one = desk(team, "cumulative", decimals=0)
    wanted = _wanted(Method.SHARE, "100", estimated=True)
    page = one.page(Method.SHARE, "100", estimated=True)
    assert one.save(page, wanted, typed=("20",)).saved[0] == "20, estimated (Quarter 1 2014/15)"
    assert one.stored == {"2014-Q1": "20", "2014-Q2": "50", "2014-Q3": "75", "2014-Q4": "100"}
    assert all(each.estimated for each in load_targets(one.indicator))
    how = "The share of 100 that is due by the end of each period, if all are equal."
    assert one.reasons == {
        "Quarter 1 2014/15": "",
        "Quarter 2 2014/15": how,
        "Quarter 3 2014/15": how,
        "Quarter 4 2014/15": how,
    }


def test_a_changed_year_end_needs_a_reason_and_leaves_the_same_targets_alone(team: Who) -> None:
    one = desk(team, "sum", decimals=0)
    wanted, page = _wanted(Method.SHARE, "100"), one.page(Method.SHARE, "100")
    one.save(page, wanted)
    assert one.stored == {"2014-Q1": "25", "2014-Q2": "25", "2014-Q3": "25", "2014-Q4": "25", "2014-FY": "100"}
    assert one.save(one.page(Method.SHARE), _wanted(Method.SHARE, None)).saved == ()
    more = one.page(Method.SHARE, "120")
    assert [row.now for row in more.rows] == ["25", "25", "25", "25", "100"]
    with pytest.raises(Refusals) as refused:
        one.save(more, _wanted(Method.SHARE, "120"))
    assert [each.field for each in refused.value.refusals] == ["reason"]
    one.save(more, _wanted(Method.SHARE, "120"), reason="Agreed by cabinet.")
    assert one.stored["2014-FY"] == "120"
    assert one.reasons["2014/15"] == (
        "Agreed by cabinet. An equal share of 120 for each period; together they are 120."
    )


def test_a_season_goes_by_whole_earlier_years(team: Who) -> None:
    one = desk(team, "sum", decimals=0)
    for year, figures in (("2011", "1 1 1 -"), ("2012", "10 20 30 40"), ("2013", "30 20 10 40")):
        for quarter, figure in enumerate(figures.split(), start=1):
            if figure != "-":
                set_figures(one.indicator, f"{year}-Q{quarter}", actual=figure, who=team)
    page = one.page(Method.SEASON, "50")
    assert page.how == "50 shared out as in 2012/13 and 2013/14, on average."
    assert [value for _, value in made(page)] == ["10", "10", "10", "20", "50"]


def test_locked_periods_stay_as_they_are(team: Who) -> None:
    one = desk(team, "cumulative", decimals=0)
    set_figures(one.indicator, "2014-Q1", who=team, targets={"2014-Q1": "10"})
    lock(who=team, key="2014-Q1")
    page = one.page(Method.SHARE, "100")
    assert [(row.target.period.key, row.now) for row in page.locked_rows] == [("2014-Q1", "10")]
    one.save(page, _wanted(Method.SHARE, "100"))
    assert one.stored == {"2014-Q1": "10", "2014-Q2": "50", "2014-Q3": "75", "2014-Q4": "100"}


def test_what_a_sum_comes_to_beside_locked_periods_is_said(team: Who) -> None:
    one = desk(team, "sum", decimals=0)
    set_figures(one.indicator, "2014-Q1", who=team, targets={"2014-Q1": "10"})
    share = "An equal share of 100 for each period; together they are 100."
    assert one.page(Method.SHARE, "100").how == share
    lock(who=team, key="2014-Q1")
    assert one.page(Method.SHARE, "100").how == f"{share} As locked periods keep their targets, they come to 85 in all."
    assert "locked" not in one.page(Method.SHARE, "40").how


def test_a_locked_period_without_a_target_is_not_offered_either(team: Who) -> None:
    one = desk(team, "cumulative", decimals=0)
    with transaction():
        ensure_open(team, CALENDAR.from_key("2014-Q1"))
    lock(who=team, key="2014-Q1")
    page = one.page(Method.SHARE, "100")
    assert [row.target.period.key for row in page.locked_rows] == ["2014-Q1"]


def test_what_no_profile_can_be_made_of(team: Who) -> None:
    ranged = desk(team, code="R", polarity="range").page()
    annual = Desk(team, make_indicator(code="A", who=team, frequency="year")).page()
    assert [page.trouble and page.trouble.sentence for page in (ranged, annual)] == [
        "Its targets are ranges, which no method shares out: type them on the targets page.",
        "It is reported once a year, so its year-end target is all there is: type it on the targets page.",
    ]
    assert not ranged.possible
    nothing = desk(team, code="N", accumulation="cumulative").page(Method.SHARE).trouble
    assert nothing is not None
    assert nothing.field == "year_end"


def test_only_the_performance_team_makes_profiles(team: Who) -> None:
    one, lead = desk(team), make_person("Ann Lee", Role.LEAD)
    with pytest.raises(NotAllowed):
        profile_page(who=lead, indicator_id=one.indicator, first_year=2014, wanted=None)
    with pytest.raises(NotAllowed):
        save_targets(who=lead, indicator_id=one.indicator, rows=[], reason="")


@pytest.mark.parametrize(("year_end", "start", "field"), [("9" * 13, "1", "year_end"), ("1", "9" * 13, "start")])
def test_a_figure_too_large_is_told_on_its_field(team: Who, year_end: str, start: str, field: str) -> None:
    page = desk(team).page(Method.STEPS, year_end, start=Decimal(start))
    assert page.trouble is not None
    assert (page.trouble.field, page.possible) == (field, True)
    assert "is too large to store" in page.trouble.sentence


def test_a_year_of_percentages_has_the_same_target_in_every_period(team: Who) -> None:
    indicator = make_indicator(who=team, frequency="quarter", accumulation="sum", unit="%", polarity="higher")
    page = Desk(team, indicator).page(Method.SHARE, "95")
    assert [value for _, value in made(page)] == ["95"] * 5
