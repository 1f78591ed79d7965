"""Uploads of a million rows beside the databases' own programs, of a faulty file, beside django-import-export; and
what the check of a row costs, however many there are."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.comparing import Spread, in_rounds, ratios
from benchmarks.council import settings_for
from benchmarks.serving import ROOT
from benchmarks.upload_council import OFFICER, found, month_keys, write_file
from benchmarks.upload_rivals import postgresql_script, sqlite_script
from tests.databases import Database, opened

ROUNDS = 3
"""At least: each turn takes half a minute."""

INDICATORS = 10_000
"""A hundred months of them are a million rows."""

FEW_INDICATORS = 1_000
"""A hundred months of them are the rows given to django-import-export."""

FAULTY_EVERY = 100
SIZES = (1_000, 10_000, 100_000, 1_000_000)
NORMAL_ROWS = 500
MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class RivalResult:
    """Seconds of the whole command and of the database's own program, and their ratios; peak megabytes of ours."""

    database: str
    rows: int
    ours: Spread
    rival: Spread
    times_rival: Spread
    megabytes: float


@dataclass(frozen=True, slots=True)
class UploadsResult:
    """Everything that is measured of uploads."""

    rivals: Sequence[RivalResult]
    faulty_to_good: Spread
    import_export_to_ours: Mapping[str, Spread]  # as its guide shows, and with every shortcut
    normal_seconds: Mapping[str, float]  # of processor time, in an empty and in a full database
    row_microseconds: Mapping[int, float]
    rounds: int


@dataclass(frozen=True, slots=True)
class Command:
    """The upload command on one database; the most memory that any of its runs held is kept."""

    environ: Mapping[str, str]
    peaks: list[float]

    def upload(self, file: Path, *, accepted: bool = True) -> float:
        """Seconds of the whole process; raises RuntimeError where the outcome is another."""
        command = [sys.executable, "-m", "webapp", "upload", str(file), "--by", OFFICER, "--warnings", "accept"]
        started = time.perf_counter()
        process = subprocess.Popen(
            command, env=dict(self.environ), cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        if (process.returncode == 0) is not accepted:
            raise RuntimeError(f"{file.name} was not {'accepted' if accepted else 'refused'}.")
        self.peaks.append(usage.ru_maxrss * 1024 / MEGABYTE)
        return seconds


def measure_uploads(rounds: int) -> UploadsResult:
    """Make the files, then let everybody take turns."""
    turns = max(ROUNDS, rounds // 2)
    with TemporaryDirectory() as name:
        folder = Path(name)
        good, bad = folder / "figures.csv", folder / "faulty.csv"
        write_file(good, indicators=INDICATORS)
        write_file(bad, indicators=INDICATORS, faulty_every=FAULTY_EVERY)
        rivals = [_beside_rival(kind, folder, good, turns) for kind in ("sqlite", "postgresql")]
        with _databases("sqlite", folder) as database:
            council = _council(database, folder, INDICATORS)
            fresh = partial(_on_fresh, database, council, folder)
            well, ill = in_rounds(turns, [partial(fresh, good), partial(fresh, bad, accepted=False)])
            beside = _beside_import_export(database, folder, turns)
            normal, by_rows = _checks(database, council, folder, good)
    return UploadsResult(rivals, ratios(ill, well), beside, normal, by_rows, turns)


@contextmanager
def _databases(kind: str, folder: Path) -> Iterator[Database]:
    with TemporaryDirectory(dir=folder) as own, opened(kind, Path(own)) as database:
        yield database


def _council(database: Database, folder: Path, indicators: int) -> str:
    """The URL of a database with indicators and periods, to be copied for each turn."""
    url = database.empty()
    found(settings_for(url, folder), indicators)
    return url


def _command(url: str, folder: Path) -> Command:
    settings = settings_for(url, folder)
    environ = {"BTG_DATABASE_URL": url, "BTG_INSTANCE_PATH": str(folder), "BTG_SECRET_KEY": settings.secret_key}
    return Command({**os.environ, **environ}, [])


def _on_fresh(database: Database, council: str, folder: Path, file: Path, *, accepted: bool = True) -> float:
    url = database.copy(council)
    try:
        return _command(url, folder).upload(file, accepted=accepted)
    finally:
        database.drop(url)


def _beside_rival(kind: str, folder: Path, file: Path, turns: int) -> RivalResult:
    peaks: list[float] = []
    with _databases(kind, folder) as database:
        council = _council(database, folder, INDICATORS)

        def ours() -> float:
            url = database.copy(council)
            command = _command(url, folder)
            seconds = command.upload(file)
            peaks.extend(command.peaks)
            database.drop(url)
            return seconds

        def rival() -> float:
            url = database.copy(council)
            seconds = _timed(_RIVALS[kind](url, file))
            database.drop(url)
            return seconds

        own, others = in_rounds(turns, [ours, rival])
    rows = INDICATORS * len(list(month_keys()))
    return RivalResult(kind, rows, Spread.of(own), Spread.of(others), ratios(own, others), max(peaks))


def _sqlite_program(url: str, file: Path) -> tuple[list[str], str]:
    return ["sqlite3", url.removeprefix("sqlite:///")], sqlite_script(file)


def _psql(url: str, file: Path) -> tuple[list[str], str]:
    return ["psql", "--quiet", "--no-psqlrc", url.replace("+psycopg", "")], postgresql_script(file)


_RIVALS: Mapping[str, Callable[[str, Path], tuple[list[str], str]]] = {
    "sqlite": _sqlite_program,
    "postgresql": _psql,
}


def _timed(program: tuple[list[str], str]) -> float:
    command, script = program
    started = time.perf_counter()
    subprocess.run(command, input=script, text=True, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - started


def _beside_import_export(database: Database, folder: Path, turns: int) -> dict[str, Spread]:
    file = folder / "fewer.csv"
    write_file(file, indicators=FEW_INDICATORS)
    council = _council(database, folder, FEW_INDICATORS)

    def theirs(how: str) -> float:
        path = folder / "django.sqlite3"
        command = [sys.executable, "-m", "benchmarks.django_import.run", how, str(file), str(FEW_INDICATORS)]
        environ = {**os.environ, "BENCHMARK_DATABASE": str(path)}
        keys = ",".join(month_keys())
        done = subprocess.run([*command, keys], env=environ, cwd=ROOT, check=True, capture_output=True, text=True)
        for part in folder.glob(f"{path.name}*"):
            part.unlink()
        return float(done.stdout)

    def ours() -> float:
        url = database.copy(council)
        (seconds,) = _done("save", _command(url, folder), [file])
        database.drop(url)
        return seconds

    usual, tuned, own = in_rounds(turns, [partial(theirs, "usual"), partial(theirs, "tuned"), ours])
    return {"as its guide shows": ratios(usual, own), "with every shortcut": ratios(tuned, own)}


def _checks(database: Database, council: str, folder: Path, good: Path) -> tuple[dict[str, float], dict[int, float]]:
    """Processor time of the check of a normal file in an empty and in a full database, and of a row of larger ones."""
    normal = folder / "normal.csv"
    write_file(normal, indicators=NORMAL_ROWS, months=1, seed=2)
    files = []
    for size in SIZES:
        file = folder / f"rows-{size}.csv"
        months = min(100, max(1, size // INDICATORS))
        write_file(file, indicators=size // months, months=months)
        files.append(file)
    url = database.copy(council)
    command = _command(url, folder)
    _, empty, *by_size = _done("check", command, [normal, normal, *files])  # the first one warms up
    command.upload(good)
    _, full = _done("check", command, [normal, normal])
    rows = {size: seconds / size * 1_000_000 for size, seconds in zip(SIZES, by_size, strict=True)}
    return {"empty": empty, "full": full}, rows


def _done(job: str, command: Command, files: Sequence[Path]) -> list[float]:
    run = [sys.executable, "-m", "benchmarks.upload_job", job, *map(str, files)]
    done = subprocess.run(run, env=dict(command.environ), cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True)
    taken: list[float] = json.loads(done.stdout)
    return taken
