"""The load: a process of its own that keeps some connections busy for a while and counts the answers.

Reads a ``Load`` as JSON from standard input and writes a ``Count`` as JSON to standard output. Only plain
sockets and one selector, so that the load leaves the processor to the server it measures.
"""

from __future__ import annotations

import json
import re
import selectors
import socket
import subprocess
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path

_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
_CHUNK = 65536


@dataclass(frozen=True, slots=True)
class Load:
    """What to send, in turn, and the text that each answer must hold."""

    port: int
    connections: int
    seconds: float
    requests: list[str]
    expected: list[str]


@dataclass(frozen=True, slots=True)
class Count:
    """Answers within the time that really passed, in seconds."""

    answers: int
    seconds: float

    @property
    def rate(self) -> float:
        """Answers a second."""
        return self.answers / self.seconds


def run(load: Load) -> Count:
    """Put the load on a server from a process of its own; raises CalledProcessError for a wrong answer."""
    done = subprocess.run(
        [sys.executable, str(Path(__file__).resolve())],
        input=json.dumps(asdict(load)),
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return Count(**json.loads(done.stdout))


class _Connection:
    """One kept-alive connection with one request under way."""

    def __init__(self, port: int, requests: list[tuple[bytes, bytes]], first: int) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=10)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._requests, self._next = requests, first % len(requests)
        self._expected = b""
        self._answer = b""

    def ask(self) -> None:
        """Send the next request."""
        request, self._expected = self._requests[self._next]
        self._next = (self._next + 1) % len(self._requests)
        self.socket.sendall(request)

    def answered(self) -> bool:
        """Take in what has come; true as soon as the answer is complete. Raises RuntimeError for a wrong one."""
        part = self.socket.recv(_CHUNK)
        if not part:
            raise RuntimeError("The server closed the connection.")
        self._answer += part
        head, end, body = self._answer.partition(b"\r\n\r\n")
        if not end:
            return False
        length = _LENGTH.search(head)
        if length is None or not head.startswith(b"HTTP/1.1 200 "):
            raise RuntimeError(f"Not the answer expected:\n{self._answer.decode(errors='replace')}")
        if len(body) < int(length[1]):
            return False
        if self._expected not in body:
            raise RuntimeError(f"{self._expected!r} is not in:\n{body.decode(errors='replace')}")
        self._answer = b""
        return True


def _count(load: Load) -> Count:
    requests = [
        (request.encode(), expected.encode()) for request, expected in zip(load.requests, load.expected, strict=True)
    ]
    connections = [_Connection(load.port, requests, first) for first in range(load.connections)]
    with selectors.DefaultSelector() as selector:
        for connection in connections:
            selector.register(connection.socket, selectors.EVENT_READ, connection)
        started = time.perf_counter()
        until = started + load.seconds
        answers = 0
        for connection in connections:
            connection.ask()
        while (now := time.perf_counter()) < until:
            for key, _ in selector.select(timeout=10):
                if key.data.answered():
                    answers += 1
                    key.data.ask()
    for connection in connections:
        connection.socket.close()
    return Count(answers, now - started)


if __name__ == "__main__":
    print(json.dumps(asdict(_count(Load(**json.load(sys.stdin))))))
