"""Named rules: list, one, rename, retire and bring back."""

from __future__ import annotations

from flask import flash, make_response, render_template, url_for
from flask.typing import ResponseReturnValue

from webapp.blueprints.rules.blueprint import rules
from webapp.blueprints.rules.forms import NameForm, ReasonForm
from webapp.domain.errors import Conflict
from webapp.services.rules.reading import RulePage, list_rules, rule_table, show_rule
from webapp.services.rules.saving import bring_back_rule, rename_rule, retire_rule
from webapp.web.exporting import send_table, wants_file
from webapp.web.htmx import CONFLICT, REFUSED, redirect
from webapp.web.identity import signed_in
from webapp.web.saving import saved


@rules.get("")
def index() -> ResponseReturnValue:
    """Every named rule, what it says today, and how many indicators refer to it."""
    if wants_file():
        return send_table(rule_table())
    return render_template("rules/index.html", rules=list_rules(), may_change=signed_in().runs_figures)


@rules.get("/<id:rule_id>")
def show(rule_id: int) -> ResponseReturnValue:
    """One rule with its versions and the indicators that refer to it."""
    return render_template("rules/show.html", page=show_rule(rule_id), may_change=signed_in().runs_figures)


@rules.route("/<id:rule_id>/name", methods=["GET", "POST"])
def rename(rule_id: int) -> ResponseReturnValue:
    """Another name, or another word about what it is for."""
    page = show_rule(rule_id)
    form = NameForm(data={"was": page.line.name, "name": page.line.name, "description": page.line.description})

    def save() -> None:
        rename_rule(who=signed_in(), rule_id=rule_id, **form.answer())

    if not form.is_submitted():
        return _page("name", page, form)
    try:
        if saved(form, save):
            flash("The rule was renamed.", "success")
            return redirect(url_for("rules.show", rule_id=rule_id))
    except Conflict as conflict:
        now = show_rule(rule_id)
        form.was.process(None, now.line.name)
        form.name.errors = [*form.name.errors, conflict.sentence]
        return _page("name", now, form, CONFLICT)
    return _page("name", page, form, REFUSED)


@rules.route("/<id:rule_id>/retire", methods=["GET", "POST"])
def retire(rule_id: int) -> ResponseReturnValue:
    """Offer it no more."""
    page, form = show_rule(rule_id), ReasonForm()

    def save() -> None:
        retire_rule(who=signed_in(), rule_id=rule_id, reason=form.reason.data or "")

    if form.is_submitted() and saved(form, save):
        flash("The rule was retired.", "success")
        return redirect(url_for("rules.index"))
    return _page("retire", page, form, REFUSED if form.is_submitted() else 200)


@rules.route("/<id:rule_id>/bring-back", methods=["GET", "POST"])
def bring_back(rule_id: int) -> ResponseReturnValue:
    """Offer it again."""
    page, form = show_rule(rule_id), ReasonForm()

    def save() -> None:
        bring_back_rule(who=signed_in(), rule_id=rule_id, reason=form.reason.data or "")

    if form.is_submitted() and saved(form, save):
        flash("The rule was brought back.", "success")
        return redirect(url_for("rules.show", rule_id=rule_id))
    return _page("retire", page, form, REFUSED if form.is_submitted() else 200)


def _page(name: str, page: RulePage, form: NameForm | ReasonForm, status: int = 200) -> ResponseReturnValue:
    return make_response(render_template(f"rules/{name}.html", page=page, form=form), status)
