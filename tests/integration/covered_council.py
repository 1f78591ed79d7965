"""A council whose reds of December 2014 are covered, or not: what tests of the coverage board share."""

from __future__ import annotations

from decimal import Decimal

from tests.builders import CALENDAR, make_indicator, make_plan, set_figures, sign, submit
from tests.integration.council import Council, found
from webapp.models import Indicator
from webapp.services.directorates import add_directorate
from webapp.services.figures.storing import ActualEntry, put_actual
from webapp.services.periods.steps import ensure_open
from webapp.services.plans.renewal import begin_new_version, withdraw_plan
from webapp.services.plans.requirements import ChangedFigure, review_plans
from webapp.services.plans.writing import return_plan
from webapp.services.store import transaction

DECEMBER, QUARTER = "2014-12", "2014-Q3"
FIGURES = {"actual": "439.1", "targets": {DECEMBER: "385.6"}}


def covered_council() -> Council:
    """Make it; call inside an application context, in January 2015.

    CS01 has no plan and was red in the two months before; CS02 to CS08 have one in draft, returned, submitted, signed,
    signed and being revised, out of date and withdrawn; CS09 is green; QS01 of Housing, a quarterly red, has none and
    no leads.
    """
    council = found()
    set_figures(council.indicator, "2014-11", actual="439.1", who=council.performance, targets={"2014-11": "385.6"})
    set_figures(council.indicator, DECEMBER, who=council.performance, **FIGURES)  # type: ignore[arg-type]
    plans = {code: _written(council, code) for code in ("CS02", "CS03", "CS04", "CS05", "CS06", "CS07", "CS08")}
    for code in ("CS03", "CS04", "CS05", "CS06", "CS07", "CS08"):
        submit(plans[code], who=council.lead)
    return_plan(who=council.director, plan_id=plans["CS03"], reason="Say who does it")
    for code in ("CS05", "CS06", "CS07", "CS08"):
        sign(plans[code], who=council.director)
    begin_new_version(who=council.lead, plan_id=plans["CS06"])
    _correct(council, "CS07", "450")
    withdraw_plan(who=council.director, plan_id=plans["CS08"], reason="Signed too early")
    _indicator(council, "CS09", actual="300")
    housing = add_directorate(who=council.performance, name="Housing")
    quarterly = make_indicator(code="QS01", who=council.performance, frequency="quarter", directorate_id=housing)
    set_figures(quarterly, QUARTER, actual="439.1", who=council.performance, targets={QUARTER: "385.6"})
    return council


def _indicator(council: Council, code: str, *, actual: str) -> int:
    made = make_indicator(code=code, who=council.performance, lead=council.lead, director=council.director)
    set_figures(made, DECEMBER, actual=actual, who=council.performance, targets={DECEMBER: "385.6"})
    return made


def _written(council: Council, code: str) -> int:
    return make_plan(_indicator(council, code, actual="439.1"), DECEMBER, who=council.lead)


def _correct(council: Council, code: str, value: str) -> None:
    """Another figure of December, so that what was signed differs from it."""
    period = CALENDAR.from_key(DECEMBER)
    with transaction() as session:
        row, _ = ensure_open(council.performance, period)
        indicator = session.query(Indicator).filter_by(code=code).one()
        put_actual(council.performance, indicator, row, ActualEntry(Decimal(value)))
        review_plans(session, council.performance, [ChangedFigure(indicator.id, period)])
