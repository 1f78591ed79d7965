"""The files that people wrote here: not what was vendored, installed or made."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = (".ci", "benchmarks", "docs", "scripts", "static", "templates", "tests", "webapp")
NOT_OURS = {"__pycache__", "failures", "fonts", "vendor"}


def ours(*suffixes: str, under: str = "") -> list[Path]:
    """Every file of ours with one of the suffixes (any, if none is given), under one folder or anywhere."""
    starts = [ROOT / under] if under else [ROOT / folder for folder in FOLDERS]
    found = [path for start in starts for path in start.rglob("*") if path.is_file()]
    if not under:
        found += [path for path in ROOT.iterdir() if path.is_file() and path.name != ".git"]  # a file in a worktree
    kept = [path for path in found if not NOT_OURS.intersection(path.relative_to(ROOT).parts)]
    chosen = sorted(path for path in kept if not suffixes or path.suffix in suffixes)
    assert chosen, f"no {' '.join(suffixes)} file under {under or 'the project'}: this check looks in the wrong place"
    return chosen


def name(path: Path) -> str:
    """The path as people write it, from the top of the project."""
    return path.relative_to(ROOT).as_posix()


def imported(path: Path) -> Iterator[str]:
    """The full name of every module that a Python file imports, also inside functions."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
