"""What a hostile file might make its reader do, run in a process of its own by the tests of those limits."""

from __future__ import annotations

from tempfile import TemporaryFile

from webapp.readers.confined import MEMORY, answer


def _misbehave(content: bytes) -> str:
    match content:
        case b"runs on":
            while True:
                pass
        case b"is greedy":
            return str(len(bytearray(2 * MEMORY)))
        case b"writes":
            try:
                with TemporaryFile(buffering=0) as file:
                    file.write(b"x")
            except OSError:
                return "was not let"
            return "wrote"
        case b"crashes":
            raise ValueError("no such thing")
    return content.decode()


if __name__ == "__main__":
    answer(_misbehave)
