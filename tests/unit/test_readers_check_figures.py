"""A team's own spreadsheet, checked: what is added to each row, and what is refused."""

from __future__ import annotations

import csv
import io
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.domain.errors import Refusal
from webapp.readers.check_csv import ADDED
from webapp.services.figures.checks import check_figures

COLUMNS = (
    *("actual", "target", "target_lower", "target_upper", "polarity", "tolerance"),
    *("decimals", "stated_variance", "stated_percent", "stated_status"),
)


def _check(**cells: str) -> dict[str, str]:
    """The answer for one row; cells that are not named are blank."""
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, restval="")
    writer.writeheader()
    writer.writerow(cells)
    (row,) = csv.DictReader(io.StringIO(check_figures(out.getvalue().encode())))
    return {name: row[name] for name in ADDED}


def _cells(actual: str, target: str, polarity: str, tolerance: str = "") -> dict[str, str]:
    lower, between, upper = target.partition(" to ")
    targets = {"target_lower": lower, "target_upper": upper} if between else {"target": target}
    return {"actual": actual, "polarity": polarity, "tolerance": tolerance, **targets}


# Actual, target (or range), polarity, tolerance; then variance, percent and status.
RATED = [
    ("lower, beyond 5%", ("439.1", "385.6", "lower", "5%"), ("53.5", "13.9", "red")),
    ("lower, beyond 10%", ("439.1", "385.6", "lower", "10%"), ("53.5", "13.9", "red")),
    ("lower, within 14%", ("439.1", "385.6", "lower", "14%"), ("53.5", "13.9", "amber")),
    ("lower, another target", ("439.1", "375.1", "lower"), ("64", "17.1", "red")),
    ("better than target", ("119", "150", "lower"), ("-31", "-20.7", "green")),
    ("higher, missed", ("119", "150", "higher"), ("-31", "-20.7", "red")),
    ("on target, lower", ("5", "5", "lower"), ("0", "0.0", "green")),
    ("on target, higher", ("5.00", "5", "higher"), ("0", "0.0", "green")),
    ("on the tolerance in percent", ("105", "100", "lower", "5%"), ("5", "5.0", "amber")),
    ("just beyond it", ("105.0000001", "100", "lower", "5%"), ("5.0000001", "5.0", "red")),
    ("on the tolerance in units", ("97.5", "100", "higher", "2.5"), ("-2.5", "-2.5", "amber")),
    ("tolerance with words", ("97.5", "100", "higher", "2.5 units"), ("-2.5", "-2.5", "amber")),
    ("percent of target with words", ("95", "100", "higher", "5 % of target"), ("-5", "-5.0", "amber")),
    ("percentage points", ("87.5%", "90%", "higher", "2.5"), ("-2.5", "-2.8", "amber")),
    ("zero target", ("5", "0", "lower"), ("5", "not applicable", "red")),
    ("zero target and percent tolerance", ("5", "0", "lower", "50%"), ("5", "not applicable", "red")),
    ("zero target and units", ("5", "0", "lower", "5"), ("5", "not applicable", "amber")),
    ("zero on zero", ("0", "0", "lower"), ("0", "not applicable", "green")),
    ("zero actual", ("0", "4", "higher"), ("-4", "-100.0", "red")),
    ("negative target", ("-455", "-123", "higher"), ("-332", "-269.9", "red")),
    ("negative target, tolerance of its size", ("-105", "-100", "higher", "5%"), ("-5", "-5.0", "amber")),
    ("rounded zero without sign", ("94.96", "95", "higher"), ("-0.04", "0.0", "red")),
    ("percent half up", ("100.05", "100", "lower"), ("0.05", "0.1", "red")),
    ("percent half up below zero", ("99.95", "100", "higher"), ("-0.05", "-0.1", "red")),
    ("inside the range", ("15", "10 to 20", "range"), ("0", "0.0", "green")),
    ("on its bound", ("20", "10 to 20", "range"), ("0", "0.0", "green")),
    ("above the range", ("20.1", "10 to 20", "range"), ("0.1", "0.5", "red")),
    ("below the range, tolerated", ("9.5", "10 to 20", "range", "5%"), ("-0.5", "-5.0", "amber")),
    ("within range in words", ("20.1", "10 to 20", "Within Range"), ("0.1", "0.5", "red")),
    ("lower against a range", ("5", "10 to 20", "lower"), ("-5", "-50.0", "green")),
    ("polarity in words", ("119", "150", "Lower is better"), ("-31", "-20.7", "green")),
    ("no polarity wanted", ("5", "4", "none"), ("1", "25.0", "not rated")),
    ("no polarity set", ("5", "4", ""), ("1", "25.0", "not rated")),
    ("figures as people write them", ("£1,234.50", "£1,200", "lower", "5%"), ("34.5", "2.9", "amber")),
    ("all places", ("0.010000000000000009", "0.01", "lower"), ("0.000000000000000009", "0.0", "red")),
    ("more digits than a float or 28", ("12345678901234567890123456789.5", "0.25", "lower"),
     ("12345678901234567890123456789.25", "4938271560493827156049382715700.0", "red")),
    ("no actual", ("", "5", "lower"), ("", "", "no data")),
    ("no actual and no polarity", ("", "5", ""), ("", "", "no data")),
    ("no target", ("5", "", "lower"), ("", "", "not rated")),
    ("neither", ("", "", "lower"), ("", "", "not rated")),
    ("no range", ("5", "", "range"), ("", "", "not rated")),
]  # fmt: skip


@pytest.mark.parametrize(("facts", "answer"), [case[1:] for case in RATED], ids=[case[0] for case in RATED])
def test_rows_are_rated(facts: tuple[str, ...], answer: tuple[str, str, str]) -> None:
    found = _check(**_cells(*facts))
    assert (found["variance"], found["percent"], found["status"]) == answer
    assert found["disagreement"] == ""


GOOD = {"actual": "5", "target": "4", "polarity": "lower", "tolerance": "5%"}
RANGE = {"actual": "5", "target": "", "polarity": "range"}

# Cells changed; then the status, and the beginning of the sentence.
UNREADABLE = [
    ("actual", {"actual": "n/a"}, "no data", 'actual: "n/a" is not a figure'),
    ("actual is a spreadsheet's error", {"actual": "#N/A"}, "no data", "actual: "),
    ("actual is two figures", {"actual": "5 6"}, "no data", "actual: "),
    ("target", {"target": "tbc"}, "not rated", 'target: "tbc" is not a figure'),
    ("actual, without target", {"actual": "n/a", "target": ""}, "not rated", 'actual: "n/a"'),
    ("actual and target", {"actual": "x", "target": "y"}, "not rated", 'actual: "x"'),
    ("polarity", {"polarity": "up"}, "not rated", 'polarity: "up" is none: write lower, higher'),
    ("tolerance", {"tolerance": "five"}, "not rated", 'tolerance: "five" is not a figure'),
    ("tolerance below zero", {"tolerance": "-5%"}, "not rated", "tolerance: A tolerance of -5"),
    ("tolerance, without actual", {"tolerance": "x", "actual": ""}, "no data", "tolerance: "),
    ("decimals", {"decimals": "x"}, "red", 'decimals: "x" is no number of decimal places'),
    ("decimals below zero", {"decimals": "-1"}, "red", "decimals: "),
    ("decimals beyond six", {"decimals": "7"}, "red", "decimals: "),
    ("half a decimal", {"decimals": "1.5"}, "red", "decimals: "),
    ("range upside down", {**RANGE, "target_lower": "9", "target_upper": "1"}, "not rated",
     "target_lower: The lower bound 9 is above the upper bound 1"),
    ("half a range", {**RANGE, "target_lower": "1"}, "not rated", "target_upper: A target range needs both"),
    ("a bound", {**RANGE, "target_lower": "1", "target_upper": "x"}, "not rated", 'target_upper: "x"'),
    ("a single target for a range", {"polarity": "range"}, "not rated",
     "target: The polarity range needs target_lower and target_upper"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("cells", "status", "sentence"), [case[1:] for case in UNREADABLE], ids=[case[0] for case in UNREADABLE]
)
def test_unreadable_cells_stop_nothing(cells: dict[str, str], status: str, sentence: str) -> None:
    found = _check(**{**GOOD, **cells})
    assert found["status"] == status
    assert found["disagreement"].startswith(sentence)


CIN = {"actual": "439.1", "target": "385.6", "polarity": "lower", "tolerance": "5%"}
BELOW = {"actual": "119", "target": "150", "polarity": "lower"}
ZERO = {"actual": "5", "target": "0", "polarity": "lower"}

AGREEING = [
    ("as computed", CIN, {"stated_variance": "53.5", "stated_percent": "13.9", "stated_status": "red"}),
    ("with a plus", CIN, {"stated_variance": "+53.5", "stated_percent": "+13.9%"}),
    ("more zeros", CIN, {"stated_variance": "53.500", "stated_percent": "13.87"}),
    ("fewer places, rounded half up", CIN, {"stated_variance": "54", "stated_percent": "14"}),
    ("decimals as written", CIN, {"stated_variance": "53.5", "decimals": "1"}),
    ("decimals 0", CIN, {"stated_variance": "54", "decimals": "0"}),
    ("decimals as a spreadsheet writes them", CIN, {"stated_variance": "53.5", "decimals": "1.0"}),
    ("a true minus", BELOW, {"stated_variance": "\u221231", "stated_percent": "-20.7"}),
    ("not applicable", ZERO, {"stated_variance": "5", "stated_percent": "Not applicable"}),
    ("n/a", ZERO, {"stated_percent": "n/a"}),
    ("status in capitals", CIN, {"stated_status": "RED"}),
    ("status by its letter", CIN, {"stated_status": "R"}),
    ("no data with a hyphen", {**CIN, "actual": ""}, {"stated_status": "No-data"}),
    ("not rated", {**CIN, "polarity": "none"}, {"stated_status": "not rated"}),
]


@pytest.mark.parametrize(("cells", "stated"), [case[1:] for case in AGREEING], ids=[case[0] for case in AGREEING])
def test_stated_figures_agree_as_written(cells: dict[str, str], stated: dict[str, str]) -> None:
    assert _check(**cells, **stated)["disagreement"] == ""


DISAGREEING = [
    ("the whole line", CIN, {"stated_variance": "54.1", "stated_percent": "14.0"},
     "stated_variance is 54.1, but the figures give 53.5. stated_percent is 14.0, but the figures give 13.9. "
     "What is stated would be right with an actual of 439.7."),
    ("a last zero dropped by the spreadsheet", CIN, {"stated_variance": "54", "decimals": "1"},
     "stated_variance is 54, but the figures give 53.5."),
    ("what explains two figures", CIN, {"stated_variance": "54.2", "stated_percent": "14"},
     "stated_variance is 54.2, but the figures give 53.5. "
     "What is stated would be right with an actual of 439.8 or a target of 384.9."),
    ("the sign", BELOW, {"stated_variance": "31"}, "stated_variance is 31, but the figures give -31."),
    ("the percent's sign", BELOW, {"stated_percent": "20.7%"},
     "stated_percent is 20.7%, but the figures give -20.7."),
    ("a percent of a zero target", ZERO, {"stated_percent": "0"},
     "stated_percent is 0, but the figures give not applicable."),
    ("not applicable, though it is", CIN, {"stated_percent": "n/a"},
     "stated_percent is n/a, but the figures give 13.9."),
    ("no figure", CIN, {"stated_variance": "lots"},
     'stated_variance: "lots" is not a figure: write a number such as 1,234.5, or leave it blank.'),
    ("nothing to compare with", {**CIN, "actual": ""}, {"stated_variance": "3"},
     "stated_variance is 3, but without an actual and a target there is none."),
    ("status", CIN, {"stated_status": "Amber"}, "stated_status is amber, but the figures give red."),
    ("status is no status", CIN, {"stated_status": "purple"},
     'stated_status: "purple" is none: write green, amber, red, no data or not rated.'),
]  # fmt: skip


@pytest.mark.parametrize(
    ("cells", "stated", "sentence"), [case[1:] for case in DISAGREEING], ids=[case[0] for case in DISAGREEING]
)
def test_disagreements_are_told(cells: dict[str, str], stated: dict[str, str], sentence: str) -> None:
    assert _check(**cells, **stated)["disagreement"] == sentence


def test_other_columns_and_the_order_of_rows_pass_through() -> None:
    given_file = (
        "Ref;Actual;Target;Polarity;Tolerance;Note\r\n"
        '=1+1;5;4;lower;;"a;b"\r\n'
        "\r\n"
        ' -x;"1,5";4;lower;;"say ""so"""\r\n'
        "@y;;;;\r\n"
        ";;;;;\r\n"
    )
    assert check_figures(given_file.encode("cp1252")).split("\n") == [
        "Ref,Actual,Target,Polarity,Tolerance,Note,variance,percent,status,disagreement",
        "=1+1,5,4,lower,,a;b,1,25.0,red,",
        ' -x,"1,5",4,lower,,"say ""so""",,,no data,"actual: ""1,5"" has a comma in the wrong place: '
        'write thousands as 1,234 and a decimal point as 1.5."',
        "@y,,,,,,,,not rated,",
        ",,,,,,,,not rated,",
        "",
    ]


def test_a_file_without_rows_gets_its_header() -> None:
    assert check_figures(b"actual,target,polarity,tolerance\n") == (
        "actual,target,polarity,tolerance,variance,percent,status,disagreement\n"
    )


HEADER = "actual,target,polarity,tolerance"
REFUSED = [
    ("nothing", "", "The file is empty"),
    ("no header row", "5,4,lower,5%\n", "lacks actual, polarity, tolerance (or green_within"),
    ("no actual", "target,polarity,tolerance\n5,lower,\n", "lacks actual."),
    (
        "no target",
        "actual,polarity,tolerance\n5,lower,\n",
        "lacks target (or target_lower and target_upper).",
    ),
    ("half a range", f"{HEADER},target_lower\n", "target_lower without its other bound"),
    ("a column twice", f"{HEADER},Actual\n", '"actual" is there twice'),
    ("a column that would be added", f"{HEADER},Status\n", 'a column "status". Rename it to stated_status'),
    ("another", f"{HEADER},disagreement\n", 'a column "disagreement". Rename it to something else'),
    ("a cell too many", f"{HEADER}\n1,234,5,lower,5%\n", 'Line 2: "5%" stands beyond'),
    ("quoting", f'{HEADER}\n5,4,lower,\n"5"5,4,lower,\n', "Line 3: A cell in quotation marks"),
    ("a quote that is never closed", f'{HEADER}\n5,"4,lower,\n', "Line 2: A quotation mark"),
    ("a NUL", f"{HEADER}\n5,\0,lower,\n", "NUL character on line 2"),
]


@pytest.mark.parametrize(("text", "words"), [case[1:] for case in REFUSED], ids=[case[0] for case in REFUSED])
def test_files_are_refused_in_one_sentence(text: str, words: str) -> None:
    with pytest.raises(Refusal) as refusal:
        check_figures(text.encode())
    assert words in refusal.value.sentence
    assert "\n" not in refusal.value.sentence


FIGURES = st.decimals(-(10**15), 10**15, places=4, allow_nan=False)


@given(FIGURES, FIGURES)
def test_the_variance_is_exact_and_so_agrees_with_itself(actual: Decimal, target: Decimal) -> None:
    cells = _cells(f"{actual:f}", f"{target:f}", "lower")
    found = _check(**cells)
    assert Decimal(found["variance"]) == actual - target
    again = _check(**cells, stated_variance=found["variance"], stated_percent=found["percent"])
    assert again == found
    assert again["disagreement"] == ""


CELL = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=12)


@given(st.lists(st.lists(CELL, min_size=6, max_size=6), max_size=4))
def test_any_cells_come_back_unchanged(rows: list[list[str]]) -> None:
    out = io.StringIO()
    header = ["note", *HEADER.split(","), "stated_status"]
    csv.writer(out, quoting=csv.QUOTE_ALL).writerows([header, *rows])
    answer = check_figures(out.getvalue().encode("utf-8-sig"))
    read = list(csv.reader(io.StringIO(answer, newline=""), strict=True))
    assert [row[: len(header)] for row in read] == [header, *rows]
    assert {row[-2] for row in read[1:]} <= {"green", "amber", "red", "no data", "not rated"}
