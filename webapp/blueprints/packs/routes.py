"""The committee pack of a period: asked for as a PDF, or read as a page."""

from __future__ import annotations

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue

from webapp.domain.packs import KIND, WHAT_IT_HOLDS
from webapp.services.packs.jobs import ask_for_pack
from webapp.services.packs.reading import pack_of
from webapp.services.plans.printing import page_to_read
from webapp.web.htmx import redirect
from webapp.web.identity import signed_in

packs = Blueprint("packs", __name__, url_prefix="/periods")


@packs.get("/<period:key>/pack")
def show(key: str) -> ResponseReturnValue:
    """The whole pack as one page: the same cover, contents and plans as the PDF."""
    who = signed_in()
    pack = pack_of(who, key)
    pages = {plan_id: page_to_read(who=who, plan_id=plan_id, standing=True) for plan_id in pack.plan_ids}
    return render_template("packs/show.html", pack=pack, pages=pages, key=key, kind=KIND, what_it_holds=WHAT_IT_HOLDS)


@packs.post("/<period:key>/pack")
def make(key: str) -> ResponseReturnValue:
    """Begin making the PDF in the background."""
    return redirect(url_for("jobs.show", job_id=ask_for_pack(who=signed_in(), key=key)))
