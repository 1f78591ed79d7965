"""The ledger of an indicator's targets: who changed which, when and why, and what it did to the colour."""

from __future__ import annotations

from flask import render_template
from flask.typing import ResponseReturnValue

from webapp.blueprints.indicators.blueprint import indicators
from webapp.services.targets.ledger import target_ledger
from webapp.services.targets.ledger_export import ledger_table
from webapp.web.exporting import send_table, wants_file
from webapp.web.identity import signed_in


@indicators.get("/<id:indicator_id>/targets/changes")
def target_changes(indicator_id: int) -> ResponseReturnValue:
    """Every change of every target, newest first."""
    ledger = target_ledger(who=signed_in(), indicator_id=indicator_id)
    if wants_file():
        return send_table(ledger_table(ledger=ledger))
    return render_template("indicators/target_changes.html", ledger=ledger, sheet=ledger.sheet)
