"""Processes that help with drawing: Python draws on one processor at a time, and a pack has use for all of them."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path
from queue import SimpleQueue
from typing import Any, ParamSpec, TypeVar

Given = ParamSpec("Given")
Answer = TypeVar("Answer")

MOST = 4
"""More processors than that are left to those who use the pages meanwhile."""

_PACKAGE = Path(__file__).resolve().parents[3]
_COMMAND = (sys.executable, "-m", "webapp.pdf.pack.helper")


class HelperFailed(Exception):
    """A helper met an error that it did not expect; the text is what it said about it."""


def processors() -> int:
    """How many this process may use, but no more than MOST."""
    return min(len(os.sched_getaffinity(0)), MOST)


class Helpers:
    """Some helpers, each with one order at a time."""

    def __init__(self, processes: list[subprocess.Popen[bytes]], threads: ThreadPoolExecutor) -> None:
        self._free: SimpleQueue[subprocess.Popen[bytes]] = SimpleQueue()
        self._threads = threads
        for process in processes:
            self._free.put(process)

    def ask(
        self, function: Callable[Given, Answer], /, *arguments: Given.args, **named: Given.kwargs
    ) -> Future[Answer]:
        """Have a function of this package called by the next free helper; raises HelperFailed in the future."""
        return self._threads.submit(self._ask, function, arguments, named)

    def _ask(self, function: Callable[..., Answer], arguments: Any, named: Any) -> Answer:
        process = self._free.get()
        try:
            assert process.stdin is not None
            assert process.stdout is not None
            pickle.dump((function, arguments, named), process.stdin)
            process.stdin.flush()
            done, answer = pickle.load(process.stdout)
        except (EOFError, OSError) as error:
            raise HelperFailed("A process that draws pages has ended.") from error
        finally:
            self._free.put(process)
        if not done:
            raise HelperFailed(answer)
        result: Answer = answer
        return result


@contextmanager
def helpers(count: int) -> Iterator[Helpers]:
    """That many helpers until the end of the block. A helper also ends when this process does, however that ends."""
    environ = {name: value for name, value in os.environ.items() if not name.startswith("BTG_")}
    environ["PYTHONPATH"] = os.pathsep.join(filter(None, (str(_PACKAGE), environ.get("PYTHONPATH"))))
    with ExitStack() as stack:
        processes = [
            stack.enter_context(subprocess.Popen(_COMMAND, env=environ, stdin=subprocess.PIPE, stdout=subprocess.PIPE))
            for _ in range(count)
        ]
        threads = ThreadPoolExecutor(count, thread_name_prefix="helpers")
        try:
            yield Helpers(processes, threads)
        finally:
            threads.shutdown(cancel_futures=True)
