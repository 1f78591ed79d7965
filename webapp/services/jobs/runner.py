"""The worker of a server process: one thread that does the jobs of all, one after the other."""

from __future__ import annotations

import threading
import time

from flask import Flask

from webapp.services.jobs.queue import wait_for_work
from webapp.services.jobs.running import run_next
from webapp.services.jobs.tidying import remove_old_files
from webapp.services.uploads.tidying import remove_dropped_uploads

POLL_SECONDS = 3
"""How long a worker sleeps before it asks whether somebody else's process has enqueued or lost a job."""

TIDY_SECONDS = 3600


def start_runner(app: Flask) -> None:
    """Do the jobs from now on, until the process ends; a job that dies with it is taken over by another."""
    threading.Thread(target=_work, args=(app,), name="jobs", daemon=True).start()


def _work(app: Flask) -> None:
    tidied = float(-TIDY_SECONDS)
    while True:
        try:
            with app.app_context():
                while run_next():
                    pass
                if time.monotonic() >= tidied + TIDY_SECONDS:
                    remove_old_files()
                    remove_dropped_uploads()
                    tidied = time.monotonic()
        except Exception:  # such as a database that is away for a while: the next turn tries again
            app.logger.exception("Jobs could not be done.")
        wait_for_work(POLL_SECONDS)
