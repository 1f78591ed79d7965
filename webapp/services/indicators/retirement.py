"""Indicators that are reported no more: retired from a day on, or brought back; nothing is deleted."""

from __future__ import annotations

from datetime import date

from webapp.domain.definitions import EARLIEST, LATEST
from webapp.domain.errors import Conflict, Refusal
from webapp.domain.formats import long_date
from webapp.domain.rights import Who
from webapp.domain.texts import given_reason
from webapp.extensions import db
from webapp.models import FormerCode, Indicator
from webapp.services.audit.recording import record_all
from webapp.services.indicators.defining import get_indicator, indicator_subject
from webapp.services.indicators.succession import find_successor
from webapp.services.periods.steps import ensure_runs_figures
from webapp.services.queueing import wait_for_names
from webapp.services.store import transaction


def retire_indicator(
    *, who: Who, indicator_id: int, retired_on: date | None, reason: str, replaced_by: str = ""
) -> None:
    """Expect no figure of any period that starts on or after that day; a reason is required.

    ``replaced_by`` is the code of the indicator that takes its place, if one does.
    """
    ensure_runs_figures(who)
    if retired_on is None:
        raise Refusal("Enter the day from which no figures are expected, such as 1 April 2015.", field="retired_on")
    if not EARLIEST <= retired_on <= LATEST:
        raise Refusal(f"Write a day from {EARLIEST.year} to {LATEST.year}.", field="retired_on")
    why = given_reason(reason, "Say why this indicator is retired.")
    with transaction():
        indicator = get_indicator(indicator_id)
        if indicator.retired_on is not None:
            raise Conflict(f"This indicator is retired from {long_date(indicator.retired_on)} on.")
        wait_for_names(FormerCode)  # whoever retires another one, or names it anew, waits: no circle can close
        successor = find_successor(replaced_by, retired=indicator_id, retired_on=retired_on)
        set_retired(who, indicator, retired_on, reason=why, replaced_by=successor)


def bring_back(*, who: Who, indicator_id: int, reason: str) -> None:
    """Expect figures again, and nothing in its place; a reason is required."""
    ensure_runs_figures(who)
    why = given_reason(reason, "Say why this indicator is brought back.")
    with transaction():
        indicator = get_indicator(indicator_id)
        if indicator.retired_on is None:
            raise Conflict("This indicator is not retired.")
        set_retired(who, indicator, None, reason=why)


def set_retired(
    who: Who | None,
    indicator: Indicator,
    retired_on: date | None,
    *,
    reason: str,
    upload_id: int | None = None,
    replaced_by: int | None = None,
) -> None:
    """Inside a transaction: set the day from which no figures are expected, or None, and what takes its place."""
    before = _in_words(indicator)
    indicator.retired_on, indicator.replaced_by_id = retired_on, replaced_by
    indicator.version += 1
    subject, after = indicator_subject(indicator), _in_words(indicator)
    record_all(who=who, subject=subject, before=before, after=after, reason=reason, upload_id=upload_id)


def _in_words(indicator: Indicator) -> dict[str, str | None]:
    """As the audit record keeps it."""
    successor = db.session.get(Indicator, indicator.replaced_by_id) if indicator.replaced_by_id else None
    return {
        "retired": long_date(indicator.retired_on) if indicator.retired_on else None,
        "replaced by": f"{successor.code} {successor.title}" if successor else None,
    }
