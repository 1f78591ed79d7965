"""A run that is killed at any stage loses nothing, and the next one writes to nobody twice."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import portalocker
import psycopg
import pytest
from flask import Flask

from tests.integration.mail_server import DEAD, PATIENCE_SECONDS, Office, mail_server
from tests.integration.reminded_council import DIRECTOR, LEAD, Reminded, set_scene
from webapp.domain.reminders import DigestState
from webapp.services.reminders.one_run import only_run
from webapp.services.reminders.outcomes import digest_page

ROOT = Path(__file__).parents[2]
SENT, UNKNOWN = DigestState.SENT, DigestState.UNKNOWN
Run = Callable[[], "subprocess.Popen[str]"]


@pytest.fixture
def office() -> Office:
    return Office()


@pytest.fixture
def reminded(app: Flask, office: Office) -> Iterator[Reminded]:
    """Two people to remind, the lead first."""
    with mail_server(office) as port:
        scene = set_scene(app, office, port)
        scene.wait_for_signature()
        yield scene


@pytest.fixture
def start(reminded: Reminded, database_url: str, tmp_path: Path) -> Iterator[Run]:
    """Start the command as a scheduler does, in a process of its own."""
    assert reminded.settings.mail_server

    with ExitStack() as started:

        def begin() -> subprocess.Popen[str]:
            environment = {
                "PYTHONPATH": str(ROOT),
                "BTG_INSTANCE_PATH": str(tmp_path),
                "BTG_DATABASE_URL": database_url,
                "BTG_SECRET_KEY": reminded.settings.secret_key,
                "BTG_TODAY": reminded.day.isoformat(),
                "BTG_SMTP_URL": f"smtp://{reminded.settings.mail_server.name}",
                "BTG_MAIL_FROM": "plans@council.example",
            }
            process = subprocess.Popen(
                [sys.executable, "-m", "webapp", "send-reminders"],
                env=environment,
                cwd=tmp_path,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                text=True,
            )
            started.enter_context(process)
            started.callback(process.kill)
            return process

        yield begin


def kill_at(stage: str, office: Office, start: Run) -> None:
    """Start a run and kill it outright while the server is silent at that stage."""
    office.hangs = stage
    office.reached.clear()
    process = start()
    assert office.reached.wait(PATIENCE_SECONDS), process.communicate(timeout=1)
    process.kill()
    process.wait(PATIENCE_SECONDS)
    office.hangs = ""


@pytest.mark.parametrize(
    ("stage", "lead_is", "accepted"),
    [
        ("EHLO", SENT, [LEAD, DIRECTOR]),  # nothing was claimed
        ("MAIL", UNKNOWN, [DIRECTOR]),  # claimed: whether it was sent is not known, so it is not tried again
        ("RCPT", UNKNOWN, [DIRECTOR]),
        ("DATA", UNKNOWN, [DIRECTOR]),
        ("TEXT", UNKNOWN, [LEAD, DIRECTOR]),  # the server has it, and nobody was told
    ],
)
def test_killed_while_the_server_is_silent(
    reminded: Reminded, office: Office, start: Run, stage: str, lead_is: DigestState, accepted: list[str]
) -> None:
    kill_at(stage, office, start)
    _goes_on(reminded, office, lead_is, accepted)


def test_killed_after_the_answer_and_before_it_was_written_down(
    reminded: Reminded, office: Office, start: Run, database_url: str
) -> None:
    with ExitStack() as held:

        def hold() -> None:
            held.enter_context(_nobody_writes(database_url))
            office.reached.set()

        office.before_answer = hold
        process = start()
        assert office.reached.wait(PATIENCE_SECONDS), process.communicate(timeout=1)
        process.kill()
        process.wait(PATIENCE_SECONDS)
    office.before_answer = lambda: None
    _goes_on(reminded, office, UNKNOWN, [LEAD, DIRECTOR])


def _goes_on(reminded: Reminded, office: Office, lead_is: DigestState, accepted: list[str]) -> None:
    """The next runs of the day send what is left, once, and list what nobody knows of."""
    _wait_for_the_lock(reminded)
    reminded.send()
    reminded.send()
    team = [] if lead_is is SENT else ["priya.nair@council.example"]
    assert sorted(office.recipients) == sorted(accepted + team)
    states = {address: state for address, _, state in reminded.states()}
    assert states[LEAD] is lead_is
    assert states[DIRECTOR] is SENT
    with reminded.app():
        unknown = digest_page(who=reminded.council.performance).unknown
    assert [(line.person, line.trouble) for line in unknown] == (
        []
        if lead_is is SENT
        else [("Ann Lee", "The run that was sending it ended before the mail server had answered.")]
    )


def _wait_for_the_lock(reminded: Reminded) -> None:
    """PostgreSQL needs a moment to see that a client is gone."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    free = False
    while not free:
        assert time.monotonic() < deadline, "A run that was killed still holds its lock."
        with reminded.app(), only_run() as free:
            pass


@contextmanager
def _nobody_writes(database_url: str) -> Iterator[None]:
    """Let every writer wait."""
    if database_url.startswith("sqlite"):
        with Path(database_url.removeprefix("sqlite:///") + ".lock").open("a") as file:
            portalocker.lock(file, portalocker.LockFlags.EXCLUSIVE)
            yield
        return
    with psycopg.connect(database_url.replace("+psycopg", "")) as connection:
        connection.execute("LOCK TABLE digest IN SHARE ROW EXCLUSIVE MODE")
        yield
        connection.rollback()


def test_two_schedulers_at_once_send_once(reminded: Reminded, office: Office, start: Run) -> None:
    both = threading.Barrier(2)
    said: list[tuple[int, str, str]] = []

    def run() -> None:
        both.wait()
        process = start()
        out, err = process.communicate(timeout=PATIENCE_SECONDS)
        said.append((process.returncode, out, err))

    threads = [threading.Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [(code, err) for code, _, err in said] == [(0, "")] * 2
    assert sorted(office.recipients) == [LEAD, DIRECTOR]
    assert [state for _, _, state in reminded.states()] == [SENT, SENT]


def test_the_command_says_what_it_did(reminded: Reminded, office: Office, start: Run) -> None:
    office.answers["RCPT", LEAD] = "550 No such user"
    process = start()
    assert process.communicate(timeout=PATIENCE_SECONDS) == (
        "Sent: 1. Refused: 1. Unknown: 0. Settled earlier today: 0.\n",
        "ann.lee@council.example: refused. 550 No such user\n",
    )
    assert process.returncode == 0
    office.answers["EHLO"] = DEAD
    process = start()
    out, err = process.communicate(timeout=PATIENCE_SECONDS)
    assert (process.returncode, out, err.count("\n")) == (1, "", 1)
    assert err.startswith("Error: The mail server 127.0.0.1:")
