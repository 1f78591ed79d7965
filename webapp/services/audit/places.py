"""Places in the audit record, which is read newest first from several tables at once."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime

_FORMAT = "%Y%m%dT%H%M%S.%f"
_WRITTEN = re.compile(r"(?P<at>[0-9]{8}T[0-9]{6}\.[0-9]{6})-(?P<stream>[0-9])-(?P<id>[0-9]{1,18})")


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """One entry: what is newer is greater; at one moment the streams follow each other."""

    at: datetime
    stream: int
    id: int

    def __str__(self) -> str:
        """As an address carries it: "20141114T140200.000000-1-37"."""
        return f"{self.at:{_FORMAT}}-{self.stream}-{self.id}"


def read_place(text: str) -> Place | None:
    """The place that an address names; None where it names none."""
    found = _WRITTEN.fullmatch(text)
    try:
        at = datetime.strptime(found["at"], _FORMAT).replace(tzinfo=UTC) if found else None
    except ValueError:
        return None
    return Place(at, int(found["stream"]), int(found["id"])) if found and at else None
