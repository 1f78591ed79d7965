"""The form in which the quality of a stored actual is said."""

from __future__ import annotations

from typing import Any

from wtforms import HiddenField, StringField, TextAreaField

from webapp.domain.estimates import Quality
from webapp.services.figures.quality import QualityShown
from webapp.web.base_form import PageForm
from webapp.web.choices import OneOfField
from webapp.web.fields import DueDateField, typed_lines


class QualityForm(PageForm):
    """How far a figure can be relied on, and the mark of what the page showed."""

    quality = OneOfField(
        "How far can this figure be relied on?",
        choices=[(each.value, each.value.capitalize()) for each in Quality],
        missing="Choose whether the figure is final, provisional or estimated.",
    )
    quality_reason = TextAreaField("Why is it not final?")
    final_due = DueDateField("When is the final figure due?")
    why = StringField("Why do you change this?")
    seen = HiddenField()

    @classmethod
    def of(cls, shown: QualityShown) -> QualityForm:
        """The form as it opens: what is stored."""
        promise = shown.promise
        return cls(
            formdata=None,
            quality=promise.quality.value,
            quality_reason=promise.reason,
            final_due=promise.due,
            seen=shown.mark,
        )

    def answer(self) -> dict[str, Any]:
        """What is to be stored."""
        return {
            "quality": self.quality.data,
            "reason": typed_lines(self.quality_reason.data),
            "final_due": self.final_due.data,
            "why": self.why.data or "",
            "seen": self.seen.data or "",
        }
