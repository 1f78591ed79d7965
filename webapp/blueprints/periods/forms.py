"""The forms of the periods pages."""

from __future__ import annotations

import re

from wtforms import BooleanField, SelectMultipleField, TextAreaField
from wtforms.validators import InputRequired

from webapp.domain.errors import BadPeriod, Refusal
from webapp.domain.frequency import Frequency
from webapp.domain.quoting import quoted
from webapp.services.settings import calendar
from webapp.web.base_form import PageForm
from webapp.web.fields import TypedField

KINDS = {
    Frequency.MONTH: "12 months",
    Frequency.QUARTER: "4 quarters",
    Frequency.HALF_YEAR: "2 half-years",
    Frequency.YEAR: "The year as a whole",
}


class FinancialYearField(TypedField):
    """A financial year, as 2014/15 or as the year it starts in; its value is that year."""

    data: int | None

    def read(self, text: str) -> int:
        if re.fullmatch(r"[0-9]{4}", text):
            return int(text)
        try:
            period = calendar().read(text, Frequency.YEAR)
        except BadPeriod:
            period = None
        if period is None or period.frequency is not Frequency.YEAR:
            raise Refusal(f"{quoted(text)} is no financial year: write one such as 2014/15.")
        return period.start.year

    def write(self, value: int) -> str:
        return calendar().financial_year(value, (Frequency.YEAR,))[0].label


class OpenYearForm(PageForm):
    """Which financial year to open, in which kinds of periods."""

    year = FinancialYearField(
        "Financial year",
        description="For example, 2014/15",
        validators=[InputRequired("Enter the financial year to open, such as 2014/15.")],
    )
    frequencies = SelectMultipleField("Periods to open", choices=[(each.value, words) for each, words in KINDS.items()])
    with_targets = BooleanField(
        "Copy the targets of the year before",
        description="They stay marked UNCONFIRMED until you save each indicator’s targets. Targets already set stay.",
    )


class StepForm(PageForm):
    """Releasing or locking a period."""

    with_parts = BooleanField()


class ReopenForm(PageForm):
    """Why a locked period is opened again."""

    reason = TextAreaField("Why is the period reopened?", description="Everybody who reads the audit record sees this.")
