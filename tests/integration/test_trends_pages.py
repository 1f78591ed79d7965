"""The trend on an indicator's page: both views with and without HTMX, its files, and the forms of its limits."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree

import pytest
from flask import Flask
from PIL import Image

from tests.builders import make_indicator, make_person, set_figures
from tests.integration.administration import Browser, browser_of, words
from tests.integration.promised_figures import FRIDAY
from webapp.domain.rights import Role
from webapp.services.clock import moment
from webapp.services.periods.steps import release

PATH = "/indicators/1"


@dataclass
class Scene:
    """An indicator with figures of six months, and one without any."""

    team: Browser
    reader: Browser


@pytest.fixture
def scene(app: Flask) -> Iterator[Scene]:
    with moment(FRIDAY):
        with app.app_context():
            team, reader = make_person("Priya Nair", Role.PERFORMANCE), make_person("Tom Bell", Role.READER)
            indicator = make_indicator(who=team)
            for month, value in enumerate(("410", "399", "420", "398.2", "402", "439.1"), start=5):
                key = f"2014-{month:02d}"
                set_figures(indicator, key, actual=value, who=team, targets={key: "385.6"})
            make_indicator(code="EMPTY", who=team)
            release(who=team, key="2014-08")
        yield Scene(browser_of(app, team), browser_of(app, reader))


def drawings(page: str) -> list[ElementTree.Element]:
    return [ElementTree.fromstring(each) for each in re.findall(r"<svg .*?</svg>", page, re.DOTALL)]


def test_the_page_draws_the_trend_for_a_wide_and_a_narrow_screen(scene: Scene) -> None:
    page = scene.team.get(PATH).text
    charts = [each for each in drawings(page) if (each.get("class") or "").startswith("chart__")]
    assert [each.get("class") for each in charts] == ["chart__wide", "chart__narrow", "chart__icon", "chart__icon"]
    assert [each.get("role") for each in charts] == ["img", "img", None, None]
    assert [each.get("aria-hidden") for each in charts] == [None, None, "true", "true"], "words stand beside icons"
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert "style=" not in page
    told = words(scene.team.get(PATH))
    assert "Trend of CS01 Rate of CS01" in told
    assert "Variation: common cause" in told
    assert "October 2014. Red, but within ordinary variation" in told
    assert "These are trial limits, from fewer than 12 figures" in told


def test_the_xmr_view_has_an_address_of_its_own(scene: Scene) -> None:
    told = words(scene.team.get(f"{PATH}?view=xmr"))
    assert "XmR chart of CS01 Rate of CS01" in told
    # 2468.3 / 6; ranges 11, 21, 21.8, 3.8 and 37.1: 94.7 / 5 = 18.94, × 2.66 = 50.3804
    assert "Trial limits 361.0 to 461.8" in told
    assert "October 2014 439.1 385.6 361.0 411.4 461.8" in told
    assert "Work the limits out anew" in told
    assert "Work the limits out anew" not in words(scene.team.get(PATH))


def test_htmx_is_answered_with_the_section_alone(scene: Scene) -> None:
    answer = scene.team.client.get(f"{PATH}?view=xmr", headers={"HX-Request": "true"})
    assert answer.text.lstrip().startswith('<section id="trend-section"')
    assert "XmR chart of" in answer.text
    assert "HX-Request" in answer.headers["Vary"]
    link = re.search(r'id="trend-view-trend" href="([^"]+)"', answer.text)
    assert link[1] == f"{PATH}#trend-section"


@pytest.mark.parametrize(("view", "title"), [("", "Trend of CS01"), ("?view=xmr", "XmR chart of CS01")])
def test_the_chart_leaves_as_files(scene: Scene, view: str, title: str) -> None:
    name = "xmr" if view else "trend"
    answer = scene.team.get(f"{PATH}/trend.svg{view}")
    assert (answer.status_code, answer.mimetype) == (200, "image/svg+xml")
    assert f"{name}-CS01.svg" in answer.headers["Content-Disposition"]
    assert title in (ElementTree.fromstring(answer.data)[0].text or "")
    answer = scene.team.get(f"{PATH}/trend.png{view}")
    assert (answer.status_code, answer.mimetype) == (200, "image/png")
    assert f"{name}-CS01.png" in answer.headers["Content-Disposition"]
    assert Image.open(io.BytesIO(answer.data)).size == (1520, 640)


def test_readers_see_what_is_released_and_no_forms(scene: Scene) -> None:
    page = scene.reader.get(f"{PATH}?view=xmr")
    assert "August 2014. There are too few figures" in words(page)
    assert "439.1" not in page.text
    assert "Work the limits out anew" not in page.text
    assert "439.1" not in scene.reader.get(f"{PATH}/trend.svg").text
    assert scene.reader.get(f"{PATH}/limits").status_code == 403


def test_without_a_figure_there_is_no_chart(scene: Scene) -> None:
    assert "trend-wide" not in scene.team.get("/indicators/2").text
    assert scene.team.get("/indicators/2/trend.svg").status_code == 404
    assert "There are too few figures yet" in words(scene.team.get("/indicators/2/limits"))
    htmx = scene.team.client.get("/indicators/2?view=xmr", headers={"HX-Request": "true"})
    assert 'id="trend-section"' in htmx.text


def test_limits_are_worked_out_anew_and_that_is_taken_back(scene: Scene) -> None:
    answer = scene.team.post(f"{PATH}/limits", period="", reason="Kept")
    assert answer.status_code == 422
    assert 'value="Kept"' in answer.text
    answer = scene.team.post(f"{PATH}/limits", period="2014-09", reason="")
    assert "Say what changed, so that the limits before it no longer apply." in words(answer)
    answer = scene.team.post(f"{PATH}/limits", period="2014-09", reason="Another provider")
    assert (answer.status_code, answer.headers["Location"]) == (303, f"{PATH}?view=xmr#trend-section")
    told = words(scene.team.get(f"{PATH}?view=xmr"))
    assert "The control limits are worked out anew from September 2014 on." in told
    assert "Limits worked out anew from September 2014 : Another provider (Priya Nair, 14 November 2014" in told
    back = f"{PATH}/limits/2014-09/take-back"
    assert f'href="{back}"' in scene.team.get(f"{PATH}?view=xmr").text
    assert scene.team.post(back, reason="").status_code == 422
    answer = scene.team.post(back, reason="It moved back")
    assert (answer.status_code, answer.headers["Location"]) == (303, f"{PATH}?view=xmr#trend-section")
    told = words(scene.team.get(f"{PATH}?view=xmr"))
    assert "The control limits run on across September 2014 again." in told
    assert "Limits worked out anew from" not in told
    assert scene.team.get(back).status_code == 404
    audit = words(scene.team.get("/audit?kind=indicator"))
    assert "Control limits from" in audit
    assert "It moved back" in audit
