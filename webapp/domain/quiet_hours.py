"""When no reminder is sent: at night, and at weekends."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

SATURDAY = 5


@dataclass(frozen=True, slots=True)
class QuietHours:
    """From one full hour of London's clock to another, past midnight where the second is the smaller; equal is never.

    ``weekends`` adds the whole of Saturday and Sunday.
    """

    from_hour: int
    to_hour: int
    weekends: bool

    def why(self, local: datetime) -> str:
        """Why nothing is sent at that moment of London's clock: "It is the weekend", or "" where nothing stops it."""
        if self.weekends and local.weekday() >= SATURDAY:
            return "It is the weekend"
        return f"It is quiet from {self.from_hour}:00 to {self.to_hour}:00" if self._covers(local.hour) else ""

    def _covers(self, hour: int) -> bool:
        if self.from_hour <= self.to_hour:
            return self.from_hour <= hour < self.to_hour
        return hour >= self.from_hour or hour < self.to_hour
