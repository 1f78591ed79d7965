"""Which versions were measured."""

from __future__ import annotations

import platform
from importlib.metadata import version


def versions(*names: str) -> str:
    """ "Python 3.11.7, Flask 3.1.3, …"."""
    return ", ".join((f"Python {platform.python_version()}", *(f"{name} {version(name)}" for name in names)))
