"""The history of the demonstration council: what was done when, told in the order in which it happened."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from webapp.services.clock import LONDON, moment


@dataclass(frozen=True, slots=True)
class Event:
    """Something done at a moment, through the services that people use."""

    at: datetime
    do: Callable[[], object]


def tell(events: Iterable[Event]) -> None:
    """Do everything in the order of time, each at its own moment."""
    for event in sorted(events, key=lambda event: event.at):
        with moment(event.at):
            event.do()


def on(day: str | date, time: str = "10:00") -> datetime:
    """A moment of London's clock."""
    return datetime.fromisoformat(f"{day} {time}").replace(tzinfo=LONDON)


def working_day(day: date) -> date:
    """The day itself, or the Monday after a weekend."""
    return day + timedelta(days=max(0, 7 - day.weekday())) if day.weekday() > 4 else day
