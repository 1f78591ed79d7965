"""The command that charts a team's own series: the table, the JSON, and how a file is refused."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from webapp.cli import commands

SERIES = "Period;Value\nMar 2014;11\nJan 2014;10\nFeb 2014;12\nMay 2014;13\nJun 2014;\nJul 2014;12.5\nAug 2014;1e9\n"


def run(*words: str | Path) -> Result:
    """Run without any application: whoever asks for a database fails."""
    return CliRunner().invoke(commands, ["xmr", *map(str, words)], obj=None)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "series.csv"
    path.write_text(SERIES.replace("1e9", "40"), encoding="utf-8")
    return path


def test_the_answer_as_json_has_every_place(file: Path) -> None:
    result = run(file, "--target", "20", "--polarity", "Higher is better", "--json")
    assert (result.exit_code, result.stderr) == (0, "")
    answer = json.loads(result.stdout, parse_float=Decimal)
    assert list(answer) == [
        *("mean", "lower", "upper", "mean_moving_range", "trial", "points", "variation", "assurance"),
    ]
    # 98.5 / 6; ranges 2, 1 and 27.5 (none across April or June), of which none is screened out
    assert answer["mean"] == Decimal("16.416666666667")
    assert answer["mean_moving_range"] == Decimal("10.166666666667")
    assert answer["lower"] == Decimal("-10.626666666667")
    assert answer["upper"] == Decimal("43.46")
    assert answer["trial"] is True
    assert [point["period"] for point in answer["points"]] == [
        *("Jan 2014", "Feb 2014", "Mar 2014", "May 2014", "Jun 2014", "Jul 2014", "Aug 2014"),
    ]
    assert answer["points"][4] == {"period": "Jun 2014", "value": None, "signals": []}
    assert answer["points"][5]["value"] == Decimal("12.5")
    assert (answer["variation"], answer["assurance"]) == ("common cause", "hit or miss")


def test_large_and_small_figures_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "series.csv"
    path.write_text("period,value\n2014-01,123456789012345678.123456789\n2014-02,0.0000001\n", encoding="utf-8")
    result = run(path, "--json")
    assert '"value": 123456789012345678.123456789,' in result.stdout
    assert '"value": 0.0000001,' in result.stdout
    assert '"mean": 61728394506172839.06172844450' in f"{result.stdout.split(',')[0]}0"


def test_signals_and_verdicts_are_named(tmp_path: Path) -> None:
    path = tmp_path / "series.csv"
    values = [50, 90, 50, 90, 50, 90, 50, 55, 60, 65, 70, 75, 80, 170]
    path.write_text("period,value\n" + "".join(f"week {n},{v}\n" for n, v in enumerate(values)), encoding="utf-8")
    answer = json.loads(run(path, "--json", "--polarity", "lower", "--target", "1000").stdout)
    signals = [point["signals"] for point in answer["points"]]
    assert signals == [*[[]] * 6, *[["trend"]] * 7, ["outside", "trend"]]
    assert (answer["trial"], answer["variation"], answer["assurance"]) == (False, "concern", "pass")


def test_the_table_reads_without_json(file: Path) -> None:
    lines = run(file, "--polarity", "lower", "--target", "5").stdout.splitlines()
    assert lines == [
        "Mean                16.416667",
        "Limits              -10.626667 to 43.46 (trial limits: 6 figures, fewer than 12)",
        "Mean moving range   10.166667",
        "Variation           common cause",
        "Assurance           hit or miss",
        "",
        "period    value  signals",
        "Jan 2014     10",
        "Feb 2014     12",
        "Mar 2014     11",
        "May 2014     13",
        "Jun 2014",
        "Jul 2014   12.5",
        "Aug 2014     40",
    ]


@pytest.mark.parametrize(("periods", "is_said"), [(("201405", "201404"), True), (("May 2014", "April 2014"), False)])
def test_the_order_is_said_where_periods_do_not_tell_it(
    tmp_path: Path, periods: tuple[str, str], is_said: bool
) -> None:
    path = tmp_path / "series.csv"
    path.write_text("period,value\n" + "".join(f"{period},1\n" for period in periods), encoding="utf-8")
    result = run(path)
    assert result.exit_code == 0
    assert ("Order               that of the rows" in result.stdout) is is_said


def test_one_figure_has_a_mean_and_no_limits(tmp_path: Path) -> None:
    path = tmp_path / "series.csv"
    path.write_text("period,value\n2014-01,5\n", encoding="utf-8")
    answer = json.loads(run(path, "--json", "--target", "5", "--polarity", "lower").stdout)
    assert (answer["mean"], answer["lower"], answer["upper"], answer["mean_moving_range"]) == (5, None, None, None)
    assert (answer["variation"], answer["assurance"], answer["trial"]) == ("common cause", None, True)
    assert "Limits              none: no two figures are neighbours" in run(path).stdout


def test_a_range_is_wanted(file: Path) -> None:
    answer = json.loads(run(file, "--json", "--target", "10 to 20", "--polarity", "range").stdout)
    assert (answer["variation"], answer["assurance"]) == ("common cause", None)


@pytest.mark.parametrize(
    ("case", "words", "sentence"),
    [
        ("a target in words", ["--target", "many"], 'Error: --target: "many"'),
        ("a range turned round", ["--target", "20 to 10"], 'Error: --target: "20 to 10" begins above its end'),
        ("a polarity of no kind", ["--polarity", "up"], 'Error: "up" is none: write lower, higher, range'),
    ],
)
def test_options_are_refused_in_a_line(file: Path, case: str, words: list[str], sentence: str) -> None:
    result = run(file, *words)
    assert (result.exit_code, result.stdout) == (1, ""), case
    assert result.stderr.startswith(sentence), case


def test_a_file_is_refused_in_a_line(tmp_path: Path) -> None:
    path = tmp_path / "series.csv"
    path.write_text(SERIES, encoding="utf-8")
    result = run(path, "--json")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith('Error: Line 8, value: "1e9"')
    assert run(tmp_path / "none.csv").stderr.endswith("none.csv: No such file or directory.\n")
