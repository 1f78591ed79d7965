"""The plan's form in and out: filling it, saving it, and showing it again with nothing lost."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from flask import flash, make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from webapp.blueprints.plans.fields import written
from webapp.blueprints.plans.forms import PlanForm, TryForm
from webapp.blueprints.plans.problems import Problem
from webapp.domain.actions import MOST_ACTIONS
from webapp.domain.errors import Conflict, Refusal
from webapp.domain.merging import Merged, marks_of, values_of
from webapp.readers.rich_text import render
from webapp.services.plans.advice import Advice, advise
from webapp.services.plans.content import blank_rows
from webapp.services.plans.corrections import correct_actual
from webapp.services.plans.editing import PlanShown, edit_plan
from webapp.services.plans.live import LivePanel
from webapp.services.plans.merging import Theirs, merge_shown, other_writers, stored_text, theirs_of
from webapp.services.plans.owners import possible_owners
from webapp.services.plans.writing import Draft, save_draft, submit_plan
from webapp.web.forms import error_links, show_refusal
from webapp.web.htmx import CONFLICT, REFUSED, redirect
from webapp.web.identity import signed_in

TRIED = {"actual", "targets"}
"""Fields of figures that are only tried: what cannot be read there keeps no text from being saved."""


@dataclass(frozen=True, slots=True)
class FormState:
    """What stands around the fields of the form: where two people wrote, and what is not saved."""

    theirs: Mapping[str, Theirs] = field(default_factory=dict)
    brought: frozenset[str] = frozenset()
    problems: tuple[Problem, ...] = ()
    unsaved: bool = False  # the form holds words that the server has refused or not been given

    def attributes(self, name: str) -> dict[str, str]:
        """What the script knows a field by, and whether other words came into it."""
        return {"data-field": name} | ({"data-brought": "true"} if name in self.brought else {})


def filled_form(shown: PlanShown, *, rows: int = 0) -> PlanForm:
    """The form of a plan as stored, with at least ``rows`` action rows."""
    singles = [target for target in shown.dated if not target.is_range]
    form = PlanForm(
        formdata=None,
        version=shown.record.revision,
        base=marks_of(stored_text(shown)),
        actual=shown.record.actual,
        targets=[{"period": target.period.key, "value": target.value} for target in singles],
        reason=shown.record.reason_source,
        actions=blank_rows(shown.actions, least=min(max(rows, 1), MOST_ACTIONS)),
    )
    form.offer_owners(possible_owners(shown.record.id))
    return form


def posted_form(plan_id: int, formdata: MultiDict[str, str] | None = None) -> PlanForm:
    """The form as it was posted, checked, so that every error shows on its field."""
    form = PlanForm(request.form if formdata is None else formdata)
    form.offer_owners(possible_owners(plan_id))
    form.validate()
    form.name_unread_rows()
    return form


def save_from(plan_id: int, *, correcting: bool = False) -> ResponseReturnValue:
    """Save what was posted: the draft, the draft and a corrected figure, or the plan for signature."""
    who, form = signed_in(), posted_form(plan_id)
    if set(form.errors) - (set() if correcting else TRIED):
        return edit_page(edit_plan(who=who, plan_id=plan_id), form, FormState(unsaved=True), status=REFUSED)
    draft = _without_removed(form.draft(given_up=request.form.getlist("take")))
    try:
        if correcting:
            notes = correct_actual(who=who, plan_id=plan_id, draft=draft, **form.correction())
            flash(" ".join(["The figure was corrected and the draft saved.", *notes]), "success")
        elif "submit" in request.form:
            submit_plan(who=who, plan_id=plan_id, draft=draft)
            flash("The plan was submitted for signature.", "success")
            return redirect(url_for("plans.show", plan_id=plan_id))
        else:
            save_draft(who=who, plan_id=plan_id, draft=draft)
            if "add" not in request.form:  # the new row has the focus, which a message would take
                flash("The draft was saved.", "success")
    except Conflict as conflict:
        return _conflict_page(plan_id, form, draft, conflict.sentence)
    except Refusal as refusal:
        show_refusal(form, refusal)
        return edit_page(edit_plan(who=who, plan_id=plan_id), form, FormState(unsaved=True), status=REFUSED)
    rows = sum(not action.is_blank for action in draft.actions) + 1 if "add" in request.form else None
    return redirect(url_for("plans.edit", plan_id=plan_id, rows=rows))


def _without_removed(draft: Draft) -> Draft:
    """The draft without the action whose "Remove" button was pressed."""
    removed = request.form.get("remove", -1, type=int)
    return replace(draft, actions=tuple(action for row, action in enumerate(draft.actions) if row != removed))


def _conflict_page(plan_id: int, form: PlanForm, draft: Draft, sentence: str) -> ResponseReturnValue:
    """The form with both sides' words, to be saved knowingly."""
    who = signed_in()
    shown = edit_plan(who=who, plan_id=plan_id)
    merged = merge_shown(shown, draft)
    if merged is None:
        form.version.process(None, shown.record.revision)
        form.base.process(None, marks_of(stored_text(shown)))
        return edit_page(shown, form, FormState(unsaved=True), conflict=sentence, status=CONFLICT)
    state = FormState(theirs_of(who, plan_id, merged), merged.brought, unsaved=True)
    return edit_page(shown, merged_form(form, merged, shown), state, conflict=sentence, status=CONFLICT)


def merged_form(form: PlanForm, merged: Merged, shown: PlanShown) -> PlanForm:
    """The posted form with what the other side wrote; everything else stays as it was typed, to the letter."""
    typed = form.merged_fields()
    data = MultiDict((name, text) for name, text in request.form.items(multi=True) if not name.startswith("actions-"))
    for field_name, name, value in _named(merged):
        source = typed.get(field_name)
        as_typed = source is not None and source.raw_data and field_name not in merged.brought
        data[name] = source.raw_data[0] if source is not None and as_typed else written(value)
    for row, action in enumerate(merged.shown.actions):
        data[f"actions-{row}-key"] = action.key
    kept = posted_form(shown.record.id, data)
    kept.version.process(None, shown.record.revision)
    kept.base.process(None, dict(merged.opened.base))
    kept.seen.process(None, dict(merged.opened.seen))
    kept.sent.process(None, None)
    return kept


def _named(merged: Merged) -> Sequence[tuple[str, str, Any]]:
    """Every field to show: its name in the merging, its name in the form, and its value."""
    rows = {action.key: row for row, action in enumerate(merged.shown.actions)}
    found = []
    for field_name, value in values_of(merged.shown).items():
        key, _, part = field_name.rpartition(".")
        found.append((field_name, f"actions-{rows[key]}-{part}" if key else field_name, value))
    return found


def first_trouble(form: TryForm) -> str:
    """The first sentence about a tried figure that cannot be read, or ""."""
    return next((link.text for link in error_links(form)), "")


def _preview(form: PlanForm) -> str:
    """The reason as it will print; nothing where it is refused, which its field says."""
    try:
        return render(form.reason.data or "")
    except Refusal:
        return ""


def form_context(shown: PlanShown, form: PlanForm, state: FormState) -> dict[str, Any]:
    """What the form's template asks for, as a page and as a fragment."""
    return {
        "shown": shown,
        "form": form,
        "state": state,
        "writers": other_writers(signed_in(), shown.record.id),
        "plan_id": shown.record.id,
        "plan_state": shown.record.state,
        "note": {"version": shown.record.version, "by": shown.saved_by, "at": shown.record.saved_at},
        "me": signed_in().id,
        "most_actions": MOST_ACTIONS,
        "saved_at": shown.record.saved_at,
        "problems": state.problems,
        "preview": _preview(form),
        "labels": {target.period.key: target.period.label for target in shown.dated},
    }


def advice_on(plan_id: int, form: PlanForm) -> Advice:
    """Advice on what stands in the form, as far as it can be read."""
    draft = form.draft()
    return advise(who=signed_in(), plan_id=plan_id, reason=draft.reason, actions=draft.actions)


def edit_page(
    shown: PlanShown,
    form: PlanForm,
    state: FormState | None = None,
    *,
    panel: LivePanel | None = None,
    conflict: str = "",
    focus_last: bool = False,
    status: int = 200,
) -> ResponseReturnValue:
    """The edit page with what was typed; after a conflict the form carries the newer version, to be saved knowingly."""
    page = render_template(
        "plans/edit.html",
        **form_context(shown, form, state or FormState()),
        advice=advice_on(shown.record.id, form),
        panel=panel or shown.panel,
        trouble="",
        conflict=conflict,
        focus_last=focus_last,
    )
    return make_response(page, status)
