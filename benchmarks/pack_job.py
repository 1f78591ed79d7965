"""One pack made in a process of its own, on the processors it is given: prints pages and seconds as JSON."""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path

from webapp.app import create_app
from webapp.config import load_settings
from webapp.services.packs.making import make_pack


def main(period: str, processors: int, out: Path) -> None:
    """Make the pack as the command does, and say how long that took."""
    os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:processors])
    with create_app(load_settings()).app_context():
        started = time.perf_counter()
        packed = make_pack(who=None, key=period, out=out, progress=lambda _done, _total: None)
        seconds = time.perf_counter() - started
    print(json.dumps({"plans": packed.plans, "pages": packed.pages, "seconds": seconds}))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), Path(sys.argv[3]))
