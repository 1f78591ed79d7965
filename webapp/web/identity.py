"""Signing in, by Flask-Security; who is signed in is one light query a request."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from flask import Flask, request, session
from flask_login import current_user, login_user
from flask_security.core import UserMixin
from flask_security.datastore import SQLAlchemyUserDatastore
from flask_security.utils import set_request_attr

from webapp.domain.rights import Who
from webapp.extensions import db, security
from webapp.services.people.identity import account_tables, who_is
from webapp.web import next_page
from webapp.web.sign_in_form import SignInForm

WORKING_DAY = timedelta(hours=12)
"""A session that was not renewed for so long is over, even if the browser stays open."""


class SignedIn(UserMixin):
    """The signed-in person as pages need them: no table object, no lazy loading."""

    active = True

    def __init__(self, who: Who, session_token: str) -> None:
        self.who = who
        self.roles = []  # the library's own idea of rights is not used: the access table and the rules decide
        self.fs_uniquifier = session_token


def register(app: Flask) -> None:
    """Set up accounts: argon2 passwords, no self-registration, sign-out by POST."""
    app.config.update(
        SECURITY_PASSWORD_HASH="argon2",
        SECURITY_PASSWORD_SINGLE_HASH=["argon2"],
        SECURITY_LOGIN_URL="/sign-in",
        SECURITY_LOGOUT_URL="/sign-out",
        SECURITY_LOGOUT_METHODS=["POST"],
        SECURITY_POST_LOGIN_VIEW="/",
        SECURITY_POST_LOGOUT_VIEW="/sign-in",
        SECURITY_LOGIN_USER_TEMPLATE="account/sign_in.html",
        SECURITY_EMAIL_VALIDATOR_ARGS={"check_deliverability": False},
        SECURITY_CSRF_IGNORE_UNAUTH_ENDPOINTS=False,
        SECURITY_FLASH_MESSAGES=False,
        SECURITY_RETURN_GENERIC_RESPONSES=True,
        SECURITY_DEFAULT_REMEMBER_ME=False,
        SECURITY_STATIC_FOLDER=None,
        SECURITY_FRESHNESS=timedelta(-1),  # no page asks for the password again, so there is no page to do it
        PERMANENT_SESSION_LIFETIME=WORKING_DAY,
    )
    next_page.register(app)
    person, role = account_tables()
    security.init_app(app, SQLAlchemyUserDatastore(db, person, role), login_form=SignInForm)
    security.want_json(lambda _request: False)
    heavy_loader = app.login_manager._user_callback  # type: ignore[attr-defined]

    def load(session_token: str) -> Any:
        # Flask-Security's own pages work on the table object; all others need a name and some roles.
        if request.blueprint == "security":
            return heavy_loader(session_token)
        who = who_is(session_token)
        if who is None:
            return None
        set_request_attr("fs_authn_via", "session")
        set_request_attr("fs_paa", session.get("fs_paa", 0))
        return SignedIn(who, session_token)

    app.login_manager.user_loader(load)  # type: ignore[attr-defined]


def who() -> Who | None:
    """The signed-in person, or None."""
    return getattr(current_user, "who", None)


def signed_in() -> Who:
    """The signed-in person, where the access table has already made sure there is one."""
    person = who()
    assert person is not None
    return person


def keep_signed_in(session_token: str) -> None:
    """Go on in this browser after the person's session token was changed, which ended every other session."""
    login_user(SignedIn(signed_in(), session_token))
