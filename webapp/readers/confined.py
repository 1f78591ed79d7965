"""Reading a file that may have been made to do harm: in a process of its own, with little time and memory."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from threading import Lock
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
SECONDS = 4  # of a processor's time; of the clock's, five times as many on a busy machine
MEMORY = 1024 * 1024 * 1024  # bytes

# Whoever sends many such files keeps one processor busy, not all of them.
_one_at_a_time = Lock()


def read_confined(module: str, content: bytes, *, seconds: int = SECONDS) -> Any:
    """What ``module`` found out about the content, or None where it did not come to an end within its limits."""
    command = [sys.executable, "-P", "-m", module, str(seconds)]
    environment = {"PYTHONPATH": str(ROOT), "PATH": os.environ.get("PATH", "")}
    with _one_at_a_time:
        try:
            done = subprocess.run(
                command, input=content, capture_output=True, timeout=5 * seconds, env=environment, check=True
            )
            return json.loads(done.stdout)
        except (subprocess.SubprocessError, OSError, ValueError):
            return None


def answer(find: Callable[[bytes], Any]) -> None:
    """In that process: take the limits on, then read standard input and write what was found as JSON."""
    import resource  # where a system has no such limits, such files are not read, and the product runs all the same

    seconds = int(sys.argv[1])
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    json.dump(find(sys.stdin.buffer.read()), sys.stdout)
