"""The real server, started by its command on a free port of this machine."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.databases import Database

SECRET_KEY = "0123456789abcdef" * 4
PATIENCE_SECONDS = 90
COMMAND = Path(sys.executable).with_name("back-to-green")


@dataclass(frozen=True, slots=True)
class Site:
    """A served site: where it answers, and what its commands need to work on the same data."""

    url: str
    environ: dict[str, str] = field(repr=False)

    def run(self, *arguments: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
        """Run ``back-to-green`` on the site's data."""
        return subprocess.run(
            [str(COMMAND), *arguments],
            env=self.environ,
            input=stdin,
            capture_output=True,
            text=True,
            check=False,
        )


@contextmanager
def served(database_url: str, instance: Path, *, demo: bool) -> Iterator[Site]:
    """Serve a database until the end of the block, with the demonstration council or without."""
    port = _free_port()
    site = Site(url=f"http://127.0.0.1:{port}", environ=_environ(database_url, instance))
    command = [str(COMMAND), "serve", "--host", "127.0.0.1", "--port", str(port)] + ["--demo"] * demo
    log = instance / "server.log"
    with log.open("w") as output:
        server = subprocess.Popen(command, env=site.environ, cwd=instance, stdout=output, stderr=subprocess.STDOUT)
    try:
        _wait_until_answering(site.url, server, log)
        yield site
    finally:
        server.terminate()
        server.wait(timeout=PATIENCE_SECONDS)


@contextmanager
def served_again(database: Database, instance: Path, *, demo: bool) -> Iterator[Callable[[], Site]]:
    """Serve one site for many tests: each call puts its data back to what they were when it was first served.

    A start takes longer than many a test.
    """
    first = database.empty()
    with served(first, instance, demo=demo):
        pass
    url = database.copy(first)
    with served(url, instance, demo=demo) as site:

        def afresh() -> Site:
            database.restore(url, first)
            return site

        yield afresh


def _environ(database_url: str, instance: Path) -> dict[str, str]:
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("BTG_")}
    return inherited | {
        "BTG_DATABASE_URL": database_url,
        "BTG_INSTANCE_PATH": str(instance),
        "BTG_SECRET_KEY": SECRET_KEY,
    }


def _free_port() -> int:
    with socket.socket() as asking:
        asking.bind(("127.0.0.1", 0))
        port: int = asking.getsockname()[1]
        return port


def _wait_until_answering(url: str, server: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        if server.poll() is not None:
            raise RuntimeError(f"The server stopped by itself:\n{log.read_text()}")
        try:
            urllib.request.urlopen(url, timeout=5).close()
        except urllib.error.HTTPError:
            return  # a refusal is an answer
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError(f"The server did not answer within {PATIENCE_SECONDS} s:\n{log.read_text()}")
