"""The live recalculation against a bare hello, and against the same job in Django."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from benchmarks.comparing import Spread, in_rounds, ratios
from benchmarks.contestants import Contestant, contestants
from tests.databases import KINDS, opened

CONNECTIONS = (1, 8, 16)
WARM_UP_SECONDS = 1.0


@dataclass(frozen=True, slots=True)
class LiveResult:
    """One line of the table: requests a second, and the two ratios that have a goal."""

    database: str
    connections: int
    hello: Spread
    ours: Spread
    django: Spread
    times_hello: Spread
    """Hello's rate by ours; the goal is 8 at most."""
    times_django: Spread
    """Our rate by Django's; the goal is 1.2 at least."""


def measure_live(rounds: int, seconds: float) -> Iterator[LiveResult]:
    """Measure on both databases, at every number of connections."""
    for kind in KINDS:
        with (
            tempfile.TemporaryDirectory() as folder,
            opened(kind, Path(folder)) as database,
            contestants(database, Path(folder)) as all_three,
        ):
            for contestant in all_three:
                contestant.measure(max(CONNECTIONS), WARM_UP_SECONDS)
            for connections in CONNECTIONS:
                yield _compared(kind, connections, all_three, rounds, seconds)


def _compared(
    kind: str, connections: int, all_three: tuple[Contestant, ...], rounds: int, seconds: float
) -> LiveResult:
    measures = [partial(_rate, contestant, connections, seconds) for contestant in all_three]
    hello, ours, django = in_rounds(rounds, measures)
    return LiveResult(
        database=kind,
        connections=connections,
        hello=Spread.of(hello),
        ours=Spread.of(ours),
        django=Spread.of(django),
        times_hello=ratios(hello, ours),
        times_django=ratios(ours, django),
    )


def _rate(contestant: Contestant, connections: int, seconds: float) -> float:
    return contestant.measure(connections, seconds).rate
