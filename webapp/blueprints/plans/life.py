"""The steps of a plan's life: signed, returned, taken back, renewed, confirmed, withdrawn, closed."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from flask import flash, render_template, url_for
from flask.typing import ResponseReturnValue

from webapp.blueprints.plans.blueprint import plans
from webapp.blueprints.plans.forms import SignForm, StepForm
from webapp.services.actions.overdue import actions_of_plan
from webapp.services.plans import renewal, writing
from webapp.services.plans.closing import close_plan
from webapp.services.plans.comparing import changed_since_read
from webapp.services.plans.editing import show_plan
from webapp.services.plans.signing import sign_plan
from webapp.web.htmx import REFUSED, redirect
from webapp.web.identity import signed_in
from webapp.web.saving import saved
from webapp.web.site import site


@plans.post("/<id:plan_id>/sign")
def sign(plan_id: int) -> ResponseReturnValue:
    """The director signs exactly the page that was shown."""
    sign_plan(who=signed_in(), plan_id=plan_id, mark=SignForm().read.data or "", site=site())
    return _done("The plan is signed off.", plan_id)


@plans.post("/<id:plan_id>/return")
def send_back(plan_id: int) -> ResponseReturnValue:
    """The director returns the plan with a reason."""
    who, form = signed_in(), StepForm()
    step = partial(writing.return_plan, who=who, plan_id=plan_id, reason=form.reason.data or "")
    return _taken(form, step, "The plan was returned to its lead.", plan_id)


@plans.post("/<id:plan_id>/take-back")
def take_back(plan_id: int) -> ResponseReturnValue:
    """The lead takes a submitted plan back to write on."""
    writing.take_back_plan(who=signed_in(), plan_id=plan_id)
    flash("The plan is a draft again.", "success")
    return redirect(url_for("plans.edit", plan_id=plan_id))


@plans.post("/<id:plan_id>/new-version")
def new_version(plan_id: int) -> ResponseReturnValue:
    """The lead begins a new version of a signed plan."""
    renewal.begin_new_version(who=signed_in(), plan_id=plan_id)
    flash("This is the draft of a new version. What was signed stays as it is.", "success")
    return redirect(url_for("plans.edit", plan_id=plan_id))


@plans.post("/<id:plan_id>/give-up")
def give_up(plan_id: int) -> ResponseReturnValue:
    """The lead gives a new version up: the signed page stands as it is."""
    renewal.give_up_new_version(who=signed_in(), plan_id=plan_id)
    return _done("The new version was given up. Its text is kept in the history.", plan_id)


@plans.post("/<id:plan_id>/no-change-needed")
def confirm(plan_id: int) -> ResponseReturnValue:
    """The director records that an out-of-date plan needs no change."""
    who, form = signed_in(), StepForm()
    reason, seen = form.confirm_reason.data or "", form.differing.data or ""
    step = partial(renewal.confirm_signed, who=who, plan_id=plan_id, reason=reason, seen=seen)
    return _taken(form, step, "It is recorded that no change is needed: the plan is current again.", plan_id)


@plans.post("/<id:plan_id>/withdraw")
def withdraw(plan_id: int) -> ResponseReturnValue:
    """The signer or a deputy takes a signed plan back."""
    who, form = signed_in(), StepForm()
    step = partial(renewal.withdraw_plan, who=who, plan_id=plan_id, reason=form.withdraw_reason.data or "")
    return _taken(form, step, "The plan is withdrawn.", plan_id)


@plans.post("/<id:plan_id>/close")
def close(plan_id: int) -> ResponseReturnValue:
    """The lead closes a plan whose figure is back to green."""
    who, form = signed_in(), StepForm()
    step = partial(close_plan, who=who, plan_id=plan_id, what_worked=form.what_worked.data or "")
    return _taken(form, step, "The plan is closed.", plan_id)


def show_page(plan_id: int, *, form: StepForm | None = None, status: int = 200) -> ResponseReturnValue:
    """One plan as it will print, with the forms of the steps that this person may take."""
    shown = show_plan(who=signed_in(), plan_id=plan_id)
    promised = actions_of_plan(who=signed_in(), plan_id=plan_id)
    decides = shown.possible.sign or shown.possible.send_back
    changes = changed_since_read(plan_id) if decides else None
    form = form or StepForm(formdata=None)
    return render_template("plans/show.html", shown=shown, promised=promised, changes=changes, form=form), status


def _taken(form: StepForm, step: Callable[[], None], sentence: str, plan_id: int) -> ResponseReturnValue:
    if saved(form, step):
        return _done(sentence, plan_id)
    return show_page(plan_id, form=form, status=REFUSED)


def _done(sentence: str, plan_id: int) -> ResponseReturnValue:
    flash(sentence, "success")
    return redirect(url_for("plans.show", plan_id=plan_id))
