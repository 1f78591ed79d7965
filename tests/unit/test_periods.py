"""Periods: keys, labels, what people write, neighbours."""

from __future__ import annotations

from datetime import date

import pytest

from webapp.domain.errors import BadPeriod
from webapp.domain.periods import Calendar, Frequency

APRIL = Calendar()
JANUARY = Calendar(1)

READ = [
    ("month key", "2014-10", "2014-10"),
    ("quarter key", "2014-Q3", "2014-Q3"),
    ("half-year key", "2014-H2", "2014-H2"),
    ("year key", "2014-FY", "2014-FY"),
    ("key in small letters", "2014-q3", "2014-Q3"),
    ("month label", "October 2014", "2014-10"),
    ("quarter label", "Quarter 3 2014/15", "2014-Q3"),
    ("half-year label", "Half-year 2 2014/15", "2014-H2"),
    ("year label", "2014/15", "2014-FY"),
    ("short month", "Oct 2014", "2014-10"),
    ("four letters", "Sept 2014", "2014-09"),
    ("a spreadsheet's month", "Oct-14", "2014-10"),
    ("year first", "2014 October", "2014-10"),
    ("month in digits", "10/2014", "2014-10"),
    ("one digit", "4/2014", "2014-04"),
    ("year, then month in digits", "2014/10", "2014-10"),
    ("short quarter", "Q3 2014/15", "2014-Q3"),
    ("quarter last", "2014/15 Q3", "2014-Q3"),
    ("quarter after a semicolon", "2018-19;Q1", "2018-Q1"),
    ("quarter of a hyphened year", "Q4 2014-15", "2014-Q4"),
    ("quarter of a short year", "Q3 14/15", "2014-Q3"),
    ("short half", "H2 2014/15", "2014-H2"),
    ("hyphened year", "2014-15", "2014-FY"),
    ("dash for a hyphen", "2014\u201315", "2014-FY"),
    ("both years in full", "2014/2015", "2014-FY"),
    ("year with FY", "FY 2014/15", "2014-FY"),
    ("year stuck to FY", "FY2014/15", "2014-FY"),
    ("month or year, hyphened", "2010-11", "2010-11"),
    ("month or year, with a stroke", "2010/11", "2010-FY"),
    ("turn of the century", "1999-00", "1999-FY"),
    ("last day of a month", "2021-06-30", "2021-06"),
    ("first day of a month", "2017-03-01", "2017-03"),
    ("a spreadsheet's date", "2017-03-01 00:00:00", "2017-03"),
    ("a British date", "30/06/2021", "2021-06"),
    ("a named day", "31 October 2014", "2014-10"),
    ("a spreadsheet's day", "1-Oct-14", "2014-10"),
    ("a day with its ending", "31st Oct. 2014", "2014-10"),
    ("spaces", "  quarter  3,  2014/15 ", "2014-Q3"),
]


@pytest.mark.parametrize(("text", "key"), [case[1:] for case in READ], ids=[case[0] for case in READ])
def test_periods_are_read_as_people_write_them(text: str, key: str) -> None:
    assert APRIL.read(text).key == key


SETTLED = [
    ("2010-11", Frequency.YEAR, "2010-FY"),
    ("2010-11", Frequency.MONTH, "2010-11"),
    ("2010-11", Frequency.QUARTER, "2010-11"),
    ("2010/11", Frequency.MONTH, "2010-FY"),
    ("2010-09", Frequency.YEAR, "2010-09"),
    ("2021-06-30", Frequency.QUARTER, "2021-Q1"),
    ("2015-03-31", Frequency.HALF_YEAR, "2014-H2"),
    ("2015-03-31", Frequency.YEAR, "2014-FY"),
    ("2014-04-01", Frequency.YEAR, "2014-FY"),
    ("31 March 2015", Frequency.YEAR, "2014-FY"),
    ("1 Jan 2015", Frequency.QUARTER, "2014-Q4"),
]


@pytest.mark.parametrize(("text", "frequency", "key"), SETTLED)
def test_the_frequency_of_the_indicator_settles_the_reading(text: str, frequency: Frequency, key: str) -> None:
    assert APRIL.read(text, frequency).key == key


REFUSED = [
    ("blank", "", "blank"),
    ("words", "next year", "names no period"),
    ("no such month", "2014-13", "names no period"),
    ("month zero", "2014-00", "names no period"),
    ("no such month's name", "Octember 2014", "names no period"),
    ("no such quarter", "Q5 2014/15", "names no period"),
    ("no such half", "H3 2014/15", "names no period"),
    ("years apart", "2014/16", "names no period"),
    ("two short years alone", "14/15", "names no period"),
    ("Arabic digits", "\u0662\u0660\u0661\u0664-10", "names no period"),
    ("one year of two", "2014", "write 2014/15 or 2013/14"),
    ("quarter of one year", "Q3 2014", "write 2014/15 or 2013/14"),
    ("no such day", "2021-02-30", "not in the calendar"),
    ("middle of a month", "2021-06-15", "neither the first nor the last day of a month: write June 2021"),
    ("too early", "1066-10", "from 1900 to 2199"),
    ("in a financial year too early", "1900-01", "from 1900 to 2199"),
    ("too late", "9999-FY", "from 1900 to 2199"),
    ("something after it", "2014-10 provisional", "names no period"),
    ("no such day", "31 September 2014", "not in the calendar"),
    ("a day of no month", "31 Octember 2014", "names no period"),
    ("a day within its month", "15 October 2014", "neither the first nor the last day"),
    ("very long", "2014-10" + " x" * 100_000, "names no period"),
]


@pytest.mark.parametrize(("text", "fault"), [case[1:] for case in REFUSED], ids=[case[0] for case in REFUSED])
def test_other_texts_are_refused_with_a_sentence(text: str, fault: str) -> None:
    with pytest.raises(BadPeriod) as refusal:
        APRIL.read(text)
    assert fault in refusal.value.sentence
    assert "write" in refusal.value.sentence
    assert len(refusal.value.sentence) < 200


def test_a_day_that_ends_no_quarter_is_refused_for_a_quarterly_indicator() -> None:
    with pytest.raises(BadPeriod, match=r"first nor the last day of a quarter: write Quarter 1 2021/22\."):
        APRIL.read("2021-05-31", Frequency.QUARTER)


STARTS = [
    (1, "2014-Q1", "Quarter 1 2014", date(2014, 1, 1), date(2014, 3, 31)),
    (1, "2014-H2", "Half-year 2 2014", date(2014, 7, 1), date(2014, 12, 31)),
    (1, "2014-FY", "2014", date(2014, 1, 1), date(2014, 12, 31)),
    (4, "2014-Q3", "Quarter 3 2014/15", date(2014, 10, 1), date(2014, 12, 31)),
    (4, "2014-Q4", "Quarter 4 2014/15", date(2015, 1, 1), date(2015, 3, 31)),
    (4, "1999-FY", "1999/00", date(1999, 4, 1), date(2000, 3, 31)),
    (9, "2014-Q2", "Quarter 2 2014/15", date(2014, 12, 1), date(2015, 2, 28)),
    (9, "2014-H2", "Half-year 2 2014/15", date(2015, 3, 1), date(2015, 8, 31)),
    (10, "2014-Q1", "Quarter 1 2014/15", date(2014, 10, 1), date(2014, 12, 31)),
    (10, "2014-FY", "2014/15", date(2014, 10, 1), date(2015, 9, 30)),
    (10, "2015-02", "February 2015", date(2015, 2, 1), date(2015, 2, 28)),
]


@pytest.mark.parametrize(("start_month", "key", "label", "start", "end"), STARTS)
def test_every_start_of_the_financial_year(start_month: int, key: str, label: str, start: date, end: date) -> None:
    period = Calendar(start_month).from_key(key)
    assert (period.key, period.label, period.start, period.end) == (key, label, start, end)


@pytest.mark.parametrize("start_month", range(1, 13))
def test_keys_labels_and_days_lead_back_to_their_period(start_month: int) -> None:
    calendar = Calendar(start_month)
    for period in calendar.financial_year(2014, Frequency):
        assert calendar.from_key(period.key) == period
        assert calendar.read(period.label, period.frequency) == period
        assert calendar.read(period.end.isoformat(), period.frequency) == period
        assert calendar.of(period.frequency, period.start) == period
        assert calendar.of(period.frequency, period.end) == period
        assert calendar.next(calendar.previous(period)) == period
        assert calendar.year_before(period).start == period.start.replace(year=period.start.year - 1)
        assert calendar.from_key("2014-FY").contains(period)


JANUARY_READ = [("2014", "2014-FY"), ("FY2014", "2014-FY"), ("Q3 2014", "2014-Q3"), ("2010-11", "2010-11")]


@pytest.mark.parametrize(("text", "key"), JANUARY_READ)
def test_where_the_financial_year_is_the_calendar_year(text: str, key: str) -> None:
    assert JANUARY.read(text, Frequency.YEAR).key == key


@pytest.mark.parametrize("text", ["2014/15", "2010/11", "Q3 2014/15"])
def test_years_that_span_two_are_refused_where_they_do_not(text: str) -> None:
    with pytest.raises(BadPeriod, match="spans two years"):
        JANUARY.read(text)


@pytest.mark.parametrize("text", ["October 2014", "2014-q3", "2014-15", "2014-1", ""])
def test_a_key_is_exact(text: str) -> None:
    with pytest.raises(BadPeriod):
        APRIL.from_key(text)


def test_a_financial_year_holds_its_periods_in_order() -> None:
    periods = APRIL.financial_year(2014, [Frequency.YEAR, Frequency.MONTH, Frequency.QUARTER])
    assert len(periods) == 12 + 4 + 1
    assert [period.key for period in periods[:4]] == ["2014-04", "2014-Q1", "2014-FY", "2014-05"]
    assert [period.key for period in periods[-2:]] == ["2015-02", "2015-03"]


NEIGHBOURS = [
    ("2015-01", "2014-12", "2015-02", "2014-01"),
    ("2014-Q1", "2013-Q4", "2014-Q2", "2013-Q1"),
    ("2014-H2", "2014-H1", "2015-H1", "2013-H2"),
    ("2014-FY", "2013-FY", "2015-FY", "2013-FY"),
]


@pytest.mark.parametrize(("key", "before", "after", "last_year"), NEIGHBOURS)
def test_neighbours(key: str, before: str, after: str, last_year: str) -> None:
    period = APRIL.from_key(key)
    assert APRIL.previous(period).key == before
    assert APRIL.next(period).key == after
    assert APRIL.year_before(period).key == last_year


def test_the_last_shorter_period_within_a_longer_one() -> None:
    quarter = APRIL.from_key("2014-Q3")
    assert APRIL.last_within(quarter, Frequency.MONTH).key == "2014-12"
    assert APRIL.last_within(quarter, Frequency.QUARTER) == quarter
    assert APRIL.last_within(APRIL.from_key("2014-FY"), Frequency.HALF_YEAR).key == "2014-H2"
    with pytest.raises(BadPeriod):
        APRIL.last_within(quarter, Frequency.YEAR)


def test_a_period_contains_itself_and_no_neighbour() -> None:
    quarter = APRIL.from_key("2014-Q3")
    assert quarter.contains(quarter)
    assert quarter.contains(APRIL.from_key("2014-10"))
    assert not quarter.contains(APRIL.from_key("2014-09"))
    assert not APRIL.from_key("2014-10").contains(quarter)


@pytest.mark.parametrize("month", [0, 13])
def test_a_financial_year_starts_in_a_month(month: int) -> None:
    with pytest.raises(ValueError, match="month 1 to 12"):
        Calendar(month)


def test_frequencies_have_words_and_lengths() -> None:
    assert [(each.word, each.months) for each in Frequency] == [
        ("monthly", 1), ("quarterly", 3), ("half-yearly", 6), ("annual", 12),
    ]  # fmt: skip
