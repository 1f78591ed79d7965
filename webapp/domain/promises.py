"""Figures that are still to be final: when that was promised for, and whether the promise is overdue or kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from webapp.domain import deadlines
from webapp.domain.errors import Refusal
from webapp.domain.estimates import Quality
from webapp.domain.formats import long_date


class PromiseState(StrEnum):
    """How the promise of a final figure stands on a day, the most urgent first."""

    OVERDUE = "overdue"
    DUE_SOON = "due soon"
    OPEN = "due later"
    UNDATED = "without a date"
    KEPT = "kept"


@dataclass(frozen=True, slots=True)
class Promise:
    """What is said of an actual's quality: why it is not final, and the day by which the final figure is due."""

    quality: Quality = Quality.FINAL
    reason: str = ""
    due: date | None = None

    def state(self, today: date) -> PromiseState:
        """How it stands on that day; on the due day itself it is not overdue. A final figure keeps it."""
        if self.quality is Quality.FINAL:
            return PromiseState.KEPT
        if self.due is None:
            return PromiseState.UNDATED
        if deadlines.is_overdue(self.due, today):
            return PromiseState.OVERDUE
        return PromiseState.DUE_SOON if deadlines.is_due_soon(self.due, today) else PromiseState.OPEN

    def days_overdue(self, today: date) -> int:
        """Whole days since the due day; 0 where it is not overdue."""
        if self.due is None or self.state(today) is not PromiseState.OVERDUE:
            return 0
        return (today - self.due).days

    def words(self, today: date) -> str:
        """ "final figure overdue by 12 days, since 30 November 2014"; "" for a final figure, or one without a date."""
        if self.due is None or self.quality is Quality.FINAL:
            return ""
        late = self.days_overdue(today)
        if late:
            return f"final figure overdue by {days(late)}, since {long_date(self.due)}"
        return f"final figure {deadlines.near_words(self.due, today)}"


def settled(*, quality: str, reason: str, due: date | None, period_end: date) -> Promise:
    """What is kept of what was said: a final figure has neither reason nor date.

    Neither is demanded of another. Raises Refusal for a day on which the period had not ended, and for an unknown word.
    """
    if quality not in set(Quality):
        raise Refusal("Choose whether the figure is final, provisional or estimated.", field="quality")
    if quality == Quality.FINAL:
        return Promise()
    if due is not None and due < period_end:
        raise Refusal(
            f"The final figure cannot be due on {long_date(due)}, before the period ends on {long_date(period_end)}: "
            "enter a later day.",
            field="final_due",
        )
    return Promise(Quality(quality), reason.strip(), due)


def kept_words(due: date | None, on: date) -> str:
    """How punctual a final figure was that came in on that day: "in time", "3 days late"; "" where none was due."""
    if due is None:
        return ""
    return f"{days((on - due).days)} late" if on > due else "in time"


def days(count: int) -> str:
    """ "1 day", "12 days"."""
    return f"{count} {'day' if count == 1 else 'days'}"
