"""The results as the Markdown that RESULTS.md keeps."""

from __future__ import annotations

import os
from collections.abc import Sequence

from benchmarks.comparing import Spread
from benchmarks.live import LiveResult
from benchmarks.pages import PagesResult
from benchmarks.versions import versions

_LIVE_HEAD = (
    "| database | connections | hello, requests/s | ours | Django | hello ÷ ours (goal: at most 8) "
    "| ours ÷ Django (goal: at least 1.2) |\n|---|---:|---:|---:|---:|---:|---:|"
)
_PAGES_HEAD = "| ours, tagged, pages/s | ReportLab's Platypus, untagged | untagged ÷ ours |\n|---:|---:|---:|"


def report(live: Sequence[LiveResult], pages: PagesResult, rounds: int, seconds: float) -> str:
    """Both tables with what they say."""
    return "\n".join(
        (
            "# Results",
            "",
            f"Made by `python benchmarks/run.py`: the median of {rounds} rounds of {seconds:g} s each, "
            "in brackets the smallest and the largest. "
            f"{os.cpu_count()} processors shared by server, database and load; {versions()}.",
            "",
            "## The live recalculation",
            "",
            _LIVE_HEAD,
            *(_live_line(result) for result in live),
            "",
            "## The printed page",
            "",
            _PAGES_HEAD,
            f"| {_whole(pages.ours)} | {_whole(pages.untagged)} | {_fine(pages.times_untagged)} |",
        )
    )


def _live_line(result: LiveResult) -> str:
    database = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}[result.database]
    rates = " | ".join(_whole(rate) for rate in (result.hello, result.ours, result.django))
    return (
        f"| {database} | {result.connections} | {rates} | {_fine(result.times_hello)} | {_fine(result.times_django)} |"
    )


def _whole(spread: Spread) -> str:
    return f"{spread.middle:.0f} ({spread.least:.0f}–{spread.most:.0f})"


def _fine(spread: Spread) -> str:
    return f"**{spread.middle:.2f}** ({spread.least:.2f}–{spread.most:.2f})"
