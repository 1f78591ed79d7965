"""A status that an officer set against the rule: who, when, why, and what the rule had given."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from webapp.domain.rag import Status

COLOURS = (Status.RED, Status.AMBER, Status.GREEN)
"""The statuses that can be set."""
LONGEST_REASON = 200
"""Characters: the reason stands on the one page of a plan."""


@dataclass(frozen=True, slots=True)
class Override:
    """``ruled`` and ``actual`` are the rule's status and the figure at the time; ``at`` is an aware moment."""

    status: Status
    ruled: Status
    actual: Decimal | None
    reason: str
    by: str
    at: datetime

    @property
    def words(self) -> str:
        """ "amber, set by Priya Nair: “The count is disputed”"."""
        return f"{self.status}, set by {self.by}: “{self.reason}”"
