"""Tests stay what they are called: unit tests stand alone, and none is quietly left out."""

from __future__ import annotations

import re

from tests.architecture.source import imported, name, ours

NOT_IN_UNIT_TESTS = (
    "flask",
    "sqlalchemy",
    "webapp.app",
    "webapp.blueprints",
    "webapp.cli",
    "webapp.extensions",
    "webapp.models",
)
LEFT_OUT = re.compile(r"\bpytest\.(?:skip|importorskip|xfail)\b|\bmark\.(?:skip|skipif|xfail)\b|\bunittest\.skip")


def test_unit_tests_need_neither_application_nor_database() -> None:
    found = [
        f"{name(path)}: {module}"
        for path in ours(".py", under="tests/unit")
        for module in imported(path)
        if any(module == wall or module.startswith(wall + ".") for wall in NOT_IN_UNIT_TESTS)
    ]
    assert found == []


def test_no_test_is_skipped_or_allowed_to_fail() -> None:
    """A missing tool is installed by ``make test``, or it fails."""
    found = [name(path) for path in ours(".py", under="tests") if LEFT_OUT.search(path.read_text(encoding="utf-8"))]
    assert found == []
