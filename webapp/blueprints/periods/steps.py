"""Releasing, locking and reopening a period: each page says in words what will follow."""

from __future__ import annotations

from flask import flash, render_template, request, url_for
from flask.typing import ResponseReturnValue

from webapp.blueprints.periods.blueprint import periods
from webapp.blueprints.periods.forms import ReopenForm, StepForm
from webapp.domain.errors import Refusal
from webapp.services.periods import steps as period_service
from webapp.services.periods.board import period_board
from webapp.web.base_form import PageForm
from webapp.web.forms import show_refusal
from webapp.web.htmx import REFUSED, redirect
from webapp.web.identity import signed_in


@periods.route("/<period:key>/release", methods=["GET", "POST"])
def release(key: str) -> ResponseReturnValue:
    """Show a period to readers."""
    form = StepForm()
    if request.method == "GET" or not form.validate():
        return _page("release", key, form)
    period_service.release(who=signed_in(), key=key, with_parts=form.with_parts.data)
    return _done(key, "The period is released: readers see it now.")


@periods.route("/<period:key>/lock", methods=["GET", "POST"])
def lock(key: str) -> ResponseReturnValue:
    """Let no figure of a period change any more."""
    form = StepForm()
    if request.method == "GET" or not form.validate():
        return _page("lock", key, form)
    period_service.lock(who=signed_in(), key=key, with_parts=form.with_parts.data)
    return _done(key, "The period is locked: its figures no longer change.")


@periods.route("/<period:key>/reopen", methods=["GET", "POST"])
def reopen(key: str) -> ResponseReturnValue:
    """Let the figures of a locked period change again, with a reason."""
    form = ReopenForm()
    if request.method == "GET":
        return _page("reopen", key, form)
    try:
        if form.validate():
            period_service.reopen(who=signed_in(), key=key, reason=form.reason.data or "")
            return _done(key, "The period is open again: its figures can be changed.")
    except Refusal as refusal:
        if refusal.field is None:
            raise
        show_refusal(form, refusal)
    return _page("reopen", key, form, REFUSED)


def _page(step: str, key: str, form: PageForm, status: int = 200) -> ResponseReturnValue:
    board = period_board(who=signed_in(), key=key)
    return render_template(f"periods/{step}.html", board=board, form=form), status


def _done(key: str, sentence: str) -> ResponseReturnValue:
    flash(sentence, "success")
    return redirect(url_for("periods.show", key=key))
