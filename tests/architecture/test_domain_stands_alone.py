"""The rules run on the standard library alone, whatever the packages above them pull in."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.architecture.source import ROOT, name, ours

# A module set to None in sys.modules raises ImportError when anything imports it.
BLOCKED = (
    "alembic",
    "click",
    "flask",
    "jinja2",
    "markupsafe",
    "reportlab",
    "sqlalchemy",
    "werkzeug",
    "wtforms",
)
MODULES = [name(path).removesuffix(".py").replace("/", ".") for path in ours(".py", under="webapp/domain")]


def import_alone(module: str) -> subprocess.CompletedProcess[str]:
    """Import one module in a fresh interpreter in which every framework is missing."""
    block = f"import sys; sys.modules.update(dict.fromkeys({BLOCKED!r}))"
    return subprocess.run(
        [sys.executable, "-c", f"{block}; import {module}"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("module", MODULES)
def test_a_rule_is_importable_without_any_framework(module: str) -> None:
    result = import_alone(module.removesuffix(".__init__"))
    assert result.returncode == 0, result.stderr


def test_the_block_would_be_noticed() -> None:
    assert "ModuleNotFoundError" in import_alone("flask").stderr


def test_the_rules_need_no_installed_package_at_all() -> None:
    """Without ``site`` an interpreter sees the standard library and the working folder only."""
    code = "; ".join(f"import {module.removesuffix('.__init__')}" for module in MODULES)
    result = subprocess.run([sys.executable, "-S", "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr
