"""One entry of the audit record in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from webapp.services.audit.places import Place


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One change in words."""

    place: Place
    at: datetime
    by: str
    kind: str
    subject: str
    indicator_id: int | None
    indicator_code: str
    field: str
    old: str
    new: str
    reason: str
    upload: str
