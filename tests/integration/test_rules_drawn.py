"""Every page about a figure is drawn, and says the same, whatever rule it is judged by."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from flask import Flask

from tests.builders import make_indicator, make_plan, set_figures, sign, submit
from tests.integration.administration import words
from tests.integration.council import found
from tests.integration.promised_figures import FRIDAY
from tests.integration.ruled_council import LAST_YEAR, UP_TO, add, refer
from tests.integration.test_plan_paper import text_of as words_of_paper
from tests.integration.test_quality_pages import Scene
from webapp.domain.plans import PlanState
from webapp.domain.rules_in_force import RuleKind, RuleTerms
from webapp.services.clock import moment
from webapp.services.figures.overriding import remove_override, set_override, show_override
from webapp.services.plans.editing import show_plan
from webapp.services.plans.printing import plan_pdf

BOTH = RuleTerms(
    RuleKind.THRESHOLDS, green_to=Decimal(20), amber_to=Decimal(25), green_from=Decimal(10), amber_from=Decimal(5)
)
CASES = [
    ("thresholds without a target", UP_TO, {"polarity": "lower"}, "500", None,
     "Red: 500.0 per 10,000 is beyond the last amber value, 450.0."),
    ("thresholds on both sides of a point", BOTH, {"polarity": "point"}, "30", "15",
     "Red: 30.0 per 10,000 is beyond the last amber value, 25.0."),
    ("last year", LAST_YEAR, {"polarity": "lower"}, "111", "100", "It is worse than 105.0 in October 2013."),
    ("best at a point", None, {"polarity": "point", "tolerance": Decimal(5)}, "90", "100",
     "Red: 90.0 is 10.0 per 10,000 (10.0% of target) below the target of 100.0 (October 2014), and the nearer the"),
]  # fmt: skip


@pytest.fixture
def scene(app: Flask) -> Iterator[Scene]:
    with moment(FRIDAY):
        with app.app_context():
            council = found()
        yield Scene(app, council)


@pytest.mark.parametrize(
    ("terms", "fields", "actual", "target", "sentence"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_every_page_says_why(
    scene: Scene, terms: RuleTerms | None, fields: dict[str, Any], actual: str, target: str | None, sentence: str
) -> None:
    council = scene.council
    with scene.app.app_context():
        rule = None if terms is None else add(council, terms)
        indicator = make_indicator(code="CS02", who=council.performance, lead=council.lead, director=council.director)
        set_figures(indicator, "2013-10", actual="105", who=council.performance)
        targets = {"2014-10": target} if target else None
        set_figures(indicator, "2014-10", actual=actual, who=council.performance, targets=targets)
        refer(council, rule, indicator, **fields)
        plan = make_plan(indicator, who=council.lead)
        assert sentence in words_of_paper(plan_pdf(who=council.lead, plan_id=plan))
    lead = scene.browser("lead")
    for path in (f"/indicators/{indicator}", f"/indicators/{indicator}/figures/2014-10", "/periods/2014-10",
                 f"/plans/{plan}", f"/plans/{plan}/edit"):  # fmt: skip
        page = lead.get(path)
        assert (page.status_code, sentence in words(page)) == (200, True), path
    for path in (f"/indicators/{indicator}/year", "/scorecard/2014-10", "/coverage/2014-10"):
        assert lead.get(path).status_code in {200, 404}, path


def test_a_page_that_is_signed_with_a_set_status_says_so_for_good(scene: Scene) -> None:
    council = scene.council
    with scene.app.app_context():
        plan = make_plan(council.indicator, who=council.lead)
        place: dict[str, Any] = {
            "who": council.performance, "indicator_id": council.indicator, "period_key": "2014-10",
        }  # fmt: skip
        refer(council, None, tolerance=Decimal(14))
        seen = show_override(**place).mark
        set_override(**place, status="red", reason="Two schools are missing", seen=seen)
        submit(plan, who=council.lead)
        sign(plan, who=council.director)
        said = "Set to red by Priya Nair on 14 November 2014: “Two schools are missing”. By the rule it is amber:"
        assert said in words_of_paper(plan_pdf(who=council.lead, plan_id=plan))
        remove_override(**place, reason="They came in", seen=show_override(**place).mark)
        shown = show_plan(who=council.lead, plan_id=plan)
        assert shown.record.state is PlanState.OUT_OF_DATE
        assert [each.what for each in shown.differing] == ["Status set by an officer"]
        assert said in words_of_paper(plan_pdf(who=council.lead, plan_id=plan))
