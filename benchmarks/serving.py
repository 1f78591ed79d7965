"""A contestant served by Granian in a process of its own, with the settings that the product is served with."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from webapp.web.server import serve_factory

PATIENCE_SECONDS = 30
ROOT = Path(__file__).resolve().parents[1]


@contextmanager
def served(target: str, environ: Mapping[str, str]) -> Iterator[int]:
    """Serve the factory of a WSGI application, as ``module:name``, until the end of the block; yields its port."""
    port = _free_port()
    server = subprocess.Popen(
        [sys.executable, "-m", "benchmarks.serving", target, str(port)],
        env={**os.environ, **environ},
        cwd=ROOT,
    )
    try:
        _wait_until_listening(port, server)
        yield port
    finally:
        server.terminate()
        server.wait(timeout=PATIENCE_SECONDS)


def _free_port() -> int:
    with socket.socket() as asking:
        asking.bind(("127.0.0.1", 0))
        port: int = asking.getsockname()[1]
        return port


def _wait_until_listening(port: int, server: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline and server.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            time.sleep(0.05)
    raise RuntimeError("A server to be measured did not start.")


if __name__ == "__main__":
    serve_factory(sys.argv[1], host="127.0.0.1", port=int(sys.argv[2]), workers=0)
