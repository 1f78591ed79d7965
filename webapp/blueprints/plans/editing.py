"""The plan's form in and out: filling it, saving it, and showing it again with nothing lost."""

from __future__ import annotations

from flask import flash, make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue

from webapp.blueprints.plans.forms import PlanForm, TryForm
from webapp.domain.actions import MOST_ACTIONS
from webapp.domain.errors import Conflict, Refusal
from webapp.readers.rich_text import render
from webapp.services.plans.corrections import correct_actual
from webapp.services.plans.editing import PlanShown, edit_plan
from webapp.services.plans.live import LivePanel
from webapp.services.plans.writing import Draft, blank_rows, save_draft, submit_plan
from webapp.web.forms import error_links, show_refusal
from webapp.web.htmx import CONFLICT, REFUSED, redirect
from webapp.web.identity import signed_in

TRIED = {"actual", "targets"}
"""Fields of figures that are only tried: what cannot be read there keeps no text from being saved."""


def filled_form(shown: PlanShown, *, rows: int = 0) -> PlanForm:
    """The form of a plan as stored, with at least ``rows`` action rows."""
    singles = [target for target in shown.dated if not target.is_range]
    return PlanForm(
        formdata=None,
        version=shown.record.revision,
        actual=shown.record.actual,
        targets=[{"period": target.period.key, "value": target.value} for target in singles],
        reason=shown.record.reason_source,
        actions=blank_rows(shown.actions, least=min(rows, MOST_ACTIONS)),
    )


def typed_form() -> PlanForm:
    """The form as it was posted, checked, so that every error shows on its field."""
    form = PlanForm()
    form.validate()
    return form


def save_from(plan_id: int, *, correcting: bool = False) -> ResponseReturnValue:
    """Save what was posted: the draft, the draft and a corrected figure, or the plan for signature."""
    who, form = signed_in(), PlanForm()
    form.validate()
    if set(form.errors) - (set() if correcting else TRIED):
        return edit_page(edit_plan(who=who, plan_id=plan_id), form, status=REFUSED)
    draft = _without_removed(form.draft())
    try:
        if correcting:
            reason = form.correction_reason.data or ""
            notes = correct_actual(who=who, plan_id=plan_id, draft=draft, actual=form.actual.data, reason=reason)
            flash(" ".join(["The figure was corrected and the draft saved.", *notes]), "success")
        elif "submit" in request.form:
            submit_plan(who=who, plan_id=plan_id, draft=draft)
            flash("The plan was submitted for signature.", "success")
            return redirect(url_for("plans.show", plan_id=plan_id))
        else:
            save_draft(who=who, plan_id=plan_id, draft=draft)
            flash("The draft was saved.", "success")
    except Conflict as conflict:
        return edit_page(edit_plan(who=who, plan_id=plan_id), form, conflict=conflict.sentence, status=CONFLICT)
    except Refusal as refusal:
        show_refusal(form, refusal)
        return edit_page(edit_plan(who=who, plan_id=plan_id), form, status=REFUSED)
    rows = sum(not action.is_blank for action in draft.actions) + 1 if "add" in request.form else None
    return redirect(url_for("plans.edit", plan_id=plan_id, rows=rows))


def _without_removed(draft: Draft) -> Draft:
    """The draft without the action whose "Remove" button was pressed."""
    removed = request.form.get("remove", -1, type=int)
    kept = tuple(action for row, action in enumerate(draft.actions) if row != removed)
    return Draft(revision=draft.revision, reason=draft.reason, actions=kept)


def first_trouble(form: TryForm) -> str:
    """The first sentence about a tried figure that cannot be read, or ""."""
    return next((link.text for link in error_links(form)), "")


def _preview(form: PlanForm) -> str:
    """The reason as it will print; nothing where it is refused, which its field says."""
    try:
        return render(form.reason.data or "")
    except Refusal:
        return ""


def edit_page(
    shown: PlanShown,
    form: PlanForm,
    *,
    panel: LivePanel | None = None,
    conflict: str = "",
    focus_last: bool = False,
    status: int = 200,
) -> ResponseReturnValue:
    """The edit page with what was typed; after a conflict the form carries the newer version, to be saved knowingly."""
    if conflict:
        form.version.process(None, shown.record.revision)
    page = render_template(
        "plans/edit.html",
        shown=shown,
        form=form,
        panel=panel or shown.panel,
        trouble="",
        conflict=conflict,
        preview=_preview(form),
        labels={target.period.key: target.period.label for target in shown.dated},
        focus_last=focus_last,
    )
    return make_response(page, status)
