"""The console command: ``back-to-green``, or ``python -m webapp``."""

from __future__ import annotations

import sys

import click

from webapp.app import create_app
from webapp.cli import commands


def main() -> None:
    """Run one command and exit: 0 for done, 1 for refused, with one line that says why."""
    try:
        status = commands.main(obj=create_app, standalone_mode=False)
    except click.exceptions.NoArgsIsHelpError as error:
        sys.exit(error.format_message())
    except click.UsageError as error:
        command = error.ctx.command_path if error.ctx else "back-to-green"
        sys.exit(f"Error: {error.format_message()} See: {command} --help")
    except click.ClickException as error:
        sys.exit(f"Error: {error.format_message()}")
    except click.Abort:
        sys.exit("Stopped.")
    sys.exit(status if isinstance(status, int) else 0)


if __name__ == "__main__":
    main()
