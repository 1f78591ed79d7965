"""Forms about one's own password."""

from __future__ import annotations

from wtforms import PasswordField

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
