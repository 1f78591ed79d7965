"""A folder of old forms: its table, answers for all, codes, and its forms settled one by one or together."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from flask import flash, request, url_for
from flask.typing import ResponseReturnValue

from webapp.blueprints.old_forms.batch_forms import ForAllForm, for_all_form, typed_codes
from webapp.blueprints.old_forms.blueprint import old_forms
from webapp.domain.errors import NotAllowed, NotFound, Refusal
from webapp.services.old_forms.answering import answer_all, give_codes
from webapp.services.old_forms.batch_pages import SHOWN, batch_page
from webapp.services.old_forms.settling import Settled, confirm, confirm_ready, set_aside, take_back
from webapp.web import htmx
from webapp.web.htmx import REFUSED, is_htmx, redirect
from webapp.web.identity import signed_in
from webapp.web.saving import saved

STEPS_WITHOUT_SCRIPT = 8
"""Steps that one press of the button takes where the page cannot go on by itself."""


@dataclass(frozen=True, slots=True)
class Run:
    """How far the saving of all that are ready has come."""

    saved: int = 0
    refused: int = 0
    left: int = 0

    @property
    def words(self) -> str:
        """What was done, and what is left."""
        one, several = "1 form was saved as a draft plan.", f"{self.saved} forms were saved as draft plans."
        said = [one if self.saved == 1 else several]
        if self.refused:
            said.append(f"{self.refused} could not be saved, and the table says why.")
        if self.left:
            said.append(f"{self.left} more can be saved.")
        return " ".join(said)


@old_forms.get("/old-forms/<id:batch_id>")
def batch(batch_id: int) -> ResponseReturnValue:
    """What each form of the folder would become, a page at a time."""
    return _table(batch_id)


@old_forms.post("/old-forms/<id:batch_id>/answers")
def answer_batch(batch_id: int) -> ResponseReturnValue:
    """Answers that go for every form without one of its own."""
    form = ForAllForm()
    if not saved(form, lambda: answer_all(who=signed_in(), batch_id=batch_id, given=form.to_keep())):
        return _table(batch_id, form=form, status=REFUSED)
    return _told(batch_id, "The answers go for every form that has none of its own.")


@old_forms.post("/old-forms/<id:batch_id>/codes")
def codes(batch_id: int) -> ResponseReturnValue:
    """Keep the codes typed into the table, which every button of it does."""
    return _act(batch_id, lambda: "The codes are kept.")


@old_forms.post("/old-forms/<id:batch_id>/save-ready")
def save_ready(batch_id: int) -> ResponseReturnValue:
    """Save every form that is ready, some at a time; the page goes on by itself until none is left."""
    counted = (min(abs(request.form.get(name, 0, type=int)), 10_000) for name in ("saved", "refused"))
    run = Run(*counted)
    try:
        give_codes(who=signed_in(), batch_id=batch_id, codes=typed_codes())
    except Refusal as refusal:
        return _table(batch_id, refused=refusal.sentence, status=REFUSED)
    for _ in range(1 if is_htmx() else STEPS_WITHOUT_SCRIPT):
        step = confirm_ready(who=signed_in(), batch_id=batch_id)
        run = Run(run.saved + step.saved, run.refused + step.refused, step.left)
        if not step.left:
            break
    return _table(batch_id, run=run) if is_htmx() else _told(batch_id, run.words)


@old_forms.post("/old-forms/<id:batch_id>/forms/<id:item_id>/save")
def save_item(batch_id: int, item_id: int) -> ResponseReturnValue:
    """Save one form of the table."""
    return _act(batch_id, lambda: told(confirm(who=signed_in(), batch_id=batch_id, item_id=item_id)))


@old_forms.post("/old-forms/<id:batch_id>/forms/<id:item_id>/aside")
def aside(batch_id: int, item_id: int) -> ResponseReturnValue:
    """Put one form aside."""

    def act() -> str:
        set_aside(who=signed_in(), batch_id=batch_id, item_id=item_id)
        return "The form is put aside."

    return _act(batch_id, act)


@old_forms.post("/old-forms/<id:batch_id>/forms/<id:item_id>/back")
def back(batch_id: int, item_id: int) -> ResponseReturnValue:
    """Take one form back that was put aside."""

    def act() -> str:
        take_back(who=signed_in(), batch_id=batch_id, item_id=item_id)
        return "The form is taken back."

    return _act(batch_id, act)


def told(settled: Settled) -> str:
    """Where a form went, in a sentence."""
    if settled.before:
        return f"That form had been saved already, as plan {settled.plan_id}."
    saved_as = f"The form is saved: {settled.code} has its figures, and draft plan {settled.plan_id}."
    return " ".join([saved_as, *settled.notes])


def _act(batch_id: int, act: Callable[[], str]) -> ResponseReturnValue:
    """Keep the codes that were typed, then do what the button says; a refusal stands above the table."""
    try:
        give_codes(who=signed_in(), batch_id=batch_id, codes=typed_codes())
        sentence = act()
    except (NotFound, NotAllowed):
        raise
    except Refusal as refusal:
        return _table(batch_id, refused=refusal.sentence, status=REFUSED)
    return _told(batch_id, sentence)


def _told(batch_id: int, sentence: str) -> ResponseReturnValue:
    """The table with what was done above it: as a fragment, or as the next page."""
    if is_htmx():
        return _table(batch_id, done=sentence)
    flash(sentence, "success")
    return redirect(_address(batch_id, _asked("show"), _asked("page")))


def _table(
    batch_id: int,
    *,
    form: ForAllForm | None = None,
    run: Run | None = None,
    done: str = "",
    refused: str = "",
    status: int = 200,
) -> ResponseReturnValue:
    page = request.args.get("page", 1, type=int)
    shown = batch_page(who=signed_in(), batch_id=batch_id, show=_asked("show") or "", page=page)

    def link(page: int) -> str:
        return _address(batch_id, shown.show, page)

    return htmx.render(
        "old_forms/batch.html",
        "old_forms/_batch.html",
        http_status=status,
        shown=shown,
        states=SHOWN,
        form=form or for_all_form(shown.batch.given),
        link=link,
        run=run,
        done=done,
        refused=refused,
    )


def _asked(name: str) -> str | None:
    """The filter or page that the address asks for, kept by whatever the table's buttons do."""
    return request.args.get(name) or None


def _address(batch_id: int, show: str | None, page: str | int | None) -> str:
    return url_for("old_forms.batch", batch_id=batch_id, show=show or None, page=page)
