"""The command that checks a team's own spreadsheet."""

from __future__ import annotations

from pathlib import Path

import click

from webapp.cli.answers import read_bytes
from webapp.cli.group import commands, refusing
from webapp.services.figures.checks import check_figures

LARGEST = 200_000_000


@commands.command("check-figures")
@click.argument("file", metavar="IN.csv", type=click.Path(path_type=Path))
@click.option("-o", "--output", metavar="OUT.csv", type=click.Path(path_type=Path), help="Where to write it.")
def check_figures_command(file: Path, output: Path | None) -> None:
    """Add variance, percent, status and disagreement to every row of IN.csv. Needs no database.

    A row is judged by the rule of the columns filled in it: tolerance, or green_within and amber_within (5% of target,
    or 2.5 units), beyond which previous_year makes amber what is not worse than it; or green_to and amber_to, the last
    values still green and still amber, which need no target. With best, the nearer to it the better.
    """
    with refusing():
        checked = check_figures(read_bytes(file, largest=LARGEST, kind="table")).encode()
        if output is not None:
            output.write_bytes(checked)
    if output is None:  # not above, where an answer that nobody reads on would be a refusal
        click.echo(checked, nl=False)
