"""The sign-in form: Flask-Security's, with our words, slowed after failures counted in the database."""

from __future__ import annotations

from typing import Any

from flask import request
from flask_security.forms import LoginForm

from webapp.services.people.accounts import comparable_password
from webapp.services.people.sign_in import note_failure, note_success, wait_needed

REFUSED = "The e-mail address or the password is not right."


class SignInForm(LoginForm):
    """E-mail address and password; every failure gives the same sentence."""

    remember = None  # a session ends with the browser: these may be shared desks

    def validate_next(self, field: Any) -> None:
        """Nothing to say: ``web.next_page`` has dropped what is no page of ours."""

    def validate(self, **kwargs: Any) -> bool:
        self.email.data = email = (self.email.data or "").strip()
        self.password.data = comparable_password(self.password.data or "")
        remote = request.remote_addr or ""
        if wait := wait_needed(email, remote):
            return self._refuse(too_many(wait))
        if not super().validate(**kwargs):
            wait = note_failure(email, remote)
            return self._refuse(too_many(wait) if wait else REFUSED)
        person: Any = self.user
        wait = note_success(email, remote, person_id=person.id, password_hash=person.password)
        return self._refuse(too_many(wait)) if wait else True

    def _refuse(self, sentence: str) -> bool:
        self.email.errors, self.password.errors = [], []
        self.form_errors = [sentence]
        return False


def too_many(wait: str) -> str:
    """What somebody reads who must wait before the next try."""
    return f"Too many failed tries. Wait {wait}, then try again."
