"""The header of a sheet, what its columns hold, and what has to be asked."""

from __future__ import annotations

import pytest

from tests.naughty import naughty_strings
from tests.unit.figure_sheets import context, read, sheet_of
from webapp.readers.figures.layout import Column, Layout, Role
from webapp.readers.figures.understanding import LastYear, Understood, understand
from webapp.readers.sheets.model import BadCell, Merged, Sheet

CODES = ("CIN1", "CIN2", "BV 12")


def _roles(understood: Understood) -> list[str | None]:
    """Each column's role, and its period."""
    return [None if each.role is None else f"{each.role} {each.period}".strip() for each in understood.layout.columns]


HEADERS = [
    ("our own", ["indicator_code,period,actual,target,comment", "P1,Oct 2014,1,2,x"],
     1, ["indicator_code", "period", "actual", "target", "comment"]),
    ("in other words", ["PI Ref.,Reporting Period,Outturn,% Target,Commentary", "P1,Oct 2014,1,2,x"],
     1, ["indicator_code", "period", "actual", "target", "comment"]),
    ("below title lines", ["Performance report,,", "Period: Quarter 3,,", "", "Code,Period,Result", "P1,Oct 2014,1"],
     4, ["indicator_code", "period", "actual"]),
    ("wide", ["Ref,Title,Q1 2014/15,Q2 2014/15,Target Q2 2014/15", "P1,A title,1,2,3"],
     1, ["indicator_code", "title", "actual Q1 2014/15", "actual Q2 2014/15", "target Q2 2014/15"]),
    ("wide by date", ["Ref,2014-10-31,2014-11-30", "P1,1,2"],
     1, ["indicator_code", "actual 2014-10-31", "actual 2014-11-30"]),
    ("the first of two headers", ["Code,Period,Actual", "P1,Oct 2014,1", "Code,Period,Actual", "P2,Oct 2014,2"],
     1, ["indicator_code", "period", "actual"]),
    ("a blank heading at the end", ["Code,Period,Actual,,", "P1,Oct 2014,1,,"],
     1, ["indicator_code", "period", "actual"]),
    ("certain before likely", ["Code,Period,Actual,Value", "P1,Oct 2014,1,2"],
     1, ["indicator_code", "period", "actual", None]),
    ("two likely ones", ["Code,Period,Result,Value", "P1,Oct 2014,1,2"], 1, ["indicator_code", "period", None, None]),
    ("an empty second one", ["Code,Period,Result,Value", "P1,Oct 2014,1,"],
     1, ["indicator_code", "period", "actual", None]),
    ("a likely one over words", ["Code,Period,Actual,Standard", "P1,Oct 2014,1,BS 5750"],
     1, ["indicator_code", "period", "actual", None]),
    ("a period that is how often", ["Code,Title,Reporting period", "P1,A title,Annual"],
     1, ["indicator_code", "title", None]),
    ("months of words", ["Code,Title,October", "P1,A title,see the report"], 1, ["indicator_code", "title", None]),
    ("quarter and year", ["Code,Quarter,Financial year,Actual", "P1,Q1,2014/15,5", "P1,Q2,2014/15,5"],
     1, ["indicator_code", "period", "period", "actual"]),
    ("period and year", ["Code,Period,Financial year,Actual", "P1,Q1 2014/15,2014/15,5"],
     1, ["indicator_code", "period", None, "actual"]),
    ("worked out", ["Code,Period,Actual,Target,RAG,Variance", "P1,Oct 2014,1,2,R,-1"],
     1, ["indicator_code", "period", "actual", "target", "ignored", "ignored"]),
    ("a definition", ["Indicator code,Indicator title,Unit,Polarity", "P1,A title,%,Higher is better"],
     1, ["indicator_code", "title", "unit", "polarity"]),
    ("ours alone", ["indicator_code,last_value,status,plan", "P1,5,red,draft"],
     1, ["indicator_code", "ignored", "ignored", "ignored"]),
    ("an area",
     ["area_code,area_name,period,indicator,measure,units,value", "E1,Bury,April 2021,Claimant count,Count,Persons,5"],
     1, [None, None, "period", None, None, "unit", "actual"]),
]  # fmt: skip


@pytest.mark.parametrize(("lines", "line", "roles"), [case[1:] for case in HEADERS], ids=[case[0] for case in HEADERS])
def test_a_header_is_found_and_understood(lines: list[str], line: int, roles: list[str | None]) -> None:
    understood = understand(sheet_of(*lines), context(period="2014-Q3"))
    assert (understood.header_line, _roles(understood)) == (line, roles)


CODE_COLUMNS = [
    ("KPI over codes", ["KPI,Name,Q1 2014/15", "CIN1,Rate,5", "CIN2,Other,6"], ["indicator_code", "title"]),
    ("KPI over new codes", ["KPI,Name,Q1 2014/15", "NEW7,Rate,5", "NEW8.1,Other,6"], ["indicator_code", "title"]),
    ("KPI over titles", ["Code,KPI,Q1 2014/15", "CIN1,Rate of need,5", "CIN2,Other things,6"],
     ["indicator_code", "title"]),
    ("KPI over short titles", ["Code,KPI,Q1 2014/15", "CIN1,Rate of need,5", "CIN2,Visits,6"],
     ["indicator_code", "title"]),
    ("KPI over words", ["Code,KPI,Q1 2014/15", "CIN1,Percentage,5", "CIN2,Count,6"], ["indicator_code", None]),
    ("a number and a KPI", ["Ref,KPI,Q1 2014/15", "1,BV 12,5", "2,CIN1,6"], [None, "indicator_code"]),
    ("no heading at all", ["Serial,,Q1 2014/15,Q2 2014/15", "x,CIN1,5,1", "x,CIN2,6,1"], [None, "indicator_code"]),
    ("two of one kind", ["Indicator code,Measure code,Q1 2014/15", "CIN1,x,5", "CIN2,y,6"], ["indicator_code", None]),
    ("nothing tells", ["Indicator,Measure,Q1 2014/15", "Rate of need,Count,5"], [None, None]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("lines", "roles"), [case[1:] for case in CODE_COLUMNS], ids=[case[0] for case in CODE_COLUMNS]
)
def test_the_column_of_codes_is_found(lines: list[str], roles: list[str | None]) -> None:
    assert _roles(understand(sheet_of(*lines), context(codes=CODES)))[:2] == roles


TWO_ROWS = [
    ("periods over figures, as text", "",
     [",,Q1 2014/15,,Q2 2014/15,,", "Ref,Title,Actual,Target,Actual,Target,Notes", "P1,A title,1,2,3,4,x"], (),
     ["indicator_code", "title", "actual Q1 2014/15", "target Q1 2014/15", "actual Q2 2014/15", "target Q2 2014/15",
      "comment"]),
    ("merged cells", "Sheet1",
     ["Ref,Title,Q1 2014/15,,Q2 2014/15,", ",,Actual,Target,Actual,Target", "P1,A title,1,2,3,4"],
     (Merged(1, 2, 0, 0), Merged(1, 2, 1, 1), Merged(1, 1, 2, 3), Merged(1, 1, 4, 5)),
     ["indicator_code", "title", "actual Q1 2014/15", "target Q1 2014/15", "actual Q2 2014/15", "target Q2 2014/15"]),
    ("a year over quarters", "Sheet1", ["Ref,2014/15,,,", ",Q1,Q2,Q3,Q4", "P1,1,2,3,4"], (Merged(1, 1, 1, 4),),
     ["indicator_code", "actual 2014/15 Q1", "actual 2014/15 Q2", "actual 2014/15 Q3", "actual 2014/15 Q4"]),
    ("targets over quarters", "Sheet1",
     ["Ref,Actual,,Target,", ",Q1 2014/15,Q2 2014/15,Q1 2014/15,Q2 2014/15", "P1,1,2,3,4"],
     (Merged(1, 1, 1, 2), Merged(1, 1, 3, 4)),
     ["indicator_code", "actual Q1 2014/15", "actual Q2 2014/15", "target Q1 2014/15", "target Q2 2014/15"]),
    ("a comment for each period", "",
     [",Q1 2014/15,,Q2 2014/15,", "Ref,Actual,Comment,Actual,Comment", "P1,1,x,2,y"], (),
     ["indicator_code", "actual Q1 2014/15", "comment Q1 2014/15", "actual Q2 2014/15", "comment Q2 2014/15"]),
    ("a period over some of the figures", "Sheet1",
     ["Ref,This quarter,,Previous quarter,Annual target", ",Actual,Target,,", "P1,1,2,3,4"],
     (Merged(1, 2, 0, 0), Merged(1, 1, 1, 2), Merged(1, 2, 3, 3), Merged(1, 2, 4, 4)),
     ["indicator_code", "actual this quarter", "target this quarter", "actual previous quarter", "target year end"]),
    ("the same as text", "", ["Ref,This quarter,,Previous quarter,Annual target", ",Actual,Target,,", "P1,1,2,3,4"], (),
     ["indicator_code", "actual this quarter", "target this quarter", "actual previous quarter", "target year end"]),
    ("a title over everything", "Sheet1", ["Quarter 3 2014/15,,", "Ref,Actual,Target", "P1,1,2"], (Merged(1, 1, 0, 2),),
     ["indicator_code", "actual", "target"]),
    ("a title over the code, as text", "", ["2014/15,,,", "Ref,Period,Actual,Target", "P1,Oct 2014,1,2"], (),
     ["indicator_code", "period", "actual", "target"]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "lines", "merged", "roles"), [case[1:] for case in TWO_ROWS], ids=[case[0] for case in TWO_ROWS]
)
def test_a_header_of_two_rows(name: str, lines: list[str], merged: tuple[Merged, ...], roles: list[str]) -> None:
    understood = understand(sheet_of(*lines, name=name, merged=merged), context(period="2014-Q3"))
    assert (understood.header_line, _roles(understood), understood.faults) == (2, roles, ())


OUR_OWN = "indicator_code, period, actual, target, actual_estimated, target_estimated, comment"

# Lines, and each fault: line, column, value, and words of its sentence.
FAULTS = [
    ("nothing", [], [(None, None, None, f"The file is empty. Start it with a header row: {OUR_OWN}.")]),
    ("blank rows", ["", " , "], [(None, None, None, "is empty")]),
    ("no header", ["P1,Oct 2014,5", "P2,Oct 2014,6"],
     [(1, None, "P1", f"nor is any row below it. Start the table with one: {OUR_OWN}.")]),
    ("words only", ["key,val", "a,b"], [(1, None, "key", "not the header row")]),
    ("no rows", ["indicator_code,period,actual", "", ",,"], [(None, None, None, "no rows below its header row")]),
    ("no code", ["period,actual", "Oct 2014,5"],
     [(1, "indicator_code", None, "is missing. Add it to the header row.")]),
    ("no figures", ["indicator_code,period,actual_estimated", "P1,Oct 2014,yes"],
     [(1, "actual", None, "missing"), (1, "target", None, "missing")]),
    ("one column twice", ["Code,Period,Actual,ACTUAL", "P1,Oct 2014,5,6"],
     [(1, "ACTUAL", "ACTUAL", "is there twice. Remove one of them, or write in each heading which period")]),
    ("a code twice", ["Code,code,Period,Actual", "P1,P2,Oct 2014,5"],
     [(1, "code", "code", "is there twice. Remove one of them.")]),
    ("one figure twice", ["Code,This quarter,Q3 2014/15", "P1,5,6"],
     [(1, "Q3 2014/15", "Q3 2014/15", 'are both taken for the actual of the same period. Keep one of them.')]),
]  # fmt: skip


@pytest.mark.parametrize(("lines", "faults"), [case[1:] for case in FAULTS], ids=[case[0] for case in FAULTS])
def test_what_is_wrong_with_a_header(lines: list[str], faults: list[tuple[object, ...]]) -> None:
    understood, rows = read(sheet_of(*lines), context(period="2014-Q3"))
    assert [tuple(each[:3]) for each in understood.faults] == [each[:3] for each in faults]
    assert all(str(words) in each.message for each, (*_, words) in zip(understood.faults, faults, strict=True))
    assert rows.rows == []


def test_a_header_that_cannot_be_read_is_the_only_fault() -> None:
    understood, rows = read(sheet_of("P1,Oct 2014,5", bad=(BadCell(1, None, None, "Malformed."),)))
    assert [tuple(each) for each in understood.faults] == [(1, None, None, "Malformed.")]
    assert rows == ([], [], [])


def test_a_bad_row_below_the_header_is_a_row() -> None:
    understood = understand(sheet_of("Code,Period,Actual", bad=(BadCell(2, None, None, "Malformed."),)), context())
    assert understood.faults == ()


ASKS = [
    ("a long file says its periods", ["Code,Period,Actual", "P1,Oct 2014,5"], "", None, (False, False, [])),
    ("a wide one in full too", ["Code,Q1 2014/15", "P1,5"], "", None, (False, False, [])),
    ("no period at all", ["Code,Actual,Target", "P1,5,6"], "", None, (True, False, [])),
    ("no period, but one chosen", ["Code,Actual,Target", "P1,5,6"], "Q3 2014/15", None, (False, False, [])),
    ("relative", ["Code,This quarter", "P1,5"], "", None, (True, False, [])),
    ("relative, with a period", ["Code,This quarter", "P1,5"], "Q3 2014/15", None, (False, False, [])),
    ("quarters without a year", ["Code,Q1,Q2", "P1,5,6"], "", None, (True, False, [])),
    ("quarters beside a year of the row", ["Code,Year,Q1,Q2", "P1,2014/15,5,6"], "", None, (False, False, [])),
    ("quarters without a year in the rows", ["Code,Quarter,Actual", "P1,Q1,5", "P1,Q2,5"], "", None, (True, False, [])),
    ("quarters of the chosen year", ["Code,Quarter,Actual", "P1,Q1,5"], "Q3 2014/15", None, (False, False, [])),
    ("last year", ["Code,Actual,Last year", "P1,5,6"], "Q3 2014/15", None, (False, True, [])),
    ("last year is said", ["Code,Actual,Last year", "P1,5,6"], "Q3 2014/15", LastYear.WHOLE, (False, False, [])),
    ("of a year, last year is clear", ["Code,Actual,Last year", "P1,5,6"], "2014/15", None, (False, False, [])),
    ("last year of the row's period", ["Code,Period,Actual,Last year", "P1,Q3 2014/15,5,6"], "", None,
     (False, True, [])),
    ("a definition has no period", ["Code,Title,Unit", "P1,A title,%"], "", None, (False, False, [])),
    ("unknown", ["Code,Period,Actual,Colour", "P1,Oct 2014,5,red"], "", None, (False, False, ["Colour"])),
    ("unknown but empty", ["Code,Period,Actual,Colour", "P1,Oct 2014,5,"], "", None, (False, False, [])),
    ("without a heading", ["Code,,Period,Actual", "P1,x,Oct 2014,5"], "", None, (False, False, [""])),
    ("a target of one of several", ["Code,Q1 2014/15,Q2 2014/15,Target", "P1,1,2,3"], "", None,
     (False, False, ["Target"])),
    ("a target of the only one", ["Code,Q1 2014/15,Target", "P1,1,3"], "", None, (False, False, [])),
    ("a target beside this quarter", ["Code,This quarter,Previous quarter,Target", "P1,1,2,3"], "Q3 2014/15", None,
     (False, False, [])),
    ("unknown, so a missing code may be there", ["Thing,Period,Actual", "P1,Oct 2014,5"], "", None,
     (False, False, ["Thing"])),
]  # fmt: skip


@pytest.mark.parametrize(
    ("lines", "period", "last_year", "asks"), [case[1:] for case in ASKS], ids=[case[0] for case in ASKS]
)
def test_what_is_asked(
    lines: list[str], period: str, last_year: LastYear | None, asks: tuple[bool, bool, list[str]]
) -> None:
    understood = understand(sheet_of(*lines), context(period, last_year))
    unknown = [understood.layout.columns[at].heading for at in understood.unknown]
    assert (understood.asks_period, understood.asks_last_year, unknown) == asks
    assert understood.faults == ()


def test_what_is_left_out_is_said() -> None:
    lines = ("Code,Actual,Last year,RAG,Variance Q2 2014/15", "P1,5,6,R,-1")
    assert understand(sheet_of(*lines), context("Q3 2014/15")).left_out == (
        'The column "Last year" is left out: nobody has said whether last year is the same period or the whole year.',
        'The columns "RAG" and "Variance Q2 2014/15" are left out: that is worked out from the figures.',
    )
    assert understand(sheet_of("indicator_code,period,actual,variance", "P1,Oct 2014,5,-1"), context()).left_out == ()
    assert understand(sheet_of("Code,Title,Notes", "P1,A title,x"), context()).left_out == (
        'The column "Notes" is left out: there are no figures here that it could be about.',
    )


def test_the_first_rows_are_shown_as_wide_as_the_header() -> None:
    lines = ("Report", "Code,Period,Actual", *(f"P{number},Oct 2014" for number in range(9)), "P9,Oct 2014,1,2")
    sample = understand(sheet_of(*lines), context()).sample
    assert sample == tuple((f"P{number}", "Oct 2014", "") for number in range(5))


@pytest.mark.parametrize(
    ("title", "key"),
    [
        ("Performance report: Quarter 3 2014/15", "2014-Q3"),
        ("October 2014", "2014-10"),
        ("Performance report", None),
        ("Quarter 3", None),
        ("Q1 2014/15,Q2 2014/15", None),
    ],
)
def test_the_period_in_the_title_is_told_and_not_taken(title: str, key: str | None) -> None:
    understood = understand(sheet_of(title, "Code,Actual,Target", "P1,5,6"), context())
    assert understood.asks_period
    assert (understood.titled and understood.titled.key) == key


GIVEN = Layout(
    (
        Column("Thing", Role.INDICATOR),
        Column("Q1 2014/15", Role.IGNORED),
        Column("Newest", Role.ACTUAL, "2014-Q3"),
        Column("Baseline 2013", Role.ACTUAL, "2013/14"),
        Column("Plan", Role.TARGET, "year end"),
    )
)
ASKED = ("Thing,Q1 2014/15,Newest,Baseline 2013,Plan", "P1,1,2,3,4")


def test_answers_win_over_headings() -> None:
    understood = understand(sheet_of(*ASKED), context("Q3 2014/15"), given=GIVEN)
    assert understood.layout == GIVEN
    assert (understood.unknown, understood.faults) == ((), ())


def test_answers_are_remembered_but_not_a_period_that_the_heading_does_not_name() -> None:
    understood = understand(sheet_of(*ASKED), context(), {GIVEN.fingerprint: GIVEN})
    assert _roles(understood) == ["indicator_code", "ignored", None, "actual 2013/14", "target year end"]
    assert (understood.unknown, understood.asks_period) == ((2,), True)


def test_next_month_s_sheet_is_understood_by_the_same_answers() -> None:
    layout = Layout(
        (
            Column("Thing", Role.INDICATOR),
            Column("Q1 2014/15 forecast", Role.IGNORED),
            Column("Q1 2014/15", Role.TARGET, "Q1 2014/15"),
        )
    )
    lines = ("thing,Q2 2014/15 forecast,Q1 2014/15,Q2 2014/15,Q2 2014/15 forecast", "P1,1,2,3,4")
    understood = understand(sheet_of(*lines), context(), {layout.fingerprint: layout})
    assert _roles(understood) == ["indicator_code", "ignored", "target Q1 2014/15", "target Q2 2014/15", "ignored"]


def test_what_is_said_today_wins_over_what_is_remembered() -> None:
    today = Layout(
        tuple(Column(each.heading, Role.IGNORED if each.heading == "Plan" else None) for each in GIVEN.columns)
    )
    understood = understand(sheet_of(*ASKED), context("Q3 2014/15"), {GIVEN.fingerprint: GIVEN}, today)
    assert _roles(understood)[-1] == "ignored"


BAD_ANSWERS = [
    ("twice", [Role.INDICATOR, Role.ACTUAL, Role.ACTUAL], ["", "", ""], "both taken for the actual. Keep one of them."),
    ("the code twice", [Role.INDICATOR, Role.INDICATOR, Role.ACTUAL], ["", "", ""], "both taken for the code"),
    ("no such period", [Role.INDICATOR, Role.ACTUAL, Role.IGNORED], ["", "Q9", ""], "names no period"),
    ("of no period", [Role.INDICATOR, Role.ACTUAL, Role.NUMERATOR], ["", "", ""], ""),
    ("of which period", [Role.INDICATOR, Role.TARGET, Role.TARGET], ["", "", "Q1 2014/15"], "not say which period"),
    ("no code", [Role.IGNORED, Role.ACTUAL, Role.IGNORED], ["", "", ""], '"indicator_code" is missing'),
]  # fmt: skip


@pytest.mark.parametrize(
    ("roles", "periods", "words"), [case[1:] for case in BAD_ANSWERS], ids=[case[0] for case in BAD_ANSWERS]
)
def test_answers_are_checked(roles: list[Role], periods: list[str], words: str) -> None:
    given = Layout(tuple(map(Column, ("a", "b", "c"), roles, periods)))
    understood = understand(sheet_of("Comment,a,b,c", "x,1,2,3"), context("2014-10"), given=given)
    faults = [fault.message for fault in understood.faults]
    assert (len(faults) == 1 and words in faults[0]) if words else faults == []


def test_three_columns_cannot_name_a_period() -> None:
    given = Layout(tuple(Column(text, Role.PERIOD) for text in "abc"))
    understood = understand(sheet_of("a,b,c,Code,Actual", "1,2,3,P1,5"), context(), given=given)
    assert [fault.message for fault in understood.faults] == [
        '"a", "b" and "c" are all taken for the period. Keep one of them.'
    ]


def test_a_sheet_is_not_read_to_its_end_to_be_understood() -> None:
    sheet = sheet_of("Code,Period,Actual", *(f"P{number},Oct 2014,1" for number in range(10_000)))
    seen = 0

    def counted():
        nonlocal seen
        for chunk in sheet.chunks():
            seen += 1
            yield chunk

    assert understand(Sheet("", counted), context()).faults == ()
    assert seen == 1


def test_no_string_in_any_place_makes_it_fail() -> None:
    for text in naughty_strings():
        cell = '"' + text.replace('"', '""') + '"'
        for lines in (
            (f"{cell},Period,Actual", f"P1,{cell},1"),
            (cell, "Code,Period,Actual", f"{cell},Oct 2014,{cell}"),
        ):
            understood, _ = read(sheet_of(*lines), context("2014-10", codes=CODES))
            assert all(fault.message.endswith(".") for fault in understood.faults), ascii(text)
