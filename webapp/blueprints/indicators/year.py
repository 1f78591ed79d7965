"""The year so far of an indicator, by month, quarter or year: a page of its own and a part of the indicator's."""

from __future__ import annotations

from flask import request
from flask.typing import ResponseReturnValue

from webapp.blueprints.indicators.blueprint import indicators
from webapp.services.indicators.sheets import sheet_of
from webapp.services.indicators.year import year_section
from webapp.services.indicators.year_export import year_table
from webapp.web.exporting import send_table, wants_file
from webapp.web.htmx import render
from webapp.web.identity import signed_in


@indicators.get("/<id:indicator_id>/year")
def year(indicator_id: int) -> ResponseReturnValue:
    """One financial year: figures combined as asked, the newest status, the outlook and the gaps."""
    section = year_section(
        who=signed_in(),
        indicator_id=indicator_id,
        first_year=request.args.get("year", None, type=int),
        by=request.args.get("by", ""),
    )
    if wants_file("year"):
        return send_table(year_table(section=section))
    return render("indicators/year.html", "indicators/_year.html", section=section, sheet=sheet_of(indicator_id))
