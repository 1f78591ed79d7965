"""Uploads in a process of their own, its start left out: prints the seconds from a file to its receipt, or those of
processor time that checks take, as JSON."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks.upload_council import OFFICER
from webapp.app import create_app
from webapp.config import load_settings
from webapp.services.people.identity import who_has_email
from webapp.services.uploads.uploading import check_file, forget_upload, save_file


def saved(path: Path) -> float:
    """Seconds from the file to its receipt."""
    who = who_has_email(OFFICER)
    started = time.perf_counter()
    with path.open("rb") as source:
        outcome = check_file(who=who, file_name=path.name, source=source)
    if not save_file(who=who, upload_id=outcome.upload.id).accepted:
        raise RuntimeError(f"{path.name} was not saved.")
    return time.perf_counter() - started


def checked(path: Path) -> float:
    """Seconds of processor time of the check alone, which is forgotten."""
    who = who_has_email(OFFICER)
    started = time.process_time()
    with path.open("rb") as source:
        outcome = check_file(who=who, file_name=path.name, source=source)
    taken = time.process_time() - started
    if not outcome.accepted:
        raise RuntimeError(f"{path.name} has faults.")
    forget_upload(who=who, upload_id=outcome.upload.id)
    return taken


JOBS: dict[str, Callable[[Path], float]] = {"save": saved, "check": checked}


def main(job: str, paths: Sequence[Path]) -> None:
    """Do the job with each file."""
    with create_app(load_settings()).app_context():
        print(json.dumps([JOBS[job](path) for path in paths]))


if __name__ == "__main__":
    main(sys.argv[1], [Path(each) for each in sys.argv[2:]])
