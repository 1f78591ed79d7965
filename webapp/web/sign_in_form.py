"""The sign-in form: Flask-Security's, with our words, slowed after failures counted in the database."""

from __future__ import annotations

from typing import Any

from flask import request
from flask_security.forms import LoginForm

from webapp.services.sign_in import forget_failures, note_failure, wait_needed

REFUSED = "The e-mail address or the password is not right."


class SignInForm(LoginForm):  # type: ignore[misc]
    """E-mail address and password; every failure gives the same sentence."""

    def validate(self, **kwargs: Any) -> bool:
        email, remote = self.email.data or "", request.remote_addr or ""
        if wait := wait_needed(email, remote):
            self.form_errors = [f"Too many failed tries. Wait {wait}, then try again."]
            return False
        if super().validate(**kwargs):
            forget_failures(email)
            return True
        note_failure(email, remote)
        self.email.errors, self.password.errors = [], []
        self.form_errors = [REFUSED]
        return False
