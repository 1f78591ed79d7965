"""An installed command has everything it needs beside its code."""

from __future__ import annotations

from pathlib import Path
from zipfile import ZipFile

import pytest
from hatchling.builders.wheel import WheelBuilder

from tests.architecture.source import ROOT, name


@pytest.fixture(scope="module")
def packed(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """The names of all files of the wheel that ``pip install`` would unpack."""
    wheel = next(WheelBuilder(str(ROOT)).build(directory=str(tmp_path_factory.mktemp("wheel"))))
    with ZipFile(wheel) as archive:
        return set(archive.namelist())


@pytest.mark.parametrize("folder", ["templates", "static", "webapp/migrations", "webapp/pdf/fonts"])
def test_wheel_holds_every_file_of(folder: str, packed: set[str]) -> None:
    files = [path for path in (ROOT / folder).rglob("*") if path.is_file() and "__pycache__" not in path.parts]
    assert files
    assert [name(path) for path in files if _inside_the_package(path) not in packed] == []


def test_wheel_holds_nothing_outside_the_package(packed: set[str]) -> None:
    """A folder of tests or documents would mix with those of other packages."""
    assert {Path(file).parts[0] for file in packed if ".dist-info" not in file} == {"webapp"}


def _inside_the_package(path: Path) -> str:
    return "webapp/" + name(path).removeprefix("webapp/")
