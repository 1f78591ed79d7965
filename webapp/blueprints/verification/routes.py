"""Checking a signed plan: for anybody its state, for people who may read it also whose page it is."""

from __future__ import annotations

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue

from webapp.blueprints.verification.forms import CodeForm, FileForm
from webapp.domain.codes import read_code
from webapp.domain.errors import Refusal
from webapp.domain.verification import PaperState
from webapp.services.plans.verification import Verdict, check_code, check_file
from webapp.services.plans.verified import shown_to
from webapp.web.forms import show_refusal
from webapp.web.htmx import REFUSED, redirect
from webapp.web.identity import who

verification = Blueprint("verification", __name__, url_prefix="/verify")


@verification.get("")
def index() -> ResponseReturnValue:
    """Enter a code, or choose a file; a code that is one leads to its own page, the one that paper names."""
    typed = request.args.get("code")
    if typed is None:
        return _ask()
    code = read_code(typed)
    return redirect(url_for("verification.show", code=code)) if code else show(typed)


@verification.get("/<code:code>")
def show(code: str) -> ResponseReturnValue:
    """What has become of the page with this code."""
    try:
        verdict = check_code(code)
    except Refusal as refusal:
        form = CodeForm(formdata=None, code=code)
        show_refusal(form, refusal)
        return _ask(code=form, status=REFUSED)
    return _answer(verdict, status=404 if verdict.state is PaperState.UNKNOWN else 200)


@verification.post("/file")
def file() -> ResponseReturnValue:
    """What has become of the page in this file, which is not kept."""
    form = FileForm()
    try:
        return _answer(check_file(form.chosen()), from_file=True)
    except Refusal as refusal:
        show_refusal(form, refusal)
        return _ask(file=form, status=REFUSED)


def _ask(*, code: CodeForm | None = None, file: FileForm | None = None, status: int = 200) -> ResponseReturnValue:
    code, file = code or CodeForm(formdata=None), file or FileForm(formdata=None)
    return render_template("verification/index.html", code_form=code, file_form=file), status


def _answer(verdict: Verdict, *, from_file: bool = False, status: int = 200) -> ResponseReturnValue:
    shown = shown_to(who(), verdict)
    return render_template("verification/show.html", state=verdict.state, seal=shown, from_file=from_file), status
