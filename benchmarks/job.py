"""The job that every contestant does: one plan's facts, and the form that is posted to try a figure."""

from __future__ import annotations

from decimal import Decimal

INDICATORS = 45
"""Indicators of the council, each with the same targets; one of them has the plan."""

CODE, TITLE, UNIT, TOLERANCE = "CIN", "Children in need", "per 10,000", Decimal(5)
LEAD, PASSWORD = "ann.lee@council.example", "a password of twelve"
PERIOD = "2014-10"
ACTUAL = "439.1"
TARGETS = {
    "2014-07": "391.2",
    "2014-08": "389.4",
    "2014-09": "387.5",
    "2014-10": "385.6",
    "2015-03": "375.1",
}
"""Single targets by period key; the plan names the last two, the month's and the year's end."""

TRIED = tuple(f"{430 + step}.{step % 10}" for step in range(16))
"""The actuals that are tried in turn, so that no answer is the same as the one before."""


def fields(tried: str) -> dict[str, str]:
    """The whole form, as a browser posts it when ``tried`` is typed as the actual."""
    return {
        "version": "2",
        "actual": tried,
        "targets-TOTAL_FORMS": "2",
        "targets-INITIAL_FORMS": "2",
        "targets-0-period": "2014-10",
        "targets-0-value": "385.6",
        "targets-1-period": "2015-03",
        "targets-1-value": "375.1",
        "correction_reason": "",
        "reason": "The **new system** is late.\r\n\r\n- training took five days\r\n- cases stay open",
        "actions-0-what": "Close finished cases",
        "actions-0-how": "A weekly list for each team",
        "actions-0-who": "Ann Lee",
        "actions-0-when": "By the end of the quarter",
        "actions-0-due": "31 December 2014",
    }
