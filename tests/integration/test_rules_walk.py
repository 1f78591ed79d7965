"""Whatever is done with rules, targets, figures and set statuses, in any order: the status kept beside every figure is
the one that pages work out."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from decimal import Decimal
from typing import Any

from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.builders import make_indicator, set_figures
from tests.integration.council import Council, found
from tests.integration.kept_statuses import assert_kept_as_judged
from tests.integration.promised_figures import FRIDAY
from tests.integration.ruled_council import FIFTEEN, FIVE, LAST_YEAR, UP_TO, add, change, refer
from tests.integration.sent_files import send
from webapp.domain.errors import Refusal
from webapp.services.clock import moment
from webapp.services.figures.overriding import remove_override, set_override, show_override

KEYS = ("2013-10", "2014-09", "2014-10")
TERMS = {"five": FIVE, "fifteen": FIFTEEN, "last year": LAST_YEAR, "thresholds": UP_TO}

keys = st.sampled_from(KEYS)
codes = st.sampled_from(("CS01", "CS02"))
STEPS = st.one_of(
    st.tuples(st.just("figure"), codes, keys, st.sampled_from(("380", "420.5", "439.1", "500"))),
    st.tuples(st.just("target"), codes, keys, st.sampled_from(("385.6", "450"))),
    st.tuples(st.just("version"), st.sampled_from(sorted(TERMS)), st.sampled_from(("", "2014-09", "2014-10"))),
    st.tuples(st.just("refer"), codes, st.booleans()),
    st.tuples(st.just("polarity"), codes, st.sampled_from(("lower", "higher", "point", None))),
    st.tuples(st.just("file"), codes, st.sampled_from(("The rule", "Own tolerance"))),
    st.tuples(st.just("set"), codes, keys, st.sampled_from(("red", "amber", "green"))),
    st.tuples(st.just("unset"), codes, keys),
)


class Walk:
    """The steps on one council; what is refused changes nothing."""

    def __init__(self, council: Council) -> None:
        self.council, self.who = council, council.performance
        other = make_indicator(code="CS02", who=self.who, lead=council.lead, director=council.director)
        set_figures(other, "2014-10", actual="439.1", who=self.who, targets={"2014-10": "385.6"})
        self.ids = {"CS01": council.indicator, "CS02": other}
        self.rule = add(council)

    def take(self, step: tuple[Any, ...]) -> None:
        name, *said = step
        ways: dict[str, Callable[..., object]] = {
            "figure": lambda code, key, value: send(self.who, f"{code},{key},{value},,,,,,"),
            "target": lambda code, key, value: send(self.who, f"{code},{key},,{value},,,,,"),
            "version": lambda terms, since: change(self.council, self.rule, TERMS[terms], since),
            "refer": lambda code, yes: refer(self.council, self.rule if yes else None, self.ids[code]),
            "polarity": lambda code, way: refer(self.council, None, self.ids[code], polarity=way, tolerance=Decimal(7)),
            "file": lambda code, rule: send(self.who, f"{code},{rule}", header="indicator_code,rag_rule"),
            "set": self._set,
            "unset": self._unset,
        }
        with suppress(Refusal):
            ways[name](*said)

    def _set(self, code: str, key: str, status: str) -> None:
        place: dict[str, Any] = {"who": self.who, "indicator_id": self.ids[code], "period_key": key}
        set_override(**place, status=status, reason="Agreed", seen=show_override(**place).mark)

    def _unset(self, code: str, key: str) -> None:
        place: dict[str, Any] = {"who": self.who, "indicator_id": self.ids[code], "period_key": key}
        remove_override(**place, reason="Agreed", seen=show_override(**place).mark)


def test_the_kept_status_is_the_judged_one_after_every_step(app: Flask) -> None:
    @settings(max_examples=8, suppress_health_check=[HealthCheck.too_slow], deadline=None)
    @given(st.lists(STEPS, min_size=4, max_size=8))
    def walk(steps: list[tuple[Any, ...]]) -> None:
        for step in steps:
            council.take(step)
            assert_kept_as_judged()

    with app.app_context(), moment(FRIDAY):
        council = Walk(found())
        assert_kept_as_judged()
        walk()
