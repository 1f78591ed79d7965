"""The command that charts a team's own series."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import click

from webapp.cli.answers import print_exact_json, read_bytes
from webapp.cli.group import commands, refusing
from webapp.domain.errors import BadNumber, Refusal
from webapp.domain.numbers import plain, round_half_up
from webapp.domain.xmr_verdicts import Wanted
from webapp.readers.rule_words import read_polarity, read_wanted
from webapp.services.figures.xmr_checks import CheckedSeries, check_series

LARGEST = 20_000_000
EXACT_PLACES, SHOWN_PLACES = 12, 6


@commands.command("xmr")
@click.argument("file", metavar="IN.csv", type=click.Path(path_type=Path))
@click.option("--target", metavar="T", default="", help="The figure wanted, or a range: 95, or 10 to 20.")
@click.option("--polarity", metavar="P", default="", help="Which way is better: lower, higher, range, point or none.")
@click.option("--json", "as_json", is_flag=True, help="Print the answer as JSON.")
def xmr_command(file: Path, target: str, polarity: str, as_json: bool) -> None:
    """Mean, limits and signals of the series in IN.csv (period, value), as on an XmR chart. Needs no database.

    A blank value is a gap. Rows are put in the order of time where every period can be read.
    """
    with refusing():
        way, wanted = read_polarity(polarity), _wanted(target)
        found = check_series(read_bytes(file, largest=LARGEST, kind="series"), polarity=way, wanted=wanted)
    if as_json:
        print_exact_json(_plain(found))
    else:
        _print_table(found, has_target=wanted is not None)


def _wanted(text: str) -> Wanted | None:
    try:
        return read_wanted(text)
    except BadNumber as refusal:
        raise Refusal(f"--target: {refusal.sentence}") from None


def _plain(found: CheckedSeries) -> dict[str, Any]:
    limits = found.stretch.limits
    return {
        "mean": _exact(found.stretch.mean),
        "lower": _exact(limits.lower if limits else None),
        "upper": _exact(limits.upper if limits else None),
        "mean_moving_range": _exact(limits.mean_moving_range if limits else None),
        "trial": found.stretch.is_trial,
        "points": [
            {"period": period, "value": point.value, "signals": [signal.value for signal in point.signals]}
            for period, point in found.points
        ],
        "variation": found.variation and found.variation.value,
        "assurance": found.assurance and found.assurance.value,
    }


def _exact(value: Decimal | None) -> Decimal | None:
    return None if value is None else round_half_up(value, EXACT_PLACES)


def _print_table(found: CheckedSeries, *, has_target: bool) -> None:
    stretch, limits = found.stretch, found.stretch.limits
    click.echo(f"Mean                {_shown(stretch.mean)}")
    if limits is None:
        click.echo("Limits              none: no two figures are neighbours")
    else:
        trial = f" (trial limits: {stretch.points} figures, fewer than 12)" if stretch.is_trial else ""
        click.echo(f"Limits              {_shown(limits.lower)} to {_shown(limits.upper)}{trial}")
        click.echo(f"Mean moving range   {_shown(limits.mean_moving_range)}")
    click.echo(f"Variation           {found.variation}")
    if has_target:
        click.echo(f"Assurance           {found.assurance or 'not said'}")
    if not found.in_time:
        click.echo("Order               that of the rows: not every period names a time that can be read")
    click.echo()
    rows = [("period", "value", "signals")]
    rows += [
        (period, "" if point.value is None else plain(point.value), ", ".join(point.signals))
        for period, point in found.points
    ]
    wide = [max(len(row[column]) for row in rows) for column in range(2)]
    for period, value, signals in rows:
        click.echo(f"{period.ljust(wide[0])}  {value.rjust(wide[1])}  {signals}".rstrip())


def _shown(value: Decimal | None) -> str:
    return "" if value is None else plain(round_half_up(value, SHOWN_PLACES))
