"""The scorecard's results as the Markdown that RESULTS.md keeps."""

from __future__ import annotations

from collections.abc import Iterable

from benchmarks.report import fine
from benchmarks.scorecard import TIMES, ScorecardResult
from benchmarks.versions import versions

_HEAD = (
    "| database | indicators × months | page, ms | one SQL query, ms | drawing what is ready, ms "
    "| page ÷ both (goal: at most 2) | large ÷ small (goal: at most 1.5) | statements |\n"
    "|---|---:|---:|---:|---:|---:|---:|---:|"
)


def scorecard_section(results: Iterable[ScorecardResult], rounds: int) -> str:
    """The table of the scorecard, and how it was measured."""
    how = (
        f"A page of 50: the median of {rounds} turns of {TIMES} pages each, in brackets the smallest and the largest; "
        f"{versions('Flask', 'SQLAlchemy')}.\n"
    )
    return "\n".join((how, _HEAD, *map(_line, results)))


def _line(result: ScorecardResult) -> str:
    database = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}[result.database]
    size = f"{result.indicators:,} × {result.months}"
    times = " | ".join(
        f"{each.middle:.1f} ({each.least:.1f}–{each.most:.1f})" for each in (result.page, result.query, result.table)
    )
    growth = fine(result.times_small) if result.times_small else "–"
    return f"| {database} | {size} | {times} | {fine(result.times_least)} | {growth} | {result.statements} |"
