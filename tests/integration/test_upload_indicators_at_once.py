"""Files that create or define the same indicators at the same moment, while people define them by hand."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier

from flask import Flask
from sqlalchemy import func, select

from tests.builders import CALENDAR, make_indicator
from tests.integration.council import found
from tests.integration.sent_files import csv, faults
from webapp.domain.errors import Conflict
from webapp.extensions import db
from webapp.models import Actual, Indicator
from webapp.services.figures.storing import ActualEntry, put_actual
from webapp.services.indicators.defining import Definition, change_indicator, create_indicator, definition_of
from webapp.services.indicators.tags import every_tag, tags_of
from webapp.services.periods.steps import ensure_open
from webapp.services.store import transaction
from webapp.services.uploads.uploading import Outcome, upload_figures

HEADER = "indicator_code,period,actual,title,polarity"
SENDERS = 4


def test_a_code_that_several_files_create_at_once_is_one_indicator(app: Flask) -> None:
    with app.app_context():
        council = found()
    together = Barrier(SENDERS)

    def send(number: int) -> Outcome:
        with app.app_context():
            rows = [f"NEW{at},2014-{month:02},{number},New {at}," for at in range(10) for month in (number, number + 4)]
            content = csv(*rows, header=HEADER)
            together.wait()
            return upload_figures(
                who=council.performance, file_name=f"{number}.csv", content=content, answers={"create": True}
            )

    with ThreadPoolExecutor(SENDERS) as pool:
        outcomes = list(pool.map(send, range(1, SENDERS + 1)))
    with app.app_context():
        assert [outcome.upload.state.value for outcome in outcomes] == ["saved"] * SENDERS, list(map(faults, outcomes))
        created = db.session.execute(select(func.count()).where(Indicator.code.like("NEW%"))).scalar_one()
        assert created == 10
        assert db.session.execute(select(func.count()).select_from(Actual)).scalar_one() == 10 * 2 * SENDERS + 1
        assert sum(outcome.upload.summary["indicators"]["new"] for outcome in outcomes) == 10


def test_tags_that_are_set_at_once_are_one_each_and_none_is_left_behind(app: Flask) -> None:
    with app.app_context():
        council = found()
        ids = [make_indicator(code=f"T{number}", who=council.performance) for number in range(SENDERS)]
    together = Barrier(SENDERS)

    def tag(number: int) -> None:
        with app.app_context():
            together.wait()
            for turn in range(10):
                definition, version = definition_of(ids[number])
                tags = ("Shared", f"Turn {turn}") if turn % 2 else ("shared",)
                wanted = replace(definition, tags=tags, code=f"T{number}" if turn % 3 else f"R{number}")
                change_indicator(who=council.performance, indicator_id=ids[number], version=version, definition=wanted)

    with ThreadPoolExecutor(SENDERS) as pool:
        list(pool.map(tag, range(SENDERS)))
    with app.app_context():
        assert [tag.casefold() for tag in every_tag()] == ["shared", "turn 9"]
        assert len(tags_of(ids)) == SENDERS


def test_files_and_people_who_define_at_once_wait_for_each_other(app: Flask) -> None:
    with app.app_context():
        council = found()
        ids = [make_indicator(code=f"D{number}", who=council.performance) for number in range(6)]
    together = Barrier(4)

    def define(direction: int) -> int:
        with app.app_context():
            together.wait()
            for turn in range(3):
                rows = [f"D{number},Turn {turn} of {direction}" for number in range(6)][::direction]
                content = csv(*rows, header="indicator_code,title")
                outcome = upload_figures(who=council.performance, file_name="d.csv", content=content)
                assert outcome.upload.state.value in ("saved", "checked")
            return 3

    def by_hand(_: int) -> int:
        done = 0
        with app.app_context():
            together.wait()
            for turn in range(12):
                indicator_id = ids[turn % 6]
                now, version = definition_of(indicator_id)
                better = replace(now, unit=f"unit {turn}")
                try:
                    change_indicator(
                        who=council.performance, indicator_id=indicator_id, version=version, definition=better
                    )
                    done += 1
                except Conflict:
                    pass
                create_indicator(who=council.performance, definition=Definition(f"H{turn}", "By hand", "month"))
        return done

    def figures(_: int) -> int:
        with app.app_context():
            together.wait()
            for turn in range(12):
                with transaction() as session:
                    row = session.get_one(Indicator, ids[-1 - turn % 6])
                    period, _opened = ensure_open(council.performance, CALENDAR.from_key("2014-11"))
                    put_actual(council.performance, row, period, ActualEntry(None, comment=f"Turn {turn}"))
        return 12

    with ThreadPoolExecutor(4) as pool:
        work = [pool.submit(each, argument) for each, argument in
                ((define, 1), (define, -1), (by_hand, 0), (figures, 0))]  # fmt: skip
        assert all(each.result() for each in work)
    with app.app_context():
        titles = {definition_of(indicator_id)[0].title for indicator_id in ids}
        assert all(title.startswith("Turn ") for title in titles)
