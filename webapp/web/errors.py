"""One handler for every refusal no form has shown, and a page for every HTTP error."""

from __future__ import annotations

from flask import Flask, Response, render_template
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, SecurityError

from webapp.domain.errors import Conflict, NotAllowed, NotFound, Refusal
from webapp.extensions import db
from webapp.web.htmx import is_htmx, tell
from webapp.web.typed import typed_text

STATUS = {NotFound: 404, NotAllowed: 403, Conflict: 409}
PAGES = frozenset({403, 404, 413, 500})


def register(app: Flask) -> None:
    """Answer every error with a page of ours."""
    app.jinja_env.globals["typed_text"] = typed_text
    app.register_error_handler(Refusal, _refused)
    app.register_error_handler(CSRFError, _expired)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(500, _broken)


def _refused(refusal: Refusal) -> ResponseReturnValue:
    status = next((status for kind, status in STATUS.items() if isinstance(refusal, kind)), 422)
    return tell(refusal.sentence, status) if is_htmx() else _page(status, refusal.sentence)


def _expired(_error: CSRFError) -> ResponseReturnValue:
    return render_template("errors/expired.html"), 400


def _http(error: HTTPException) -> ResponseReturnValue:
    if error.code is None or error.code < 400:
        return error
    if isinstance(error, SecurityError):
        # A host the settings do not name: no page of ours has an address there, so none can be drawn.
        return Response("This service is not known by that name.\n", 400, mimetype="text/plain")
    return _page(error.code, "")


def _broken(_error: Exception) -> ResponseReturnValue:
    db.session.rollback()
    return render_template("errors/500.html"), 500


def _page(status: int, sentence: str) -> ResponseReturnValue:
    name = str(status) if status in PAGES else "other"
    return render_template(f"errors/{name}.html", sentence=sentence, status=status), status
