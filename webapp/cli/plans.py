"""Commands about plans."""

from __future__ import annotations

from pathlib import Path

import click

from webapp.cli.group import Factory, application, commands
from webapp.services.plans.printing import plan_pdf

LARGEST = 2**31 - 1
"""The largest number a plan can have in either database."""


@commands.command("plan-pdf")
@click.argument("plan", type=click.IntRange(1, LARGEST))
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), required=True)
@click.pass_obj
def plan_pdf_command(factory: Factory, plan: int, output: Path) -> None:
    """Write the one page of PLAN, the number in its URL."""
    with application(factory):
        output.write_bytes(plan_pdf(who=None, plan_id=plan))
    click.echo(f"Plan {plan} is in {output}.")
