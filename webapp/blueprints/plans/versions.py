"""The versions of a plan: listed, read, compared, and brought back."""

from __future__ import annotations

from collections.abc import Sequence

from flask import flash, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms.fields import SelectChoice

from webapp.blueprints.plans.blueprint import plans
from webapp.blueprints.plans.fields import INCOMPLETE
from webapp.blueprints.plans.forms import CompareForm, VersionForm
from webapp.domain.errors import Refusal
from webapp.domain.formats import moment
from webapp.services.plans.comparing import compare_versions
from webapp.services.plans.history import saved_version
from webapp.services.plans.versions import VersionLine, list_versions, restore_version
from webapp.web.htmx import redirect
from webapp.web.identity import signed_in


@plans.get("/<id:plan_id>/versions")
def versions(plan_id: int) -> ResponseReturnValue:
    """Every version: who saved it when, and what became of it."""
    record, lines = list_versions(who=signed_in(), plan_id=plan_id)
    newest = [line.number for line in lines[:2]]
    form = _compare_form(lines, newest[-1], newest[0]) if newest else None
    return render_template("plans/versions.html", record=record, versions=lines, form=form)


@plans.get("/<id:plan_id>/versions/<id:number>")
def version(plan_id: int, number: int) -> ResponseReturnValue:
    """One earlier content of a plan."""
    record, saved = saved_version(who=signed_in(), plan_id=plan_id, number=number)
    return render_template("plans/version.html", record=record, version=saved)


@plans.get("/<id:plan_id>/changes")
def changes(plan_id: int) -> ResponseReturnValue:
    """What changed between two versions, shown in the text itself."""
    first, second = request.args.get("from", 0, type=int), request.args.get("to", 0, type=int)
    record, found = compare_versions(who=signed_in(), plan_id=plan_id, first=first, second=second)
    _, lines = list_versions(who=signed_in(), plan_id=plan_id)
    form = _compare_form(lines, first, second)
    return render_template("plans/changes.html", record=record, changes=found, form=form)


@plans.post("/<id:plan_id>/versions/<id:number>/restore")
def restore(plan_id: int, number: int) -> ResponseReturnValue:
    """Make the text of an earlier version the plan's own again."""
    form = VersionForm()
    if not form.validate():
        raise Refusal(INCOMPLETE)
    new = restore_version(who=signed_in(), plan_id=plan_id, number=number, revision=form.version.data)
    flash(f"The text of version {number} is back, as version {new}.", "success")
    return redirect(url_for("plans.edit", plan_id=plan_id))


def _compare_form(lines: Sequence[VersionLine], first: int, second: int) -> CompareForm:
    choices = [SelectChoice(str(each.number), f"Version {each.number}, {each.by}, {moment(each.at)}") for each in lines]
    form = CompareForm(formdata=None, from_=str(first), to=str(second))
    form.from_.choices, form.to.choices = choices, choices
    return form
