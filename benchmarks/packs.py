"""A committee pack made on one processor and on two, and the memory that packs of 100 and of 500 plans take."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.comparing import Spread, in_rounds, ratios
from benchmarks.council import settings_for
from benchmarks.pack_council import FEW, MANY, found
from benchmarks.serving import ROOT

ROUNDS = 3
"""At least; a pack takes many times as long as a turn of anything else here."""

LOOK_SECONDS = 0.02
MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class PacksResult:
    """Pages a second of the larger pack on one processor and on two; megabytes that all processes of a pack held
    together at most, by its plans."""

    one: Spread
    two: Spread
    times_one: Spread
    rounds: int
    megabytes: Mapping[int, float]


def measure_packs(rounds: int) -> PacksResult:
    """Make the same packs again and again."""
    turns = max(ROUNDS, rounds // 2)
    with TemporaryDirectory() as folder, _council(Path(folder)) as environ:
        run = partial(_rate, environ, Path(folder) / "pack.pdf")
        one, two = in_rounds(turns, [partial(run, 1), partial(run, 2)])
        megabytes = {plans: _peak(environ, Path(folder) / "pack.pdf", period) for period, plans in (FEW, MANY)}
    return PacksResult(Spread.of(one), Spread.of(two), ratios(two, one), turns, megabytes)


@contextmanager
def _council(folder: Path) -> Iterator[dict[str, str]]:
    settings = settings_for(f"sqlite:///{folder / 'packs.sqlite3'}", folder)
    found(settings)
    yield {
        **os.environ,
        "BTG_DATABASE_URL": settings.database_url,
        "BTG_INSTANCE_PATH": str(folder),
        "BTG_SECRET_KEY": settings.secret_key,
    }


def _started(environ: dict[str, str], out: Path, period: str, processors: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "benchmarks.pack_job", period, str(processors), str(out)]
    return subprocess.Popen(command, env=environ, cwd=ROOT, stdout=subprocess.PIPE, text=True)


def _rate(environ: dict[str, str], out: Path, processors: int) -> float:
    """Pages a second; raises RuntimeError where the pack does not hold every plan."""
    period, plans = MANY
    with _started(environ, out, period, processors) as job:
        said, _ = job.communicate()
    made = json.loads(said)
    if made["plans"] != plans:
        raise RuntimeError(f"A pack of {plans} plans holds {made['plans']}.")
    pages: float = made["pages"] / made["seconds"]
    return pages


def _peak(environ: dict[str, str], out: Path, period: str) -> float:
    """The most megabytes that the process and its helpers held at one time, as looked at now and then."""
    most = 0
    with _started(environ, out, period, 2) as job:
        while job.poll() is None:
            most = max(most, sum(_resident(process) for process in _family(job.pid)))
            time.sleep(LOOK_SECONDS)
    return most / MEGABYTE


def _family(process: int) -> list[int]:
    """A process and those it started."""
    try:
        children = Path(f"/proc/{process}/task/{process}/children").read_text(encoding="ascii")
    except OSError:
        return []
    return [process, *(each for child in children.split() for each in _family(int(child)))]


def _resident(process: int) -> int:
    """Bytes of memory that a process holds; 0 for one that has ended."""
    try:
        pages = Path(f"/proc/{process}/statm").read_text(encoding="ascii").split()[1]
    except OSError:
        return 0
    return int(pages) * os.sysconf("SC_PAGE_SIZE")
