"""The forms of indicator sheets: what one states, and which ones a list shows."""

from __future__ import annotations

from typing import Any

from wtforms import SelectField, StringField, TextAreaField

from webapp.domain.data_quality import HINTS, NAMES, PARTS, IndicatorSheet
from webapp.services.indicators.data_sheet_lists import KINDS, LACKING, SheetList
from webapp.web.base_form import PageForm, VersionField
from webapp.web.fields import DueDateField, typed_lines


def _part(name: str) -> TextAreaField:
    return TextAreaField(PARTS[name], description=HINTS[name])


class SheetForm(PageForm):
    """Everything that a sheet states, with the version it was opened at; all of it may be blank."""

    data_source = _part("data_source")
    numerator = _part("numerator")
    denominator = _part("denominator")
    owner = StringField(PARTS["owner"], description=HINTS["owner"])
    accuracy = _part("accuracy")
    validity = _part("validity")
    reliability = _part("reliability")
    timeliness = _part("timeliness")
    relevance = _part("relevance")
    completeness = _part("completeness")
    reviewed_on = DueDateField("Last reviewed on", description="For example, 31 March 2014")
    version = VersionField()
    reason = StringField("Why is it changed?", description="Kept in the record beside the change")

    @classmethod
    def of(cls, stated: IndicatorSheet, version: int) -> SheetForm:
        """The form as it opens: what is stated now."""
        return cls(formdata=None, version=version, **{name: getattr(stated, name) for name in NAMES})

    def answer(self) -> IndicatorSheet:
        """The sheet as filled in."""
        texts = {name: typed_lines(self[name].data) for name in PARTS}
        return IndicatorSheet(**texts, reviewed_on=self.reviewed_on.data)


class SheetFilterForm(PageForm):
    """Which sheets to list; travels in the address."""

    show = SelectField("Show", choices=list(KINDS.items()), default=LACKING, validate_choice=False)
    directorate = SelectField("Directorate", choices=[], default="", validate_choice=False)

    def offer(self, found: SheetList) -> None:
        """The choices there are, and what was taken as chosen."""
        names: list[Any] = [(name, name) for name in found.directorates]
        self.directorate.choices = [("", "Every directorate"), *names]
        self.show.data = found.show
