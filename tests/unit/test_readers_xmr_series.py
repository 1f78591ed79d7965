"""A team's own series: columns, order, gaps and refusals."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.domain.errors import Refusal
from webapp.domain.xmr import xmr
from webapp.readers.series_order import in_time
from webapp.readers.xmr_csv import read_series


@pytest.mark.parametrize(
    ("case", "texts", "order", "gaps"),
    [
        ("months", ["Feb 2014", "January 2014", "2014-03"], [1, 0, 2], []),
        ("a month left out", ["2014-01", "2014-02", "2014-04", "2014-05"], [0, 1, 2, 3], [2]),
        ("two months left out, newest first", ["2014-05", "2014-02", "2014-01"], [2, 1, 0], [0]),
        ("quarters over a year's end", ["Q4 2014/15", "Q1 2014/15", "Q3 2014/15", "Q2 2014/15"], [1, 3, 2, 0], []),
        ("a quarter left out", ["2014-Q1", "2014-Q2", "2014-Q4"], [0, 1, 2], [2]),
        ("quarters by their last months", ["Mar 2014", "Jun 2014", "Sep 2014"], [0, 1, 2], []),
        ("one of those left out", ["Mar 2014", "Jun 2014", "Dec 2014"], [0, 1, 2], [2]),
        ("quarters by their last days", ["30/06/2014", "30/09/2014", "31/03/2015"], [0, 1, 2], [2]),
        ("financial years", ["2014/15", "2012/13", "2013/14"], [1, 2, 0], []),
        ("financial years like months", ["2009-10", "2010-11", "2011-12", "2012-13"], [0, 1, 2, 3], []),
        ("plain years", ["2016", "2014", "2015"], [1, 2, 0], []),
        ("weeks by a day", ["2014-01-17", "2014-01-10", "2014-01-03"], [2, 1, 0], []),
        ("of two frequencies", ["Q2 2014/15", "April 2014"], [0, 1], []),
        ("not understood", ["week 2", "week 1"], [0, 1], []),
        ("one", ["2014-01"], [0], []),
        ("none", [], [], []),
    ],
)
def test_order_of_time(case: str, texts: list[str], order: list[int], gaps: list[int]) -> None:
    found = in_time(texts).places
    assert [place for place, _ in found] == order, case
    assert [place for place, after_gap in found if after_gap] == gaps, case


def rows(text: str) -> list[tuple[str, str | None]]:
    return [
        (each.period, None if each.value is None else str(each.value)) for each in read_series(text.encode()).points
    ]


@pytest.mark.parametrize(
    ("case", "text", "expected"),
    [
        ("plain", "period,value\n2014-01,1.50\n2014-02,2\n", [("2014-01", "1.50"), ("2014-02", "2")]),
        (
            "as people write",
            "Value;Period\n1,234.5;Jan 2014\n-£3;Feb 2014\n",
            [("Jan 2014", "1234.5"), ("Feb 2014", "-3")],
        ),
        ("a blank value", "period,value\n2014-01,\n2014-02,0\n", [("2014-01", None), ("2014-02", "0")]),
        ("a short row", "period,value\n2014-01\n2014-02,0\n", [("2014-01", None), ("2014-02", "0")]),
        ("blank lines", "\n,\nperiod,value\n\n2014-01,1\n,\n", [("2014-01", "1")]),
        ("other columns", "org,period,note,value\nA,2014-01,,1\n", [("2014-01", "1")]),
        ("as written", "period,value\n Jan 14 ,1\n", [("Jan 14", "1")]),
    ],
)
def test_series(case: str, text: str, expected: list[tuple[str, str | None]]) -> None:
    assert rows(text) == expected, case


@pytest.mark.parametrize(
    ("case", "text", "sentence"),
    [
        ("empty", "", "The file is empty. Start it with a header row: period,value."),
        ("no header", "2014-01,5\n", "Line 1: the header row lacks period and value. Write: period,value."),
        ("half a header", "\nperiod,amount\n", "Line 2: the header row lacks value. Write: period,value."),
        ("a column twice", "period,value,Value\n", 'Line 1: the column "value" is there twice. Remove one of them.'),
        ("no rows", "period,value\n", "The file has no figure below its header row."),
        ("no figure", "period,value\n2014-01,\n", "The file has no figure below its header row."),
        ("a word", "period,value\n2014-01,1\n2014-02,n/a\n", 'Line 3, value: "n/a"'),
        ("not a number", "period,value\n2014-01,NaN\n", 'Line 2, value: "NaN"'),
        ("no period", "period,value\n,5\n", "Line 2: the period is blank. Write one such as October 2014."),
        ("surplus", "period,value\n2014-01,1,234\n", 'Line 2: "234" stands beyond the last column of the header row.'),
        (
            "one period in two spellings",
            "period,value\n2014-01,1\n2014-02,1\nJanuary 2014,2\n",
            'Line 4: "January 2014" was on line 2 already. Remove one of them.',
        ),
        ("a word twice", "period,value\nweek 1,1\nWeek  1,2\n", 'Line 3: "Week 1" was on line 2 already.'),
        ("an open quotation mark", 'period,value\n"2014-01,1\n', "Line 2: A quotation mark opened"),
    ],
)
def test_refusals(case: str, text: str, sentence: str) -> None:
    with pytest.raises(Refusal) as refused:
        read_series(text.encode())
    assert refused.value.sentence.startswith(sentence), case


CELL = st.one_of(
    st.text(max_size=12), st.sampled_from(["2014-01", "Q1 2014/15", "31/03/2015", "2014", "1,2", "-£3", '"', "9" * 60])
)


@given(st.lists(st.tuples(CELL, CELL), max_size=8), st.sampled_from([",", ";", "\t"]))
def test_whatever_people_write_is_read_or_refused_in_a_sentence(rows: list[tuple[str, str]], mark: str) -> None:
    text = "\n".join(mark.join(cells) for cells in [("period", "value"), *rows])
    try:
        points = read_series(text.encode("utf-8", "replace")).points
    except Refusal as refusal:
        assert refusal.sentence.endswith((".", "?"))
        return
    chart = xmr([point.value for point in points])
    assert len(chart.points) == len(points)


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    with suppress(Refusal):
        read_series(b"period,value\n" + data)
    with suppress(Refusal):
        read_series(data)
