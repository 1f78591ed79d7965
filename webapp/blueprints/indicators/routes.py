"""Indicators: the list, and the page of one."""

from __future__ import annotations

from typing import Any

from flask import Response, abort, render_template, request, url_for
from flask.typing import ResponseReturnValue

from webapp.blueprints.indicators.blueprint import indicators
from webapp.blueprints.indicators.charts import charts_of
from webapp.blueprints.indicators.forms import SearchForm
from webapp.blueprints.indicators.trends import asked_view
from webapp.services.actions.overdue import actions_of_indicator
from webapp.services.indicators.defining import find_indicator
from webapp.services.indicators.exporting import figures_table, indicator_table, revisions_table, targets_table
from webapp.services.indicators.lists import list_indicators
from webapp.services.indicators.one_figure import show_figure
from webapp.services.indicators.pages import show_indicator
from webapp.services.indicators.year import year_section
from webapp.services.indicators.year_export import year_table
from webapp.web.exporting import send_table, wants_file
from webapp.web.htmx import redirect, render
from webapp.web.identity import signed_in

SHOWN = 24
"""Periods on an indicator's page before "show all"."""

__all__ = ["indicators"]


@indicators.get("")
def index() -> Response:
    """The indicators searched for, a page at a time."""
    form = SearchForm(request.args)
    wanted = form.wanted(page=request.args.get("page", 1, type=int), sort=request.args.get("sort", "code"))
    if wants_file():
        return send_table(indicator_table(wanted=wanted))

    def link(**changed: Any) -> str:
        return url_for("indicators.index", **{**form.query(), "sort": wanted.sort, **changed})

    return render(
        "indicators/index.html",
        "indicators/_list.html",
        form=form,
        wanted=wanted,
        found=list_indicators(wanted),
        link=link,
        may_change=signed_in().runs_figures,
        sees_everything=signed_in().sees_everything,
    )


@indicators.get("/<id:indicator_id>")
def show(indicator_id: int) -> ResponseReturnValue:
    """Definition, targets, figures, revisions and plans of one indicator."""
    whole = "all" in request.args or wants_file("revisions")
    shown = show_indicator(who=signed_in(), indicator_id=indicator_id, whole=whole)
    if wants_file("figures"):
        return send_table(figures_table(shown=shown))
    if wants_file("targets"):
        return send_table(targets_table(shown=shown))
    if wants_file("revisions"):
        return send_table(revisions_table(sheet=shown.sheet, lines=shown.revisions.lines))
    section = year_section(who=signed_in(), indicator_id=indicator_id)
    if wants_file("year"):
        return send_table(year_table(section=section))
    limit = None if whole else SHOWN
    promised = actions_of_indicator(who=signed_in(), indicator_id=indicator_id)
    return render(
        "indicators/show.html",
        "indicators/_trend.html",
        shown=shown,
        sheet=shown.sheet,
        section=section,
        trend=shown.trend,
        charts=charts_of(shown.trend, asked_view()),
        promised=promised,
        limit=limit,
    )


@indicators.get("/code/<path:code>")
def by_code(code: str) -> ResponseReturnValue:
    """The indicator that has, or used to have, a code: for links from a team's own files."""
    indicator_id = find_indicator(code)
    if indicator_id is None:
        abort(404)
    return redirect(url_for("indicators.show", indicator_id=indicator_id))


@indicators.get("/<id:indicator_id>/figures/<period:key>")
def figure(indicator_id: int, key: str) -> ResponseReturnValue:
    """The actual and the target at one period, where they came from, and what became of them."""
    page = show_figure(who=signed_in(), indicator_id=indicator_id, period_key=key)
    if wants_file():
        return send_table(revisions_table(sheet=page.sheet, lines=(line.revision for line in page.history)))
    return render_template("indicators/figure.html", page=page, sheet=page.sheet, period=page.opened.period)
