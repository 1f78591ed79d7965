"""Commands about plans."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from webapp.cli.answers import print_json, whole_file_at
from webapp.cli.group import Factory, application, commands
from webapp.domain.plans import PlanState
from webapp.services.clock import LONDON
from webapp.services.periods.opened import find_opened
from webapp.services.plans.lists import PlanOverview, overview
from webapp.services.plans.printing import plan_docx, plan_pdf
from webapp.services.settings import calendar

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


@commands.command("plan-docx")
@click.argument("plan", type=click.IntRange(1, LARGEST))
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), required=True)
@click.pass_obj
def plan_docx_command(factory: Factory, plan: int, output: Path) -> None:
    """Write PLAN, the number in its URL, as a Word document."""
    with application(factory), whole_file_at(output) as file:
        file.write_bytes(plan_docx(who=None, plan_id=plan))
    click.echo(f"Plan {plan} is in {output}.")


@commands.command("plans")
@click.option("--period", default="", help="Of one period, such as 2014-10 or October 2014.")
@click.option("--state", type=click.Choice([each.value for each in PlanState]), help="In one state.")
@click.option("--json", "as_json", is_flag=True, help="Print them as JSON.")
@click.pass_obj
def plans_command(factory: Factory, period: str, state: str | None, as_json: bool) -> None:
    """List every plan, and every figure that requires one and has none; the newest period first."""
    with application(factory):
        key = find_opened(calendar().read(period).key).period.key if period.strip() else None
        found = overview(period_key=key, state=PlanState(state) if state else None)
    if as_json:
        print_json([_plain(line) for line in found])
        return
    for line in found:
        click.echo(_words(line))


def _plain(line: PlanOverview) -> dict[str, object]:
    return {**asdict(line), "signed_at": line.signed_at.isoformat() if line.signed_at else None}


def _words(line: PlanOverview) -> str:
    """ "Plan 5  FW01  2014-10  signed off  version 3, signed by Carys Finch on 2014-11-14"."""
    name = f"Plan {line.plan}" if line.plan else "No plan"
    version = f"version {line.version}" if line.version else ""
    signed = f"signed by {line.signed_by} on {line.signed_at.astimezone(LONDON):%Y-%m-%d}" if line.signed_at else ""
    words = ", ".join(part for part in (version, signed) if part)
    return f"{name:9} {line.indicator:8} {line.period:8} {line.state:13} {words}".rstrip()
