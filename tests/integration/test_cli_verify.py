"""The command that checks the file of a signed plan."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from flask import Flask

from tests.integration.sealed import BECOMES, Sealed, sealed_plan
from webapp.app import create_app
from webapp.cli import commands
from webapp.config import Settings
from webapp.domain.plans import SealState

NOTHING = {"plan": None, "version": None, "fingerprint": None}


@pytest.fixture
def sealed(app: Flask) -> Iterator[Sealed]:
    with app.app_context():
        yield sealed_plan()


@pytest.fixture
def file(tmp_path: Path, sealed: Sealed) -> Path:
    file = tmp_path / "plan.pdf"
    file.write_bytes(sealed.pdf)
    return file


@pytest.fixture
def verify(settings: Settings) -> Callable[..., Result]:
    def verify(*words: object) -> Result:
        return CliRunner().invoke(commands, ["verify", *map(str, words)], obj=lambda _: create_app(settings))

    return verify


def answer(result: Result) -> dict[str, Any]:
    answer: dict[str, Any] = json.loads(result.stdout)
    return answer


@pytest.mark.parametrize(("state", "becomes"), BECOMES.items(), ids=map(str, BECOMES))
def test_a_signed_file_is_told_with_its_plan(
    sealed: Sealed, file: Path, verify: Callable[..., Result], state: SealState, becomes: Callable[[Sealed], None]
) -> None:
    becomes(sealed)
    result, plain = verify(file, "--json"), verify(file)
    version = answer(result)["version"]
    assert answer(result) == {
        "state": state.value,
        "plan": sealed.plan,
        "version": version,
        "fingerprint": sealed.fingerprint,
    }
    assert plain.stdout == f"{state}: plan {sealed.plan}, version {version}, fingerprint {sealed.fingerprint}\n"
    assert result.exit_code == plain.exit_code == (0 if state is SealState.CURRENT else 1)


def test_an_altered_file_names_the_plan_it_was_made_from(
    sealed: Sealed, file: Path, verify: Callable[..., Result]
) -> None:
    file.write_bytes(sealed.pdf[:-1])
    result = verify(file)
    assert (result.exit_code, result.stdout.count("\n")) == (1, 1)
    assert result.stdout.startswith(f"altered: made from that of plan {sealed.plan}, version ")
    assert answer(verify(file, "--json"))["state"] == "altered"


OTHERS: dict[str, Callable[[Path], object]] = {
    "a text": lambda path: path.write_text("not a plan"),
    "empty": lambda path: path.write_bytes(b""),
    "another PDF": lambda path: path.write_bytes(b"%PDF-1.7\n%%EOF\n"),
}


@pytest.mark.parametrize("make", OTHERS.values(), ids=OTHERS)
def test_any_other_file_is_unknown(
    tmp_path: Path, sealed: Sealed, verify: Callable[..., Result], make: Callable[[Path], object]
) -> None:
    file = tmp_path / "other.pdf"
    make(file)
    result = verify(file)
    assert (result.exit_code, result.stdout) == (1, "unknown: no signed plan is known by this file.\n")
    assert answer(verify(file, "--json")) == {"state": "unknown", **NOTHING}


def large(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(200_000_000)


UNREADABLE: dict[str, tuple[Callable[[Path], object], str]] = {
    "missing": (lambda _path: None, "No such file or directory."),
    "a folder": (Path.mkdir, "Is a directory."),
    "200 MB": (large, "is larger than 5 MB: choose a file that is a signed plan."),
}


@pytest.mark.parametrize(("make", "sentence"), UNREADABLE.values(), ids=UNREADABLE)
def test_what_cannot_be_read_gets_one_clear_line(
    tmp_path: Path, sealed: Sealed, verify: Callable[..., Result], make: Callable[[Path], object], sentence: str
) -> None:
    file = tmp_path / "other.pdf"
    make(file)
    for words in ((file,), (file, "--json")):
        result = verify(*words)
        assert result.exit_code == 1
        assert result.stderr.startswith(f"Error: {file}")
        assert result.stderr.endswith(f"{sentence}\n")
        assert result.stderr.count("\n") == 1
        assert (result.stdout == "") or answer(result) == {"state": "unknown", **NOTHING}
