"""A council with one period of 100 plans and one of 500, made by the services that people use."""

from __future__ import annotations

from tests.builders import make_indicator, make_person, make_plan, set_figures, submit
from tests.unit.pdf_examples import PLAN
from webapp.app import create_app
from webapp.config import Settings
from webapp.domain.rights import Role, Who
from webapp.readers.rich_text import to_markdown
from webapp.services.directorates import add_directorate
from webapp.services.migrating import close_database, migrate_database
from webapp.services.plans.editing import show_plan
from webapp.services.plans.signing import sign_plan
from webapp.services.store import together

FEW, MANY = ("2014-09", 100), ("2014-10", 500)
"""The periods and their numbers of plans. Two of three are signed, the others wait for it or are drafts."""

DIRECTORATES = 5
REASON = to_markdown(PLAN.reason_html)


def found(settings: Settings) -> None:
    """Fill an empty database."""
    app = create_app(settings)
    with app.app_context():
        migrate_database()
        performance = make_person("Priya Nair", Role.PERFORMANCE)
        lead, director = make_person("Ann Lee", Role.LEAD), make_person("Dan Roe", Role.DIRECTOR)
        directorates = [add_directorate(who=performance, name=f"Directorate {n + 1}") for n in range(DIRECTORATES)]
        for number in range(MANY[1]):
            with together():
                indicator = make_indicator(
                    code=f"IND-{number:03d}",
                    title=f"{PLAN.indicator_title}, area {number}",
                    who=performance,
                    lead=lead,
                    director=director,
                    directorate_id=directorates[number * DIRECTORATES // MANY[1]],
                )
                for period, plans in (FEW, MANY):
                    if number < plans:
                        _write(indicator, period, number, performance, lead, director)
        close_database()


def _write(indicator: int, period: str, number: int, performance: Who, lead: Who, director: Who) -> None:
    targets = {period: "385.6", "2015-03": "375.1"}
    set_figures(indicator, period, actual=f"4{number % 100:02d}.5", who=performance, targets=targets)
    plan = make_plan(indicator, period, who=lead, reason=f"{REASON}\n\nThis is area {number}.")
    if number % 3 != 2 or number % 6 == 5:
        submit(plan, who=lead)
    if number % 3 != 2:
        mark = show_plan(who=director, plan_id=plan).content_mark
        sign_plan(who=director, plan_id=plan, mark=mark, site="https://plans.council.example")
