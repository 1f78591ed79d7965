"""People: the list, one person, adding, changing, and their one-time password link."""

from __future__ import annotations

from flask import Blueprint, current_app, flash, render_template, url_for
from flask.typing import ResponseReturnValue

from webapp.blueprints.people.forms import PersonForm
from webapp.domain.rights import Role
from webapp.services.people.deputies import deputies_of
from webapp.services.people.exporting import people_table
from webapp.services.people.leaving import reopen_account
from webapp.services.people.lists import Account, find_line, list_people
from webapp.services.people.password_links import make_password_link
from webapp.services.people.posts import posts_of, vacant_posts
from webapp.services.people.registering import add_person, change_person
from webapp.web.exporting import send_table, wants_file
from webapp.web.htmx import REFUSED, redirect
from webapp.web.identity import signed_in
from webapp.web.saving import saved

people = Blueprint("people", __name__, url_prefix="/people")

ROLE_HINTS = {
    Role.LEAD.value: "Writes the plans of the indicators they lead",
    Role.DIRECTOR.value: "Signs or returns the plans of the indicators they lead",
    Role.PERFORMANCE.value: "Runs indicators, targets, periods and uploads",
    Role.READER.value: "Reads released periods and signed plans",
    Role.ADMINISTRATOR.value: "Runs people and settings, and all that the performance team may do",
}
"""What each role may do, in a line."""


@people.get("")
def index() -> ResponseReturnValue:
    """Everybody, and the posts nobody holds."""
    if wants_file():
        return send_table(people_table())
    lines = list_people()
    return render_template(
        "people/index.html",
        here=[line for line in lines if line.account is not Account.CLOSED],
        gone=[line for line in lines if line.account is Account.CLOSED],
        vacancies=vacant_posts(),
    )


@people.route("/new", methods=["GET", "POST"])
def new() -> ResponseReturnValue:
    """Add somebody."""
    form = PersonForm()
    person_id = 0

    def save() -> None:
        nonlocal person_id
        person_id = add_person(who=signed_in(), details=form.details())

    if form.is_submitted() and saved(form, save):
        flash(f"{form.name.data} was added.", "success")
        return redirect(url_for("people.show", person_id=person_id))
    return render_template("people/new.html", form=form, roles=ROLE_HINTS), REFUSED if form.is_submitted() else 200


@people.get("/<id:person_id>")
def show(person_id: int) -> ResponseReturnValue:
    """One person: roles, posts, deputies, and what can be done."""
    person = find_line(person_id)
    return render_template(
        "people/show.html",
        person=person,
        posts=posts_of(person_id),
        deputies=deputies_of(person_id),
        is_director=Role.DIRECTOR in person.roles,
    )


@people.route("/<id:person_id>/edit", methods=["GET", "POST"])
def edit(person_id: int) -> ResponseReturnValue:
    """Change name, post, e-mail address and roles."""
    person = find_line(person_id)
    stored = {"name": person.name, "post": person.post, "email": person.email, "roles": list(person.roles)}
    form = PersonForm(data=stored)

    def save() -> None:
        change_person(who=signed_in(), person_id=person_id, details=form.details())

    if form.is_submitted() and saved(form, save):
        flash("The changes were saved.", "success")
        return redirect(url_for("people.show", person_id=person_id))
    page = render_template("people/edit.html", person=person, form=form, roles=ROLE_HINTS)
    return page, REFUSED if form.is_submitted() else 200


@people.post("/<id:person_id>/password-link")
def password_link(person_id: int) -> ResponseReturnValue:
    """Make a one-time link and show it, this once."""
    token = make_password_link(who=signed_in(), person_id=person_id)
    scheme = "https" if current_app.config["BTG"].https else None
    link = url_for("account.password_by_link", token=token, _external=True, _scheme=scheme)
    return render_template("people/link.html", person=find_line(person_id), link=link)


@people.post("/<id:person_id>/reopen")
def reopen(person_id: int) -> ResponseReturnValue:
    """Let somebody who left come back."""
    reopen_account(who=signed_in(), person_id=person_id)
    flash("The account is open again. Make a password link before they can sign in.", "success")
    return redirect(url_for("people.show", person_id=person_id))
