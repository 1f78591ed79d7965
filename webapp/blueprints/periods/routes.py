"""Periods: the list, a financial year opened in one step, and the board of one period."""

from __future__ import annotations

from flask import flash, render_template, request, url_for
from flask.typing import ResponseReturnValue

from webapp.blueprints.periods.blueprint import periods
from webapp.blueprints.periods.forms import OpenYearForm
from webapp.domain.errors import Refusal
from webapp.domain.frequency import Frequency
from webapp.services.actions.overdue import overdue_by_plan
from webapp.services.figures.readings import Missing
from webapp.services.figures.runs import ESCALATED
from webapp.services.figures.sheets import figure_sheet
from webapp.services.periods import steps as period_service
from webapp.services.periods import years as year_service
from webapp.services.periods.board import NO_PLAN, NOT_RETURNED, RED_AGAIN, SORTS, BoardView, period_board
from webapp.services.periods.board_lines import WORST_FIRST
from webapp.services.periods.exporting import board_table, period_table
from webapp.services.periods.progress import periods_by_year
from webapp.services.periods.years import OpenedYear
from webapp.services.uploads.lists import waiting_uploads
from webapp.web import htmx
from webapp.web.choices import chosen_id
from webapp.web.exporting import send_table, wants_file
from webapp.web.forms import show_refusal
from webapp.web.htmx import REFUSED, redirect
from webapp.web.identity import signed_in


@periods.get("")
def index() -> ResponseReturnValue:
    """Every opened period by financial year."""
    who = signed_in()
    years = periods_by_year(who=who)
    if wants_file():
        return send_table(period_table(who=who, years=years))
    return render_template("periods/index.html", years=years, who=who)


@periods.route("/open", methods=["GET", "POST"])
def open_year() -> ResponseReturnValue:
    """Open a financial year in one step."""
    if request.method == "GET":
        suggested = year_service.suggested_year().start.year
        kinds = [each.value for each in Frequency]
        return _open_page(OpenYearForm(formdata=None, year=suggested, frequencies=kinds))
    form = OpenYearForm()
    if not form.validate():
        return _open_page(form, REFUSED)
    try:
        opened = year_service.open_year(
            who=signed_in(),
            first_year=form.year.data or 0,
            frequencies=[Frequency(kind) for kind in form.frequencies.data],
            with_targets=form.with_targets.data,
        )
    except Refusal as refusal:
        if refusal.field is None:
            raise
        show_refusal(form, refusal)
        return _open_page(form, REFUSED)
    flash(_told(opened), "success")
    return redirect(url_for("periods.index"))


@periods.get("/<period:key>")
def show(key: str) -> ResponseReturnValue:
    """The board of one period."""
    board = period_board(who=signed_in(), key=key, view=_view())
    if wants_file():
        return send_table(board_table(board=board))
    return htmx.render(
        "periods/show.html",
        "periods/_board.html",
        board=board,
        overdue=overdue_by_plan(),
        sorts=SORTS,
        statuses=WORST_FIRST,
        kinds_of_missing=(NOT_RETURNED, *Missing),
        no_plan=NO_PLAN,
        red_again=RED_AGAIN,
        escalated=ESCALATED,
        uploads=waiting_uploads(who=signed_in(), key=key),
    )


@periods.get("/<period:key>/sheet")
def sheet(key: str) -> ResponseReturnValue:
    """The period's figures as a file to fill in and upload: all of them, or those of one lead."""
    return send_table(figure_sheet(who=signed_in(), key=key, lead_id=chosen_id(request.args.get("lead", ""))))


@periods.post("/<period:key>/parts")
def open_parts(key: str) -> ResponseReturnValue:
    """Open the shorter periods whose figures stand on the board."""
    period_service.open_parts(who=signed_in(), key=key)
    flash("The periods are open now.", "success")
    return redirect(url_for("periods.show", key=key))


def _told(opened: OpenedYear) -> str:
    """Which periods of the year are new, which were open before, and how many targets were copied."""
    new = ", ".join(period.label for period in opened.new)
    already = ", ".join(period.label for period in opened.already)
    sentences = [f"New in {opened.label}: {new}." if new else f"Nothing is new in {opened.label}."]
    sentences += [f"Open already: {already}."] if already else []
    if count := opened.copied_targets:
        copied = "1 target was" if count == 1 else f"{count} targets were"
        sentences.append(f"{copied} copied from the year before, unconfirmed until they are saved.")
    return " ".join(sentences)


def _view() -> BoardView:
    """The filters and the order that the address asks for; an unknown order is the first one."""
    asked = {name: request.args.get(name, "") for name in ("status", "directorate", "returned", "plan")}
    sort = request.args.get("sort", "")
    return BoardView(**asked, sort=sort if sort in SORTS else SORTS[0])


def _open_page(form: OpenYearForm, status: int = 200) -> ResponseReturnValue:
    return render_template("periods/open.html", form=form), status
