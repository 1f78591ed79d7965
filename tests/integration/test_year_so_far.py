"""The year so far of an indicator: combined figures, the newest status beside the outlook, and the gaps."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import update

from tests.builders import CALENDAR, make_indicator, make_person, set_figures, sign_in
from webapp.domain.errors import NotFound
from webapp.domain.frequency import Frequency
from webapp.domain.rights import Role, Who
from webapp.domain.year_facts import periods_of_year
from webapp.domain.year_words import YearWords
from webapp.models import Indicator, RuleSet, RuleVersion
from webapp.outgoing.tables import csv_file
from webapp.services.clock import now
from webapp.services.figures.storing import ActualEntry, put_actual
from webapp.services.indicators.one_figure import show_figure
from webapp.services.indicators.year import YearSection, year_section
from webapp.services.indicators.year_export import year_table
from webapp.services.periods.steps import ensure_open, release
from webapp.services.plans.records import load_targets
from webapp.services.store import transaction
from webapp.services.targets.rows import WantedTarget, mark_of
from webapp.services.targets.saving import save_targets

HTMX = {"HX-Request": "true"}
SUMMER = ("2014-04", "2014-05", "2014-06", "2014-07")


@pytest.fixture
def team(app: Flask) -> Iterator[Who]:
    with app.app_context():
        yield make_person("Priya Nair", Role.PERFORMANCE)


def monthly(
    team: Who,
    accumulation: str,
    figures: str,
    *,
    targets: dict[str, str] | None = None,
    unit: str = "",
    code: str = "CS01",
) -> int:
    """A monthly indicator with these figures from April 2014 on; higher is better."""
    indicator = make_indicator(code=code, who=team, accumulation=accumulation, unit=unit, polarity="higher")
    for month, figure in zip(SUMMER, figures.split(), strict=False):
        set_figures(indicator, month, actual=figure, who=team)
    set_figures(indicator, "2014-04", who=team, targets=targets or {})
    return indicator


def rows(section: YearSection) -> list[tuple[str, str, str, str | None]]:
    return [(row.period.key, row.figure, row.parts, row.status and row.status.value) for row in section.rows]


def test_months_are_seen_by_quarter_with_a_status_once_whole(team: Who) -> None:
    indicator = monthly(team, "sum", "10 20 30 40", targets={"2014-Q1": "50", "2014-FY": "200"})
    section = year_section(who=team, indicator_id=indicator, first_year=2014)
    assert rows(section) == [
        ("2014-Q1", "60.0", "all 3 months", "green"),
        ("2014-Q2", "40.0", "1 of 3 months so far", None),
        ("2014-Q3", "No data", "0 of 3 months so far", None),
        ("2014-Q4", "No data", "0 of 3 months so far", None),
    ]
    year = year_section(who=team, indicator_id=indicator, first_year=2014, by="year")
    assert rows(year) == [("2014-FY", "100.0", "4 of 12 months so far", None)]
    months = year_section(who=team, indicator_id=indicator, first_year=2014, by="month")
    assert rows(months)[:2] == [("2014-04", "10.0", "", "not rated"), ("2014-05", "20.0", "", "not rated")]


def test_a_quarter_of_a_level_is_its_last_month(team: Who) -> None:
    indicator = monthly(team, "snapshot", "90 95 80", targets={"2014-06": "85", "2014-FY": "100"})
    section = year_section(who=team, indicator_id=indicator)
    assert section.rows[0].target_shown == "85.0 (June 2014)"
    assert rows(section)[0] == ("2014-Q1", "80.0", "all 3 months", "red")


def test_percentages_are_numerators_over_denominators(team: Who) -> None:
    indicator = monthly(team, "average", "", unit="%")
    with transaction() as session:
        for month, value, numerator, denominator in (("2014-04", 50, 1, 2), ("2014-05", 0, 0, 8)):
            period, _ = ensure_open(team, CALENDAR.from_key(month))
            entry = ActualEntry(Decimal(value), numerator=Decimal(numerator), denominator=Decimal(denominator))
            put_actual(team, session.get_one(Indicator, indicator), period, entry)
    section = year_section(who=team, indicator_id=indicator)
    assert rows(section)[0][1:3] == ("10.0%", "2 of 3 months so far")
    assert section.rows[0].method == "the sum of numerators over the sum of denominators, times 100"
    without = monthly(team, "average", "50 0", unit="%", code="CS02")
    assert year_section(who=team, indicator_id=without).rows[0].figure.startswith("Percentages and rates are never")


def test_status_and_outlook_are_two_things(team: Who) -> None:
    indicator = monthly(team, "cumulative", "10 20 30 40", targets={"2014-07": "40", "2014-FY": "150"})
    section = year_section(who=team, indicator_id=indicator)
    assert section.newest is not None
    assert (section.newest.period, section.newest.figure, section.newest.status) == ("July 2014", "40.0", "green")
    outlook = section.words.outlook
    assert outlook is not None
    assert (outlook.figure, outlook.method, outlook.status) == ("150.0", "share of the year by its targets", "green")
    assert [(each.figure, each.method, each.status) for each in section.words.others] == [("120.0", "run rate", "red")]
    assert section.words.gaps == (
        "To be green against the target of 150.0 (2014/15), the remaining 8 months must bring at least 13.75 each.",
    )


def name_a_rule(indicator: int, **terms: object) -> None:
    """The indicator refers to a named rule from the beginning."""
    with transaction() as session:
        rule = RuleSet(name="Members' rule")
        session.add(rule)
        session.flush()
        session.add(RuleVersion(rule_set_id=rule.id, number=1, at=now(), **terms))
        session.execute(update(Indicator).where(Indicator.id == indicator).values(rule_set_id=rule.id))


def test_outlook_and_gap_go_by_fixed_thresholds(team: Who) -> None:
    indicator = monthly(team, "snapshot", "70 80", targets={"2014-FY": "100"})
    name_a_rule(indicator, kind="thresholds", green_to=Decimal(90), amber_to=Decimal(75))
    words = year_section(who=team, indicator_id=indicator).words
    assert words.outlook is not None
    assert words.outlook.status == "amber"
    assert words.gaps == (
        "To be green against the target of 100.0 (2014/15; green from 90.0) it must rise by 10.0, or 1.0 in each of "
        "the remaining 10 months.",
    )


def test_an_outlook_is_compared_with_the_end_of_last_year_where_the_rule_asks(team: Who) -> None:
    indicator = monthly(team, "snapshot", "70 80", targets={"2014-FY": "100"})
    name_a_rule(indicator, green_above=Decimal(5), last_year=True)

    def outlook() -> str:
        found = year_section(who=team, indicator_id=indicator, first_year=2014).words.outlook
        assert found is not None
        return found.status

    assert outlook() == "red"
    set_figures(indicator, "2014-03", actual="79", who=team)
    assert outlook() == "amber"


def test_readers_see_what_is_made_of_released_periods(team: Who) -> None:
    indicator = monthly(team, "sum", "10 20 30 40", targets={"2014-FY": "200"})
    reader = make_person("Tom Bell", Role.READER)
    for month in ("2014-04", "2014-05"):
        release(who=team, key=month)
    section = year_section(who=reader, indicator_id=indicator, first_year=2014)
    assert rows(section)[:2] == [
        ("2014-Q1", "30.0", "2 of 3 months so far", None),
        ("2014-Q2", "Not released yet", "0 of 3 months so far", None),
    ]
    assert section.newest is not None
    assert section.newest.period == "May 2014"
    assert section.words == YearWords(
        None, "No year-end target for 2014/15 is released to hold an outlook against.", (), ()
    )
    unseen = year_section(who=reader, indicator_id=indicator, first_year=2014, by="month").rows[2]
    assert (unseen.figure, unseen.value) == ("Not released yet", None)
    with pytest.raises(NotFound):
        year_section(who=reader, indicator_id=indicator + 1)


def test_readers_see_the_same_status_of_a_quarter_as_everybody(team: Who) -> None:
    indicator = monthly(team, "snapshot", "90 95 80", targets={"2014-FY": "100", "2014-09": "85"})
    reader = make_person("Tom Bell", Role.READER)
    for month in ("2014-04", "2014-05", "2014-06"):
        release(who=team, key=month)
    section = year_section(who=reader, indicator_id=indicator)
    assert section.rows[0].target_shown == "100.0 (2014/15)"  # their figures stand by it, as every page says
    assert section.rows[0].status == "red"
    assert section.words.outlook is not None
    assert section.words.outlook.against == "100.0 (2014/15)"
    assert "September" not in " ".join(section.words.gaps)


def test_a_quarter_of_a_level_is_compared_with_that_of_last_year(team: Who) -> None:
    indicator = monthly(team, "snapshot", "90 95 80", targets={"2014-Q1": "100"})
    name_a_rule(indicator, green_above=Decimal(5), last_year=True)
    assert rows(year_section(who=team, indicator_id=indicator))[0] == ("2014-Q1", "80.0", "all 3 months", "red")
    set_figures(indicator, "2013-06", actual="75", who=team)
    section = year_section(who=team, indicator_id=indicator, first_year=2014)
    assert rows(section)[0] == ("2014-Q1", "80.0", "all 3 months", "amber")


def test_targets_of_percentages_never_add_up(team: Who) -> None:
    every = {month.key: "95" for month in periods_of_year(CALENDAR, CALENDAR.from_key("2014-FY"), Frequency.MONTH)}
    indicator = monthly(team, "sum", "90", unit="%", targets=every)
    section = year_section(who=team, indicator_id=indicator)
    assert [row.target_shown for row in section.rows] == ["95.0%"] * 4
    assert section.words.outlook is not None
    assert section.words.outlook.against == "95.0% (2014/15)"


def test_the_year_is_that_of_the_newest_figure_unless_asked(team: Who) -> None:
    indicator = monthly(team, "sum", "10")
    set_figures(indicator, "2012-05", actual="1", who=team)
    section = year_section(who=team, indicator_id=indicator)
    assert (section.year, section.other_years) == ("2014/15", ((2013, "2013/14"),))
    earlier = year_section(who=team, indicator_id=indicator, first_year=2012)
    assert (earlier.year, earlier.other_years, earlier.rows[0].value) == ("2012/13", ((2013, "2013/14"),), Decimal(1))


def test_the_year_as_a_file(team: Who) -> None:
    indicator = monthly(team, "sum", "10 20 30 40", targets={"2014-Q1": "50"})
    text = csv_file(year_table(section=year_section(who=team, indicator_id=indicator))).decode("utf-8-sig")
    assert text.splitlines()[1] == ("CS01,,2014-Q1,60,final,the sum of its months,all 3 months,50,,,no,2014-Q1,green")


def test_a_target_changed_after_its_figure_came_in_is_told_beside_it(team: Who) -> None:
    indicator = monthly(team, "snapshot", "90", targets={"2014-04": "95"})
    page = show_figure(who=team, indicator_id=indicator, period_key="2014-04")
    assert page.changed_after == ""
    was = mark_of(load_targets(indicator)[0])
    row = WantedTarget("targets-0", "April 2014", Decimal(85), was=was)
    save_targets(who=team, indicator_id=indicator, rows=[row], reason="Agreed by cabinet.")
    told = show_figure(who=team, indicator_id=indicator, period_key="2014-04").changed_after
    assert told.startswith("The target of April 2014 was changed from 95.0 to 85.0 on ")
    assert told.endswith(
        " by Priya Nair, after this figure had come in. Why: Agreed by cabinet. "
        "Under the target before, the figure would be red; it is green."
    )
    newest = year_section(who=team, indicator_id=indicator).newest
    assert newest is not None
    assert newest.changed_after == told
    back = WantedTarget("targets-0", "April 2014", Decimal(95), was="85:::no")
    save_targets(who=team, indicator_id=indicator, rows=[back], reason="A slip")
    assert show_figure(who=team, indicator_id=indicator, period_key="2014-04").changed_after == ""


def test_the_section_is_a_page_a_fragment_and_part_of_the_indicators_page(app: Flask) -> None:
    with app.app_context():
        team = make_person("Priya Nair", Role.PERFORMANCE)
        indicator = monthly(team, "sum", "10 20 30 40", targets={"2014-FY": "200"})
    client = app.test_client()
    sign_in(client, team)
    whole = client.get(f"/indicators/{indicator}").text
    assert 'id="year-section"' in whole
    assert "Year-end outlook, 2014/15" in whole
    assert "This is arithmetic, not a forecast." in whole
    path = f"/indicators/{indicator}/year?year=2014&by=month"
    assert f'hx-get="{path.replace("&", "&amp;")}"' in whole
    page, fragment = client.get(path), client.get(path, headers=HTMX)
    assert "<main" in page.text
    assert fragment.text.strip().startswith('<section id="year-section">')
    assert 'aria-current="true">By month</a>' in fragment.text
    by_quarter = _file(client, f"/indicators/{indicator}?format=csv&table=year")
    by_month = _file(client, f"{path}&format=csv&table=year")
    assert ("2014-Q1" in by_quarter, "2014-Q1" in by_month, "2014-04" in by_month) == (True, False, True)


def _file(client: FlaskClient, path: str) -> str:
    answer = client.get(path)
    assert answer.mimetype == "text/csv"
    return answer.text
