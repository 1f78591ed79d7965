"""The rows of a sheet as figures: every value, every fault with line and heading, and what words are taken to mean."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from tests.naughty import naughty_strings
from tests.unit.figure_sheets import context, read, sheet_of
from webapp.readers.figures.model import Fault, FigureRow, Given
from webapp.readers.figures.understanding import LastYear
from webapp.readers.sheets.model import BadCell, Merged

USUAL = "indicator_code,period,actual,target,actual_estimated,target_estimated,comment"


def _said(row: FigureRow) -> dict[str, object]:
    """What a row says besides its line, its code and its headings."""
    usual = FigureRow(row.line, row.code, "", columns=row.columns)
    return {name: value for name, value in row._asdict().items() if value != getattr(usual, name)}


def _figure(period: str, actual: str, **more: object) -> dict[str, object]:
    return {"period": period, "given": Given.FIGURE, "actual": Decimal(actual), **more}


READ = [
    ("all cells", USUAL, "P1,Oct 2014,439.1,385.6,no,yes,late return",
     _figure("Oct 2014", "439.1", target=Decimal("385.6"), quality="final", target_estimated=True,
             comment="late return")),
    ("blank changes nothing", USUAL, "P1,Oct 2014,,,,,", {"period": "Oct 2014"}),
    ("blank and zero differ", USUAL, "P1,Oct 2014,0,,,,", _figure("Oct 2014", "0")),
    ("figures as people write them", USUAL, 'P1,Oct 2014,"£1,234.50",12.5%,,,',
     _figure("Oct 2014", "1234.5", target=Decimal("12.5"))),
    ("spaces around", USUAL, " P1 , Oct 2014 , 5 ,\t, Yes ,,", _figure("Oct 2014", "5", quality="estimated")),
    ("words for estimated", USUAL, "P1,Oct 2014,1,1,Estimated,FINAL,",
     _figure("Oct 2014", "1", target=Decimal(1), quality="estimated", target_estimated=False)),
    ("places beyond the sixth", USUAL, "P1,Oct 2014,0.12345650,1,,,",
     _figure("Oct 2014", "0.123457", target=Decimal(1), rounded=("actual",))),
    ("both rounded", USUAL, "P1,Oct 2014,0.1234567,0.7654321,,,",
     _figure("Oct 2014", "0.123457", target=Decimal("0.765432"), rounded=("actual", "target"))),
    ("a comment of two lines, like a formula", USUAL, 'P1,Oct 2014,,,,,"=1+1\n+2"',
     {"period": "Oct 2014", "comment": "=1+1\n+2"}),
    ("a comment that was kept from being a formula", USUAL, "P1,Oct 2014,,,,,'=1+1",
     {"period": "Oct 2014", "comment": "=1+1"}),
    ("the short row that Excel leaves", USUAL, "P1,Oct 2014,5", _figure("Oct 2014", "5")),
    ("blank cells beyond the header", USUAL, "P1,Oct 2014,5,,,,,,,", _figure("Oct 2014", "5")),
    ("a period is read later", USUAL, "P1,whenever,,,,,", {"period": "whenever"}),
    ("numerator and denominator", "Code,Period,Actual,Numerator,Denominator", "P1,Oct 2014,25,50,200",
     _figure("Oct 2014", "25", numerator=Decimal(50), denominator=Decimal(200))),
    ("a range", "Code,Period,Lower target,Upper target", "P1,Oct 2014,10,20",
     {"period": "Oct 2014", "lower": Decimal(10), "upper": Decimal(20)}),
    ("a provisional figure", "Code,Period,Actual,Quality,Quality reason,Final due",
     "P1,Oct 2014,5,Prov.,late return,31/03/2015",
     _figure("Oct 2014", "5", quality="provisional", quality_reason="late return", final_due=date(2015, 3, 31))),
    ("due at the end of a quarter", "Code,Period,Actual,Final due", "P1,Oct 2014,5,end of Q3 2014/15",
     _figure("Oct 2014", "5", final_due=date(2014, 12, 31))),
    ("due on a workbook's date", "Code,Period,Quality,Final due", "P1,Oct 2014,e,2014-12-31",
     {"period": "Oct 2014", "quality": "estimated", "final_due": date(2014, 12, 31)}),
    ("quality in both ways", "Code,Period,Actual,Quality,Estimated", "P1,Oct 2014,5,provisional,no",
     _figure("Oct 2014", "5", quality="provisional")),
    ("not applicable", USUAL, "P1,Oct 2014,N/A,,,,", {"period": "Oct 2014", "given": Given.NOT_APPLICABLE}),
    ("no data yet", USUAL, "P1,Oct 2014,TBC,-,,,", {"period": "Oct 2014"}),
    ("the chosen period", "Code,Actual", "P1,5", _figure("2014-Q3", "5")),
    ("a quarter of the chosen year", "Code,Period,Actual", "P1,Q1,5", _figure("2014-Q1", "5")),
    ("the period in two cells", "Code,Month,Financial year,Actual", "P1,Jan,2014/15,5", _figure("2015-01", "5")),
    ("a quarter and its year", "Code,Quarter,Year,Actual", "P1,Q1,2014/15,5", _figure("Q1 2014/15", "5")),
    ("its definition", "Code,Title,Unit,Directorate,Period,Actual", "P1,A title,,Children,Oct 2014,5",
     _figure("Oct 2014", "5", definition={"title": "A title", "directorate": "Children"})),
    ("a definition alone", "Code,Title,Polarity", "P1,A title,Higher is better",
     {"definition": {"title": "A title", "polarity": "Higher is better"}}),
    ("a definition among figures", "Code,Title,Period,Actual", "P1,A title,,", {"definition": {"title": "A title"}}),
    ("what is ours is not read", "indicator_code,period,actual,last_value,status", "P1,Oct 2014,5,x,red",
     _figure("Oct 2014", "5")),
]  # fmt: skip


@pytest.mark.parametrize(("header", "line", "said"), [case[1:] for case in READ], ids=[case[0] for case in READ])
def test_a_row_is_read(header: str, line: str, said: dict[str, object]) -> None:
    understood, rows = read(sheet_of(header, line), context("Q3 2014/15"))
    assert (understood.faults, understood.unknown, rows.faults) == ((), (), [])
    (row,) = rows.rows
    assert (row.line, row.code, _said(row)) == (2, "P1", said)


def test_the_headings_of_a_row_are_told_as_written() -> None:
    _, rows = read(sheet_of("PI Ref,Reporting period,Outturn,Lower target,Upper target", "P1,Oct 2014,5,1,9"))
    assert rows.rows[0].columns == {
        "indicator_code": "PI Ref", "period": "Reporting period", "actual": "Outturn", "target": "Lower target",
        "target_lower": "Lower target", "target_upper": "Upper target",
    }  # fmt: skip


WIDE = [
    ("months", ["Ref,Title,Apr-14,May-14,Jun-14", "P1,A title,1,,0"], "",
     [("Apr-14", "1", None), ("Jun-14", "0", None)]),
    ("dates of a workbook", ["Ref,2014-12-31,2015-03-31", "P1,1,2"], "",
     [("2014-12-31", "1", None), ("2015-03-31", "2", None)]),
    ("with targets", ["Ref,Q1 2014/15,Target Q1 2014/15,Q2 2014/15 target", "P1,1,2,3"], "",
     [("Q1 2014/15", "1", "2"), ("Q2 2014/15", None, "3")]),
    ("relative",
     ["Ref,This quarter,Previous quarter,Same quarter last year,Target,Annual target", "P1,1,2,3,4,5"], "2014-Q3",
     [("2014-Q3", "1", "4"), ("2014-Q2", "2", None), ("2013-Q3", "3", None), ("2014-FY", None, "5")]),
    ("quarters without a year", ["Ref,Q1,Q2,Q3,Q4", "P1,1,2,3,"], "2014-Q3",
     [("2014-Q1", "1", None), ("2014-Q2", "2", None), ("2014-Q3", "3", None)]),
    ("quarters of the year in the row", ["Ref,Year,Q1,Q2,Target", "P1,2013/14,1,2,9"], "",
     [("2013/14", None, "9"), ("2013-Q1", "1", None), ("2013-Q2", "2", None)]),
    ("beside the row's own period", ["Ref,Period,Actual,Previous quarter", "P1,Q3 2014/15,1,2"], "",
     [("Q3 2014/15", "1", None), ("2014-Q2", "2", None)]),
    ("last year is left out while nobody says which", ["Ref,This quarter,Last year", "P1,1,2"], "2014-Q3",
     [("2014-Q3", "1", None)]),
    ("one period in two ways", ["Ref,This quarter,Target Q3 2014/15", "P1,1,2"], "2014-Q3", [("2014-Q3", "1", "2")]),
    ("nothing at all", ["Ref,Apr-14,May-14", "P1,,"], "", [("", None, None)]),
]  # fmt: skip


@pytest.mark.parametrize(("lines", "period", "figures"), [case[1:] for case in WIDE], ids=[case[0] for case in WIDE])
def test_a_wide_row_is_one_row_for_each_period(
    lines: list[str], period: str, figures: list[tuple[str, str | None, str | None]]
) -> None:
    _, rows = read(sheet_of(*lines), context(period))
    assert rows.faults == []
    assert [(row.period, row.actual and str(row.actual), row.target and str(row.target)) for row in rows.rows] == [
        (key, actual and Decimal(actual) and actual, target) for key, actual, target in figures
    ]


@pytest.mark.parametrize(("last_year", "key"), [(LastYear.SAME, "2013-Q3"), (LastYear.WHOLE, "2013-FY")])
def test_last_year_is_what_somebody_says(last_year: LastYear, key: str) -> None:
    _, rows = read(sheet_of("Ref,This quarter,Last year", "P1,1,2"), context("2014-Q3", last_year))
    assert [row.period for row in rows.rows] == ["2014-Q3", key]


def test_what_a_wide_row_says_once_is_said_of_the_right_period() -> None:
    header = "Ref,Unit,This quarter,Previous quarter,Target,Quality,Comments"
    _, rows = read(sheet_of(header, "P1,%,1,2,3,e,why"), context("2014-Q3"))
    unit = {"unit": "%"}
    assert [_said(row) for row in rows.rows] == [
        _figure("2014-Q3", "1", target=Decimal(3), quality="estimated", comment="why", definition=unit),
        _figure("2014-Q2", "2", definition=unit),
    ]
    assert rows.rows[0].columns == {
        "indicator_code": "Ref", "period": "This quarter", "actual": "This quarter", "target": "Target",
        "quality": "Quality", "comment": "Comments",
    }  # fmt: skip


def test_a_comment_on_several_periods_goes_with_each_figure_and_with_nothing_else() -> None:
    _, rows = read(sheet_of("Ref,Q1 2014/15,Q2 2014/15,Comment", "P1,1,2,why", "P2,,5,why", "P3,,,why"))
    assert [(row.line, row.period, row.comment) for row in rows.rows] == [
        (2, "Q1 2014/15", "why"), (2, "Q2 2014/15", "why"), (3, "Q2 2014/15", "why"), (4, "", None)
    ]  # fmt: skip


def test_quarters_of_a_year_that_cannot_be_read_are_not_lost() -> None:
    _, rows = read(sheet_of("Ref,Year,Q1,Q2", "P1,2014,1,", "P2,2014/15,1,"))
    assert [(fault.line, fault.column, fault.value) for fault in rows.faults] == [(2, "Year", "2014")]
    assert [(row.code, row.period) for row in rows.rows] == [("P2", "2014-Q1")]


# Lines below the usual header, and each fault: line, column, value, and words of its sentence.
FAULTS = [
    ("a word for a figure", ["P1,Oct 2014,good,,,,"], [(2, "actual", "good", "Blank is not zero")]),
    ("a spreadsheet's error", ["P1,Oct 2014,,#DIV/0!,,,"], [(2, "target", "#DIV/0!", "spreadsheet error")]),
    ("a value that is not there", ["P1,Oct 2014,#N/A,,,,"], [(2, "actual", "#N/A", "spreadsheet error")]),
    ("a reference", ["P1,Oct 2014,#REF!,#VALUE!,,,"],
     [(2, "actual", "#REF!", "spreadsheet error"), (2, "target", "#VALUE!", "spreadsheet error")]),
    ("nil", ["P1,Oct 2014,nil,None,,,"], [(2, "actual", "nil", "write 0"), (2, "target", "None", "write 0")]),
    ("a marked figure", ["P1,Oct 2014,12.5 (p),c. 12,,,"],
     [(2, "actual", "12.5 (p)", '"provisional" in a column "quality"'), (2, "target", "c. 12", '"target_estimated"')]),
    ("no target can be said of a period", ["P1,Oct 2014,,N/A,,,"],
     [(2, "target", "N/A", "cannot be said of a target")]),
    ("a decimal comma", ['P1,Oct 2014,"12,5",,,,'], [(2, "actual", "12,5", "comma in the wrong place")]),
    ("not a number", ["P1,Oct 2014,NaN,,,,"], [(2, "actual", "NaN", "not a figure")]),
    ("an exponent", ["P1,Oct 2014,1e5,,,,"], [(2, "actual", "1e5", "exponent")]),
    ("too large to store", ["P1,Oct 2014,1234567890123,,,,"], [(2, "actual", "1234567890123", "too large")]),
    ("two of one shape", ["P1,Oct 2014,1/2,3/4,,,"],
     [(2, "actual", "1/2", '"1/2" looks like more'), (2, "target", "3/4", '"3/4" looks like more')]),
    ("neither yes nor no", ["P1,Oct 2014,,,maybe,,"], [(2, "actual_estimated", "maybe", "neither yes")]),
    ("no code", [",Oct 2014,5,,,,"], [(2, "indicator_code", "", "Write the code")]),
    ("no period", ["P1,,5,,,,"], [(2, "period", "", "Write a period")]),
    ("nothing but a code", ["P1,,,,,,"], [(2, "period", "", "Write a period")]),
    ("a cell too many", ["P1,Oct 2014,1,234,,,x,y"],
     [(2, None, "y", "cell 8, for which the header row has no column. A comma inside a cell needs quotation marks")]),
    ("a cell too many beside others", ["P1,,x,y,maybe,,x,y,z"], [(2, None, "y", "cell 8")]),
    ("several in one row", ["P1,,x,y,,,"],
     [(2, "period", "", "blank"), (2, "actual", "x", "not a figure"), (2, "target", "y", "not a figure")]),
    ("true lines behind a cell of three lines", ['P1,Oct 2014,1,,,,"a\nb\nc"', "", "P2,Oct 2014,x,,,,"],
     [(6, "actual", "x", "not a figure")]),
]  # fmt: skip


@pytest.mark.parametrize(("lines", "faults"), [case[1:] for case in FAULTS], ids=[case[0] for case in FAULTS])
def test_every_fault_is_told(lines: list[str], faults: list[tuple[object, ...]]) -> None:
    _, rows = read(sheet_of(USUAL, *lines))
    assert [tuple(each[:3]) for each in rows.faults] == [each[:3] for each in faults]
    assert all(each.message.endswith(".") for each in rows.faults)
    assert [
        words for each, (*_, words) in zip(rows.faults, faults, strict=True) if str(words) not in each.message
    ] == []
    faulty = {each.line for each in rows.faults}
    assert not faulty & {row.line for row in rows.rows}


OTHER_FAULTS = [
    ("no such quality", "Code,Period,Actual,Quality", "P1,Oct 2014,5,revised", "Quality", "revised", "is no quality"),
    ("a contradiction", "Code,Period,Actual,Quality,Estimated", "P1,Oct 2014,5,Final,yes", "Quality", "Final",
     'contradicts "yes"'),
    ("no single day", "Code,Period,Quality,Final due", "P1,Oct 2014,p,March or April", "Final due", "March or April",
     "names no single day"),
    ("bounds the wrong way round", "Code,Period,Lower target,Upper target", "P1,Oct 2014,20,10", "Lower target", "20",
     "above its upper bound"),
    ("a target and a range", "Code,Period,Target,Lower target", "P1,Oct 2014,20,10", "Lower target", "10",
     "one figure or a range"),
    ("under the heading as written", "PI Ref,Q1 2014/15,Target (Q1 2014/15)", "P1,1,x", "Target (Q1 2014/15)", "x",
     "not a figure"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("header", "line", "column", "value", "words"),
    [case[1:] for case in OTHER_FAULTS],
    ids=[case[0] for case in OTHER_FAULTS],
)
def test_a_fault_of_other_columns(header: str, line: str, column: str, value: str, words: str) -> None:
    _, rows = read(sheet_of(header, line))
    (fault,) = rows.faults
    assert (fault.line, fault.column, fault.value) == (2, column, value)
    assert words in fault.message
    assert rows.rows == []


NOTES = [
    ("TBC", "actual", '"TBC" means no data yet: it changes nothing.'),
    ("-", "actual", '"-" means no data yet: it changes nothing.'),
    ("N/A", "actual", '"N/A" means not applicable: the indicator has no figure for this period.'),
    ("Pending", "target", '"Pending" means no data yet: it changes nothing.'),
    ("n/a", "numerator", '"n/a" means no data yet: it changes nothing.'),
    ("tbc", "final_due", '"tbc" means that no date is known: it changes nothing.'),
]


@pytest.mark.parametrize(("word", "column", "message"), NOTES)
def test_what_a_word_is_taken_to_mean_is_said(word: str, column: str, message: str) -> None:
    names = dict.fromkeys(("indicator_code", "period", "actual", column))
    cells = {"indicator_code": "P1", "period": "Oct 2014", column: word}
    _, rows = read(sheet_of(",".join(names), ",".join(cells.get(name, "") for name in names)))
    assert [tuple(each) for each in rows.notes] == [(2, column, word, message)]
    assert (len(rows.rows), rows.faults) == (1, [])


STRAYS = [
    ("the header once more", ["P1,Oct 2014,5", "Code,Period,Actual", "P2,Oct 2014,6"], ["P1", "P2"], []),
    ("a total", ["P1,Oct 2014,5", "Total,,11"], ["P1"], ['"Total" sums up other rows, so its row is left out.']),
    ("a total without a code", ["P1,Oct 2014,5", ",Grand total,11"], ["P1"],
     ['"Grand total" sums up other rows, so its row is left out.']),
    ("a section", ["Children's services,,", "P1,Oct 2014,5"], ["P1"],
     ['"Children\'s services" stands alone in its row and is no indicator\'s code, so the row is left out.']),
    ("a footnote elsewhere", ["P1,Oct 2014,5", ",Source: the council,"], ["P1"],
     ['"Source: the council" stands alone in its row and is no indicator\'s code, so the row is left out.']),
    ("a code with nothing else", ["P1,,", "P2,Oct 2014,5"], ["P2"], []),
    ("an indicator that is called so", ["Average,Oct 2014,5"], ["Average"], []),
]  # fmt: skip


@pytest.mark.parametrize(("lines", "codes", "notes"), [case[1:] for case in STRAYS], ids=[case[0] for case in STRAYS])
def test_rows_that_are_no_data_are_left_out_and_said(lines: list[str], codes: list[str], notes: list[str]) -> None:
    _, rows = read(sheet_of("Code,Period,Actual", *lines), context(codes=("P1", "P2", "AVERAGE")))
    assert [row.code for row in rows.rows] == codes
    assert [note.message for note in rows.notes] == notes


def test_no_figure_is_left_out_with_a_stray_row() -> None:
    _, rows = read(sheet_of("Code,Period,Actual", ",,5", "x,,,y", ",,,z"), context(codes=("P1",)))
    assert [(fault.line, fault.column) for fault in rows.faults] == [(2, "Code"), (2, "Period"), (3, None), (4, None)]


def test_both_rows_of_a_header_are_known_again() -> None:
    header = (",Q1 2014/15,", "Code,Actual,Target")
    _, rows = read(sheet_of(*header, "P1,1,2", *header, "P2,3,4"))
    assert ([row.code for row in rows.rows], rows.faults) == (["P1", "P2"], [])


def test_rows_numbered_in_advance_are_no_data() -> None:
    understood, _ = read(sheet_of("No,Code,Period,Actual", "1,P1,Oct 2014,5", "2,,,", "3,,,"))
    assert understood.unknown == (0,)
    ignored = understood.layout.from_plain([{**understood.layout.to_plain()[0], "role": "ignored"}])
    _, rows = read(sheet_of("No,Code,Period,Actual", "1,P1,Oct 2014,5", "2,,,", "3,,,"), given=ignored)
    assert ([row.code for row in rows.rows], rows.faults) == (["P1"], [])


def test_a_column_that_nobody_was_asked_about_is_told_once() -> None:
    lines = [f"P{number},Oct 2014,5," for number in range(5_000)]
    lines[3_000], lines[4_000] = "X1,Oct 2014,5,red", "X2,Oct 2014,5,blue"
    understood, rows = read(sheet_of("Code,Period,Actual,Colour", *lines))
    assert understood.unknown == ()
    assert rows.faults == [
        Fault(3_002, "Colour", "red", 'Nobody has said what column "Colour" holds. Say it, or empty it.')
    ]


def test_merged_cells_over_several_rows_are_told_once() -> None:
    merged = (Merged(1, 1, 0, 2), Merged(3, 5, 0, 0), Merged(3, 3, 1, 2), Merged(2, 4, 5, 5))
    lines = ("Report", "Code,Period,Actual", "P1,Oct 2014,5", ",Nov 2014,6", ",Dec 2014,7")
    _, rows = read(sheet_of(*lines, name="Sheet1", merged=merged))
    assert rows.faults == [
        Fault(3, "Code", None, "The cells A3:A5 are merged over several rows. Split them, and write in every row what "
              "holds for it.")
    ]  # fmt: skip
    assert [row.line for row in rows.rows] == [3]


def test_in_a_workbook_a_cell_too_many_is_no_matter_of_commas() -> None:
    _, rows = read(sheet_of("Code,Period,Actual", "P1,Oct 2014,5,x", name="Sheet1"))
    assert [fault.message for fault in rows.faults] == [
        '"x" stands in cell 4, for which the header row has no column. Write a heading over it, or empty the cell.'
    ]


def test_what_the_sheet_could_not_read_is_a_fault_unless_it_is_ignored() -> None:
    bad = (
        BadCell(1, 0, "x", "Above the header."),
        BadCell(3, 2, "=A1", "No value."),
        BadCell(4, 3, "=A1", "Not read."),
        BadCell(5, None, None, "Malformed."),
    )
    lines = ("Report", "Code,Period,Actual,RAG", "P1,Oct 2014,??,R", "P2,Oct 2014,6,R", "", "P3,Oct 2014,7,R")
    _, rows = read(sheet_of(*lines, bad=bad))
    assert rows.faults == [Fault(3, "Actual", "=A1", "No value."), Fault(5, None, None, "Malformed.")]
    assert [row.code for row in rows.rows] == ["P2", "P3"]


def test_while_something_is_wrong_with_the_header_rows_yield_faults_only() -> None:
    for lines in (("Code,Period,Actual,Actual", "P1,Oct 2014,5,6", "P2,Oct 2014,x,6"), ("Period,Actual", "Oct 2014,x")):
        _, rows = read(sheet_of(*lines))
        assert (rows.rows, [fault.value for fault in rows.faults]) == ([], ["x"])


def test_without_its_period_a_sheet_is_not_read() -> None:
    _, rows = read(sheet_of("Code,Actual,Target", "P1,5,x"))
    assert rows.rows == []
    assert [tuple(fault[:3]) for fault in rows.faults] == [(None, None, None), (2, "Target", "x")]


def test_chunks_make_no_difference() -> None:
    lines = [USUAL, *(f"P{n},Oct 2014,{'x' if n % 7 == 0 else n},{n},,,'=a{n}" for n in range(50)), "Total,,5"]
    _, whole = read(sheet_of("Report", *lines))
    _, parts = read(sheet_of("Report", *lines, size=3))
    assert whole == parts
    assert (len(whole.rows), len(whole.faults), len(whole.notes)) == (42, 8, 1)


def test_a_plain_number_is_read_alike_among_others_and_alone() -> None:
    texts = ["0", "-0", "-0.0", "-0.5", "00", "007", "5", "-5", "1.5", "123456789012", "0.000001", ".5", "+5"]
    texts += ["5%", "-0%", "-5.5%", " 5 ", " -5%", "'-5", "-", "1.", "%", "5%%"]
    _, together = read(sheet_of("Code,Period,Actual", *(f"P,Oct 2014,{text}" for text in texts)))
    values = {row.line: row.actual for row in together.rows}
    for line, text in enumerate(texts, start=2):
        _, alone = read(sheet_of("Code,Period,Actual", f"P,Oct 2014,{text}"))
        assert [row.actual for row in alone.rows] == ([values[line]] if line in values else []), text
        assert all(not row.actual.is_signed() for row in alone.rows if row.actual == 0), text
    assert {text for line, text in enumerate(texts, start=2) if line not in values} == {"1.", "%", "5%%"}


def test_no_string_in_a_cell_makes_it_fail_or_is_changed_where_it_is_words() -> None:
    for text in naughty_strings():
        cell = '"' + text.replace('"', '""') + '"'
        header = "indicator_code,title,period,actual,target,quality,final_due,actual_estimated,comment"
        _, rows = read(
            sheet_of(header, f"P1,{cell},Oct 2014,5,6,,,,{cell}", f"P2,x,{cell},{cell},{cell},{cell},{cell},{cell},x")
        )
        (row,) = (row for row in rows.rows if row.code == "P1")
        assert (row.comment or "", row.definition.get("title", "")) == (text.strip(), text.strip()), ascii(text)
        assert all(fault.message.endswith(".") for fault in rows.faults), ascii(text)
