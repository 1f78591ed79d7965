"""The plans of a scorecard: their states as each person knows them, and what came of the last one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from flask import Flask

from tests.integration.signed_council import SignedCouncil, signed_council
from webapp.config import Settings
from webapp.domain.rights import Who
from webapp.domain.scorecard import View
from webapp.services.periods.steps import release
from webapp.services.plans.renewal import begin_new_version
from webapp.services.scorecard.lines import ScoreLine
from webapp.services.scorecard.showing import scorecard


@pytest.fixture
def settings(settings: Settings) -> Settings:
    return replace(settings, today=date(2014, 12, 10))


@pytest.fixture
def signed(app: Flask) -> Iterator[SignedCouncil]:
    with app.app_context():
        yield signed_council()


def lines(who: Who, key: str, **view: str) -> tuple[ScoreLine, ...]:
    return scorecard(who=who, key=key, view=View(**view)).lines  # type: ignore[arg-type]


def test_a_reader_finds_a_plan_as_it_was_signed(signed: SignedCouncil) -> None:
    council = signed.council
    release(who=council.performance, key="2014-10", with_parts=False)
    assert len(lines(council.reader, "2014-10", plan="signed off")) == 1
    begin_new_version(who=council.lead, plan_id=signed.plan)
    assert len(lines(council.lead, "2014-10", plan="draft")) == 1
    assert lines(council.reader, "2014-10", plan="draft") == ()
    found = lines(council.reader, "2014-10", plan="signed off")
    assert [line.board.plan_state for line in found] == ["signed off"]


@pytest.mark.parametrize(
    ("actual", "result", "green"),
    [
        ("431.2", "439.1, now 431.2: 7.9 per 10,000 lower, which is better", False),
        ("370", "439.1, now 370.0: 69.1 per 10,000 lower, which is better", True),
        (None, "no later figure yet", False),
    ],
)
def test_the_last_plan_tells_what_the_figure_did_since(
    signed: SignedCouncil, actual: str | None, result: str, green: bool
) -> None:
    signed.set_target("2014-11", "385.6")
    signed.set_actual("2014-11", actual)
    last = lines(signed.council.lead, "2014-11")[0].last_plan
    assert last is not None
    assert (last.plan_id, last.period, last.result, last.back_to_green) == (signed.plan, "October 2014", result, green)
    assert lines(signed.council.lead, "2014-10")[0].last_plan is None


def test_a_plan_that_is_written_anew_still_counts_by_its_signed_page(signed: SignedCouncil) -> None:
    signed.set_actual("2014-11", "431.2")
    begin_new_version(who=signed.council.lead, plan_id=signed.plan)
    last = lines(signed.council.lead, "2014-11")[0].last_plan
    assert last is not None
    assert last.plan_id == signed.plan
