"""A server that is killed while it makes a pack: the next one finishes the job, once."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from flask import Flask
from sqlalchemy import select, update

from tests.builders import make_indicator, make_plan, set_figures
from tests.integration.council import Council, found
from tests.unit.pdf_examples import read
from webapp.config import Settings
from webapp.domain.jobs import JobState
from webapp.extensions import db
from webapp.models import Job
from webapp.services.clock import real_now
from webapp.services.jobs.reading import job_file
from webapp.services.migrating import close_database
from webapp.services.packs.jobs import ask_for_pack
from webapp.services.store import transaction

PATIENCE_SECONDS = 120
ROOT = Path(__file__).parents[2]
PLANS = 16
LONG = "\n\n".join(f"{number}. Referrals rose again and the team could not keep up with them." for number in range(600))
"""Pages and pages: the pack takes some seconds."""


def lay_long_plans() -> Council:
    council = found()
    for number in range(PLANS):
        indicator = make_indicator(code=f"LONG{number:02}", who=council.performance, lead=council.lead)
        set_figures(indicator, "2014-10", actual="20", who=council.performance, targets={"2014-10": "10"})
        make_plan(indicator, who=council.lead, reason=LONG)
    return council


@contextmanager
def server(settings: Settings) -> Iterator[subprocess.Popen[bytes]]:
    """The real server with one worker, in a process group of its own."""
    with socket.socket() as asking:
        asking.bind(("127.0.0.1", 0))
        port = asking.getsockname()[1]
    environ = {
        "PYTHONPATH": str(ROOT),
        "BTG_DATABASE_URL": settings.database_url,
        "BTG_INSTANCE_PATH": str(settings.instance_path),
        "BTG_SECRET_KEY": settings.secret_key,
        "BTG_WORKERS": "1",
    }
    command = [sys.executable, "-m", "webapp", "serve", "--port", str(port)]
    with subprocess.Popen(command, env=environ, cwd=settings.instance_path, start_new_session=True) as started:
        try:
            yield started
        finally:
            kill(started)


def kill(started: subprocess.Popen[bytes]) -> None:
    """All of a server at once, as when the power goes."""
    if started.poll() is None:
        os.killpg(started.pid, signal.SIGKILL)
        started.wait()


def wait_until(job_id: int, meets: Callable[[Job], bool]) -> Job:
    """The job as soon as it is so."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while True:
        db.session.rollback()
        db.session.expire_all()
        job = db.session.execute(select(Job).where(Job.id == job_id)).scalar_one()
        if meets(job):
            return job
        assert time.monotonic() < deadline, f"The job is {job.state}, {job.done} of {job.total}: {job.trouble}"
        time.sleep(0.02)


def run_out(job: Job) -> None:
    """Let a quarter of a minute go by in a moment: nobody holds the job any longer."""
    with transaction() as session:
        session.execute(update(Job).where(Job.id == job.id).values(lease_until=real_now() - timedelta(seconds=1)))


def test_a_pack_survives_the_server_that_makes_it(app: Flask, settings: Settings) -> None:
    with app.app_context():
        council = lay_long_plans()
        job_id = ask_for_pack(who=council.performance, key="2014-10")
        with server(settings) as first:
            wait_until(job_id, lambda job: job.state == JobState.RUNNING and job.total > 0)
            kill(first)
            left = wait_until(job_id, lambda job: True)
            assert (left.state, left.tries, left.result) == (JobState.RUNNING, 1, None)
            run_out(left)
        with server(settings):
            done = wait_until(job_id, lambda job: job.state not in {JobState.WAITING, JobState.RUNNING})
            assert (done.state, done.tries, done.trouble) == (JobState.DONE, 2, "")
        made = job_file(who=council.performance, job_id=job_id)
        assert len(read(made.content).pages) > PLANS * 3
        close_database()
