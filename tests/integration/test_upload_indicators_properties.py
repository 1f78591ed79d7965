"""Whatever a file creates and in whatever order its rows stand: taken back it leaves no figure and no other change."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from tests.builders import make_indicator
from tests.integration.council import Council, found
from tests.integration.sent_files import faults, send
from webapp.extensions import db
from webapp.models import Actual, Indicator, PeriodRow, TargetRow
from webapp.services.indicators.defining import every_definition
from webapp.services.uploads.undoing import begin_undo, undo
from webapp.services.uploads.uploading import Outcome

HEADER = "indicator_code,period,actual,target,title,unit,polarity"
TITLES = {"NEW1": "First,days,lower", "NEW2": "Second,%,", "CS01": "Ignored,,", "CS02": "Ignored,,higher"}
KEYS = ("2014-10", "2014-11", "Dec 2014", "January 2015")
CELLS = st.tuples(st.sampled_from(("", "0", "12.5", "440", "1.25")), st.sampled_from(("", "385.6", "10")))
FIGURES = st.dictionaries(
    st.tuples(st.sampled_from(sorted(TITLES)), st.sampled_from(KEYS)), CELLS, min_size=1, max_size=10
)


@st.composite
def shuffled_rows(draw: st.DrawFn) -> tuple[list[str], list[str]]:
    """The rows of a file, and the same ones in another order."""
    figures = draw(FIGURES)
    rows = [f"{code},{key},{actual},{target},{TITLES[code]}" for (code, key), (actual, target) in figures.items()]
    return rows, list(draw(st.permutations(rows)))


def test_what_was_created_and_taken_back_leaves_no_figure(app: Flask) -> None:
    @settings(max_examples=12, suppress_health_check=[HealthCheck.too_slow])
    @given(shuffled_rows())
    def walk(files: tuple[list[str], list[str]]) -> None:
        before = figures(), known()
        states = [created_and_taken_back(council, rows, before) for rows in files]
        assert states[0] == states[1]

    with app.app_context():
        council = found()
        make_indicator(code="CS02", who=council.performance)
        walk()


def created_and_taken_back(council: Council, rows: Sequence[str], before: tuple[Any, Any]) -> tuple[Any, Any]:
    """Everything as it was while the file was saved; it is as before afterwards."""
    outcome: Outcome = send(council.performance, *rows, header=HEADER, create=True)
    assert outcome.accepted, faults(outcome)
    saved = figures(), known()
    begin_undo(who=council.performance, upload_id=outcome.upload.id, reason="Only tried")
    undo(council.performance, outcome.upload.id)
    assert (figures(), known()) == before
    return saved


def figures() -> list[tuple[Any, ...]]:
    """Every figure with its indicator's code, in order."""
    return sorted(
        tuple(map(str, row))
        for table, columns in (
            (Actual, (Actual.value, Actual.quality, Actual.comment)),
            (TargetRow, (TargetRow.value, TargetRow.lower, TargetRow.estimated)),
        )
        for row in db.session.execute(
            select(Indicator.code, PeriodRow.key, *columns)
            .join_from(table, Indicator, Indicator.id == table.indicator_id)
            .join(PeriodRow, PeriodRow.id == table.period_id)
        )
    )


def known() -> dict[str, Any]:
    """What is decided about every indicator that is not retired, by its code."""
    definitions = every_definition()
    in_use = db.session.execute(select(Indicator.id, Indicator.code).where(Indicator.retired_on.is_(None)))
    return {row.code: definitions[row.id][0] for row in in_use}
