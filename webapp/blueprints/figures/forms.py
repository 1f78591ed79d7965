"""The form of the figures that are still to be final: which to list."""

from __future__ import annotations

import re

from wtforms import HiddenField, SelectField

from webapp.services.figures.promises import ALL, EVERY, KINDS, OPEN, OVERDUE, OWN, UNDATED, PromiseList, Wanted
from webapp.web.base_form import PageForm
from webapp.web.routing import PeriodKeyConverter

WHOSE = {OWN: "Of your indicators", ALL: "Of every indicator"}
WHICH = {
    EVERY: "Still to be final",
    OVERDUE: "Overdue",
    OPEN: "Not overdue",
    UNDATED: "Without a date",
}


class FilterForm(PageForm):
    """Which figures to show; travels in the address."""

    whose = SelectField("Whose", choices=list(WHOSE.items()), validate_choice=False)
    show = SelectField("Show", choices=[(kind, WHICH[kind]) for kind in KINDS], validate_choice=False)
    directorate = SelectField("Directorate", validate_choice=False)
    lead = SelectField("Departmental lead", validate_choice=False)
    period = HiddenField()

    def wanted(self, *, page: int, first_year: int | None) -> Wanted:
        """What was asked for; what no page of ours sends holds nothing back."""
        return Wanted(
            whose=self.whose.data or "",
            kind=self.show.data if self.show.data in KINDS else EVERY,
            directorate=self.directorate.data or "",
            lead=self.lead.data or "",
            period=self.period.data if re.fullmatch(PeriodKeyConverter.regex, self.period.data or "") else "",
            page=page,
            first_year=first_year,
        )

    def offer(self, found: PromiseList) -> None:
        """The choices there are, and among them what was taken as chosen."""
        self.whose.data = found.whose
        self.directorate.choices = [("", "Every directorate"), *((name, name) for name in found.directorates)]
        self.lead.choices = [("", "Every lead"), *found.leads]

    def query(self) -> dict[str, str]:
        """The filter as the address carries it."""
        return {name: text for name, text in self.data.items() if text and name != "csrf_token"}
