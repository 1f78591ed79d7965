"""What a row of the table of revisions says of its figure, before and after."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from webapp.domain.revisions import Said
from webapp.models import Revision

_NAMES = tuple(field.name for field in fields(Said))
BEFORE_AFTER = tuple(getattr(Revision, f"{when}_{name}") for when in ("old", "new") for name in ("present", *_NAMES))
"""The columns that ``before_after`` reads."""


def before_after(row: Any) -> tuple[Said | None, Said | None]:
    """What was said and what then was; None where there was no figure."""
    return _said(row, "old"), _said(row, "new")


def _said(row: Any, when: str) -> Said | None:
    if not getattr(row, f"{when}_present"):
        return None
    told = {name: getattr(row, f"{when}_{name}") for name in _NAMES}
    return Said(**{name: value for name, value in told.items() if value is not None})
