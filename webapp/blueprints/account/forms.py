"""Forms about one's own password and reminders."""

from __future__ import annotations

from wtforms import PasswordField, SelectMultipleField

from webapp.domain.reminders import Kind
from webapp.services.people.accounts import SHORTEST_PASSWORD
from webapp.web.base_form import PageForm


class NewPasswordForm(PageForm):
    """A new password, typed twice."""

    password = PasswordField(
        "New password", description=f"At least {SHORTEST_PASSWORD} characters. Three random words are good."
    )
    repeated = PasswordField("New password again")


class ChangePasswordForm(NewPasswordForm):
    """A new password, and the present one as proof."""

    old = PasswordField("Present password")


class RemindersForm(PageForm):
    """What to be reminded of."""

    kinds = SelectMultipleField(
        "Remind me of",
        choices=[
            (Kind.PLAN_REQUIRED.value, "Plan required"),
            (Kind.PLAN_DUE.value, "Plan due"),
            (Kind.PLAN_OVERDUE.value, "Plan overdue"),
            (Kind.PLAN_RETURNED.value, "Plan returned"),
            (Kind.WAITING.value, "Waiting for signature"),
            (Kind.ACTION_DUE.value, "Action due"),
            (Kind.ACTION_OVERDUE.value, "Action overdue"),
            (Kind.FINAL_DUE.value, "Final figure due"),
            (Kind.FINAL_OVERDUE.value, "Final figure overdue"),
        ],
        validate_choice=False,
    )
