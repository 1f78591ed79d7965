"""The filter of the audit page; it travels in the address, so that a view can be sent to somebody."""

from __future__ import annotations

from datetime import date

from wtforms import SelectField, StringField

from webapp.domain.errors import Refusal
from webapp.domain.periods import FIRST_YEAR, LAST_YEAR
from webapp.services.audit.reading import AuditFilter
from webapp.web.base_form import PageForm
from webapp.web.choices import chosen_id
from webapp.web.fields import DueDateField, read_date

COMMAND_LINE = "0"


class DayField(DueDateField):
    """A day within the years that any figure can be of."""

    def read(self, text: str) -> date:
        day = read_date(text)
        if not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise Refusal(f"Write a day between the years {FIRST_YEAR} and {LAST_YEAR}.")
        return day


class AuditForm(PageForm):
    """Which changes to show."""

    kind = SelectField("Kind", validate_choice=False)
    by = SelectField("Changed by", validate_choice=False)
    indicator = StringField("Indicator", description="Part of its code or title")
    first_day = DayField("From", description="For example, 1 October 2014")
    last_day = DayField("To", description="This day included")

    def wanted(self) -> AuditFilter:
        """What was entered; a field that could not be read does not filter."""
        return AuditFilter(
            kind=self.kind.data or "",
            by_id=chosen_id(self.by.data or ""),
            indicator="" if self.indicator.errors else (self.indicator.data or "").strip(),
            first_day=self.first_day.data,
            last_day=self.last_day.data,
        )
