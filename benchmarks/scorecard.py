"""A page of the scorecard against the one SQL query it cannot do without and the drawing of a table that is ready."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flask import Flask, render_template
from sqlalchemy import event, text
from werkzeug.test import create_environ, run_wsgi_app

from benchmarks.comparing import Spread, in_rounds, ratios
from benchmarks.council import settings_for
from benchmarks.scorecard_council import LAST_MONTH, OFFICER, found
from benchmarks.scorecard_query import best_query
from tests.builders import sign_in
from tests.databases import KINDS, opened
from webapp.app import create_app
from webapp.blueprints.scorecard.routes import page_values
from webapp.domain.rights import Role, Who
from webapp.domain.scorecard import View
from webapp.extensions import db
from webapp.services.people.identity import who_has_email
from webapp.services.scorecard.showing import scorecard

SMALL, LARGE = (1_000, 120), (10_000, 240)
"""Indicators, and months of figures of each."""

TIMES = 10
"""Pages of one turn."""


@dataclass(frozen=True, slots=True)
class ScorecardResult:
    """One council: milliseconds, what a page asks of the database, and the ratio that has a goal of 2 at most."""

    database: str
    indicators: int
    months: int
    page: Spread
    query: Spread
    table: Spread
    statements: int
    times_least: Spread
    times_small: Spread | None
    """The page by that of the small council; the goal is 1.5 at most."""


@dataclass(frozen=True, slots=True)
class Bench:
    """One council that is ready, and how long each of the three takes."""

    page: Callable[[], float]
    query: Callable[[], float]
    table: Callable[[], float]
    statements: int


def measure_scorecard(rounds: int) -> Iterator[ScorecardResult]:
    """Measure both councils on both databases, in turns."""
    for kind in KINDS:
        with tempfile.TemporaryDirectory() as folder, opened(kind, Path(folder)) as database, ExitStack() as stack:
            benches = [_ready(database.empty(), Path(folder), size, stack) for size in (SMALL, LARGE)]
            measures = [measure for bench in benches for measure in (bench.page, bench.query, bench.table)]
            times = in_rounds(rounds, measures)
            for place, ((indicators, months), bench) in enumerate(zip((SMALL, LARGE), benches, strict=True)):
                page, query, table = times[place * 3 : place * 3 + 3]
                least = [asked + drawn for asked, drawn in zip(query, table, strict=True)]
                yield ScorecardResult(
                    database=kind,
                    indicators=indicators,
                    months=months,
                    page=Spread.of(page),
                    query=Spread.of(query),
                    table=Spread.of(table),
                    statements=bench.statements,
                    times_least=ratios(page, least),
                    times_small=ratios(page, times[0]) if place else None,
                )


def _ready(url: str, folder: Path, size: tuple[int, int], stack: ExitStack) -> Bench:
    settings = settings_for(url, folder)
    found(settings, indicators=size[0], months=size[1])
    return bench_of(create_app(settings), stack)


def bench_of(app: Flask, stack: ExitStack) -> Bench:
    """The three measures of an application whose database is filled."""
    client = app.test_client()
    sign_in(client, Who(0, "Priya Nair", frozenset({Role.PERFORMANCE})))
    address = f"/scorecard/{LAST_MONTH}"

    cookie = client.get_cookie(app.config["SESSION_COOKIE_NAME"])
    assert cookie is not None
    headers = {"Cookie": f"{cookie.key}={cookie.value}"}

    def page() -> None:
        body, status, _ = run_wsgi_app(app, create_environ(address, headers=headers))
        assert status == "200 OK"
        assert b"</html>" in b"".join(body)

    context = stack.enter_context(app.test_request_context(address))
    who = who_has_email(OFFICER)
    card = scorecard(who=who, key=LAST_MONTH, view=View())
    db.session.rollback()
    statement, values = best_query(db.engine.dialect.name, LAST_MONTH)
    connection = stack.enter_context(db.engine.connect())
    ready = text(statement).bindparams(**values)

    def query() -> None:
        assert len(connection.execute(ready).all()) == 50

    def table() -> None:
        with app.test_request_context(address):
            assert _drawn(card)

    statements = _statements(page, db.engine)
    assert context is not None
    return Bench(_timed(page), _timed(query), _timed(table), statements)


def _drawn(card: Any) -> str:
    return render_template("scorecard/show.html", **page_values(card, link=lambda **_: "/scorecard"))


def _statements(page: Callable[[], None], engine: Any) -> int:
    asked: list[str] = []

    def heard(*statement: Any) -> None:
        asked.append(statement[2])

    page()
    event.listen(engine, "before_cursor_execute", heard)
    page()
    event.remove(engine, "before_cursor_execute", heard)
    return len(asked)


def _timed(action: Callable[[], None]) -> Callable[[], float]:
    """Milliseconds of one of many goes."""

    def measure() -> float:
        started = time.perf_counter()
        for _ in range(TIMES):
            action()
        return (time.perf_counter() - started) * 1000 / TIMES

    action()
    return measure
