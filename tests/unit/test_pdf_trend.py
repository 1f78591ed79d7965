"""The trend on a plan's paper: read aloud, fitted to the page, and left out where there is no room."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pdfua
import pytest

from tests.unit.chart_series import trend
from tests.unit.pdf_examples import PARAGRAPH, PLAN, SIGNATURE, text_of
from tests.unit.pdf_reading import spoken
from webapp.charts.describing import describe
from webapp.domain.drift import SealedFacts
from webapp.domain.figures import Measure
from webapp.domain.periods import Calendar
from webapp.domain.plan_page import PlanPage
from webapp.domain.plans import PlanState, SealState
from webapp.domain.rag import Rule
from webapp.pdf.pack.parts import draw_plans, keep_plans, measure_plans
from webapp.pdf.plan_page import draw_copy, draw_plan, measure
from webapp.pdf.printable import Unprintable
from webapp.services.plans.seals import fingerprint_of, seal, unseal

SERIES = trend(
    [404.2, None, 412.0, 439.14],
    targets=[390, 390, 385.6, 385.6],
    estimated=[3],
    first=date(2014, 7, 1),
    plans=[(date(2014, 9, 12), "Plan for August 2014 signed off on 12 September 2014")],
)
WITH_TREND = replace(PLAN, trend=SERIES)
UNSIGNED = replace(WITH_TREND, signature=None, state=PlanState.SUBMITTED)


def long_page(count: int) -> PlanPage:
    return replace(UNSIGNED, reason_html=PARAGRAPH * count)


def just_too_long() -> PlanPage:
    """A plan that fits its page without the chart and not with it."""
    return next(page for page in map(long_page, range(1, 40)) if measure(page).chart_left_out)


def test_the_chart_stands_in_the_current_situation_and_is_read_aloud(tmp_path: Path) -> None:
    pdf = draw_plan(WITH_TREND)
    told = spoken(pdf)
    at = next(place for place, each in enumerate(told) if each.tag == "Figure")
    assert told[at - 1].words == "Trend"
    assert told[at].words == f"Trend of {PLAN.indicator_title}. {describe(SERIES)}"
    assert told[at + 1].words == "Non-compliance reason"
    assert "Estimated or provisional" in text_of(pdf)
    file = tmp_path / "plan.pdf"
    file.write_bytes(pdf)
    assert [finding.message for finding in pdfua.validate(str(file)).findings] == []
    assert draw_plan(WITH_TREND) == pdf


def test_a_plan_without_a_trend_prints_as_ever() -> None:
    assert "Trend" not in text_of(draw_plan(PLAN))


def test_where_there_is_no_room_the_chart_is_left_out() -> None:
    page = just_too_long()
    fit = measure(page)
    assert fit.fits
    assert fit == replace(measure(replace(page, trend=None)), chart_left_out=True)
    assert "Trend of" not in " ".join(each.words for each in spoken(draw_plan(page)))
    assert draw_plan(page) == draw_plan(replace(page, trend=None))
    assert not measure(UNSIGNED).chart_left_out


def test_it_is_there_or_not_there_before_and_after_signing() -> None:
    for count in range(1, 14):
        page = long_page(count)
        signed = replace(page, signature=SIGNATURE, state=PlanState.SIGNED_OFF)
        assert measure(page).chart_left_out == measure(signed).chart_left_out


def test_copies_and_packs_draw_it_too(tmp_path: Path) -> None:
    assert "Estimated or provisional" in text_of(draw_copy(WITH_TREND, SealState.SUPERSEDED))
    plans = tmp_path / "plans"
    keep_plans([WITH_TREND, just_too_long()], plans)
    sizes = measure_plans(plans)
    assert [size.pages for size in sizes] == [1, 1]
    out = draw_plans(plans, sizes, first=1, total=2, out=tmp_path / "pack.pdf")
    assert text_of(out.read_bytes()).count("Estimated or provisional") == 1


def test_what_cannot_be_printed_is_refused() -> None:
    odd = replace(SERIES, unit="per \u05d0")
    with pytest.raises(Unprintable, match=r"^Trend: "):
        measure(replace(WITH_TREND, trend=odd))


def sealed(page: PlanPage) -> str:
    facts = SealedFacts(
        period=Calendar().from_key("2014-10"),
        actual=None,
        quality="final",
        targets=(),
        rule=Rule(),
        unit=Measure().unit,
        accumulation="snapshot",
    )
    return seal(page, facts, signer=SIGNATURE)


def test_the_trend_is_sealed_and_comes_back() -> None:
    text = sealed(WITH_TREND)
    page = unseal(text, fingerprint_of(text), SIGNATURE.code, SIGNATURE.check_at)
    assert page.trend == SERIES
    assert draw_plan(replace(page, signature=WITH_TREND.signature)) == draw_plan(WITH_TREND)


def test_a_page_that_was_sealed_before_there_were_charts_has_none() -> None:
    content = json.loads(sealed(PLAN))
    del content["page"]["trend"]
    assert unseal(json.dumps(content), "0" * 64).trend is None
