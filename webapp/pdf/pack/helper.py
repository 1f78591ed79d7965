"""A process that draws what it is asked for: orders come in on standard input, answers leave on standard output."""

from __future__ import annotations

import os
import pickle
import signal
import sys
import traceback


def main() -> None:
    """Answer orders until nobody can give another: whoever started this has ended then."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    orders, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever is printed on the way is no answer
    while True:
        try:
            function, arguments, named = pickle.load(orders)
        except EOFError:
            return
        try:
            answer = True, function(*arguments, **named)
        except Exception:
            answer = False, traceback.format_exc()
        pickle.dump(answer, answers)
        answers.flush()


if __name__ == "__main__":
    main()
