"""The forms in which another status is set for a figure, and taken away."""

from __future__ import annotations

from typing import Any

from wtforms import HiddenField, StringField

from webapp.domain.overrides import COLOURS
from webapp.web.base_form import PageForm
from webapp.web.choices import OneOfField


class OverrideForm(PageForm):
    """The status, why, and the mark of what the page showed."""

    status = OneOfField(
        "Which status should it have?",
        choices=[(each.value, each.value.capitalize()) for each in COLOURS],
        missing="Choose red, amber or green.",
    )
    reason = StringField("Why does it differ from what the rule gives?")
    seen = HiddenField()

    def answer(self) -> dict[str, Any]:
        """What is to be stored."""
        return {
            "status": self.status.data or "",
            "reason": self.reason.data or "",
            "seen": self.seen.data or "",
        }


class RemovalForm(PageForm):
    """Why the rule decides again."""

    reason = StringField("Why does the rule decide again?", id="removal-reason")
    seen = HiddenField(id="removal-seen")

    def answer(self) -> dict[str, Any]:
        """What is to be stored."""
        return {"reason": self.reason.data or "", "seen": self.seen.data or ""}
