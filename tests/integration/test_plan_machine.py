"""Whatever anybody tries in whatever order: nobody signs who may not, and what was sealed never changes."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from tests.databases import Database
from tests.integration.council import Council, found
from tests.integration.signed_council import SignedCouncil
from webapp.domain.errors import Refusal
from webapp.domain.plans import OPEN_STATES, SIGNED_STATES, STANDING, PlanState, SealState
from webapp.domain.rights import Who
from webapp.extensions import db
from webapp.models import Plan, PlanVersion, Signature
from webapp.services.plans import renewal, writing
from webapp.services.plans.closing import close_plan
from webapp.services.plans.editing import show_plan
from webapp.services.plans.seals import fingerprint_of
from webapp.services.plans.signing import sign_plan

PEOPLE = ("lead", "director", "performance", "other_lead", "reader")
STEPS = (
    "save", "submit", "return", "take back", "sign", "figure", "figure back", "green", "new version", "give up",
    "confirm", "withdraw", "close",
)  # fmt: skip
TRIES = st.lists(st.tuples(st.sampled_from(STEPS), st.sampled_from(PEOPLE)), min_size=4, max_size=14)
LIKELY = st.lists(
    st.sampled_from(
        [
            *(("save", "lead"), ("submit", "lead"), ("sign", "director"), ("return", "director")),
            *(("figure", "performance"), ("figure back", "performance"), ("green", "performance")),
            *(("new version", "lead"), ("give up", "lead"), ("confirm", "director"), ("withdraw", "director")),
            *(("close", "lead"), ("sign", "performance"), ("save", "performance"), ("sign", "lead")),
        ]
    ),
    min_size=6,
    max_size=18,
)


@pytest.mark.parametrize("tries", [TRIES, LIKELY], ids=["anything", "what people do"])
def test_no_path_signs_wrongly_and_no_seal_ever_changes(
    app: Flask,
    database: Database,
    database_url: str,
    migrated_url: str,
    tries: st.SearchStrategy[list[tuple[str, str]]],
) -> None:
    @settings(max_examples=6, suppress_health_check=[HealthCheck.too_slow])
    @given(tries)
    def walk(steps: list[tuple[str, str]]) -> None:
        database.restore(database_url, migrated_url)
        with app.app_context():
            council = found()
            scene = SignedCouncil(council, council.plan())
            sealed: dict[int, tuple[str, str, bytes]] = {}
            for number, (step, name) in enumerate(steps):
                try:
                    attempt(scene, step, getattr(council, name), number)
                except Refusal:
                    db.session.rollback()
                hold_what_must_hold(council, scene.plan, sealed)

    walk()


def attempt(scene: SignedCouncil, step: str, who: Who, number: int) -> None:
    """One try of one person; the rules may refuse it."""
    shown = show_plan(who=scene.council.performance, plan_id=scene.plan)
    draft = writing.Draft(shown.record.revision, f"Reason {number}", shown.actions)
    tried: dict[str, Callable[[], object]] = {
        "save": partial(writing.save_draft, who=who, plan_id=scene.plan, draft=draft),
        "submit": partial(writing.submit_plan, who=who, plan_id=scene.plan, draft=draft),
        "return": partial(writing.return_plan, who=who, plan_id=scene.plan, reason="Not yet"),
        "take back": partial(writing.take_back_plan, who=who, plan_id=scene.plan),
        "sign": partial(sign, scene, who),
        "figure": partial(scene.set_actual, "2014-10", f"{430 + number}"),
        "figure back": partial(scene.set_actual, "2014-10", "439.1"),
        "green": partial(scene.set_actual, "2014-11", "300"),
        "new version": partial(renewal.begin_new_version, who=who, plan_id=scene.plan),
        "give up": partial(renewal.give_up_new_version, who=who, plan_id=scene.plan),
        "confirm": partial(
            renewal.confirm_signed, who=who, plan_id=scene.plan, reason="No action changes", seen=shown.differing_mark
        ),
        "withdraw": partial(renewal.withdraw_plan, who=who, plan_id=scene.plan, reason="It was wrong"),
        "close": partial(close_plan, who=who, plan_id=scene.plan, what_worked="The list"),
    }
    tried[step]()


def sign(scene: SignedCouncil, who: Who) -> None:
    mark = show_plan(who=scene.council.performance, plan_id=scene.plan).content_mark
    sign_plan(who=who, plan_id=scene.plan, mark=mark)


def hold_what_must_hold(council: Council, plan_id: int, sealed: dict[int, tuple[str, str, bytes]]) -> None:
    """The invariants of a plan's life, after every try."""
    db.session.expire_all()
    signatures = db.session.execute(select(Signature).order_by(Signature.id)).scalars().all()
    state = PlanState(db.session.execute(select(Plan.state).where(Plan.id == plan_id)).scalar_one())
    editors = set(db.session.execute(select(PlanVersion.by_id).where(PlanVersion.plan_id == plan_id)).scalars())
    for each in signatures:
        assert each.signer_id == council.director.id
        assert each.signer_id not in editors
        assert fingerprint_of(each.sealed) == each.fingerprint
        kept = sealed.setdefault(each.id, (each.sealed, each.fingerprint, each.pdf))
        assert kept == (each.sealed, each.fingerprint, each.pdf)
    assert set(sealed) == {each.id for each in signatures}, "no signed page is ever lost"
    standing = [each for each in signatures if each.state in STANDING]
    assert len(standing) <= 1
    if state in SIGNED_STATES:
        assert signatures
    if state in OPEN_STATES:
        assert [each.id for each in standing] == [signatures[-1].id]
        assert (state is PlanState.OUT_OF_DATE) == (standing[0].state == SealState.OUT_OF_DATE)
