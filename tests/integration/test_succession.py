"""A retired indicator and the one that takes its place: linked both ways, no figure lost, and undone together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

import pytest
from flask import Flask
from sqlalchemy import select

from tests.builders import make_indicator, set_figures
from tests.integration.administration import Browser, browser_of, words
from tests.integration.council import Council, found
from tests.integration.sent_files import faults, send
from tests.table_files import cells_of
from webapp.config import Settings
from webapp.domain.errors import Refusal
from webapp.extensions import db
from webapp.models import Change
from webapp.services.indicators.defining import change_indicator, definition_of
from webapp.services.indicators.retirement import bring_back, retire_indicator
from webapp.services.indicators.succession import Succession, succession_of
from webapp.services.periods.board import period_board
from webapp.services.periods.steps import release

NOVEMBER = date(2014, 11, 1)


@dataclass
class Scene:
    """CS01 has a figure of October 2014; CS02 is new. It is 14 December 2014."""

    app: Flask
    council: Council
    new: int

    def browser(self, name: str = "performance") -> Browser:
        return browser_of(self.app, getattr(self.council, name))

    def retire(self, replaced_by: str = "CS02", *, indicator: int = 0, on: date = NOVEMBER) -> None:
        retire_indicator(
            who=self.council.performance,
            indicator_id=indicator or self.council.indicator,
            retired_on=on,
            reason="Counted anew",
            replaced_by=replaced_by,
        )

    def succession(self, indicator: int) -> Succession:
        return succession_of(who=self.council.performance, indicator_id=indicator)


@pytest.fixture
def settings(settings: Settings) -> Settings:
    return replace(settings, today=date(2014, 12, 14))


@pytest.fixture
def scene(app: Flask) -> Iterator[Scene]:
    with app.app_context():
        yield made(app)


@pytest.fixture
def pages(app: Flask) -> Scene:
    """The same for browsers, which bring contexts of their own."""
    with app.app_context():
        return made(app)


def made(app: Flask) -> Scene:
    council = found()
    new = make_indicator(code="CS02", who=council.performance, unit="%", reported_from=NOVEMBER)
    set_figures(new, "2014-11", actual="12", who=council.performance, targets={"2014-11": "10"})
    return Scene(app, council, new)


def codes(scene: Scene, key: str) -> list[str]:
    board = period_board(who=scene.council.performance, key=key)
    return [line.code for group in board.groups for line in group.lines]


def test_each_knows_the_other_and_the_figures_before(scene: Scene) -> None:
    scene.retire()
    after = scene.succession(scene.council.indicator).replaced_by
    assert after is not None
    assert (after.id, after.code) == (scene.new, "CS02")
    (before,) = scene.succession(scene.new).before
    assert (before.indicator.code, before.indicator.retired_on) == ("CS01", NOVEMBER)
    assert [(line.period, line.actual) for line in before.figures] == [("October 2014", "439.1")]


def test_boards_expect_the_new_one_alone(scene: Scene) -> None:
    scene.retire()
    assert (codes(scene, "2014-10"), codes(scene, "2014-11")) == (["CS01"], ["CS02"])


def test_it_is_found_by_a_former_code_in_any_case(scene: Scene) -> None:
    definition, version = definition_of(scene.new)
    wanted = replace(definition, code="CS22")
    change_indicator(who=scene.council.performance, indicator_id=scene.new, version=version, definition=wanted)
    scene.retire(" cs02 ")
    after = scene.succession(scene.council.indicator).replaced_by
    assert after is not None
    assert after.code == "CS22"


@pytest.mark.parametrize("code", ["CS01", "NONE"])
def test_what_cannot_replace_it_is_refused_and_nothing_is_retired(scene: Scene, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        scene.retire(code)
    assert refused.value.field == "replaced_by"
    scene.retire("")
    assert scene.succession(scene.council.indicator) == Succession(None, ())


def test_no_circle_is_closed(scene: Scene) -> None:
    scene.retire(on=date(2015, 4, 1))
    with pytest.raises(Refusal, match="CS01 is to be replaced by CS02 in its turn"):
        scene.retire("CS01", indicator=scene.new)


def test_one_after_the_other(scene: Scene) -> None:
    third = make_indicator(code="CS03", who=scene.council.performance)
    scene.retire()
    scene.retire("CS03", indicator=scene.new, on=date(2014, 12, 1))
    assert [each.indicator.code for each in scene.succession(third).before] == ["CS02", "CS01"]


def test_bringing_back_undoes_it_and_both_are_recorded(scene: Scene) -> None:
    scene.retire()
    bring_back(who=scene.council.performance, indicator_id=scene.council.indicator, reason="Needed")
    assert scene.succession(scene.council.indicator).replaced_by is None
    assert scene.succession(scene.new).before == ()
    rows = db.session.execute(select(Change.old, Change.new).where(Change.field == "replaced by").order_by(Change.id))
    assert [tuple(row) for row in rows] == [(None, "CS02 Rate of CS02"), ("CS02 Rate of CS02", None)]


def test_a_file_that_still_uses_the_old_code_is_told_the_new_one(scene: Scene) -> None:
    scene.retire()
    (fault,) = faults(send(scene.council.performance, "CS01,2014-11,5,,,,,,"))
    assert fault.message == ("CS01 was retired on 1 November 2014: write CS02, which replaces it, or remove this row.")


def test_pages_link_to_each_other(pages: Scene) -> None:
    team = pages.browser()
    answer = team.post("/indicators/1/retire", retired_on="1 November 2014", reason="Anew", replaced_by="CS99")
    assert answer.status_code == 422
    assert 'value="CS99"' in answer.text
    assert 'href="#replaced_by"' in answer.text
    answer = team.post("/indicators/1/retire", retired_on="1 November 2014", reason="Anew", replaced_by="CS02")
    assert answer.status_code == 303
    old, new = (team.get(f"/indicators/{each}") for each in (1, pages.new))
    assert "Replaced by CS02 Rate of CS02 ." in words(old)
    assert f'href="/indicators/{pages.new}"' in old.text
    assert "In the place of CS01 Rate of CS01 , retired from 1 November 2014 on" in words(new)
    assert "Figures before, as CS01 Rate of CS01 Unit: per 10,000. They are judged by" in words(new)
    assert "October 2014 439.1 385.6 +53.5 ● Red" in words(new)
    assert "Replaced by CS02" in words(team.get("/indicators?retired=yes"))
    header, row = cells_of(team.get("/indicators?retired=yes&format=csv").data)
    assert dict(zip(header, row, strict=True))["replaced_by"] == "CS02"
    team.post("/indicators/1/bring-back", reason="Needed")
    assert "Figures before" not in words(team.get(f"/indicators/{pages.new}"))


def test_readers_see_the_figures_of_released_periods_only(pages: Scene) -> None:
    with pages.app.app_context():
        pages.retire()
    reader = pages.browser("reader")
    path = f"/indicators/{pages.new}"
    assert "No figures of CS01 have come in." in words(reader.get(path))
    with pages.app.app_context():
        release(who=pages.council.performance, key="2014-10")
    assert "October 2014 439.1" in words(reader.get(path))
