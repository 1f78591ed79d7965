"""Posts change hands: a leaver's successors, vacancies filled, a named person recognised, deputies."""

from __future__ import annotations

from flask import flash, render_template, request, url_for
from flask.typing import ResponseReturnValue

from webapp.blueprints.people.forms import DeputyForm, MergeForm, successors_form
from webapp.blueprints.people.forms import person_id as chosen_id
from webapp.blueprints.people.routes import people
from webapp.domain.errors import Conflict, NotFound, Refusal
from webapp.services.people.deputies import deputies_of, end_deputy, name_deputy
from webapp.services.people.leaving import choose_successors, close_account
from webapp.services.people.lists import Account, find_line, people_here
from webapp.services.people.merging import merge_person
from webapp.services.people.posts import fill_posts, posts_of, vacant_posts
from webapp.web.forms import show_refusal
from webapp.web.htmx import REFUSED, redirect
from webapp.web.identity import signed_in


@people.route("/<id:person_id>/leave", methods=["GET", "POST"])
def leave(person_id: int) -> ResponseReturnValue:
    """Choose successors for somebody who leaves, and close the account; one by one, or in one step."""
    person, posts = find_line(person_id), posts_of(person_id)
    form = successors_form(posts, people_here(except_id=person_id), may_be_vacant=True)
    if request.method == "POST" and form.validate():
        try:
            if "close" in request.form:
                close_account(who=signed_in(), person_id=person_id, choices=form.choices())
                flash(f"{person.name} has left. The account is closed.", "success")
                return redirect(url_for("people.show", person_id=person_id))
            count = choose_successors(who=signed_in(), person_id=person_id, choices=form.choices())
            flash(f"{count} {'post was' if count == 1 else 'posts were'} handed over.", "success")
            return redirect(url_for("people.leave", person_id=person_id))
        except (Conflict, NotFound):
            raise
        except Refusal as refusal:
            show_refusal(form, refusal)
    status = REFUSED if request.method == "POST" else 200
    return render_template("people/leave.html", person=person, posts=posts, form=form), status


@people.route("/vacancies", methods=["GET", "POST"])
def vacancies() -> ResponseReturnValue:
    """The posts nobody holds, each with a choice of who takes it."""
    posts = vacant_posts()
    form = successors_form(posts, people_here(), may_be_vacant=False)
    if request.method == "POST" and form.validate():
        try:
            count = fill_posts(who=signed_in(), choices=form.people_chosen())
            flash(f"{count} {'post was' if count == 1 else 'posts were'} filled.", "success")
            return redirect(url_for("people.vacancies"))
        except (Conflict, NotFound):
            raise
        except Refusal as refusal:
            show_refusal(form, refusal)
    status = REFUSED if request.method == "POST" else 200
    return render_template("people/vacancies.html", posts=posts, form=form), status


@people.route("/<id:person_id>/merge", methods=["GET", "POST"])
def merge(person_id: int) -> ResponseReturnValue:
    """Say which person with an account somebody named without one is."""
    person, form = find_line(person_id), MergeForm()
    accounts = [line for line in people_here(except_id=person_id) if line.email]
    form.into.choices = [("", "Choose"), *((str(line.id), f"{line.called} ({line.email})") for line in accounts)]
    if request.method == "POST" and form.validate():
        into_id = chosen_id(form.into.data or "")
        try:
            merge_person(who=signed_in(), person_id=person_id, into_id=into_id)
            flash(f"{person.name} is now one with {find_line(into_id or 0).name}.", "success")
            return redirect(url_for("people.show", person_id=into_id))
        except (Conflict, NotFound):
            raise
        except Refusal as refusal:
            show_refusal(form, refusal)
    status = REFUSED if request.method == "POST" else 200
    return render_template("people/merge.html", person=person, posts=posts_of(person_id), form=form), status


@people.route("/<id:person_id>/deputies", methods=["GET", "POST"])
def deputies(person_id: int) -> ResponseReturnValue:
    """A director's deputies, and naming another."""
    person, form = find_line(person_id), DeputyForm()
    able = [line for line in people_here(except_id=person_id) if line.account is not Account.NONE]
    form.deputy.choices = [("", "Choose"), *((str(line.id), line.called) for line in able)]
    if request.method == "POST" and form.validate():
        try:
            name_deputy(who=signed_in(), director_id=person_id, wish=form.wish())
            flash("The deputy was named.", "success")
            return redirect(url_for("people.deputies", person_id=person_id))
        except (Conflict, NotFound):
            raise
        except Refusal as refusal:
            show_refusal(form, refusal)
    status = REFUSED if request.method == "POST" else 200
    lines = [line for line in deputies_of(person_id) if line.director_id == person_id]
    return render_template("people/deputies.html", person=person, form=form, deputies=lines), status


@people.post("/<id:person_id>/deputies/<id:deputy_id>/end")
def end_deputyship(person_id: int, deputy_id: int) -> ResponseReturnValue:
    """Withdraw a deputy's right to sign, at once."""
    end_deputy(who=signed_in(), director_id=person_id, deputy_row_id=deputy_id)
    flash("The deputy may no longer sign.", "success")
    return redirect(url_for("people.deputies", person_id=person_id))
