"""The command that lists the figures of an indicator and what became of them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from click.testing import CliRunner, Result
from flask import Flask

from tests.builders import CALENDAR, make_indicator, set_figures
from tests.integration.council import Council, found
from tests.integration.sent_files import send
from webapp.cli import commands
from webapp.domain.variance import Target
from webapp.models import FormerCode, Indicator
from webapp.services.clock import moment
from webapp.services.figures.storing import put_target
from webapp.services.periods.steps import ensure_open
from webapp.services.store import transaction
from webapp.services.targets.saving import remove_target


@pytest.fixture
def council(app: Flask) -> Iterator[Council]:
    with app.app_context(), moment(datetime(2014, 11, 3, 12, tzinfo=UTC)):
        yield found()


def run(app: Flask, *arguments: str) -> Result:
    return CliRunner().invoke(commands, ["figures", *arguments], obj=lambda _settings: app)


def listed(app: Flask, code: str, *options: str) -> dict[str, Any]:
    answer = run(app, code, "--json", *options)
    assert answer.exit_code == 0, answer.output
    return json.loads(answer.stdout)  # type: ignore[no-any-return]


def of(told: dict[str, Any], key: str) -> dict[str, Any]:
    return next(each for each in told["periods"] if each["period"] == key)


def send_on(day: int, council: Council, row: str) -> int:
    with moment(datetime(2014, 11, day, 9, 30, tzinfo=UTC)):
        outcome = send(council.performance, row)
    assert outcome.accepted
    return outcome.upload.id


def test_each_period_with_every_revision_as_json(app: Flask, council: Council) -> None:
    upload = send_on(4, council, "CS01,2014-10,440,,yes,,")
    told = listed(app, "CS01")
    assert told["indicator"] == "CS01"
    assert of(told, "2014-10") == {
        "period": "2014-10",
        "actual": "440",
        "target": "385.6",
        "quality": "estimated",
        "status": "red",
        "revisions": [
            {
                "old": None,
                "new": "439.1",
                "by": "Priya Nair",
                "at": "2014-11-03T12:00:00Z",
                "upload": None,
                "reason": "",
            },
            {
                "old": "439.1",
                "new": "440",
                "by": "Priya Nair",
                "at": "2014-11-04T09:30:00Z",
                "upload": upload,
                "reason": "",
            },
        ],
    }
    march = of(told, "2015-03")
    assert (march["actual"], march["target"], march["quality"], march["status"]) == (None, "375.1", None, "no data")
    assert march["revisions"] == []
    assert [each["period"] for each in told["periods"]] == ["2014-10", "2015-03"]


def test_revisions_of_targets_are_told_when_they_are_asked_for(app: Flask, council: Council) -> None:
    send_on(4, council, "CS01,2014-10,,390,,,Agreed by cabinet")
    with moment(datetime(2014, 11, 5, tzinfo=UTC)):
        remove_target(who=council.performance, indicator_id=council.indicator, period_key="2014-10", reason="No")
    told = of(listed(app, "CS01", "--targets"), "2014-10")
    assert [(each["old"], each["new"], each["reason"]) for each in told["target_revisions"]] == [
        (None, "385.6", ""),
        ("385.6", "390", "Agreed by cabinet"),
        ("390", None, "No"),
    ]
    assert len(told["revisions"]) == 1
    assert (told["target"], told["status"]) == (None, "not rated")


def test_a_range_of_a_whole_year_is_told_beside_the_months(app: Flask, council: Council) -> None:
    code = "CS02"
    indicator = make_indicator(code=code, who=council.performance, polarity="range")
    set_figures(indicator, "2014-10", actual="15", who=council.performance)
    with transaction() as session:
        year, _ = ensure_open(council.performance, CALENDAR.from_key("2014-FY"))
        target = Target(CALENDAR.from_key("2014-FY"), lower=Decimal(10), upper=Decimal("20.5"))
        put_target(council.performance, session.get_one(Indicator, indicator), year, target)
    told = listed(app, code)
    assert {each["period"]: (each["actual"], each["target"], each["status"]) for each in told["periods"]} == {
        "2014-10": ("15", "10 to 20.5", "green"),
        "2014-FY": (None, "10 to 20.5", "no data"),
    }


@pytest.mark.parametrize("code", ["CS01", "cs01", " OLD1 "])
def test_a_code_is_known_in_any_case_and_when_it_is_a_former_one(app: Flask, council: Council, code: str) -> None:
    with transaction() as session:
        session.add(FormerCode(code="OLD1", indicator_id=council.indicator))
    assert listed(app, code)["indicator"] == "CS01"


def test_without_json_it_is_a_table(app: Flask, council: Council) -> None:
    lines = run(app, "CS01").stdout.splitlines()
    assert lines == [
        "PERIOD   ACTUAL  TARGET  STATUS   QUALITY  REVISIONS",
        "2014-10   439.1   385.6  red      final            1",
        "2015-03           375.1  no data                   0",
    ]


@pytest.mark.parametrize("options", [(), ("--json",)])
def test_an_unknown_code_is_refused_in_a_sentence(app: Flask, council: Council, options: tuple[str, ...]) -> None:
    answer = run(app, "XX99", *options)
    assert answer.exit_code == 1
    assert answer.stdout == ""
    assert answer.stderr == 'Error: No indicator has, or used to have, the code "XX99".\n'
