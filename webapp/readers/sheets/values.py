"""Values as workbooks store them, as the text that a person sees or would write."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Context, Decimal, InvalidOperation

from webapp.domain.numbers import plain

TRUE, FALSE = "TRUE", "FALSE"

_FIFTEEN = Context(prec=15, rounding=ROUND_HALF_UP)
_SIMPLE = re.compile(r"-?(?:0|[1-9][0-9]{0,14})|-?(?:0|[1-9][0-9]{0,4})\.[0-9]{0,8}[1-9]")
_LARGEST_EXPONENT = 400  # a binary float has none of more than 324
_DAY = 24 * 60 * 60
_DAYS = {False: date(1899, 12, 30), True: date(1904, 1, 1)}
_LEAP = 60  # the 29 February 1900 that the first spreadsheets made up; days before it are counted from one day later
_DURATION = re.compile(r"(?P<minus>-?)P(?:(\d{1,9})D)?(?:T(?:(\d{1,9})H)?(?:(\d{1,9})M)?(?:(\d{1,9})(?:\.\d*)?S)?)?")


def figure_text(stored: str) -> str:
    """A stored number in plain digits, of which a workbook has fifteen: 0.30000000000000004 is 0.3.

    What is no number of a workbook comes back as it is.
    """
    if _SIMPLE.fullmatch(stored) and stored != "-0":
        return stored
    figure = _figure(stored)
    return stored if figure is None else plain(figure)


def percent_text(stored: str) -> str:
    """A stored share as the percentage it is shown as, exactly: 0.125 is 12.5%."""
    figure = _figure(stored)
    return stored if figure is None else f"{plain(figure.scaleb(2, _FIFTEEN))}%"


def date_text(stored: str, *, from_1904: bool) -> str:
    """A day counted by a workbook as 2014-12-31, with its time of day unless that is midnight.

    A number that counts no day comes back in plain digits: the workbook itself shows none.
    """
    days = _figure(stored)
    if days is None or not 0 <= days < 3_000_000:
        return figure_text(stored)
    seconds = _seconds(days)
    day, of_day = divmod(seconds, _DAY)
    if not from_1904:
        if day in (0, _LEAP):
            return figure_text(stored)
        day += day < _LEAP
    try:
        midnight = datetime.combine(_DAYS[from_1904] + timedelta(days=day), time())
    except OverflowError:
        return figure_text(stored)
    return moment_text(midnight + timedelta(seconds=of_day))


def time_text(stored: str, *, from_1904: bool) -> str:
    """A part of a day as 10:30:00; with a day before it where the number counts one."""
    days = _figure(stored)
    if days is not None and days >= 1:
        return date_text(stored, from_1904=from_1904)
    return duration_text(stored)


def duration_text(stored: str) -> str:
    """A number of days as hours, minutes and seconds: 1.5 is 36:00:00."""
    days = _figure(stored)
    if days is None or abs(days) > 100_000_000:
        return figure_text(stored)
    return clock_text(_seconds(abs(days)), is_negative=days < 0)


def iso_text(written: str) -> str:
    """A date, or a date and time, of ISO 8601 as written here; what is neither comes back as it is."""
    try:
        return moment_text(datetime.fromisoformat(written.strip()).replace(tzinfo=None))
    except ValueError:
        return written


def iso_duration_text(written: str) -> str:
    """A duration of ISO 8601 as hours, minutes and seconds: PT36H30M0S is 36:30:00."""
    found = _DURATION.fullmatch(written.strip())
    if found is None:
        return written
    days, hours, minutes, seconds = (int(part or 0) for part in found.groups()[1:])
    return clock_text(days * _DAY + hours * 3600 + minutes * 60 + seconds, is_negative=bool(found["minus"]))


def moment_text(moment: datetime) -> str:
    """2014-12-31 for a midnight, else 2014-12-31 10:30:00."""
    moment = moment.replace(microsecond=0)
    return moment.date().isoformat() if moment.time() == time() else moment.isoformat(sep=" ")


def clock_text(seconds: int, *, is_negative: bool = False) -> str:
    """10:30:00, or 36:30:00 for more than a day."""
    minutes, second = divmod(seconds, 60)
    hours, minute = divmod(minutes, 60)
    return f"{'-' if is_negative and seconds else ''}{hours:02}:{minute:02}:{second:02}"


def _seconds(days: Decimal) -> int:
    return int((days * _DAY).to_integral_value(ROUND_HALF_UP))


def _figure(stored: str) -> Decimal | None:
    try:
        figure = Decimal(stored)
    except InvalidOperation:
        return None
    if not figure.is_finite() or (figure and abs(figure.adjusted()) > _LARGEST_EXPONENT):
        return None
    return _FIFTEEN.plus(figure)
