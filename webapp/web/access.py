"""The access table: every endpoint stands here with who may call it; what does not stand here is refused."""

from __future__ import annotations

from enum import StrEnum

from flask import Flask, abort, request, url_for
from flask.typing import ResponseReturnValue

from webapp.domain.rights import Who
from webapp.web.htmx import is_htmx, redirect, tell
from webapp.web.identity import who

SIGNED_OUT = "You were signed out. What you typed is still here: sign in again in another tab, then copy it across."


class Access(StrEnum):
    """Who may call an endpoint at all; what they may do to one thing there is decided by the services."""

    PUBLIC = "anybody"
    SIGNED_IN = "anybody signed in"
    STAFF = "everybody but mere readers"
    PERFORMANCE = "performance team and administrators"
    ADMINISTRATOR = "administrators"


ACCESS = {
    "static": Access.PUBLIC,
    "security.login": Access.PUBLIC,
    "security.logout": Access.PUBLIC,
    "home.index": Access.SIGNED_IN,
    "scorecard.index": Access.SIGNED_IN,
    "scorecard.show": Access.SIGNED_IN,
    "scorecard.views": Access.SIGNED_IN,
    "scorecard.save": Access.SIGNED_IN,
    "scorecard.rename": Access.SIGNED_IN,
    "scorecard.delete": Access.SIGNED_IN,
    "indicators.index": Access.SIGNED_IN,
    "indicators.show": Access.SIGNED_IN,
    "indicators.figure": Access.SIGNED_IN,
    "indicators.year": Access.SIGNED_IN,
    "indicators.by_code": Access.SIGNED_IN,
    "indicators.quality": Access.STAFF,
    "indicators.override": Access.PERFORMANCE,
    "indicators.remove_status": Access.PERFORMANCE,
    "indicators.new": Access.PERFORMANCE,
    "indicators.edit": Access.PERFORMANCE,
    "indicators.sheet": Access.PERFORMANCE,
    "indicators.sheets": Access.STAFF,
    "indicators.retire": Access.PERFORMANCE,
    "indicators.bring_back": Access.PERFORMANCE,
    "indicators.targets": Access.PERFORMANCE,
    "indicators.remove_target": Access.PERFORMANCE,
    "indicators.profile": Access.PERFORMANCE,
    "indicators.target_changes": Access.SIGNED_IN,
    "indicators.trend_svg": Access.SIGNED_IN,
    "indicators.trend_png": Access.SIGNED_IN,
    "indicators.rebase": Access.PERFORMANCE,
    "indicators.take_back_rebase": Access.PERFORMANCE,
    "figures.promises": Access.STAFF,
    "rules.index": Access.SIGNED_IN,
    "rules.show": Access.SIGNED_IN,
    "rules.new": Access.PERFORMANCE,
    "rules.change": Access.PERFORMANCE,
    "rules.rename": Access.PERFORMANCE,
    "rules.retire": Access.PERFORMANCE,
    "rules.bring_back": Access.PERFORMANCE,
    "directorates.index": Access.PERFORMANCE,
    "directorates.new": Access.PERFORMANCE,
    "directorates.show": Access.PERFORMANCE,
    "directorates.merge": Access.PERFORMANCE,
    "directorates.retire": Access.PERFORMANCE,
    "directorates.bring_back": Access.PERFORMANCE,
    "periods.index": Access.SIGNED_IN,
    "periods.show": Access.SIGNED_IN,
    "periods.open_year": Access.PERFORMANCE,
    "periods.sheet": Access.PERFORMANCE,
    "periods.open_parts": Access.PERFORMANCE,
    "periods.release": Access.PERFORMANCE,
    "periods.lock": Access.PERFORMANCE,
    "periods.reopen": Access.PERFORMANCE,
    "coverage.index": Access.STAFF,
    "coverage.show": Access.STAFF,
    "uploads.index": Access.PERFORMANCE,
    "uploads.new": Access.PERFORMANCE,
    "uploads.show": Access.PERFORMANCE,
    "uploads.file": Access.PERFORMANCE,
    "uploads.columns": Access.PERFORMANCE,
    "uploads.save": Access.PERFORMANCE,
    "uploads.aside": Access.PERFORMANCE,
    "uploads.again": Access.PERFORMANCE,
    "uploads.copy": Access.PERFORMANCE,
    "uploads.warnings": Access.PERFORMANCE,
    "uploads.notes": Access.PERFORMANCE,
    "uploads.defined": Access.PERFORMANCE,
    "uploads.consequences": Access.PERFORMANCE,
    "uploads.missing": Access.PERFORMANCE,
    "uploads.undo": Access.PERFORMANCE,
    "uploads.layouts": Access.PERFORMANCE,
    "uploads.layout": Access.PERFORMANCE,
    "uploads.forget": Access.PERFORMANCE,
    "plans.index": Access.SIGNED_IN,
    "plans.show": Access.SIGNED_IN,
    "plans.start": Access.STAFF,
    "plans.edit": Access.STAFF,
    "plans.live": Access.STAFF,
    "plans.advice": Access.STAFF,
    "plans.preview": Access.STAFF,
    "plans.autosave": Access.STAFF,
    "plans.others": Access.STAFF,
    "plans.paste": Access.STAFF,
    "plans.versions": Access.STAFF,
    "plans.version": Access.STAFF,
    "plans.changes": Access.STAFF,
    "plans.restore": Access.STAFF,
    "plans.correct": Access.STAFF,
    "plans.sign": Access.STAFF,
    "plans.send_back": Access.STAFF,
    "plans.take_back": Access.STAFF,
    "plans.new_version": Access.STAFF,
    "plans.give_up": Access.STAFF,
    "plans.confirm": Access.STAFF,
    "plans.withdraw": Access.STAFF,
    "plans.close": Access.STAFF,
    "plans.pdf": Access.SIGNED_IN,
    "plans.marked_copy": Access.SIGNED_IN,
    "plans.docx": Access.SIGNED_IN,
    "plans.signed": Access.SIGNED_IN,
    "actions.index": Access.SIGNED_IN,
    "actions.show": Access.SIGNED_IN,
    "packs.show": Access.SIGNED_IN,
    "packs.make": Access.SIGNED_IN,
    "jobs.show": Access.SIGNED_IN,
    "jobs.file": Access.SIGNED_IN,
    "old_forms.index": Access.PERFORMANCE,
    "old_forms.check": Access.PERFORMANCE,
    "old_forms.save": Access.PERFORMANCE,
    "old_forms.paste": Access.PERFORMANCE,
    "old_forms.batch": Access.PERFORMANCE,
    "old_forms.answer_batch": Access.PERFORMANCE,
    "old_forms.codes": Access.PERFORMANCE,
    "old_forms.save_ready": Access.PERFORMANCE,
    "old_forms.item": Access.PERFORMANCE,
    "old_forms.answer_item": Access.PERFORMANCE,
    "old_forms.save_item": Access.PERFORMANCE,
    "old_forms.aside": Access.PERFORMANCE,
    "old_forms.back": Access.PERFORMANCE,
    "people.index": Access.ADMINISTRATOR,
    "people.new": Access.ADMINISTRATOR,
    "people.show": Access.ADMINISTRATOR,
    "people.edit": Access.ADMINISTRATOR,
    "people.password_link": Access.ADMINISTRATOR,
    "people.reopen": Access.ADMINISTRATOR,
    "people.leave": Access.ADMINISTRATOR,
    "people.vacancies": Access.ADMINISTRATOR,
    "people.merge": Access.ADMINISTRATOR,
    "people.deputies": Access.ADMINISTRATOR,
    "people.end_deputyship": Access.ADMINISTRATOR,
    "settings.index": Access.ADMINISTRATOR,
    "settings.brand": Access.PUBLIC,
    "audit.index": Access.PERFORMANCE,
    "reminders.index": Access.PERFORMANCE,
    "reminders.looked_at": Access.PERFORMANCE,
    "calendars.feed": Access.PUBLIC,
    "account.show": Access.SIGNED_IN,
    "account.choose_reminders": Access.SIGNED_IN,
    "account.make_calendar": Access.SIGNED_IN,
    "account.remove_calendar": Access.SIGNED_IN,
    "account.change_password": Access.SIGNED_IN,
    "account.password_by_link": Access.PUBLIC,
    "verification.index": Access.PUBLIC,
    "verification.show": Access.PUBLIC,
    "verification.file": Access.PUBLIC,
    "help.index": Access.PUBLIC,
    "help.accessibility": Access.PUBLIC,
}


def register(app: Flask) -> None:
    """Ask the table before every view."""
    app.before_request(_guard)


def allows(access: Access, person: Who | None) -> bool:
    """Whether this person may call an endpoint of that access."""
    if access is Access.PUBLIC:
        return True
    if person is None:
        return False
    return {
        Access.SIGNED_IN: True,
        Access.STAFF: person.sees_everything,
        Access.PERFORMANCE: person.runs_figures,
        Access.ADMINISTRATOR: person.administers,
    }[access]


def _guard() -> ResponseReturnValue | None:
    if request.endpoint is None:
        return None
    access = ACCESS.get(request.endpoint)
    if access is None:
        abort(403)
    if access is Access.PUBLIC:
        return None
    person = who()
    if person is None:
        if is_htmx() and request.method == "POST":
            return tell(SIGNED_OUT, 401)
        back = request.full_path.rstrip("?") if request.method == "GET" else None
        return redirect(url_for("security.login", next=back))
    if not allows(access, person):
        abort(403)
    return None
