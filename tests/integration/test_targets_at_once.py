"""Two officers set targets of one indicator: the second is told of what the first did and overwrites nothing unseen."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from threading import Barrier

from flask import Flask

from tests.builders import make_indicator, make_person, set_figures
from webapp.domain.errors import Refusals
from webapp.domain.numbers import plain
from webapp.domain.rights import Role, Who
from webapp.services.plans.records import load_targets
from webapp.services.targets.rows import NOTHING, WantedTarget
from webapp.services.targets.saving import save_targets

PERIODS = ("Quarter 1 2014/15", "2014/15")


def rows_of(value: str, marks: Sequence[str]) -> list[WantedTarget]:
    """One value for each of PERIODS, over what a form showed of them."""
    return [
        WantedTarget(f"targets-{at}", period, Decimal(value), was=was)
        for at, (period, was) in enumerate(zip(PERIODS, marks, strict=True))
    ]


def refusals(who: Who, indicator: int, rows: Sequence[WantedTarget]) -> list[str]:
    """Save with a reason, and what was said against it."""
    try:
        save_targets(who=who, indicator_id=indicator, rows=rows, reason="Agreed by cabinet")
    except Refusals as refused:
        return [refusal.sentence for refusal in refused.refusals]
    return []


def test_of_two_saves_at_once_one_is_kept_whole(app: Flask) -> None:
    with app.app_context():
        people = [make_person(name, Role.PERFORMANCE) for name in ("Priya Nair", "Olu Bright")]
        indicator = make_indicator(who=people[0], frequency="quarter")
        set_figures(indicator, "2014-Q1", who=people[0], targets={"2014-FY": "50"})
    start = Barrier(2)

    def save(who: Who, value: str) -> list[str]:
        with app.app_context():
            start.wait()
            return refusals(who, indicator, rows_of(value, (NOTHING, "50:::no")))

    with ThreadPoolExecutor(2) as both:
        told = list(both.map(save, people, ("100", "200")))
    assert sorted(map(bool, told)) == [False, True]
    kept = "100" if not told[0] else "200"
    assert {sentence.split(" meanwhile")[0] for each in told for sentence in each} == {
        f"Somebody else changed it to {kept}.0"
    }
    with app.app_context():
        assert [plain(each.value or Decimal(0)) for each in load_targets(indicator)] == [kept, kept]


def test_a_target_that_was_not_there_when_the_form_was_filled_is_not_overwritten(app: Flask) -> None:
    with app.app_context():
        team = make_person("Priya Nair", Role.PERFORMANCE)
        indicator = make_indicator(who=team, frequency="quarter")
        assert refusals(team, indicator, rows_of("100", (NOTHING, NOTHING))) == []
        assert refusals(team, indicator, rows_of("200", (NOTHING, "100:::no"))) == [
            "Somebody else changed it to 100.0 meanwhile. Check the target of Quarter 1 2014/15, and save again to set "
            "yours."
        ]
