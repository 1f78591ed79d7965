"""The command that makes a committee pack."""

from __future__ import annotations

from pathlib import Path

import click

from webapp.cli.answers import whole_file_at
from webapp.cli.group import Factory, application, commands
from webapp.services.packs.making import Packed, make_pack
from webapp.services.settings import calendar


@commands.command("pack")
@click.argument("period")
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), required=True)
@click.pass_obj
def pack_command(factory: Factory, period: str, output: Path) -> None:
    """Write all plans of PERIOD, such as 2014-10 or "October 2014", in agenda order as one PDF."""
    with application(factory):
        key = calendar().read(period).key
        with whole_file_at(output) as file:
            packed = make_pack(who=None, key=key, out=file, progress=lambda _done, _total: None)
    for trouble in packed.troubles:
        click.echo(f"Not printed: {trouble}", err=True)
    click.echo(_told(packed, output))


def _told(packed: Packed, output: Path) -> str:
    """ "The pack of October 2014 is in pack.pdf: 12 plans, 3 figures without a plan, 16 pages."."""
    counts = [_count(packed.plans, "plan"), _count(packed.pages, "page")]
    if packed.without_plan:
        counts.insert(1, f"{_count(packed.without_plan, 'figure')} without a plan")
    return f"The pack of {packed.period} is in {output}: {', '.join(counts)}."


def _count(number: int, noun: str) -> str:
    return f"1 {noun}" if number == 1 else f"{number} {noun}s"
