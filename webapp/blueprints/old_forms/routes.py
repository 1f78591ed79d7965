"""The old form goes in: pasted or chosen, checked together with its reader, saved as a draft plan."""

from __future__ import annotations

from flask import Response, flash, make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue

from webapp.blueprints.old_forms.blueprint import old_forms
from webapp.blueprints.old_forms.forms import AnswersForm, TextForm
from webapp.domain.errors import Refusal
from webapp.domain.formats import moment
from webapp.readers.form_layout import html_text
from webapp.services.old_forms.batches import list_batches, read_in
from webapp.services.old_forms.checks import PlanExists
from webapp.services.old_forms.effects import Effects, effects_on
from webapp.services.old_forms.reading import FormCheck, check_old_form, read_old_form
from webapp.services.old_forms.saving import save_old_form
from webapp.web.forms import show_refusal
from webapp.web.htmx import REFUSED, redirect
from webapp.web.identity import signed_in


@old_forms.get("/old-form")
def index() -> ResponseReturnValue:
    """Paste the form, or choose its file or a folder of them."""
    return _text_page(TextForm(formdata=None), 200)


@old_forms.post("/old-form/check")
def check() -> ResponseReturnValue:
    """What was read, what was not, and what the form does not say; saves nothing. A folder is kept, to be settled."""
    given = TextForm()
    if not given.validate():
        return _text_page(given)
    try:
        if (folder := given.folder()) is not None:
            return _folder(*folder)
        text = given.given()
        given.text.data, given.text.raw_data = text, None
        shown = check_old_form(text)
    except Refusal as refusal:
        show_refusal(given, refusal if refusal.field else Refusal(refusal.sentence, field="text"))
        return _text_page(given)
    answers = AnswersForm(shown, text=text, posted="period" in request.form)
    return _check_page(shown, answers)


@old_forms.post("/old-form/save")
def save() -> ResponseReturnValue:
    """Save it all, or say what is missing."""
    given = TextForm()
    try:
        text = given.given()
        shown = check_old_form(text)
    except Refusal as refusal:
        show_refusal(given, refusal if refusal.field else Refusal(refusal.sentence, field="text"))
        return _text_page(given)
    answers = AnswersForm(shown, text=text, posted=True)
    if not answers.validate():
        return _check_page(shown, answers, status=REFUSED)
    try:
        saved = save_old_form(who=signed_in(), form=shown.form, text=text, answers=answers.answers())
    except PlanExists as refusal:
        show_refusal(answers, refusal)
        return _check_page(shown, answers, plan_id=refusal.plan_id, status=REFUSED)
    except Refusal as refusal:
        show_refusal(answers, refusal)
        return _check_page(shown, answers, status=REFUSED)
    told = [f"The old form is in: {saved.code} has its figures, and this draft plan.", *saved.rounded]
    flash(" ".join(told), "success")
    return redirect(url_for("plans.show", plan_id=saved.plan_id))


@old_forms.post("/old-form/paste")
def paste() -> ResponseReturnValue:
    """The text of what was copied from Word, Outlook or a page; refused where that is not the form."""
    text = html_text(request.form.get("html", ""))
    read_old_form(text)
    return Response(text, mimetype="text/plain")


def _folder(name: str, content: bytes) -> ResponseReturnValue:
    try:
        read = read_in(who=signed_in(), file_name=name, content=content)
    except Refusal as refusal:
        raise Refusal(refusal.sentence, field="file") from None
    if read.earlier is not None:
        said = f"{read.earlier.by} read in this very folder on {moment(read.earlier.at)}, as {read.earlier.file_name}."
        flash(f"{said} Here it is.", "notice")
    return redirect(url_for("old_forms.batch", batch_id=read.batch_id))


def _text_page(form: TextForm, status: int = REFUSED) -> ResponseReturnValue:
    return make_response(render_template("old_forms/index.html", form=form, batches=list_batches()), status)


def _check_page(
    shown: FormCheck, form: AnswersForm, *, plan_id: int | None = None, status: int = 200
) -> ResponseReturnValue:
    effects: Effects | None = None
    if form.indicator_id is not None:
        try:
            effects = effects_on(form.indicator_id, shown.form, form.period.data)
        except Refusal as refusal:
            if status == 200:
                show_refusal(form, refusal)
    page = render_template(
        "old_forms/check.html",
        shown=shown,
        form=form,
        effects=effects,
        plan_id=plan_id or (effects.plan_id if effects else None),
    )
    return make_response(page, status)
