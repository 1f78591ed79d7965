"""Security headers of every answer, and cookies that are secure whenever the page is."""

from __future__ import annotations

from flask import Flask, Response, request
from flask.sessions import SecureCookieSessionInterface
from itsdangerous import URLSafeTimedSerializer

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'self'; object-src 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
YEAR = 365 * 24 * 3600


class SessionCookie(SecureCookieSessionInterface):
    """The session cookie is Secure whenever the request came over HTTPS; its signer is made once an application."""

    def __init__(self, app: Flask) -> None:
        self._signer = super().get_signing_serializer(app)

    def get_signing_serializer(self, app: Flask) -> URLSafeTimedSerializer | None:
        return self._signer

    def get_cookie_secure(self, app: Flask) -> bool:
        return bool(app.config["BTG"].https) or request.is_secure


def register(app: Flask) -> None:
    """Send the headers with every answer, errors and static files included."""
    app.session_interface = SessionCookie(app)
    app.config.update(SESSION_COOKIE_HTTPONLY=True, SESSION_COOKIE_SAMESITE="Lax", SESSION_COOKIE_NAME="back-to-green")
    app.after_request(_add)


def _add(response: Response) -> Response:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if request.is_secure:
        response.headers.setdefault("Strict-Transport-Security", f"max-age={YEAR}")
    if request.endpoint != "static":
        response.headers["Cache-Control"] = "no-store"  # the sign-in library writes words of its own
    elif "v" not in request.args:
        response.headers["Cache-Control"] = "no-cache"  # a script asks for another without the mark of its content
    return response
