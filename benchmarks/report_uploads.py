"""The results of uploads as the Markdown that RESULTS.md keeps."""

from __future__ import annotations

from benchmarks.report import fine, whole
from benchmarks.uploads import FEW_INDICATORS, INDICATORS, NORMAL_ROWS, RivalResult, UploadsResult
from benchmarks.versions import versions

_RIVALS_HEAD = (
    "| database | rows | ours, seconds | its own program | ours ÷ its own program (goal: at most 4) "
    "| memory at most (goal: below 200 MB) |\n|---|---:|---:|---:|---:|---:|"
)
_PROGRAMS = {"sqlite": "SQLite, `sqlite3`", "postgresql": "PostgreSQL, `psql` with `\\copy`"}


def uploads_section(result: UploadsResult) -> str:
    """The tables of uploads, and how they were measured."""
    how = (
        f"The whole command, from a file to its receipt, on a council of {INDICATORS:,} indicators, {result.rounds} "
        "times in turns: the median, in brackets the smallest and the largest; "
        f"{versions('SQLAlchemy', 'psycopg', 'django-import-export')}.\n"
    )
    others = (
        "",
        "| compared | ratio | goal |",
        "|---|---:|---|",
        f"| a file with a fault in every hundredth row ÷ a good one | {fine(result.faulty_to_good)} | at most 1 |",
        *(
            f"| django-import-export in bulk mode, {how} ÷ ours, {FEW_INDICATORS * 100:,} rows | {fine(times)} "
            "| at least 25 |"
            for how, times in result.import_export_to_ours.items()
        ),
        "",
        "| check of | processor time |",
        "|---|---:|",
        *(
            f"| {NORMAL_ROWS} rows, {database} database | {seconds:.2f} s |"
            for database, seconds in result.normal_seconds.items()
        ),
        *(f"| each of {rows:,} rows | {time:.0f} µs |" for rows, time in result.row_microseconds.items()),
    )
    return "\n".join((how, _RIVALS_HEAD, *map(_rival_line, result.rivals), *others))


def _rival_line(result: RivalResult) -> str:
    seconds = f"{whole(result.ours)} | {whole(result.rival)} | {fine(result.times_rival)}"
    return f"| {_PROGRAMS[result.database]} | {result.rows:,} | {seconds} | {result.megabytes:.0f} MB |"
