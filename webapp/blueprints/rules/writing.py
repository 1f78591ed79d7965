"""A new rule, and another version of one: what would change is shown before anything is saved."""

from __future__ import annotations

from flask import flash, make_response, render_template, url_for
from flask.typing import ResponseReturnValue

from webapp.blueprints.rules.blueprint import rules
from webapp.blueprints.rules.forms import NewRuleForm, TermsForm, VersionForm
from webapp.domain.errors import Conflict
from webapp.services.rules.consequences import Consequences
from webapp.services.rules.previewing import preview_new, preview_version
from webapp.services.rules.reading import RulePage, by_polarity, show_rule
from webapp.services.rules.saving import add_rule, add_version
from webapp.web.htmx import CONFLICT, REFUSED, redirect
from webapp.web.identity import signed_in
from webapp.web.previewed import was_seen
from webapp.web.saving import saved


@rules.route("/new", methods=["GET", "POST"])
def new() -> ResponseReturnValue:
    """Add a rule, once it was shown what it says."""
    form, found = NewRuleForm(), list[Consequences]()

    def preview() -> None:
        found.append(preview_new(who=signed_in(), name=form.name.data or "", wish=form.wish()))

    def save() -> None:
        number = add_rule(
            who=signed_in(), name=form.name.data or "", description=form.description.data or "", wish=form.wish()
        )
        added.append(number)

    added: list[int] = []
    if not form.is_submitted():
        return _page(form)
    if not saved(form, preview):
        return _page(form, status=REFUSED)
    if not was_seen(form.seen, (form.wish(), found[0].indicators, found[0].mark)):
        return _page(form, found=found[0])
    if not saved(form, save):
        return _page(form, status=REFUSED)
    flash("The rule was added. Indicators can refer to it now.", "success")
    return redirect(url_for("rules.show", rule_id=added[0]))


@rules.route("/<id:rule_id>/change", methods=["GET", "POST"])
def change(rule_id: int) -> ResponseReturnValue:
    """Another version of a rule, once it was shown what would change."""
    page, found = show_rule(rule_id), list[Consequences]()
    form = VersionForm()
    if not form.is_submitted():
        return _page(VersionForm.of(page.newest, page.line.versions), page)

    def preview() -> None:
        found.append(preview_version(who=signed_in(), rule_id=rule_id, latest=form.latest.data, wish=form.wish()))

    def save() -> None:
        add_version(who=signed_in(), rule_id=rule_id, latest=form.latest.data, wish=form.wish())

    try:
        if not saved(form, preview):
            return _page(form, page, status=REFUSED)
        if not was_seen(form.seen, (form.wish(), found[0].indicators, found[0].mark)):
            return _page(form, page, found=found[0])
        if not saved(form, save):
            return _page(form, page, status=REFUSED)
    except Conflict as conflict:
        now = show_rule(rule_id)
        form.latest.process(None, now.line.versions)
        return _page(form, now, conflict=conflict.sentence, status=CONFLICT)
    flash("The new version was saved, and every figure that it is for was judged anew.", "success")
    return redirect(url_for("rules.show", rule_id=rule_id))


def _page(
    form: TermsForm,
    page: RulePage | None = None,
    *,
    found: Consequences | None = None,
    conflict: str = "",
    status: int = 200,
) -> ResponseReturnValue:
    says = by_polarity(form.wish().terms) if found else ()
    shown = render_template("rules/edit.html", form=form, page=page, found=found, says=says, conflict=conflict)
    return make_response(shown, status)
