"""The form's two rows of figures: the dated targets, and the performance line."""

from __future__ import annotations

import pytest

from webapp.domain.periods import Calendar
from webapp.readers.form_performance import read_performance
from webapp.readers.form_targets import read_targets

APRIL = Calendar()

# Figure as written, estimated, period key; then the unit, and what was not (wholly) understood.
TARGETS = [
    ("two dated", "12.60 (ESTIMATED Oct 2014) / 11.1 (March 2015)",
     [("12.60", True, "2014-10"), ("11.1", False, "2015-03")], "", []),
    ("no spaces at the stroke", "12.6 (Oct 2014)/11.1 (Mar 2015)",
     [("12.6", False, "2014-10"), ("11.1", False, "2015-03")], "", []),
    ("one a line", "12.6 (Oct 2014)\n11.1 (Mar 2015)",
     [("12.6", False, "2014-10"), ("11.1", False, "2015-03")], "", []),
    ("a comma after brackets", "90% (Est. Q3 2014/15), 95% (Mar 2015)",
     [("90", True, "2014-Q3"), ("95", False, "2015-03")], "%", []),
    ("semicolons, units, lower case", "12.6 per 10,000 (estimated, Oct 2014); 11.1 (end of March 2015)",
     [("12.6", True, "2014-10"), ("11.1", False, "2015-03")], "per 10,000", []),
    ("a percentage of a year", "95% (2014/15)", [("95", False, "2014-FY")], "%", []),
    ("a stroke inside brackets", "95% (2014 / 15)", [("95", False, "2014-FY")], "%", []),
    ("without brackets", "95% by March 2015", [("95", False, "2015-03")], "%", []),
    ("the period first", "2014/15: 95%; 2015/16: 96%",
     [("95", False, "2014-FY"), ("96", False, "2015-FY")], "%", []),
    ("pounds without a date", "£1,200", [("1200", False, None)], "£", []),
    ("a range", "10 to 20 (Q3 2014/15)", [("10 to 20", False, "2014-Q3")], "", []),
    ("a range with a hyphen", "10-20", [("10 to 20", False, None)], "", []),
    ("between two", "between 10 and 20 (2014/15)", [("10 to 20", False, "2014-FY")], "", []),
    ("days", "12.5 days (2014/15)", [("12.5", False, "2014-FY")], "days", []),
    ("zero", "0 (2014/15)", [("0", False, "2014-FY")], "", []),
    ("below zero", "-3.5 (2014/15)", [("-3.5", False, "2014-FY")], "", []),
    ("blank", "  ", [], "", []),
    ("none said", "N/A", [], "", []),
    ("words", "to be agreed", [], "", ["to be agreed"]),
    ("a figure with a word that is no period", "5 (soon)", [("5", False, None)], "", ["5 (soon)"]),
    ("two periods for one figure", "5 (Oct 2014) (Nov 2014)", [("5", False, "2014-10")], "",
     ["5 (Oct 2014) (Nov 2014)"]),
    ("no figure that can be read", "1,23 (Oct 2014) / 5 (Nov 2014)", [("5", False, "2014-11")], "",
     ["1,23 (Oct 2014)"]),
    ("at most", "<5% (2014/15)", [], "", ["<5% (2014/15)"]),
    ("a range upside down", "20 to 10 (2014/15)", [], "", ["20 to 10 (2014/15)"]),
    ("half a range", "between 10 (2014/15)", [], "", ["between 10 (2014/15)"]),
    ("two points", "95.5.1", [], "", ["95.5.1"]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "targets", "unit", "unread"), [case[1:] for case in TARGETS], ids=[case[0] for case in TARGETS]
)
def test_target_rows_are_read(text, targets, unit, unread):
    row = read_targets(text, APRIL)
    found = [(each.text, each.estimated, each.period.key if each.period else None) for each in row.targets]
    assert (found, row.unit, list(row.unread)) == (targets, unit, unread)


def test_a_target_row_without_end_is_listed_and_not_read():
    row = read_targets("5 / " * 1000, APRIL)
    assert not row.targets
    assert row.unread == ("5 / " * 1000,)


# Actual, variance, percent as written, and the unit.
LINES = [
    ("above", "439.1 +Target: 54.1 per 10,000 (14.0%)", ("439.1", "54.1", "14.0", "per 10,000")),
    ("below", "119 -Target: 31 (20.7%)", ("119", "-31", "-20.7", "")),
    ("below with a true minus", "119 −Target: 31 (20.7%)", ("119", "-31", "-20.7", "")),
    ("on target", "10 On target", ("10", "0", None, "")),
    ("on target, other spelling", "10% (on-target).", ("10", "0", None, "%")),
    ("a percentage", "87.5% -Target: 2.5% (2.8%)", ("87.5", "-2.5", "-2.8", "%")),
    ("points", "87.5% -Target: 2.5 percentage points (2.8% of target)", ("87.5", "-2.5", "-2.8", "%")),
    ("pounds", "£1,400 +Target: £200 (16.7%)", ("1400", "200", "16.7", "£")),
    ("over lines", "439.1\n+Target: 54.1 per 10,000\n(14.0%)", ("439.1", "54.1", "14.0", "per 10,000")),
    ("unit at the actual", "12 days - Target : 3 (20.0%)", ("12", "-3", "-20.0", "days")),
    ("below zero", "-455 -Target: 332 (269.9%)", ("-455", "-332", "-269.9", "")),
    ("signs said twice", "119 -Target: -31 (-20.7%)", ("119", "-31", "-20.7", "")),
    ("target of zero", "5 +Target: 5 (not applicable)", ("5", "5", None, "")),
    ("no percent", "5 +Target: 1.50", ("5", "1.50", None, "")),
    ("a variance of zero has no sign", "5 -Target: 0 (0.0%)", ("5", "0", "0.0", "")),
    ("actual only", "439.1 per 10,000", ("439.1", None, None, "per 10,000")),
    ("no data", "No data", (None, None, None, "")),
    ("blank", "", (None, None, None, "")),
]  # fmt: skip


def _figures(line):
    figures = (line.actual, line.variance, line.percent)
    return (*(None if each is None else format(each, "f") for each in figures), line.unit)


@pytest.mark.parametrize(("text", "expected"), [case[1:] for case in LINES], ids=[case[0] for case in LINES])
def test_performance_lines_are_read(text, expected):
    line = read_performance(text)
    assert _figures(line) == expected
    assert line.unread == ()


LISTED = [
    ("words", "rather bad", (None, None, None, "")),
    ("a figure that is none", "1,23 +Target: 4", (None, None, None, "")),
    ("a variance that is none", "5 +Target: 1,23 (4%)", ("5", None, "4", "")),
    ("a percent that is none", "5 +Target: 1 (lots)", ("5", "1", None, "")),
    ("words behind the actual", "5 which is bad", ("5", None, None, "")),
    ("an estimate", "439.1 (ESTIMATED) +Target: 54.1 (14.0%)", ("439.1", "54.1", "14.0", "")),
    ("far too long", "5 " * 400, (None, None, None, "")),
]


@pytest.mark.parametrize(("text", "expected"), [case[1:] for case in LISTED], ids=[case[0] for case in LISTED])
def test_what_is_not_wholly_understood_is_listed(text, expected):
    line = read_performance(text)
    assert _figures(line) == expected
    assert line.unread == (" ".join(text.split()),)
