"""The form of the council's settings."""

from __future__ import annotations

from dataclasses import asdict

from wtforms import BooleanField, RadioField, SelectField, StringField
from wtforms.validators import InputRequired, Optional

from webapp.domain.errors import Refusal
from webapp.domain.period_reading import MONTHS
from webapp.domain.requirements import ForAmber, ReportedAt
from webapp.services.settings import CouncilSettings
from webapp.web.base_form import PageForm
from webapp.web.fields import DueDateField, TypedField

HOURS = [(str(hour), f"{hour}:00") for hour in range(24)]


class DaysField(TypedField):
    """A number of days, written in digits."""

    data: int | None

    def read(self, text: str) -> int:
        if not (text.isascii() and text.isdigit() and len(text) < 5):
            raise Refusal("Write a whole number of days, such as 30.")
        return int(text)

    def write(self, value: int) -> str:
        return str(value)


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
    plans_due_days = DaysField(
        "A plan is due after",
        validators=[InputRequired("Write a whole number of days, such as 30.")],
        description="Days after the last day of its period.",
    )
    reminders = BooleanField("Remind people by e-mail")
    quiet_from = SelectField("No reminder is sent from", choices=HOURS, validate_choice=False)
    quiet_to = SelectField("No reminder is sent until", choices=HOURS, validate_choice=False)
    quiet_weekends = BooleanField("No reminder on Saturdays and Sundays")

    @classmethod
    def showing(cls, stored: CouncilSettings) -> SettingsForm:
        """The form as it stands before anything is changed; what was posted overrides it."""
        chosen = {name: str(getattr(stored, name)) for name in ("year_starts", "quiet_from", "quiet_to")}
        return cls(data=asdict(stored) | chosen)

    def wanted(self) -> CouncilSettings:
        """What was entered."""
        return CouncilSettings(
            council_name=self.council_name.data or "",
            brand_colour=self.brand_colour.data or "",
            year_starts=_number(self.year_starts.data),
            plans_required_at=self.plans_required_at.data or "",
            plans_for_amber=self.plans_for_amber.data or "",
            plans_required_from=self.plans_required_from.data,
            plans_second_page=self.plans_second_page.data or "",
            plans_due_days=self.plans_due_days.data or 0,
            reminders=self.reminders.data,
            quiet_from=_number(self.quiet_from.data),
            quiet_to=_number(self.quiet_to.data),
            quiet_weekends=self.quiet_weekends.data,
        )


def _number(chosen: str | None) -> int:
    """The number that a choice stands for; -1 for what no page of ours sends."""
    digits = chosen or ""
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 3 else -1
