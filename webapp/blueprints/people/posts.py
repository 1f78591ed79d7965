"""Posts change hands: a leaver's successors, vacancies filled, a named person recognised, deputies."""

from __future__ import annotations

from flask import flash, render_template, request, url_for
from flask.typing import ResponseReturnValue

from webapp.blueprints.people.forms import DeputyForm, MergeForm, successors_form
from webapp.blueprints.people.routes import people
from webapp.services.people.deputies import deputies_of, end_deputy, name_deputy
from webapp.services.people.leaving import choose_successors, close_account
from webapp.services.people.lists import Account, find_line, people_here
from webapp.services.people.merging import merge_person
from webapp.services.people.posts import fill_posts, posts_of, vacant_posts
from webapp.web.choices import chosen_id
from webapp.web.htmx import REFUSED, redirect
from webapp.web.identity import signed_in
from webapp.web.saving import saved


@people.route("/<id:person_id>/leave", methods=["GET", "POST"])
def leave(person_id: int) -> ResponseReturnValue:
    """Choose successors for somebody who leaves, and close the account; one by one, or in one step."""
    person, posts = find_line(person_id), posts_of(person_id)
    form = successors_form(posts, people_here(except_id=person_id), may_be_vacant=True)
    closing, handed = "close" in request.form, 0

    def save() -> None:
        nonlocal handed
        if closing:
            close_account(who=signed_in(), person_id=person_id, choices=form.choices())
        else:
            handed = choose_successors(who=signed_in(), person_id=person_id, choices=form.choices())

    if form.is_submitted() and saved(form, save):
        handed_over = f"{handed} {'post was' if handed == 1 else 'posts were'} handed over."
        flash(f"{person.name} has left. The account is closed." if closing else handed_over, "success")
        return redirect(url_for("people.show" if closing else "people.leave", person_id=person_id))
    page = render_template("people/leave.html", person=person, posts=posts, form=form)
    return page, REFUSED if form.is_submitted() else 200


@people.route("/vacancies", methods=["GET", "POST"])
def vacancies() -> ResponseReturnValue:
    """The posts nobody holds, each with a choice of who takes it."""
    posts = vacant_posts()
    form = successors_form(posts, people_here(), may_be_vacant=False)
    count = 0

    def save() -> None:
        nonlocal count
        count = fill_posts(who=signed_in(), choices=form.people_chosen())

    if form.is_submitted() and saved(form, save):
        flash(f"{count} {'post was' if count == 1 else 'posts were'} filled.", "success")
        return redirect(url_for("people.vacancies"))
    return render_template("people/vacancies.html", posts=posts, form=form), REFUSED if form.is_submitted() else 200


@people.route("/<id:person_id>/merge", methods=["GET", "POST"])
def merge(person_id: int) -> ResponseReturnValue:
    """Say which person with an account somebody named without one is."""
    person, form = find_line(person_id), MergeForm()
    accounts = [line for line in people_here(except_id=person_id) if line.email]
    form.into.choices = [("", "Choose"), *((str(line.id), f"{line.called} ({line.email})") for line in accounts)]
    into_id = chosen_id(form.into.data or "")

    def save() -> None:
        merge_person(who=signed_in(), person_id=person_id, into_id=into_id)

    if form.is_submitted() and saved(form, save):
        flash(f"{person.name} is now one with {find_line(into_id or 0).name}.", "success")
        return redirect(url_for("people.show", person_id=into_id))
    page = render_template("people/merge.html", person=person, posts=posts_of(person_id), form=form)
    return page, REFUSED if form.is_submitted() else 200


@people.route("/<id:person_id>/deputies", methods=["GET", "POST"])
def deputies(person_id: int) -> ResponseReturnValue:
    """A director's deputies, and naming another."""
    person, form = find_line(person_id), DeputyForm()
    able = [line for line in people_here(except_id=person_id) if line.account is not Account.NONE]
    form.deputy.choices = [("", "Choose"), *((str(line.id), line.called) for line in able)]

    def save() -> None:
        name_deputy(who=signed_in(), director_id=person_id, wish=form.wish())

    if form.is_submitted() and saved(form, save):
        flash("The deputy was named.", "success")
        return redirect(url_for("people.deputies", person_id=person_id))
    lines = [line for line in deputies_of(person_id) if line.director_id == person_id]
    page = render_template("people/deputies.html", person=person, form=form, deputies=lines)
    return page, REFUSED if form.is_submitted() else 200


@people.post("/<id:person_id>/deputies/<id:deputy_id>/end")
def end_deputyship(person_id: int, deputy_id: int) -> ResponseReturnValue:
    """Withdraw a deputy's right to sign, at once."""
    end_deputy(who=signed_in(), director_id=person_id, deputy_row_id=deputy_id)
    flash("The deputy may no longer sign.", "success")
    return redirect(url_for("people.deputies", person_id=person_id))
