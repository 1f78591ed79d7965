"""What the form does by itself while somebody writes: it saves, looks who else is writing, and takes what is pasted."""

from __future__ import annotations

from flask import Response, render_template, request
from flask.typing import ResponseReturnValue

from webapp.blueprints.plans.blueprint import plans
from webapp.blueprints.plans.editing import FormState, edit_page, form_context, merged_form, posted_form
from webapp.blueprints.plans.fields import INCOMPLETE
from webapp.blueprints.plans.forms import PlanForm, VersionForm
from webapp.blueprints.plans.problems import problems_of
from webapp.domain.errors import Refusal
from webapp.domain.plans import PlanState
from webapp.readers.rich_paste import pasted_markdown
from webapp.services.plans import merging
from webapp.services.plans.editing import edit_plan
from webapp.web.htmx import in_place_of, is_htmx, with_event
from webapp.web.identity import signed_in

CARRIED = frozenset({"version", "base", "seen", "sent"})
"""Fields that nobody types: what is wrong in them is no fault of the text."""


@plans.post("/<id:plan_id>/autosave")
def autosave(plan_id: int) -> ResponseReturnValue:
    """Save the text as far as it can be; answers what was saved, or the whole form where others' words came in."""
    who, form = signed_in(), posted_form(plan_id)
    if CARRIED.intersection(form.errors):
        raise Refusal(INCOMPLETE)
    outcome = merging.autosave(who=who, plan_id=plan_id, draft=form.draft())
    if is_htmx() and _is_current(form, outcome):
        opened = outcome.merged.opened
        return render_template(
            "plans/_autosaved.html",
            plan_id=plan_id,
            saved_at=outcome.at,
            plan_state=PlanState.DRAFT,
            note=outcome,
            problems=problems_of(form, _theirs(plan_id, outcome)),
            form=PlanForm(formdata=None, version=outcome.revision, base=dict(opened.base), seen=dict(opened.seen)),
        )
    shown, theirs = edit_plan(who=who, plan_id=plan_id), _theirs(plan_id, outcome)
    form = merged_form(form, outcome.merged, shown)
    state = FormState(theirs, outcome.merged.brought, problems_of(form, theirs))
    if not is_htmx():
        return edit_page(shown, form, state)
    body = render_template("plans/_form_alone.html", focus_last=False, **form_context(shown, form, state))
    return in_place_of("#plan-form", body)


def _theirs(plan_id: int, outcome: merging.Autosaved) -> dict[str, merging.Theirs]:
    return merging.theirs_of(signed_in(), plan_id, outcome.merged)


def _is_current(form: PlanForm, outcome: merging.Autosaved) -> bool:
    """True where the form has every row and word already, and says itself where two people disagree."""
    merged = outcome.merged
    nameless = any(not entry.form.known_key and not entry.form.action().is_blank for entry in form.actions)
    seen = dict(merged.opened.seen) == (form.seen.data or {})
    return seen and not merged.has_news and not nameless and "whole" not in request.form


@plans.post("/<id:plan_id>/others")
def others(plan_id: int) -> ResponseReturnValue:
    """Who else is writing, and whether there is anything newer to bring in."""
    form = VersionForm()
    if not form.validate():
        raise Refusal(INCOMPLETE)
    around = merging.look_around(who=signed_in(), plan_id=plan_id, revision=form.version.data)
    body = render_template("plans/_others.html", plan_id=plan_id, writers=around.writers)
    return with_event("newer", body) if around.newer else body


@plans.post("/<id:plan_id>/paste")
def paste(plan_id: int) -> ResponseReturnValue:
    """What was copied elsewhere, as the form writes it: paragraphs, bold and lists."""
    edit_plan(who=signed_in(), plan_id=plan_id)
    return Response(pasted_markdown(request.form.get("html", "")), mimetype="text/plain")
