"""Indicators that a file creates or defines anew: staged with its figures, saved and taken back with them."""

from __future__ import annotations

from sqlalchemy.orm import Session, scoped_session

from webapp.domain.rights import Who
from webapp.readers.figures.model import Fault, FigureRow
from webapp.services.uploads.facts import Facts, KnownIndicator
from webapp.services.uploads.locating import fault_at


class Definitions:
    """The indicators of one file that nobody knows yet."""

    def __init__(self, facts: Facts, *, create: bool) -> None:
        self._facts = facts
        self._may_create = create

    def create(self, row: FigureRow) -> KnownIndicator | Fault:
        """The indicator that saving will create from this row, or why it cannot."""
        return fault_at(row, "indicator_code", row.code, "Indicators cannot be created from a file yet.")


def save_definitions(session: scoped_session[Session], who: Who, upload_id: int) -> None:
    """Inside the saving transaction: create and change the staged indicators."""


def undo_definitions(session: scoped_session[Session], who: Who, upload_id: int) -> None:
    """Inside the transaction that takes an upload back: the same for its indicators."""
