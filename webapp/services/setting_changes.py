"""Changing the council's settings: checked against what is already there, and recorded."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import Any

from sqlalchemy import select

from webapp.domain.colours import read_colour
from webapp.domain.deadlines import FEWEST_DAYS, MOST_DAYS
from webapp.domain.errors import Refusal, Refusals
from webapp.domain.period_reading import MONTHS
from webapp.domain.periods import Calendar
from webapp.domain.requirements import ForAmber, ReportedAt
from webapp.domain.rights import Who
from webapp.extensions import db
from webapp.models import PeriodRow, SettingRow
from webapp.services.audit.recording import Subject, record_all
from webapp.services.people.accounts import ensure_administers
from webapp.services.settings import CouncilSettings, council_settings
from webapp.services.store import transaction

LONGEST_NAME = 100
SUBJECT = Subject("setting", 0, "Settings of the council")


def change_settings(*, who: Who, wanted: CouncilSettings) -> int:
    """Keep the wanted settings; returns how many changed. Raises Refusals naming each field that cannot be."""
    ensure_administers(who)
    wanted = _checked(wanted)
    with transaction() as session:
        before = asdict(council_settings())
        if wanted.year_starts != before["year_starts"]:
            _ensure_no_period_changes(wanted.calendar)
        after = asdict(wanted)
        for name, value in after.items():
            if value != before[name]:
                session.merge(SettingRow(name=name, value=_text(value)))
        return record_all(who=who, subject=SUBJECT, before=before, after=after)


def _checked(wanted: CouncilSettings) -> CouncilSettings:
    refusals, colour = [], wanted.brand_colour
    name = " ".join(wanted.council_name.split())
    if not name:
        refusals.append(Refusal("Enter the name of the council.", field="council_name"))
    elif len(name) > LONGEST_NAME:
        refusals.append(Refusal(f"Shorten the name to {LONGEST_NAME} characters.", field="council_name"))
    try:
        colour = read_colour(wanted.brand_colour)
    except Refusal as refusal:
        refusals.append(Refusal(refusal.sentence, field="brand_colour"))
    choices = (
        ("year_starts", wanted.year_starts in range(1, 13)),
        ("plans_required_at", wanted.plans_required_at in set(ReportedAt)),
        ("plans_for_amber", wanted.plans_for_amber in set(ForAmber)),
        ("plans_second_page", wanted.plans_second_page in {"no", "yes"}),
        ("quiet_from", wanted.quiet_from in range(24)),
        ("quiet_to", wanted.quiet_to in range(24)),
    )
    refusals += [Refusal("Choose one of the answers.", field=field) for field, known in choices if not known]
    if not FEWEST_DAYS <= wanted.plans_due_days <= MOST_DAYS:
        sentence = f"Write a whole number of days from {FEWEST_DAYS} to {MOST_DAYS}, such as 30."
        refusals.append(Refusal(sentence, field="plans_due_days"))
    if refusals:
        raise Refusals(tuple(refusals))
    return replace(wanted, council_name=name, brand_colour=colour)


def _ensure_no_period_changes(calendar: Calendar) -> None:
    """Raises Refusal where an opened period would come to mean other months, or be called something else."""
    query = select(PeriodRow.key, PeriodRow.label, PeriodRow.start).order_by(PeriodRow.end.desc(), PeriodRow.start)
    changed = [row for row in db.session.execute(query) if _differs(calendar, row)]
    if changed:
        month, count = MONTHS[calendar.start_month - 1], len(changed)
        periods = "1 period is open that" if count == 1 else f"{count} periods are open that"
        raise Refusal(
            f"The financial year cannot start in {month} any more: {periods} would then cover other months or "
            f"bear another name, for example {changed[0].label}. It can only be chosen before periods are opened.",
            field="year_starts",
        )


def _differs(calendar: Calendar, row: Any) -> bool:
    period = calendar.from_key(row.key)
    return (period.label, period.start) != (row.label, row.start)


def _text(value: Any) -> str:
    return "" if value is None else str(value)
