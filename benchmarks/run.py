"""The measured comparisons that the README quotes: prints them as Markdown and keeps them in RESULTS.md."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[0] = str(HERE.parent)  # run as a file, Python would look for modules beside it instead

from benchmarks.live import measure_live  # noqa: E402
from benchmarks.pages import measure_pages  # noqa: E402
from benchmarks.report import report  # noqa: E402


def main() -> None:
    """Measure, print, keep."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=7, help="turns of every contestant (default: 7)")
    parser.add_argument("--seconds", type=float, default=1.0, help="length of one turn (default: 1)")
    asked = parser.parse_args()
    pages = measure_pages(asked.rounds, asked.seconds)
    live = []
    for result in measure_live(asked.rounds, asked.seconds):
        print(f"{result.database}, {result.connections} connections: measured", file=sys.stderr)
        live.append(result)
    text = report(live, pages, asked.rounds, asked.seconds)
    print(text)
    (HERE / "RESULTS.md").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
