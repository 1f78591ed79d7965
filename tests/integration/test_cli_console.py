"""The commands as a console runs them: closed streams, full disks, numbers too large, and the way back in."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from flask import Flask

from tests.builders import make_person
from tests.integration.old_form_example import FILE
from webapp.app import create_app
from webapp.cli import commands
from webapp.config import Settings
from webapp.domain.errors import NotFound
from webapp.domain.rights import Role
from webapp.services.people.password_links import holder_of

Run = Callable[..., Result]


@pytest.fixture
def run(app: Flask, settings: Settings) -> Run:
    with app.app_context():
        make_person("Ada Min", Role.ADMINISTRATOR)

    def run(*words: str, typed: bytes | None = None) -> Result:
        return CliRunner().invoke(commands, words, obj=lambda _: create_app(settings), input=typed)

    return run


def test_a_password_link_is_printed_once_and_opens_a_page(app: Flask, run: Run) -> None:
    first, second = (run("password-link", "ADA.MIN@council.example") for _ in range(2))
    assert (first.exit_code, first.stdout.count("\n")) == (0, 1)
    assert second.stdout.startswith("/password/")
    assert app.test_client().get(second.stdout.strip()).status_code == 200
    with app.app_context():
        assert holder_of(second.stdout.strip().rpartition("/")[2]).email == "ada.min@council.example"
        with pytest.raises(NotFound):
            holder_of(first.stdout.strip().rpartition("/")[2])


def test_a_password_link_for_nobody_is_refused(run: Run) -> None:
    refused = run("password-link", "nobody@council.example")
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert refused.stderr.startswith("Error: Nobody has an account")


def test_a_password_on_standard_input_is_utf_8_or_refused(app: Flask, run: Run) -> None:
    refused = run("create-admin", "eve@council.example", typed="pässwörter genug".encode("latin-1"))
    assert refused.exit_code == 1
    assert refused.stderr == "Error: The password on standard input is not text in UTF-8: write it so.\n"
    assert run("create-admin", "eve@council.example", typed="pässwörter genug\r\n".encode()).exit_code == 0


@pytest.mark.parametrize("number", ["999", "0", "-1", "9" * 30, "one"])
def test_a_number_that_no_plan_has_is_refused(run: Run, tmp_path: Path, number: str) -> None:
    out = tmp_path / "plan.pdf"
    refused = run("plan-pdf", "-o", str(out), "--", number)
    assert refused.exit_code != 0
    assert isinstance(refused.exception, SystemExit)  # and nothing that the command did not expect
    assert not out.exists()


CLOSED = {
    "standard input closed": ("create-admin x@council.example <&-", "Standard input is closed"),
    "a full disk, an old form": (f"read-form {FILE} >/dev/full", "No space left"),
    "a full disk, a table": ("check-figures figures.csv >/dev/full", "No space left"),
    "a full disk, an upload": ("upload none.csv --by x@council.example --json >/dev/full", "No space left"),
    "a table onto a full disk": ("check-figures figures.csv -o /dev/full", "No space left"),
}


@pytest.mark.parametrize(("words", "sentence"), CLOSED.values(), ids=CLOSED)
def test_streams_that_fail_are_told_in_one_line(tmp_path: Path, words: str, sentence: str) -> None:
    (tmp_path / "figures.csv").write_text("actual,target,polarity,tolerance\n5,10,lower,\n")
    root = Path(__file__).parents[2]
    done = subprocess.run(
        ["sh", "-c", f'exec "$PYTHON" -m webapp {words}'],
        cwd=tmp_path,
        env={"PYTHON": sys.executable, "PYTHONPATH": str(root), "BTG_INSTANCE_PATH": str(tmp_path / "instance")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr.startswith("Error: ")
    assert sentence in done.stderr
    assert done.stderr.count("\n") == 1
