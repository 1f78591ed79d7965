"""The console command: ``back-to-green``, or ``python -m webapp``."""

from __future__ import annotations

from webapp.app import create_app
from webapp.cli import commands


def main() -> None:
    """Run one command and exit with its status."""
    commands(obj=create_app)


if __name__ == "__main__":
    main()
