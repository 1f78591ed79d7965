"""A worker that is killed in the middle of an upload: run with the database, the folder and the place to die at."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from webapp.app import create_app
from webapp.config import Settings
from webapp.services.jobs.running import run_next
from webapp.services.uploads import checking, merging, saving, sorting, staging, undoing

PLACES: dict[str, tuple[Any, str, bool]] = {
    "reading": (sorting.RowSorter, "add", True),
    "comparing": (checking, "compare", True),
    "staging": (staging.Staging, "write", True),
    "settling the check": (checking, "change_upload", False),
    "holding": (saving, "staged_periods", True),
    "merging": (merging, "_revisions", True),
    "after merging": (saving, "merge", True),
    "before the commit": (saving, "record", True),
    "after the commit": (saving, "clear_staging", False),
    "turning back": (undoing, "restore", True),
}
"""Where a worker may die: whose function, and whether it still runs before the end."""


def die_at(place: str) -> None:
    """Have this process killed as soon as it comes to the place."""
    owner, name, after = PLACES[place]
    real: Callable[..., Any] = getattr(owner, name)

    def last(*given: Any, **named: Any) -> Any:
        if after:
            real(*given, **named)
        os.kill(os.getpid(), signal.SIGKILL)

    setattr(owner, name, last)


if __name__ == "__main__":
    url, folder, secret, where = sys.argv[1:]
    app = create_app(Settings(instance_path=Path(folder), database_url=url, secret_key=secret))
    staging.AT_ONCE = 50
    die_at(where)
    with app.app_context():
        run_next()
