"""The versions of a plan: listed, read, compared, and brought back."""

from __future__ import annotations

from flask import render_template
from flask.typing import ResponseReturnValue

from webapp.blueprints.plans.blueprint import plans
from webapp.services.plans.history import saved_version
from webapp.web.identity import signed_in


@plans.get("/<id:plan_id>/versions/<id:number>")
def version(plan_id: int, number: int) -> ResponseReturnValue:
    """One earlier content of a plan."""
    record, saved = saved_version(who=signed_in(), plan_id=plan_id, number=number)
    return render_template("plans/version.html", record=record, version=saved)
