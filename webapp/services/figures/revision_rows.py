"""What a row of the table of revisions says of its figure, before and after."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from typing import Any

from webapp.domain.revisions import Said
from webapp.models import Revision
from webapp.models.figure import After, Before

_NAMES = tuple(field.name for field in fields(Said))
_USUAL: tuple[Any, ...] = tuple(field.default for field in fields(Said))
_HALF = len(_NAMES) + 1


def before_after_of(table: type[Before | After]) -> tuple[Any, ...]:
    """The columns of a table of figures that ``before_after`` reads: the last that are selected."""
    return tuple(getattr(table, f"{when}_{name}") for when in ("old", "new") for name in ("present", *_NAMES))


BEFORE_AFTER = before_after_of(Revision)
"""Those of the revisions."""


def before_after(row: Sequence[Any]) -> tuple[Said | None, Said | None]:
    """What was said and what then was; None where there was no figure."""
    return _said(row[-2 * _HALF : -_HALF]), _said(row[-_HALF:])


def _said(cells: Sequence[Any]) -> Said | None:
    present, *told = cells
    if not present:
        return None
    return Said(*(usual if cell is None else cell for cell, usual in zip(told, _USUAL, strict=True)))
