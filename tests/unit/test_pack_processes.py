"""The processes that draw: each order answered, an error told, and none left behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.unit.pdf_examples import PLAN
from webapp.pdf.pack.parts import keep_plans, measure_plans
from webapp.pdf.pack.processes import HelperFailed, helpers

PATIENCE_SECONDS = 60
ROOT = Path(__file__).parents[2]
OPEN_ONE = """
import os, signal
from webapp.pdf.pack.processes import helpers
with helpers(1) as team:
    print(team.ask(os.getpid).result(), flush=True)
    signal.pause()
"""


def test_orders_are_answered_by_other_processes() -> None:
    with helpers(2) as team:
        answers = [team.ask(pow, number, 2) for number in range(20)]
        assert [answer.result() for answer in answers] == [number**2 for number in range(20)]
        assert os.getpid() not in {team.ask(os.getpid).result() for _ in range(4)}


def test_what_is_printed_on_the_way_is_no_answer() -> None:
    with helpers(1) as team:
        assert team.ask(print, "a warning").result() is None
        assert team.ask(len, "four").result() == 4


def test_an_error_is_told_and_the_helper_goes_on(tmp_path: Path) -> None:
    keep_plans([PLAN], tmp_path / "plans")
    with helpers(1) as team:
        with pytest.raises(HelperFailed, match="FileNotFoundError"):
            team.ask(measure_plans, tmp_path / "nowhere").result()
        assert team.ask(measure_plans, tmp_path / "plans").result()[0].pages == 1


def test_a_helper_that_ended_is_an_error() -> None:
    with helpers(1) as team, pytest.raises(HelperFailed, match="has ended"):
        team.ask(os._exit, 1).result()


def test_helpers_end_with_a_process_that_was_killed() -> None:
    with subprocess.Popen([sys.executable, "-c", OPEN_ONE], cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        helper = int(process.stdout.readline())
        assert is_alive(helper)
        process.send_signal(signal.SIGKILL)
    deadline = time.monotonic() + PATIENCE_SECONDS
    while is_alive(helper):
        assert time.monotonic() < deadline, "The helper goes on."
        time.sleep(0.05)


def is_alive(process: int) -> bool:
    """Whether there is such a process that has not ended: nobody may be there to take note of its end."""
    try:
        return "\nState:\tZ" not in Path(f"/proc/{process}/status").read_text(encoding="ascii")
    except (FileNotFoundError, ProcessLookupError):
        return False
