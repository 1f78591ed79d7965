"""The server's life: it stops when it is told to, and its workers do not outlive it."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

PATIENCE_SECONDS = 60
ROOT = Path(__file__).parents[2]


@pytest.fixture
def port() -> int:
    with socket.socket() as asking:
        asking.bind(("127.0.0.1", 0))
        free: int = asking.getsockname()[1]
        return free


def command(port: int) -> list[str]:
    return [sys.executable, "-m", "webapp", "serve", "--port", str(port)]


def environ(instance: Path) -> dict[str, str]:
    return {"PYTHONPATH": str(ROOT), "BTG_INSTANCE_PATH": str(instance), "BTG_WORKERS": "2"}


def answers(port: int) -> bool:
    """Whether a page comes: the port is open before anybody is there to answer."""
    try:
        urllib.request.urlopen(f"http://127.0.0.1:{port}/sign-in", timeout=PATIENCE_SECONDS).close()
    except OSError:
        return False
    return True


def wait_until(port: int, *, answering: bool) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while answers(port) is not answering:
        assert time.monotonic() < deadline, "There is still " + ("no answer." if answering else "an answer.")
        time.sleep(0.1)


@pytest.fixture
def server(tmp_path: Path, port: int) -> Iterator[subprocess.Popen[bytes]]:
    with subprocess.Popen(command(port), env=environ(tmp_path), cwd=tmp_path) as started:
        wait_until(port, answering=True)
        yield started
        started.kill()


@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGINT])
def test_it_stops_when_told(server: subprocess.Popen[bytes], port: int, sign: signal.Signals) -> None:
    server.send_signal(sign)
    assert server.wait(timeout=15) == 0
    assert not answers(port)


def test_workers_stop_after_a_server_that_was_killed(server: subprocess.Popen[bytes], port: int) -> None:
    os.kill(server.pid, signal.SIGKILL)
    wait_until(port, answering=False)


def test_a_second_start_on_the_same_port_says_what_to_do(
    server: subprocess.Popen[bytes], port: int, tmp_path: Path
) -> None:
    refused = subprocess.run(
        command(port), env=environ(tmp_path), cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert (refused.returncode, refused.stdout, refused.stderr.count("\n")) == (1, "", 1)
    assert "stop what runs there" in refused.stderr
    assert answers(port)
