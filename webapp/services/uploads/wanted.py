"""What a row wants of a figure, beside what is stored: a blank cell keeps what is there."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from webapp.domain.periods import Period
from webapp.readers.figures.model import Given
from webapp.services.uploads.locating import Values

ACTUAL, TARGET = "actual", "target"


class ActualValues(NamedTuple):
    """The columns of an actual."""

    value: Decimal | None = None
    quality: str = "final"
    quality_reason: str = ""
    final_due: date | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    comment: str = ""


class TargetValues(NamedTuple):
    """The columns of a target."""

    value: Decimal | None = None
    lower: Decimal | None = None
    upper: Decimal | None = None
    estimated: bool = False
    unconfirmed: bool = False


class Missing(NamedTuple):
    """The row says something about a figure that there is none of; ``harmless`` where that can be passed over."""

    kind: str
    harmless: bool


def wanted_actual(row: Values, stored: ActualValues | None) -> ActualValues | Missing | None:
    """The actual as the row wants it; None where it says nothing of it.

    A quality of final ends the reason and the date of an earlier estimate; a new figure without numerator and
    denominator loses those that gave the old one.
    """
    about = row.comment is not None and (row.given != Given.NOTHING or not _is_about_target(row))
    comment = row.comment if about else None
    said = (row.quality, row.quality_reason, row.final_due, row.numerator, row.denominator)
    if row.given == Given.NOTHING:
        if comment is None and said == (None, None, None, None, None):
            return None
        if stored is None:
            only_final = row.quality in (None, "final") and said[1:] == (None, None, None, None)
            return Missing(ACTUAL, harmless=only_final)
    was = stored or ActualValues()
    value = was.value if row.given == Given.NOTHING else _figure(row.actual)
    numerator, denominator = _figure(row.numerator), _figure(row.denominator)
    if numerator is None and denominator is None and value == was.value:
        numerator, denominator = was.numerator, was.denominator
    elif numerator is None:
        numerator = was.numerator if denominator is not None and value == was.value else None
    elif denominator is None:
        denominator = was.denominator if value == was.value else None
    quality = row.quality or was.quality
    is_final = quality == "final"
    due = row.final_due and date.fromisoformat(row.final_due)
    return ActualValues(
        value,
        quality,
        "" if is_final else row.quality_reason or was.quality_reason,
        None if is_final else due or was.final_due,
        numerator,
        denominator,
        was.comment if comment is None else comment,
    )


def wanted_target(row: Values, stored: TargetValues | None) -> TargetValues | Missing | None:
    """The target as the row wants it; None where it says nothing of it. What is set by a file is confirmed."""
    if not _is_about_target(row):
        return None
    was = stored or TargetValues()
    estimated = was.estimated if row.target_estimated is None else row.target_estimated
    if row.target is not None:
        return TargetValues(_figure(row.target), None, None, estimated)
    if row.lower is not None or row.upper is not None:
        lower = was.lower if row.lower is None else _figure(row.lower)
        upper = was.upper if row.upper is None else _figure(row.upper)
        return TargetValues(None, lower, upper, estimated)
    if stored is None:
        return Missing(TARGET, harmless=row.target_estimated is False)
    return was._replace(estimated=estimated)


def missing_sentence(missing: Missing, code: str, period: Period) -> str:
    """That nothing can be said of a figure that is not there."""
    article = "an" if missing.kind == ACTUAL else "a"
    return (
        f"No {missing.kind} of {code} is stored for {period.label}, so nothing can be said about it: "
        f"write {article} {missing.kind}, or leave the rest blank."
    )


def reason_of(row: Values, kind: str) -> str:
    """A comment beside a target alone says why the target changes."""
    return (row.comment or "") if kind == TARGET and row.given == Given.NOTHING else ""


def _is_about_target(row: Values) -> bool:
    return not (row.target is None and row.lower is None and row.upper is None and row.target_estimated is None)


def _figure(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
