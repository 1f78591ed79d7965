"""What a heading says by itself, and by which words of it a layout is known again."""

from __future__ import annotations

import pytest

from tests.naughty import naughty_strings
from tests.unit.figure_sheets import APRIL
from webapp.domain.figure_columns import BESIDE, SHEET
from webapp.domain.periods import Calendar
from webapp.readers.figures.headings import read_heading
from webapp.readers.figures.layout import Column, Layout, Role
from webapp.readers.figures.relative import LastYear, Relative, is_unclear, resolved
from webapp.readers.figures.synonyms import CODE_OR_TITLE, LIKELY, SURE, WORKED_OUT

PLAIN = [
    ("indicator_code", Role.INDICATOR), ("Indicator Code", Role.INDICATOR), ("PI ref", Role.INDICATOR),
    ("PI Ref.", Role.INDICATOR), ("KPI_Ref", Role.INDICATOR), ("Measure code", Role.INDICATOR),
    ("IndicatorCode", Role.INDICATOR), ("Ref", Role.INDICATOR), ("Code", Role.INDICATOR),
    ("Period", Role.PERIOD), ("Reporting period", Role.PERIOD), ("Month", Role.PERIOD), ("QUARTER", Role.PERIOD),
    ("Actual", Role.ACTUAL), ("Actual (%)", Role.ACTUAL), ("Result", Role.ACTUAL), ("Outturn", Role.ACTUAL),
    ("Value", Role.ACTUAL), ("Performance", Role.ACTUAL), ("Performance this Period", Role.ACTUAL),
    ("Target", Role.TARGET), ("% Target", Role.TARGET), ("Lower target", Role.LOWER), ("target_upper", Role.UPPER),
    ("Numerator", Role.NUMERATOR), ("denominator", Role.DENOMINATOR), ("Comments", Role.COMMENT),
    ("Quality", Role.QUALITY), ("actual_estimated", Role.ACTUAL_ESTIMATED), ("Final due", Role.FINAL_DUE),
    ("Reason for estimate", Role.QUALITY_REASON), ("Target estimated?", Role.TARGET_ESTIMATED),
    ("Indicator title", Role.TITLE), ("units", Role.UNIT), ("Polarity", Role.POLARITY),
    ("Directorate", Role.DIRECTORATE),
    ("Strategic Director Lead", Role.STRATEGIC_LEAD), ("Departmental Lead", Role.DEPARTMENTAL_LEAD),
    ("Decimal places", Role.DECIMALS), ("Frequency", Role.FREQUENCY), ("Tolerance", Role.TOLERANCE),
    ("Accumulation", Role.ACCUMULATION), ("Definition", Role.DEFINITION),
    ("RAG", Role.IGNORED), ("Direction of travel", Role.IGNORED), ("Variance", Role.IGNORED),
    ("Q1 2014/15 RAG", Role.IGNORED), ("Variance to target Oct-14", Role.IGNORED), ("This quarter RAG", Role.IGNORED),
    ("area_name", None), ("Status", None), ("YTD", None), ("Actual £000", None), ("value_ulev", None), ("", None),
    ("ignored", None), ("2014", None), ("Current status", None), ("Forecast Q1 2014/15", None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "role"), PLAIN)
def test_a_heading_without_a_period(text: str, role: Role | None) -> None:
    heading = read_heading(text, APRIL)
    assert (heading.role, heading.period) == (role, "")


DATED = [
    ("Q1 2014/15", Role.ACTUAL, "Q1 2014/15"), ("Apr-14", Role.ACTUAL, "Apr-14"),
    ("2014/15 Q1", Role.ACTUAL, "2014/15 Q1"), ("2018-19;Q1", Role.ACTUAL, "2018-19;Q1"),
    ("2014-12-31", Role.ACTUAL, "2014-12-31"), ("31/12/2014", Role.ACTUAL, "31/12/2014"),
    ("2014/15", Role.ACTUAL, "2014/15"), ("2014-Q3", Role.ACTUAL, "2014-Q3"),
    ("Q1\n2014/15", Role.ACTUAL, "Q1 2014/15"),
    ("Q1 2014/15 actual", Role.ACTUAL, "Q1 2014/15"), ("Actual Oct 14", Role.ACTUAL, "Oct 14"),
    ("Outturn 2013/14", Role.ACTUAL, "2013/14"), ("Target Q1 2014/15", Role.TARGET, "Q1 2014/15"),
    ("Q1 2014/15 (target)", Role.TARGET, "Q1 2014/15"), ("Target for Q3 - 2014/15", Role.TARGET, "Q3 - 2014/15"),
    ("Annual target 2014/15", Role.TARGET, "2014/15"), ("Numerator: Dec 2014", Role.NUMERATOR, "Dec 2014"),
    ("Comments October 2014", Role.COMMENT, "October 2014"), ("Last year (2013/14)", Role.ACTUAL, "2013/14"),
    ("Q1", Role.ACTUAL, "Q1"), ("Actual Q1", Role.ACTUAL, "Q1"), ("Quarter 2 target", Role.TARGET, "Quarter 2"),
    ("Oct", Role.ACTUAL, "Oct"), ("H1", Role.ACTUAL, "H1"),
    ("This quarter", Role.ACTUAL, Relative.THIS_QUARTER), ("This period", Role.ACTUAL, Relative.THIS),
    ("Current", Role.ACTUAL, Relative.THIS), ("Current value", Role.ACTUAL, Relative.THIS),
    ("Target this quarter", Role.TARGET, Relative.THIS_QUARTER), ("Latest month", Role.ACTUAL, Relative.THIS_MONTH),
    ("Previous quarter", Role.ACTUAL, Relative.PREVIOUS_QUARTER),
    ("Last quarter", Role.ACTUAL, Relative.PREVIOUS_QUARTER),
    ("Previous period (actual)", Role.ACTUAL, Relative.PREVIOUS),
    ("Prior half-year", Role.ACTUAL, Relative.PREVIOUS_HALF),
    ("Last year", Role.ACTUAL, Relative.LAST_YEAR), ("Last year's target", Role.TARGET, Relative.LAST_YEAR),
    ("Same period last year", Role.ACTUAL, Relative.SAME_LAST_YEAR),
    ("Same quarter last year", Role.ACTUAL, Relative.SAME_QUARTER_LAST_YEAR),
    ("Last year's outturn", Role.ACTUAL, Relative.WHOLE_LAST_YEAR),
    ("Whole of last year", Role.ACTUAL, Relative.WHOLE_LAST_YEAR),
    ("Year end target", Role.TARGET, Relative.YEAR_END), ("Annual target", Role.TARGET, Relative.YEAR_END),
]  # fmt: skip


@pytest.mark.parametrize(("text", "role", "period"), DATED)
def test_a_heading_with_a_period(text: str, role: Role, period: str) -> None:
    heading = read_heading(text, APRIL)
    assert (heading.role, heading.period) == (role, period)


@pytest.mark.parametrize(
    "text",
    [
        "Last year Q3", "April to June 2014", "Q1 and Q2 2014/15", "This year", "Year end", "Annual", "Next quarter",
        "Previous quarter 2014/15", "2014-12-15", "Q5 2014/15", "Q1 2014/15 actual (provisional)", "Target Q1 Q2",
        "The target that was set for the council as a whole in Q1 2014/15 by members",
    ],
)  # fmt: skip
def test_a_heading_that_names_no_one_period_is_asked_about(text: str) -> None:
    assert read_heading(text, APRIL).role is None


def test_where_years_are_calendar_years_a_year_is_a_period() -> None:
    assert read_heading("2014", Calendar(1)).period == "2014"


@pytest.mark.parametrize("text", ["KPI", "PI", "Indicator", "Measure", "Key performance indicator"])
def test_a_code_or_a_title_is_not_told_by_the_heading(text: str) -> None:
    heading = read_heading(text, APRIL)
    assert (heading.role, heading.code_or_title) == (None, True)


def test_every_heading_of_our_own_files_is_known() -> None:
    own = [*SHEET, *BESIDE]
    assert [text for text in own if read_heading(text, APRIL).role is None] == []
    assert {text for text in own if read_heading(text, APRIL).role is Role.IGNORED} == set(BESIDE)
    assert [role for role in Role if read_heading(role.value, APRIL).role is not role] == [Role.IGNORED]


def test_no_heading_says_two_things() -> None:
    texts = [text for table in (SURE, LIKELY) for each in table.values() for text in each]
    texts += [*CODE_OR_TITLE, *WORKED_OUT]
    assert sorted(text for text in set(texts) if texts.count(text) > 1) == []


def test_no_string_makes_a_heading_fail() -> None:
    for text in naughty_strings():
        heading = read_heading(text, APRIL)
        assert heading.text == text.strip()
        assert len(Layout((Column(text, None),)).fingerprint) == 64


RESOLVED = [
    (Relative.THIS, "2014-Q3", "2014-Q3"), (Relative.THIS_MONTH, "2014-Q3", "2014-12"),
    (Relative.THIS_QUARTER, "2014-10", "2014-Q3"), (Relative.PREVIOUS, "2014-10", "2014-09"),
    (Relative.PREVIOUS, "2014-Q1", "2013-Q4"), (Relative.PREVIOUS_QUARTER, "2014-12", "2014-Q2"),
    (Relative.PREVIOUS_MONTH, "2014-Q3", "2014-11"), (Relative.SAME_LAST_YEAR, "2014-Q3", "2013-Q3"),
    (Relative.SAME_QUARTER_LAST_YEAR, "2014-12", "2013-Q3"), (Relative.WHOLE_LAST_YEAR, "2014-Q3", "2013-FY"),
    (Relative.YEAR_END, "2015-01", "2014-FY"), ("Q1", "2014-Q3", "2014-Q1"), ("Quarter 4", "2014-10", "2014-Q4"),
    ("H2", "2014-Q1", "2014-H2"), ("Oct", "2014-Q1", "2014-10"), ("January", "2014-Q1", "2015-01"),
    ("Q1 2013/14", "2014-Q3", "Q1 2013/14"), (Relative.PREVIOUS, "1900-04", "previous period"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "base", "expected"), RESOLVED)
def test_a_period_is_resolved_beside_another(text: str, base: str, expected: str) -> None:
    assert resolved(text, APRIL.from_key(base), APRIL, None) == expected


@pytest.mark.parametrize(
    ("base", "said", "unclear", "expected"),
    [
        ("2014-Q3", None, True, "2013-Q3"),
        ("2014-Q3", LastYear.SAME, False, "2013-Q3"),
        ("2014-Q3", LastYear.WHOLE, False, "2013-FY"),
        ("2014-FY", None, False, "2013-FY"),
    ],
)
def test_last_year_is_unclear_until_somebody_says(
    base: str, said: LastYear | None, unclear: bool, expected: str
) -> None:
    period = APRIL.from_key(base)
    assert is_unclear(Relative.LAST_YEAR, period, said) is unclear
    assert resolved(Relative.LAST_YEAR, period, APRIL, said) == expected


@pytest.mark.parametrize("start", [1, 9, 10])
def test_parts_of_a_year_follow_the_council_s_calendar(start: int) -> None:
    calendar = Calendar(start)
    base = calendar.read("2014-12")
    for text in ("Q1", "Q4", "H1", "Jan", "Sep", "Oct"):
        period = calendar.from_key(resolved(text, base, calendar, None))
        assert calendar.from_key(resolved(Relative.YEAR_END, base, calendar, None)).contains(period)


def _fingerprint(*headings: str) -> str:
    return Layout(tuple(Column(text, None) for text in headings)).fingerprint


SAME = [
    (("PI Ref", "Q1 2014/15", "Q1 2014/15 target"), ("pi_ref", "Q2 2015/16", "Q2 2015/16 Target")),
    (("Ref", "Apr-14", "May-14"), ("Ref", "Apr-15", "May-15", "Jun-15")),
    (("Ref", "Actual Q1", "Target Q1"), ("Ref", "Actual Q3", "Target Q3")),
    (("Ref", "2014/15"), ("Ref", "2015/16")),
    (("Ref", "2014-12-31"), ("Ref", "2015-03-31")),
    (("Ref", "October comments"), ("Ref", "November comments")),
    (("Ref", "2014"), ("Ref", "2015")),
]
OTHER = [
    (("Ref", "Actual"), ("Ref", "Result")),
    (("Ref", "Actual"), ("Actual", "Ref")),
    (("Ref", "This quarter"), ("Ref", "Last quarter")),
    (("Ref", "Q1 2014/15"), ("Ref", "Q1 2014/15 target")),
    (("Ref", "Top 10"), ("Ref", "Top 20")),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_the_same_layout_is_known_again_next_month(one: tuple[str, ...], other: tuple[str, ...]) -> None:
    assert _fingerprint(*one) == _fingerprint(*other)


@pytest.mark.parametrize(("one", "other"), OTHER)
def test_another_layout_is_another(one: tuple[str, ...], other: tuple[str, ...]) -> None:
    assert _fingerprint(*one) != _fingerprint(*other)


def test_a_layout_survives_json() -> None:
    layout = Layout((Column("Ref", Role.INDICATOR), Column("Q1", Role.ACTUAL, "Q1"), Column("", None)))
    assert Layout.from_plain(layout.to_plain()) == layout
    assert layout.wide
    assert not Layout((Column("Ref", Role.INDICATOR),)).wide


@pytest.mark.parametrize("plain", [[{"heading": "a"}], [{"heading": "a", "role": "colour", "period": ""}]])
def test_what_is_no_layout_is_refused(plain: list[dict[str, str | None]]) -> None:
    with pytest.raises((KeyError, ValueError)):
        Layout.from_plain(plain)
