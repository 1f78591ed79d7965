"""The measured comparisons that the README quotes: prints them as Markdown and keeps them in RESULTS.md."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[0] = str(HERE.parent)  # run as a file, Python would look for modules beside it instead

from benchmarks import report, report_scorecard, report_uploads  # noqa: E402
from benchmarks.charts import measure_charts  # noqa: E402
from benchmarks.live import LiveResult, measure_live  # noqa: E402
from benchmarks.packs import measure_packs  # noqa: E402
from benchmarks.pages import measure_pages  # noqa: E402
from benchmarks.scorecard import measure_scorecard  # noqa: E402
from benchmarks.uploads import measure_uploads  # noqa: E402

PARTS = ("live", "pages", "charts", "scorecard", "packs", "uploads")


def main() -> None:
    """Measure, print, keep."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"what to measure: {', '.join(PARTS)} (default: all)")
    parser.add_argument("--rounds", type=int, default=7, help="turns of every contestant (default: 7)")
    parser.add_argument("--seconds", type=float, default=1.0, help="length of one turn (default: 1)")
    asked = parser.parse_args()
    parts = asked.parts or PARTS
    if unknown := set(parts) - set(PARTS):
        parser.error(f"there is no part called {', '.join(sorted(unknown))}")
    length = (asked.rounds, asked.seconds)
    measured = {}
    if "pages" in parts:
        measured[report.PAGES] = report.pages_section(measure_pages(*length), *length)
    if "charts" in parts:
        measured[report.CHARTS] = report.charts_section(measure_charts(*length), *length)
    if "scorecard" in parts:
        cards = report_scorecard.scorecard_section(measure_scorecard(asked.rounds), asked.rounds)
        measured[report.SCORECARD] = cards
    if "packs" in parts:
        measured[report.PACKS] = report.packs_section(measure_packs(asked.rounds))
    if "uploads" in parts:
        measured[report.UPLOADS] = report_uploads.uploads_section(measure_uploads(asked.rounds))
    if "live" in parts:
        measured[report.LIVE] = report.live_section(map(_told, measure_live(*length)), *length)
    print(report.keep(HERE / "RESULTS.md", measured))


def _told(result: LiveResult) -> LiveResult:
    print(f"{result.database}, {result.connections} connections: measured", file=sys.stderr)
    return result


if __name__ == "__main__":
    main()
