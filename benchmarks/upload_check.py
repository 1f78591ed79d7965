"""Checks of files in a process of their own: prints the seconds of processor time that each took, as JSON."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from benchmarks.upload_council import OFFICER
from webapp.app import create_app
from webapp.config import load_settings
from webapp.services.people.identity import who_has_email
from webapp.services.uploads.uploading import check_file, forget_upload


def main(paths: list[Path]) -> None:
    """Check each file after the first, which only warms up, and forget it."""
    taken = []
    with create_app(load_settings()).app_context():
        who = who_has_email(OFFICER)
        for path in paths:
            with path.open("rb") as source:
                started = time.process_time()
                outcome = check_file(who=who, file_name=path.name, source=source)
                taken.append(time.process_time() - started)
            if not outcome.accepted:
                raise RuntimeError(f"{path.name} has faults.")
            forget_upload(who=who, upload_id=outcome.upload.id)
    print(json.dumps(taken[1:]))


if __name__ == "__main__":
    main([Path(each) for each in sys.argv[1:]])
