"""The command that says which figures of a period lack a current signed plan."""

from __future__ import annotations

import sys
from datetime import date, datetime

import click

from webapp.cli.answers import print_json
from webapp.cli.group import Factory, application, commands
from webapp.domain.coverage import summary_words
from webapp.domain.errors import BadPeriod, NotFound
from webapp.domain.requirements import ForAmber
from webapp.services.clock import today
from webapp.services.coverage.facts import Covered, PeriodCoverage, coverage_of
from webapp.services.periods.opened import OpenedPeriod, find_opened
from webapp.services.settings import calendar, council_settings


class WrongPeriod(click.ClickException):
    """A text that names no open period."""

    exit_code = 2


@commands.command("coverage")
@click.argument("period")
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), help="Count actions as overdue as of this day, not today.")
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON.")
@click.pass_obj
def coverage_command(factory: Factory, period: str, on: datetime | None, as_json: bool) -> None:
    """List the figures of PERIOD, such as 2014-Q3, that need a plan, and what is missing.

    Exit status: 0 where each has a current signed plan, 1 where one lacks it, 2 for a period that is not open.
    """
    with application(factory):
        council, day = council_settings(), on.date() if on else today()
        found = coverage_of(_opened(period), on=day, council=council)
    covered = sum(line.is_covered for line in found.lines)
    if as_json:
        print_json(_plain(found, day, covered))
    else:
        only_reds = council.policy.for_amber is ForAmber.NO
        click.echo(f"{summary_words(covered, len(found.lines), only_reds=only_reds)}.")
        for line in found.lines:
            click.echo(_words(line))
    sys.exit(0 if covered == len(found.lines) else 1)


def _opened(text: str) -> OpenedPeriod:
    try:
        return find_opened(calendar().read(text).key)
    except (BadPeriod, NotFound) as refusal:
        raise WrongPeriod(refusal.sentence) from None


def _plain(found: PeriodCoverage, day: date, covered: int) -> dict[str, object]:
    return {
        "period": found.opened.period.key,
        "on": day.isoformat(),
        "required": len(found.lines),
        "covered": covered,
        "in_order": sum(not line.gaps for line in found.lines),
        "awaited": found.awaited,
        "gaps": [_gap(line) for line in found.lines if line.gaps],
    }


def _gap(line: Covered) -> dict[str, object]:
    reading = line.reading
    return {
        "code": reading.indicator.code,
        "title": reading.indicator.title,
        "directorate": reading.directorate,
        "period": reading.period.key,
        "status": reading.status.value,
        "plan_state": line.plan_state,
        "gaps": [gap.value for gap in line.gaps],
        "overdue_actions": line.facts.overdue,
        "reds_in_a_row": line.facts.reds,
        "plan_due": reading.plan_due.isoformat() if reading.plan_due else None,
        "departmental_lead": reading.departmental_lead,
        "strategic_lead": reading.strategic_lead,
        "plan_id": reading.plan_id,
    }


def _words(line: Covered) -> str:
    """ "CS01      2014-12  red    No plan, 2 reds in a row"."""
    reading = line.reading
    missing = ", ".join(line.gap_words) or "In order"
    return f"{reading.indicator.code:10} {reading.period.key:8} {reading.status.value:6} {missing}"
