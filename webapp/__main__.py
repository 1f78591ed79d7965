"""The console command: ``back-to-green``, or ``python -m webapp``."""

from __future__ import annotations

import os
import sys

import click

from webapp.app import create_app
from webapp.cli import commands


def main() -> None:
    """Run one command and exit: 0 for done, 1 for refused, 2 for what cannot be asked, with one line that says why."""
    try:
        status = commands.main(obj=create_app, standalone_mode=False)
    except click.exceptions.NoArgsIsHelpError as error:
        sys.exit(error.format_message())
    except click.UsageError as error:
        command = error.ctx.command_path if error.ctx else "back-to-green"
        _refuse(f"{error.format_message()} See: {command} --help", error.exit_code)
    except click.ClickException as error:
        _refuse(error.format_message(), error.exit_code)
    except click.Abort:
        sys.exit("Stopped.")
    except OSError as error:
        _write_no_more()
        sys.exit(f"Error: {error.filename or 'The answer cannot be written'}: {error.strerror}.")
    sys.exit(status if isinstance(status, int) else 0)


def _refuse(sentence: str, status: int) -> None:
    click.echo(f"Error: {sentence}", err=True)
    sys.exit(status)


def _write_no_more() -> None:
    """Let what is still to be written go nowhere: the interpreter would try it once more, and complain."""
    if sys.stdout is not None:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


if __name__ == "__main__":
    main()
