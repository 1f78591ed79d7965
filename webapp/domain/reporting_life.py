"""From when and until when an indicator is reported: of which periods a figure is expected."""

from __future__ import annotations

from datetime import date

from webapp.domain.periods import Period


def is_expected(period: Period, since: date | None, until: date | None) -> bool:
    """True unless the period ends before ``since`` or begins on or after ``until``, the day of retirement.

    A period in which reporting begins or ends counts: something of it is reported.
    """
    return (since is None or since <= period.end) and (until is None or until > period.start)
