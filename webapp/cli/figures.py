"""The command that lists the figures of an indicator and what became of them."""

from __future__ import annotations

from collections.abc import Iterable

import click

from webapp.cli.answers import print_json
from webapp.cli.group import Factory, application, commands
from webapp.services.figures.listing import FigureTold, RevisionTold, list_figures

HEADINGS = ("PERIOD", "ACTUAL", "TARGET", "STATUS", "QUALITY", "REVISIONS")
RIGHT = frozenset({1, 2, 5})
"""Columns of figures, which stand to the right."""


@commands.command("figures")
@click.argument("indicator")
@click.option("--json", "as_json", is_flag=True, help="Print them as JSON, with every revision.")
@click.option("--targets", is_flag=True, help="Tell the revisions of targets too.")
@click.pass_obj
def figures_command(factory: Factory, indicator: str, as_json: bool, targets: bool) -> None:
    """List the figures of INDICATOR, its code or a former one: each period, oldest first, with its revisions."""
    with application(factory):
        found = list_figures(indicator)
    if as_json:
        print_json({"indicator": found.indicator, "periods": [_plain(each, targets) for each in found.periods]})
        return
    rows = [HEADINGS, *(_cells(each, targets) for each in found.periods)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEADINGS))]
    for row in rows:
        cells = (
            cell.rjust(width) if column in RIGHT else cell.ljust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        click.echo("  ".join(cells).rstrip())


def _plain(each: FigureTold, targets: bool) -> dict[str, object]:
    plain: dict[str, object] = {
        "period": each.period,
        "actual": each.actual,
        "target": each.target,
        "quality": each.quality,
        "status": each.status.value,
        "revisions": _revisions(each.revisions),
    }
    return {**plain, "target_revisions": _revisions(each.target_revisions)} if targets else plain


def _revisions(revisions: Iterable[RevisionTold]) -> list[dict[str, object]]:
    return [
        {
            "old": each.old,
            "new": each.new,
            "by": each.by,
            "at": each.at.isoformat(timespec="seconds").replace("+00:00", "Z"),
            "upload": each.upload,
            "reason": each.reason,
        }
        for each in revisions
    ]


def _cells(each: FigureTold, targets: bool) -> tuple[str, ...]:
    count = len(each.revisions) + (len(each.target_revisions) if targets else 0)
    return (each.period, each.actual or "", each.target or "", each.status.value, each.quality or "", str(count))
