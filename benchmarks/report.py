"""The results as the Markdown that RESULTS.md keeps, a section for each part that is measured."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from benchmarks.charts import ChartsResult
from benchmarks.comparing import Spread
from benchmarks.live import LiveResult
from benchmarks.packs import PacksResult
from benchmarks.pages import PagesResult
from benchmarks.versions import versions

LIVE, PAGES, PACKS = "The live recalculation", "The printed page", "The committee pack"
CHARTS, SCORECARD, UPLOADS = "Charts", "The scorecard", "Uploads"
ORDER = (LIVE, PAGES, CHARTS, SCORECARD, PACKS, UPLOADS)
_MEASURED = {
    LIVE: ("Flask", "SQLAlchemy", "Django", "granian"),
    PAGES: ("reportlab", "weasyprint"),
    CHARTS: ("reportlab",),
    PACKS: ("reportlab", "SQLAlchemy"),
}
_LIVE_HEAD = (
    "| database | connections | hello, requests/s | ours | Django | hello ÷ ours (goal: at most 8) "
    "| ours ÷ Django (goal: at least 1.2) |\n|---|---:|---:|---:|---:|---:|---:|"
)
_PAGES_HEAD = (
    "| page | ours, tagged, pages/s of processor time | Platypus, untagged | WeasyPrint, untagged "
    "| time of ours ÷ of Platypus (goal: at most 1.3) | time of WeasyPrint ÷ of ours (goal: at least 5) |\n"
    "|---|---:|---:|---:|---:|---:|"
)
_CHARTS_HEAD = (
    "| chart | ours, charts/s of processor time | bare ReportLab drawing "
    "| time of ours ÷ of the bare drawing (goal: at most 2) |\n|---|---:|---:|---:|"
)
_PACKS_HEAD = (
    "| on one processor, pages/s | on two | two ÷ one (goal: at least 1.6) | memory at most, 100 plans | 500 plans |\n"
    "|---:|---:|---:|---:|---:|"
)


def live_section(results: Iterable[LiveResult], rounds: int, seconds: float) -> str:
    """The table of the live recalculation, and how it was measured."""
    return "\n".join((_how(LIVE, rounds, seconds), _LIVE_HEAD, *map(_live_line, results)))


def pages_section(results: Iterable[PagesResult], rounds: int, seconds: float) -> str:
    """The table of the printed page, and how it was measured."""
    return "\n".join((_how(PAGES, rounds, seconds), _PAGES_HEAD, *map(_page_line, results)))


def charts_section(results: Iterable[ChartsResult], rounds: int, seconds: float) -> str:
    """The table of the charts, and how they were measured."""
    return "\n".join((_how(CHARTS, rounds, seconds), _CHARTS_HEAD, *map(_chart_line, results)))


def packs_section(result: PacksResult) -> str:
    """The table of the committee pack, and how it was measured."""
    memory = " | ".join(f"{size:.0f} MB" for size in result.megabytes.values())
    how = (
        f"A pack of 500 plans, made {result.rounds} times on one processor and on two: the median, in brackets the "
        f"smallest and the largest; {versions(*_MEASURED[PACKS])}.\n"
    )
    rates = f"{whole(result.one)} | {whole(result.two)} | {fine(result.times_one)}"
    return "\n".join((how, _PACKS_HEAD, f"| {rates} | {memory} |"))


def keep(path: Path, measured: Mapping[str, str]) -> str:
    """Put the measured sections into the kept results, in the place of what was measured before; returns them all."""
    parts = re.split(r"^## (.+)\n", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    kept = {**dict(zip(parts[1::2], parts[2::2], strict=True)), **measured}
    named = [name for name in (*ORDER, *kept) if name in kept]
    sections = [f"## {name}\n\n{kept[name].strip()}\n" for name in dict.fromkeys(named)]
    text = "\n".join(("# Results\n", "Made by `python benchmarks/run.py`.\n", *sections))
    path.write_text(text, encoding="utf-8")
    return text


def _how(section: str, rounds: int, seconds: float) -> str:
    return (
        f"The median of {rounds} rounds of {seconds:g} s each, in brackets the smallest and the largest. "
        f"{os.cpu_count()} processors shared by all that takes part; {versions(*_MEASURED[section])}.\n"
    )


def _live_line(result: LiveResult) -> str:
    database = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}[result.database]
    rates = " | ".join(whole(rate) for rate in (result.hello, result.ours, result.django))
    return f"| {database} | {result.connections} | {rates} | {fine(result.times_hello)} | {fine(result.times_django)} |"


def _page_line(result: PagesResult) -> str:
    rates = " | ".join(whole(rate) for rate in (result.ours, result.untagged, result.weasyprint))
    return f"| {result.page} | {rates} | {fine(result.ours_to_untagged)} | {fine(result.weasyprint_to_ours)} |"


def _chart_line(result: ChartsResult) -> str:
    return f"| {result.chart} | {whole(result.ours)} | {whole(result.bare)} | {fine(result.ours_to_bare)} |"


def whole(spread: Spread) -> str:
    """A rate or a time without places."""
    return f"{spread.middle:.0f} ({spread.least:.0f}–{spread.most:.0f})"


def fine(spread: Spread) -> str:
    """A ratio with two places."""
    return f"**{spread.middle:.2f}** ({spread.least:.2f}–{spread.most:.2f})"
