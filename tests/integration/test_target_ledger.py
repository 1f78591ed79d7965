"""The ledger of targets: who, when, why, and the colour the figure would have under the old target."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pytest
from flask import Flask

from tests.builders import make_indicator, make_person, set_figures
from webapp.domain.errors import NotFound
from webapp.domain.rights import Role, Who
from webapp.outgoing.tables import csv_file
from webapp.services.periods.steps import release
from webapp.services.plans.records import load_targets
from webapp.services.targets.ledger import target_ledger
from webapp.services.targets.ledger_export import ledger_table
from webapp.services.targets.rows import WantedTarget, mark_of
from webapp.services.targets.saving import remove_target, save_targets


@pytest.fixture
def team(app: Flask) -> Iterator[Who]:
    with app.app_context():
        yield make_person("Priya Nair", Role.PERFORMANCE)


def change(team: Who, indicator: int, period: str, value: str, reason: str = "Agreed by cabinet") -> None:
    """As the form of targets does it."""
    stored = {each.period.label: each for each in load_targets(indicator)}
    was = mark_of(stored[period]) if period in stored else ""
    row = WantedTarget("targets-0", period, Decimal(value), was=was)
    save_targets(who=team, indicator_id=indicator, rows=[row], reason=reason)


def told(who: Who, indicator: int) -> list[tuple[str, str, str, str, str | None, str | None]]:
    """Each change: period, old, new, the figure, and how it stands now and would stand under the old target."""
    return [
        (
            line.revision.period,
            line.revision.told.old,
            line.revision.told.new,
            line.figure,
            line.now and line.now.value,
            line.before and line.before.value,
        )
        for line in target_ledger(who=who, indicator_id=indicator).changes
    ]


def test_a_change_says_what_the_colour_would_have_been(team: Who) -> None:
    indicator = make_indicator(who=team)
    change(team, indicator, "October 2014", "385.6")
    set_figures(indicator, "2014-10", actual="439.1", who=team)
    change(team, indicator, "October 2014", "440")
    change(team, indicator, "November 2014", "400")
    assert told(team, indicator) == [
        ("November 2014", "", "400.0", "", None, None),
        ("October 2014", "385.6", "440.0", "439.1", "green", "red"),
        ("October 2014", "", "385.6", "439.1", "green", "not rated"),
    ]
    newest = target_ledger(who=team, indicator_id=indicator).changes
    assert [line.recolours for line in newest] == [False, True, False]
    assert (newest[1].revision.by, newest[1].revision.reason) == ("Priya Nair", "Agreed by cabinet")


def test_a_target_of_a_longer_period_is_judged_by_the_newest_figure_it_is_for(team: Who) -> None:
    indicator = make_indicator(who=team)
    set_figures(indicator, "2014-09", actual="410", who=team)
    set_figures(indicator, "2014-10", actual="390", who=team, targets={"2014-10": "385"})
    change(team, indicator, "2014/15", "400")
    change(team, indicator, "2014/15", "380", "Too easy")
    assert told(team, indicator)[:2] == [
        ("2014/15", "400.0", "380.0", "410.0", "red", "amber"),
        ("2014/15", "", "400.0", "410.0", "red", "not rated"),
    ]


def test_a_removed_target_is_in_the_ledger_too(team: Who) -> None:
    indicator = make_indicator(who=team)
    set_figures(indicator, "2014-10", actual="390", who=team, targets={"2014-10": "385", "2014-FY": "300"})
    remove_target(who=team, indicator_id=indicator, period_key="2014-10", reason="Wrong month")
    assert told(team, indicator)[0] == ("October 2014", "385.0", "", "390.0", "red", "amber")


def test_readers_see_the_changes_of_released_periods(team: Who) -> None:
    indicator, reader = make_indicator(who=team), make_person("Tom Bell", Role.READER)
    set_figures(indicator, "2014-10", actual="439.1", who=team, targets={"2014-10": "385.6", "2014-11": "380"})
    assert told(reader, indicator) == []
    release(who=team, key="2014-10")
    assert [line[0] for line in told(reader, indicator)] == ["October 2014"]
    with pytest.raises(NotFound):
        target_ledger(who=reader, indicator_id=indicator + 1)


def test_readers_are_told_the_colours_that_everybody_sees(team: Who) -> None:
    indicator, reader = make_indicator(who=team), make_person("Tom Bell", Role.READER)
    set_figures(indicator, "2014-10", actual="390", who=team, targets={"2014-10": "385", "2014-FY": "300"})
    remove_target(who=team, indicator_id=indicator, period_key="2014-10", reason="Wrong month")
    release(who=team, key="2014-10")
    assert told(reader, indicator)[0] == ("October 2014", "385.0", "", "390.0", "red", "amber")


def test_the_ledger_as_a_file(team: Who) -> None:
    indicator = make_indicator(who=team)
    set_figures(indicator, "2014-10", actual="439.1", who=team, targets={"2014-10": "385.6"})
    change(team, indicator, "October 2014", "440")
    lines = csv_file(ledger_table(ledger=target_ledger(who=team, indicator_id=indicator))).decode("utf-8-sig")
    heading, newest, _ = lines.splitlines()
    assert heading.startswith("changed_at,changed_by,indicator_code,period,old,")
    assert newest.split(",", 1)[1] == (
        "Priya Nair,CS01,2014-10,385.6,,,no,440,,,no,Agreed by cabinet,,no,2014-10,green,red"
    )
