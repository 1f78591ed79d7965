"""What a row that selects an actual says of its quality, and of the final figure that is promised."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Row

from webapp.domain.estimates import Quality
from webapp.domain.promises import Promise
from webapp.models import Actual

PROMISE_COLUMNS = (Actual.quality, Actual.quality_reason, Actual.final_due)
"""The columns that ``promise_of`` reads."""


def promise_of(row: Row[*tuple[Any, ...]]) -> Promise:
    """What is stored of the row's actual; where nothing came in, nothing is to become final."""
    if row.quality is None:
        return Promise()
    return Promise(Quality(row.quality), row.quality_reason, row.final_due)
