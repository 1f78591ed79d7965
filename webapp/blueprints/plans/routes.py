"""Plans: listed, read, written, tried, and printed."""

from __future__ import annotations

from flask import Response, render_template, request, url_for
from flask.typing import ResponseReturnValue

from webapp.blueprints.plans.blueprint import plans
from webapp.blueprints.plans.editing import (
    FormState,
    advice_on,
    edit_page,
    filled_form,
    first_trouble,
    posted_form,
    save_from,
)
from webapp.blueprints.plans.forms import FilterForm, TryForm
from webapp.blueprints.plans.life import show_page
from webapp.readers.rich_text import render
from webapp.services.actions.overdue import overdue_by_plan
from webapp.services.plans.copies import marked_copy as make_copy
from webapp.services.plans.editing import edit_plan
from webapp.services.plans.exporting import plan_table
from webapp.services.plans.lists import list_plans
from webapp.services.plans.live import try_figures
from webapp.services.plans.printing import plan_docx, plan_pdf, sealed_pdf
from webapp.services.plans.starting import start_plan
from webapp.web.exporting import send_table, wants_file
from webapp.web.htmx import REFUSED, is_htmx, redirect
from webapp.web.identity import signed_in

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@plans.get("")
def index() -> ResponseReturnValue:
    """The plans this person may see, of one state or period if asked."""
    every = list_plans(who=signed_in())
    form = FilterForm(request.args)
    form.period.choices = [("", "Every period"), *dict.fromkeys((plan.period_key, plan.period) for plan in every)]
    shown = [
        plan
        for plan in every
        if form.state.data in {None, "", plan.state} and form.period.data in {None, "", plan.period_key}
    ]
    overdue = overdue_by_plan()
    if wants_file():
        return send_table(plan_table(plans=shown, overdue=overdue))
    return render_template(
        "plans/index.html", plans=shown, form=form, overdue=overdue, reads_forms=signed_in().runs_figures
    )


@plans.get("/<id:plan_id>")
def show(plan_id: int) -> ResponseReturnValue:
    """One plan as it will print, with the forms of what can be done with it."""
    return show_page(plan_id)


@plans.post("/start")
def start() -> ResponseReturnValue:
    """Open the draft of a red figure."""
    indicator_id = request.form.get("indicator_id", 0, type=int)
    plan_id = start_plan(who=signed_in(), indicator_id=indicator_id, period_key=request.form.get("period_key", ""))
    return redirect(url_for("plans.edit", plan_id=plan_id))


@plans.route("/<id:plan_id>/edit", methods=["GET", "POST"])
def edit(plan_id: int) -> ResponseReturnValue:
    """The form, top to bottom as it prints; POST saves the draft, adds a row, or submits."""
    if request.method == "POST":
        return save_from(plan_id)
    shown = edit_plan(who=signed_in(), plan_id=plan_id)
    if not shown.possible.edit:
        return redirect(url_for("plans.show", plan_id=plan_id))
    rows = request.args.get("rows", 0, type=int)
    return edit_page(shown, filled_form(shown, rows=rows), focus_last=rows > len(shown.actions))


@plans.post("/<id:plan_id>/live")
def live(plan_id: int) -> ResponseReturnValue:
    """The tried figures against every dated target; saves nothing."""
    form, panel = TryForm(), None
    if form.validate():
        panel = try_figures(who=signed_in(), plan_id=plan_id, actual=form.actual.data, targets=form.tried_targets())
    if is_htmx():
        return render_template("plans/_live.html", panel=panel, trouble=first_trouble(form))
    shown = edit_plan(who=signed_in(), plan_id=plan_id)
    state = FormState(unsaved=True)
    return edit_page(shown, posted_form(plan_id), state, panel=panel, status=200 if panel else REFUSED)


@plans.post("/<id:plan_id>/advice")
def advice(plan_id: int) -> ResponseReturnValue:
    """What to look at in the text as it is typed; saves nothing, and refuses nothing."""
    form = posted_form(plan_id)
    if is_htmx():
        return render_template("plans/_advice.html", advice=advice_on(plan_id, form), plan_id=plan_id)
    return edit_page(edit_plan(who=signed_in(), plan_id=plan_id), form, FormState(unsaved=True))


@plans.post("/<id:plan_id>/preview")
def preview(plan_id: int) -> ResponseReturnValue:
    """The reason as it will print; saves nothing."""
    edit_plan(who=signed_in(), plan_id=plan_id)
    return render_template("plans/_preview.html", preview=render(request.form.get("reason", "")))


@plans.post("/<id:plan_id>/actual")
def correct(plan_id: int) -> ResponseReturnValue:
    """Save the tried actual as a corrected figure, and the draft with it."""
    return save_from(plan_id, correcting=True)


@plans.get("/<id:plan_id>/plan.pdf")
def pdf(plan_id: int) -> ResponseReturnValue:
    """The one page to print."""
    return _pdf(plan_pdf(who=signed_in(), plan_id=plan_id), f"plan-{plan_id}.pdf")


@plans.get("/<id:plan_id>/plan.docx")
def docx(plan_id: int) -> ResponseReturnValue:
    """The plan as a Word document, for committee services."""
    response = Response(plan_docx(who=signed_in(), plan_id=plan_id), mimetype=WORD)
    response.headers["Content-Disposition"] = f'attachment; filename="plan-{plan_id}.docx"'
    return response


@plans.get("/<id:plan_id>/signed.pdf")
def signed(plan_id: int) -> ResponseReturnValue:
    """The page as it was last signed, also while a new version is written."""
    return _pdf(sealed_pdf(who=signed_in(), plan_id=plan_id), f"plan-{plan_id}-signed.pdf")


@plans.get("/<id:plan_id>/copy.pdf")
def marked_copy(plan_id: int) -> ResponseReturnValue:
    """A copy of a signed page that no longer stands, marked so; ``version`` asks for that of an earlier one."""
    version = request.args.get("version", type=int)
    return _pdf(make_copy(who=signed_in(), plan_id=plan_id, version=version), f"plan-{plan_id}-copy.pdf")


def _pdf(content: bytes, name: str) -> Response:
    response = Response(content, mimetype="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="{name}"'
    return response
