"""One's own account: who I am here, my password, and the page a one-time link leads to."""

from __future__ import annotations

from flask import flash, render_template, request, url_for
from flask.typing import ResponseReturnValue

from webapp.blueprints.account.blueprint import account
from webapp.blueprints.account.forms import ChangePasswordForm, NewPasswordForm, RemindersForm
from webapp.domain.errors import NotFound, Refusal
from webapp.services.people.lists import find_line
from webapp.services.people.own_password import change_own_password
from webapp.services.people.password_links import holder_of, set_password_by_link
from webapp.services.people.posts import posts_of
from webapp.services.reminders.calendar_links import calendar_made_at
from webapp.services.reminders.preferences import sends_reminders, wanted_kinds
from webapp.web.forms import show_refusal
from webapp.web.htmx import REFUSED, redirect
from webapp.web.identity import keep_signed_in, signed_in


@account.get("/account")
def show() -> ResponseReturnValue:
    """Who is signed in, with which roles and posts, what they are reminded of, and their calendar."""
    who = signed_in()
    return render_template(
        "account/show.html",
        person=find_line(who.id),
        posts=posts_of(who.id),
        form=RemindersForm(data={"kinds": wanted_kinds(who.id)}),
        reminds=sends_reminders(),
        calendar_made_at=calendar_made_at(who.id),
    )


@account.route("/account/password", methods=["GET", "POST"])
def change_password() -> ResponseReturnValue:
    """Change one's own password; sessions in other browsers end."""
    form = ChangePasswordForm()
    if request.method == "POST" and form.validate():
        try:
            session_token = change_own_password(
                who=signed_in(),
                old=form.old.data or "",
                password=form.password.data or "",
                repeated=form.repeated.data or "",
                remote=request.remote_addr or "",
            )
            keep_signed_in(session_token)
            flash("Your password was changed. You are signed out everywhere else.", "success")
            return redirect(url_for("account.show"))
        except Refusal as refusal:
            show_refusal(form, refusal)
    status = REFUSED if request.method == "POST" else 200
    return render_template("account/change_password.html", form=form), status


@account.route("/password/<token>", methods=["GET", "POST"])
def password_by_link(token: str) -> ResponseReturnValue:
    """Set a password with a one-time link; looking at the page does not use it up."""
    form = NewPasswordForm()
    try:
        holder = holder_of(token)
        if request.method == "POST" and form.validate():
            set_password_by_link(token=token, password=form.password.data or "", repeated=form.repeated.data or "")
            flash("Your password is set. Sign in with it.", "success")
            return redirect(url_for("security.login"))
    except NotFound as dead:
        return render_template("account/dead_link.html", sentence=dead.sentence), 404
    except Refusal as refusal:
        show_refusal(form, refusal)
    status = REFUSED if request.method == "POST" else 200
    return render_template("account/password_by_link.html", form=form, holder=holder, token=token), status
