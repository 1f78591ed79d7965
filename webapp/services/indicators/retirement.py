"""Indicators that are reported no more: retired from a day on, or brought back; nothing is deleted."""

from __future__ import annotations

from datetime import date

from webapp.domain.definitions import EARLIEST, LATEST
from webapp.domain.errors import Conflict, Refusal
from webapp.domain.formats import long_date
from webapp.domain.rights import Who
from webapp.domain.texts import given_reason
from webapp.models import Indicator
from webapp.services.audit.recording import record
from webapp.services.indicators.defining import get_indicator, indicator_subject
from webapp.services.periods.steps import ensure_runs_figures
from webapp.services.store import transaction


def retire_indicator(*, who: Who, indicator_id: int, retired_on: date | None, reason: str) -> None:
    """Expect no figure of any period that starts on or after that day; a reason is required."""
    ensure_runs_figures(who)
    if retired_on is None:
        raise Refusal("Enter the day from which no figures are expected, such as 1 April 2015.", field="retired_on")
    if not EARLIEST <= retired_on <= LATEST:
        raise Refusal(f"Write a day from {EARLIEST.year} to {LATEST.year}.", field="retired_on")
    _set(who, indicator_id, retired_on, given_reason(reason, "Say why this indicator is retired."))


def bring_back(*, who: Who, indicator_id: int, reason: str) -> None:
    """Expect figures again; a reason is required."""
    ensure_runs_figures(who)
    _set(who, indicator_id, None, given_reason(reason, "Say why this indicator is brought back."))


def set_retired(
    who: Who | None, indicator: Indicator, retired_on: date | None, *, reason: str, upload_id: int | None = None
) -> None:
    """Inside a transaction: set the day from which no figures are expected, or None, and record it."""
    old = indicator.retired_on
    indicator.retired_on = retired_on
    indicator.version += 1
    record(
        who=who,
        subject=indicator_subject(indicator),
        field="retired",
        old=long_date(old) if old else None,
        new=long_date(retired_on) if retired_on else None,
        reason=reason,
        upload_id=upload_id,
    )


def _set(who: Who, indicator_id: int, retired_on: date | None, reason: str) -> None:
    with transaction():
        indicator = get_indicator(indicator_id)
        old = indicator.retired_on
        if (old is None) == (retired_on is None):
            raise Conflict(
                f"This indicator is retired from {long_date(old)} on." if old else "This indicator is not retired."
            )
        set_retired(who, indicator, retired_on, reason=reason)
