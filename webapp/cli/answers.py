"""What commands that read one file share: its bytes, and an answer alone on standard output."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path
from typing import Any

import click

from webapp.domain.errors import Refusal
from webapp.domain.numbers import plain

PARTS_AT_ONCE = 1_000
"""Parts of an answer that are written together."""


def read_bytes(path: Path, *, largest: int, kind: str) -> bytes:
    """The content of a file; raises Refusal where there is none, or more than ``largest`` bytes of it."""
    try:
        with path.open("rb") as file:
            content = file.read(largest + 1)
    except OSError as error:
        raise Refusal(f"{path}: {error.strerror}.") from None
    if len(content) > largest:
        raise Refusal(f"{path} is larger than {largest // 1_000_000} MB: choose a file that is a {kind}.")
    return content


def print_json(answer: Any) -> None:
    """Write JSON as UTF-8, whatever the terminal thinks."""
    text = json.dumps(answer, ensure_ascii=False, indent=2) + "\n"
    click.echo(text.encode("utf-8", "replace"), nl=False)


def print_exact_json(answer: Any) -> None:
    """As ``print_json``, with exact decimals as plain numbers: no digit is lost to a binary float."""
    click.echo((_exact(answer) + "\n").encode("utf-8", "replace"), nl=False)


def print_json_in_parts(answer: Mapping[str, Any]) -> None:
    """As ``print_json``, an item a line where a value is an iterator: a million faults need no memory."""
    waiting: list[str] = []
    for part in _parts(answer):
        waiting.append(part)
        if len(waiting) >= PARTS_AT_ONCE:
            _write(waiting)
    _write(waiting)


def whole_file(sentence: str) -> dict[str, Any]:
    """A refusal as JSON has it; it is about the whole file, so there is no line."""
    return {"errors": [{"line": None, "column": None, "value": None, "message": sentence}]}


def _exact(value: Any, indent: str = "\n") -> str:
    deeper = f"{indent}  "
    match value:
        case Decimal():
            return plain(value)
        case {**items} if items:
            lines = (f"{deeper}{_line(key)}: {_exact(item, deeper)}" for key, item in items.items())
            return f"{{{','.join(lines)}{indent}}}"
        case [_, *_]:
            return f"[{','.join(f'{deeper}{_exact(item, deeper)}' for item in value)}{indent}]"
        case _:
            return _line(value)


def _parts(answer: Mapping[str, Any]) -> Iterator[str]:
    yield "{"
    for place, (key, value) in enumerate(answer.items()):
        yield f"{',' if place else ''}\n  {json.dumps(key)}: "
        if not isinstance(value, Iterator):
            yield _line(value)
            continue
        first = next(value, None)
        if first is None:
            yield "[]"
            continue
        yield f"[\n    {_line(first)}"
        yield from (f",\n    {_line(item)}" for item in value)
        yield "\n  ]"
    yield "\n}\n"


_line = json.JSONEncoder(ensure_ascii=False).encode
"""An item in one line: indented ones take five times as long to write."""


def _write(waiting: list[str]) -> None:
    click.echo("".join(waiting).encode("utf-8", "replace"), nl=False)
    waiting.clear()


@contextmanager
def whole_file_at(path: Path) -> Iterator[Path]:
    """A file to write to, which takes the place of ``path`` at the end of the block; after an error nothing does.

    Raises Refusal for what is no plain file, or cannot be written.
    """
    if path.exists() and not path.is_file():
        raise Refusal(f"{path} is no file that can be written anew: name another.")
    written = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        written.touch(exist_ok=False)
    except OSError as error:
        raise Refusal(f"{path}: {error.strerror}.") from None
    try:
        yield written
        written.replace(path)
    except BaseException:
        written.unlink(missing_ok=True)
        raise
