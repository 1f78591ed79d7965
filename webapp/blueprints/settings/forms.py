"""The form of the council's settings."""

from __future__ import annotations

from wtforms import RadioField, SelectField, StringField
from wtforms.validators import Optional

from webapp.domain.period_reading import MONTHS
from webapp.domain.requirements import ForAmber, ReportedAt
from webapp.services.settings import CouncilSettings
from webapp.web.base_form import PageForm
from webapp.web.fields import DueDateField


class SettingsForm(PageForm):
    """Everything a council decides for itself."""

    council_name = StringField("Name of the council")
    brand_colour = StringField(
        "Colour", description="# and six digits or letters a to f. White letters must be readable on it."
    )
    year_starts = SelectField(
        "The financial year starts in",
        choices=[(str(number), month) for number, month in enumerate(MONTHS, 1)],
        validate_choice=False,
    )
    plans_required_at = RadioField(
        "Which red figures need a plan?",
        choices=[
            (ReportedAt.QUARTERS.value, "Those at the end of a quarter"),
            (ReportedAt.MONTHS.value, "Those of every month"),
            (ReportedAt.BOTH.value, "Those of every month and every quarter"),
        ],
        validate_choice=False,
    )
    plans_for_amber = RadioField(
        "Does an amber figure need a plan too?",
        choices=[
            (ForAmber.NO.value, "No"),
            (ForAmber.YES.value, "Yes"),
            (ForAmber.WORSENING.value, "Only while it worsens"),
        ],
        validate_choice=False,
    )
    plans_required_from = DueDateField(
        "Plans are required since",
        validators=[Optional()],
        description="Figures of periods that ended before this day need no plan. For example, 1 April 2014",
    )
    plans_second_page = RadioField(
        "May a plan too long for one page go on overleaf?",
        choices=[("no", "No, it must be shortened before it is submitted"), ("yes", "Yes, on a second page")],
        validate_choice=False,
    )

    def wanted(self) -> CouncilSettings:
        """What was entered."""
        month = self.year_starts.data or ""
        return CouncilSettings(
            council_name=self.council_name.data or "",
            brand_colour=self.brand_colour.data or "",
            year_starts=int(month) if month.isascii() and month.isdigit() and len(month) < 3 else 0,
            plans_required_at=self.plans_required_at.data or "",
            plans_for_amber=self.plans_for_amber.data or "",
            plans_required_from=self.plans_required_from.data,
            plans_second_page=self.plans_second_page.data or "",
        )
