"""The command that checks a team's spreadsheet: where the answer goes, and how a file is refused."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from webapp.cli import commands

TABLE = (
    "\ufeffteam;actual;target;polarity;tolerance;decimals;stated_variance;stated_percent;stated_status\r\n"
    "Łódź, north;1,181.9;1250;higher;5%;1;-68.6;-5.5;red\r\n"
    "west;;12;lower;;;;;\r\n"
    "east;many;12;lower;2.5;;;;\r\n"
    "south;3;0;lower;;;3;n/a;red\r\n"
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "figures.csv"
    path.write_text(TABLE, encoding="utf-8", newline="")
    return path


def run(*words: str | Path) -> Result:
    """Run without any application: whoever asks for a database fails."""
    return CliRunner().invoke(commands, ["check-figures", *map(str, words)], obj=None)


def test_the_checked_table_stands_alone_on_standard_output(file: Path) -> None:
    result = run(file)
    assert (result.exit_code, result.stderr) == (0, "")
    rows = list(csv.DictReader(io.StringIO(result.stdout)))
    assert [row["team"] for row in rows] == ["Łódź, north", "west", "east", "south"]
    assert [(row["variance"], row["percent"], row["status"]) for row in rows] == [
        ("-68.1", "-5.4", "red"),
        ("", "", "no data"),
        ("", "", "no data"),
        ("3", "not applicable", "red"),
    ]
    assert "stated_variance is -68.6, but the figures give -68.1." in rows[0]["disagreement"]
    assert '"many"' in rows[2]["disagreement"]
    assert rows[3]["disagreement"] == ""


def test_the_answer_can_be_written_to_a_file(file: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    result = run(file, "-o", out)
    assert (result.exit_code, result.output) == (0, "")
    assert out.read_bytes() == run(file).stdout_bytes


def test_a_file_may_be_written_over_itself(file: Path) -> None:
    expected = run(file).stdout_bytes
    assert run(file, "-o", file).exit_code == 0
    assert file.read_bytes() == expected


BAD = {
    "empty": (b"", "The file is empty"),
    "no header": (b"1,2,3\n", "lacks"),
    "a workbook": (b"PK\x03\x04", "Excel workbook"),
    "a quotation mark left open": (b'actual,target,polarity,tolerance\n"1,2,lower,\n', "Line 2"),
}


@pytest.mark.parametrize(("content", "sentence"), BAD.values(), ids=BAD)
def test_a_file_that_is_no_table_is_refused_in_one_line(tmp_path: Path, content: bytes, sentence: str) -> None:
    file, out = tmp_path / "figures.csv", tmp_path / "out.csv"
    file.write_bytes(content)
    result = run(file, "-o", out)
    assert (result.exit_code, result.stdout, out.exists()) == (1, "", False)
    assert sentence in result.stderr
    assert result.stderr.startswith("Error: ")
    assert result.stderr.count("\n") == 1


def test_files_and_folders_that_cannot_be_used_are_refused(file: Path, tmp_path: Path) -> None:
    refused = [
        run(tmp_path / "none.csv"),
        run(tmp_path),
        run(file, "-o", tmp_path / "none" / "out.csv"),
        run(file, "-o", tmp_path),
    ]
    assert [result.exit_code for result in refused] == [1, 1, 1, 1]
    assert [result.stderr.count("\n") for result in refused] == [1, 1, 1, 1]
