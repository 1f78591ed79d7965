"""Trend and XmR charts as shapes: gaps, steps of the target, hollow marks, and names that never overlap."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.chart_series import trend
from webapp.charts.lettering import text_width
from webapp.charts.shapes import BLUE, INK, PURPLE, WHITE, Area, Dot, Line, Picture, Words
from webapp.charts.trend import trend_picture
from webapp.charts.xmr import xmr_picture
from webapp.domain.figures import Measure
from webapp.domain.frequency import Frequency
from webapp.domain.rag import Polarity
from webapp.domain.trend import Trend
from webapp.domain.xmr import xmr
from webapp.domain.xmr_verdicts import variations


def drawn(series: Trend, width: float = 600, height: float = 300) -> Picture:
    return trend_picture(series, title="Performance", width=width, height=height)


def lines(picture: Picture, ink: str, *, dashed: bool = False) -> list[Line]:
    """Lines of that ink above the legend."""
    return [
        each
        for each in picture.shapes
        if isinstance(each, Line) and each.ink == ink and bool(each.dashes) == dashed and each.width > 1
    ]


def words(picture: Picture) -> list[str]:
    return [each.text for each in picture.shapes if isinstance(each, Words)]


def test_gaps_stay_gaps() -> None:
    picture = drawn(trend([1, 2, None, 3, 4, None, 5]))
    *series, legend = lines(picture, BLUE)
    assert [len(line.spots) for line in series] == [2, 2]
    assert len([each for each in picture.shapes if isinstance(each, Dot)]) == 5 + 1, "with that of the legend"
    assert legend.spots[0][1] > 250


def test_where_figures_count_from_the_start_of_a_year_a_new_year_starts_a_new_line() -> None:
    series = trend([10, 20, 5, 10], targets=[9, 18, 9, 18], first=date(2014, 2, 1), restarts=True)
    *drawn_lines, _ = lines(drawn(series), BLUE)
    assert [len(line.spots) for line in drawn_lines] == [2, 2]
    *wanted, _ = lines(drawn(series), INK, dashed=True)
    assert [len(line.spots) for line in wanted] == [4, 4]


def test_figures_that_are_not_final_are_hollow_and_named() -> None:
    picture = drawn(trend([1, 2, 3], estimated=[1]))
    assert [dot.hollow for dot in picture.shapes if isinstance(dot, Dot)] == [False, True, False, False, True]
    assert "Estimated or provisional" in words(picture)
    assert "Estimated or provisional" not in words(drawn(trend([1, 2, 3])))


def test_the_target_steps_where_it_changed_and_stops_where_there_is_none() -> None:
    picture = drawn(trend([1, 2, 3, 4, 5], targets=[2, 2, 3, None, 4]))
    first, second, _ = lines(picture, INK, dashed=True)
    (left, high), (edge, also_high), (also_edge, low), (right, _) = first.spots
    assert (high, edge) == (also_high, also_edge), "the line steps at the edge of the slot"
    assert low < high, "3 stands above 2"
    assert right - left == pytest.approx(3 * (edge - left) / 2)
    assert second.spots[0][0] > right
    assert "Target" in words(picture)


def test_a_range_is_a_band() -> None:
    picture = drawn(trend([1, 2, 3], targets=[(1, 2), (1, 2), (1, 3)]))
    band = next(each for each in picture.shapes if isinstance(each, Area))
    assert len(band.spots) == 4 + 2
    assert "Target range" in words(picture)


def test_plans_are_flagged() -> None:
    signed = "Plan for January 2014 signed off on 14 February 2014"
    picture = drawn(trend([1, 2, 3], plans=[(date(2014, 2, 15), signed)]))
    assert "Plan signed off" in words(picture)
    assert picture.description.endswith(f"{signed}.")


def test_the_newest_figure_and_the_unit_are_written() -> None:
    picture = drawn(trend([430, 439.14, None]))
    assert "439.1" in words(picture)
    assert "Per 10,000" in words(picture)
    assert picture.description == (
        "Line chart of 2 figures, January 2014 to March 2014. Newest: February 2014, 439.1 per 10,000. "
        "1 period without a figure."
    )


@pytest.mark.parametrize("values", [[92.0] * 22 + [77.2, 71.4], [71.4] * 22 + [84.0, 90.0], [80.0] * 24])
def test_the_newest_figure_hides_no_other_mark(values: list[float]) -> None:
    series = trend(values, measure=Measure("%", 1))
    picture = trend_picture(series, title="Trend", width=360, height=100, size=8.5, on_top=True)
    ground = next(shape for shape in reversed(picture.shapes) if isinstance(shape, Area) and shape.fill == WHITE)
    (left, *_, right), (top, *_, foot) = (sorted(spot[axis] for spot in ground.spots) for axis in (0, 1))
    marks = [shape for shape in picture.shapes if isinstance(shape, Dot)]
    assert len(marks) >= len(values)
    assert not [each for each in marks if left < each.x < right and top < each.y < foot]


@pytest.mark.parametrize(
    ("case", "series", "names"),
    [
        ("months", trend([1] * 5), ["Jan", "Feb", "Mar", "Apr", "May", "2014"]),
        (
            "two years of months",
            trend([1] * 24),
            ["Jan", "Apr", "Jul", "Oct", "Jan", "Apr", "Jul", "Oct", "2015", "2014"],
        ),
        ("quarters", trend([1] * 5, frequency=Frequency.QUARTER), ["Q4", "Q1", "Q2", "Q3", "Q4", "2014/15", "2013/14"]),
        ("years", trend([1] * 3, frequency=Frequency.YEAR), ["2013/14", "2014/15", "2015/16"]),
        ("one month outside the steps", trend([1], first=date(2014, 2, 1)), ["Feb", "2014"]),
    ],
)
def test_names_of_periods(case: str, series: Trend, names: list[str]) -> None:
    known = {point.short for point in series.points} | {point.year for point in series.points}
    assert [each for each in words(drawn(series, 400)) if each in known] == names, case


def boxes(picture: Picture) -> list[tuple[float, float, float, float]]:
    shares = {"start": 0.0, "middle": 0.5, "end": 1.0}
    found = []
    for each in picture.shapes:
        if isinstance(each, Words):
            wide = text_width(each.text, each.size, bold=each.bold)
            left = each.x - wide * shares[each.anchor]
            found.append((left, each.baseline - each.size * 0.7, left + wide, each.baseline))
    return found


WIDTHS = st.sampled_from([280.0, 320.0, 480.0, 720.0])
SERIES = st.builds(
    trend,
    st.lists(st.integers(-(10**11), 10**11) | st.integers(0, 99), min_size=1, max_size=260),
    frequency=st.sampled_from(list(Frequency)),
    first=st.dates(date(1980, 1, 1), date(2000, 1, 1)),
    measure=st.sampled_from([Measure("%", 1), Measure("£", 0), Measure("days", 2), Measure("£ " + "long " * 20, 6)]),
    estimated=st.sampled_from([(), (0,)]),
)


@given(SERIES, WIDTHS)
def test_no_name_overlaps_another_or_leaves_the_picture(series: Trend, width: float) -> None:
    if series.frequency == "year":
        series = Trend(series.unit, series.decimals, series.frequency, series.points[:60])
    chart = xmr(series.values)
    kinds = variations(chart, Polarity.LOWER)
    for picture in (
        drawn(series, width),
        xmr_picture(series, chart, kinds, title="XmR", width=width, height=360),
    ):
        holds_its_words(picture)


def holds_its_words(picture: Picture) -> None:
    plain, width = boxes(picture), picture.width
    for left, top, right, foot in plain:
        assert left >= -0.5, picture
        assert right <= width + 0.5
        assert top >= 0
        assert foot <= picture.height
    rows = sorted(plain, key=lambda box: (round(box[3], 1), box[0]))
    for before, after in pairwise(rows):
        if round(before[3], 1) == round(after[3], 1):
            assert before[2] < after[0]


def test_the_xmr_view_has_mean_limits_and_marks_by_shape() -> None:
    series = trend([10, 14] * 8 + [30], targets=[11] * 17)
    chart = xmr(series.values)
    kinds = variations(chart, Polarity.LOWER)
    picture = xmr_picture(series, chart, kinds, title="XmR", width=600, height=300)
    assert len(lines(picture, PURPLE)) == 1 + 1
    assert len(lines(picture, PURPLE, dashed=True)) == 2 + 1
    said = words(picture)
    assert {"Common cause", "Concern", "Mean 13.1", "Limits 2.4 to 23.7", "Target"} <= set(said)
    assert "Special cause: May 2015 (concern: outside)." in picture.description
    assert [each for each in picture.shapes if isinstance(each, Area) and len(each.spots) == 4], "a diamond"


def test_trial_limits_are_called_so() -> None:
    series = trend([10, 12, 10, 12])
    chart = xmr(series.values)
    picture = xmr_picture(series, chart, variations(chart, None), title="XmR", width=600, height=300)
    assert any(each.startswith("Trial limits") for each in words(picture))
    assert "No point is special cause." in picture.description


def test_each_stretch_has_its_own_limits() -> None:
    series = trend([10, 12] * 8 + [30, 34] * 8)
    chart = xmr(series.values, [16])
    picture = xmr_picture(series, chart, variations(chart, None), title="XmR", width=600, height=300)
    first, second, _ = lines(picture, PURPLE)
    assert first.spots[1][0] == pytest.approx(second.spots[0][0])
    assert "Mean 32.0" in words(picture)


def test_slots_share_the_frame() -> None:
    picture = drawn(trend([1, 2, 3, 4]))
    dots = [each.x for each in picture.shapes if isinstance(each, Dot)][:4]
    steps = {round(after - before, 6) for before, after in pairwise(dots)}
    assert len(steps) == 1
