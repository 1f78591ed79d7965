"""Two people sign at once, or one twice: there is one signature, and the other is told in a sentence."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from flask import Flask
from sqlalchemy import func, select

from tests.builders import make_person, make_plan, set_figures, sign, submit
from tests.integration.council import found
from webapp.domain.errors import Conflict
from webapp.domain.plans import PlanState
from webapp.domain.rights import Role, Who
from webapp.extensions import db
from webapp.models import Signature
from webapp.services.clock import today
from webapp.services.people.deputies import DeputyWish, name_deputy
from webapp.services.plans.editing import show_plan
from webapp.services.plans.signing import sign_plan
from webapp.services.plans.writing import return_plan
from webapp.services.uploads.uploading import upload_figures

FIGURES = b"""\
indicator_code,period,actual,target,actual_estimated,target_estimated,comment
CS01,2014-09,431,,,,
CS01,2014-10,440,,,,
"""


def at_once(app: Flask, *steps: Callable[[], object]) -> list[str]:
    """Everybody takes their step at the same moment; "" for who could, else the sentence."""
    start = Barrier(len(steps))

    def take(step: Callable[[], object]) -> str:
        with app.app_context():
            start.wait()
            try:
                step()
            except Conflict as conflict:
                return conflict.sentence
            return ""

    with ThreadPoolExecutor(len(steps)) as people:
        return list(people.map(take, steps))


@pytest.mark.parametrize("second", ["the same director", "a deputy"])
def test_one_signature_is_kept(app: Flask, second: str) -> None:
    with app.app_context():
        council = found()
        plan = council.plan()
        submit(plan, who=council.lead)
        other = _deputy(council.director) if second == "a deputy" else council.director
        mark = show_plan(who=council.director, plan_id=plan).content_mark

    def by(who: Who) -> Callable[[], object]:
        return lambda: sign_plan(who=who, plan_id=plan, mark=mark)

    told = at_once(app, by(council.director), by(other), by(council.director))
    assert sorted(bool(sentence) for sentence in told) == [False, True, True]
    assert "This plan is signed off: only a submitted plan can be signed." in told
    with app.app_context():
        assert db.session.execute(select(func.count()).select_from(Signature)).scalar_one() == 1
        assert show_plan(who=council.lead, plan_id=plan).record.state is PlanState.SIGNED_OFF


def test_a_plan_is_signed_or_returned_but_not_both(app: Flask) -> None:
    with app.app_context():
        council = found()
        plan = council.plan()
        submit(plan, who=council.lead)
        deputy = _deputy(council.director)
        mark = show_plan(who=council.director, plan_id=plan).content_mark
    told = at_once(
        app,
        lambda: sign_plan(who=council.director, plan_id=plan, mark=mark),
        lambda: return_plan(who=deputy, plan_id=plan, reason="Not yet"),
    )
    assert sorted(bool(sentence) for sentence in told) == [False, True]
    with app.app_context():
        signed = db.session.execute(select(func.count()).select_from(Signature)).scalar_one()
        state = show_plan(who=council.lead, plan_id=plan).record.state
        assert (signed, state) in {(1, PlanState.SIGNED_OFF), (0, PlanState.DRAFT)}


def test_a_plan_is_signed_while_the_figures_of_its_indicator_come_in(app: Flask) -> None:
    """Both hold the earlier plan too, which the signed one supersedes: neither may wait for the other for ever."""
    with app.app_context():
        council = found()
        set_figures(council.indicator, "2014-09", actual="430", who=council.performance, targets={"2014-09": "385.6"})
        earlier = make_plan(council.indicator, "2014-09", who=council.lead)
        submit(earlier, who=council.lead)
        sign(earlier, who=council.director)
        later = council.plan()
        submit(later, who=council.lead)
        mark = show_plan(who=council.director, plan_id=later).content_mark
    told = at_once(
        app,
        lambda: sign_plan(who=council.director, plan_id=later, mark=mark),
        lambda: upload_figures(who=council.performance, file_name="figures.csv", content=FIGURES),
    )
    assert told in (["", ""], ["This plan changed after you opened it. Read it again before you sign.", ""])
    with app.app_context():
        states = [show_plan(who=council.lead, plan_id=plan).record.state for plan in (earlier, later)]
    expected = (
        (PlanState.OUT_OF_DATE, PlanState.SUBMITTED) if told[0] else (PlanState.SUPERSEDED, PlanState.OUT_OF_DATE)
    )
    assert tuple(states) == expected


def _deputy(director: Who) -> Who:
    deputy, admin = make_person("Eve Hart", Role.DIRECTOR), make_person("Morag Lewis", Role.ADMINISTRATOR)
    wish = DeputyWish(deputy.id, "Scheme of delegation 4.2", today(), today() + timedelta(days=7))
    name_deputy(who=admin, director_id=director.id, wish=wish)
    return deputy
