"""The plan's form in and out: filling it, saving it, and showing it again with nothing lost."""

from __future__ import annotations

from flask import flash, make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue

from webapp.blueprints.plans.forms import PlanForm
from webapp.domain.errors import Conflict, Refusal
from webapp.services.corrections import correct_actual
from webapp.services.live import LivePanel
from webapp.services.plan_editing import PlanShown, edit_plan
from webapp.services.plans import blank_rows, save_draft, submit_plan
from webapp.web.forms import show_refusal
from webapp.web.htmx import REFUSED, redirect
from webapp.web.identity import signed_in

CONFLICT = 409


def filled_form(shown: PlanShown, *, rows: int = 1) -> PlanForm:
    """The form of a plan as stored, with at least ``rows`` action rows."""
    record = shown.record
    return PlanForm(
        formdata=None,
        version=record.version,
        actual=record.actual,
        targets=[
            {"period": target.period.key, "value": target.value} for target in record.targets if not target.is_range
        ],
        reason=record.reason_source,
        actions=blank_rows(shown.actions, least=min(rows, 30)),
    )


def save_from(plan_id: int, *, correcting: bool = False) -> ResponseReturnValue:
    """Save what was posted: the draft, the draft and a corrected figure, or the plan for signature."""
    who, form = signed_in(), PlanForm()
    if not form.validate():
        return edit_page(edit_plan(who=who, plan_id=plan_id), form, status=REFUSED)
    try:
        if correcting:
            correct_actual(
                who=who, plan_id=plan_id, draft=form.draft(), actual=form.actual.data, reason=form.correction_reason.data or ""
            )
            flash("The figure was corrected and the draft saved.", "success")
        elif "submit" in request.form:
            submit_plan(who=who, plan_id=plan_id, draft=form.draft())
            flash("The plan was submitted for signature.", "success")
            return redirect(url_for("plans.show", plan_id=plan_id))
        else:
            save_draft(who=who, plan_id=plan_id, draft=form.draft())
            flash("The draft was saved.", "success")
    except Conflict as conflict:
        return edit_page(edit_plan(who=who, plan_id=plan_id), form, conflict=conflict.sentence, status=CONFLICT)
    except Refusal as refusal:
        show_refusal(form, refusal)
        return edit_page(edit_plan(who=who, plan_id=plan_id), form, status=REFUSED)
    rows = len(form.actions) + 1 if "add" in request.form else 1
    return redirect(url_for("plans.edit", plan_id=plan_id, rows=rows if rows > 1 else None))


def edit_page(
    shown: PlanShown,
    form: PlanForm | None,
    *,
    panel: LivePanel | None = None,
    conflict: str = "",
    status: int = 200,
) -> ResponseReturnValue:
    """The edit page with what was typed; after a conflict the form carries the newer version, to be saved knowingly."""
    form = form or PlanForm()
    if conflict:
        form.version.process(None, shown.record.version)
    page = render_template(
        "plans/edit.html", shown=shown, form=form, panel=panel or shown.panel, conflict=conflict
    )
    return make_response(page, status)
