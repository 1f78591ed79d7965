"""One form of a folder in full: what was read, what it would become, and the answers to what it does not say."""

from __future__ import annotations

from flask import flash, make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue

from webapp.blueprints.old_forms.batches import told
from webapp.blueprints.old_forms.blueprint import old_forms
from webapp.blueprints.old_forms.forms import AnswersForm, CorrectedForm
from webapp.domain.errors import NotAllowed, NotFound, Refusal
from webapp.services.old_forms.answering import answer_form
from webapp.services.old_forms.batch_pages import BatchRow, batch_row
from webapp.services.old_forms.batches import WAITING, get_batch
from webapp.services.old_forms.effects import Effects, effects_on
from webapp.services.old_forms.reading import FormCheck, check_old_form
from webapp.services.old_forms.settling import confirm
from webapp.web.fields import typed_lines
from webapp.web.forms import show_refusal
from webapp.web.htmx import REFUSED, redirect
from webapp.web.identity import signed_in


@old_forms.get("/old-forms/<id:batch_id>/forms/<id:item_id>")
def item(batch_id: int, item_id: int) -> ResponseReturnValue:
    """One form, with the answers there are."""
    row = batch_row(who=signed_in(), batch_id=batch_id, item_id=item_id)
    if row.item.state != WAITING or row.proposal is None:
        return _page(row, CorrectedForm(formdata=None, text=row.item.text))
    shown = check_old_form(row.item.text)
    given = row.item.given.over(get_batch(batch_id).given)
    return _page(row, AnswersForm(shown, text=row.item.text, posted=False, given=given), shown)


@old_forms.post("/old-forms/<id:batch_id>/forms/<id:item_id>")
def answer_item(batch_id: int, item_id: int) -> ResponseReturnValue:
    """Keep the answers and the corrected text; save the form if that was pressed."""
    corrected = CorrectedForm()
    text = typed_lines(corrected.text.data)
    row = batch_row(who=signed_in(), batch_id=batch_id, item_id=item_id)
    try:
        shown = check_old_form(text)
    except Refusal as refusal:
        show_refusal(corrected, Refusal(refusal.sentence, field="text"))
        return _page(row, corrected, status=REFUSED)
    form = AnswersForm(shown, text=text, posted="period" in request.form, given=row.item.given)
    asked = "period" in request.form
    if asked and not form.validate():
        return _page(row, form, shown, status=REFUSED)
    try:
        answer_form(
            who=signed_in(),
            batch_id=batch_id,
            item_id=item_id,
            mark=corrected.mark.data or "",
            given=form.to_keep() if asked else row.item.given,
            text=text,
        )
        if "save" in request.form:
            flash(told(confirm(who=signed_in(), batch_id=batch_id, item_id=item_id)), "success")
            return redirect(url_for("old_forms.batch", batch_id=batch_id))
    except (NotFound, NotAllowed):
        raise
    except Refusal as refusal:
        show_refusal(form, refusal)
        return _page(batch_row(who=signed_in(), batch_id=batch_id, item_id=item_id), form, shown, status=REFUSED)
    flash("The answers are kept.", "success")
    return redirect(url_for("old_forms.item", batch_id=batch_id, item_id=item_id))


def _page(
    row: BatchRow, form: AnswersForm | CorrectedForm, shown: FormCheck | None = None, *, status: int = 200
) -> ResponseReturnValue:
    """The page of a form; ``shown`` is what was read, where it is read and still waits."""
    effects: Effects | None = None
    if shown is not None and isinstance(form, AnswersForm) and form.indicator_id is not None:
        try:
            effects = effects_on(form.indicator_id, shown.form, form.period.data)
        except Refusal:  # which stands among what hinders it
            effects = None
    page = render_template(
        "old_forms/item.html", row=row, shown=shown, form=form, effects=effects, batch=get_batch(row.item.batch_id)
    )
    return make_response(page, status)
