"""A council with years of figures of many indicators, laid straight into the tables, for the scorecard's speed."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from sqlalchemy import insert, select, text
from sqlalchemy.orm import Session, scoped_session

from tests.builders import make_person
from webapp.app import create_app
from webapp.config import Settings
from webapp.domain.frequency import Frequency
from webapp.domain.periods import Calendar
from webapp.domain.rights import Role
from webapp.models import Actual, Directorate, Indicator, Plan, Tag, TargetRow, indicator_tag
from webapp.services.bulk import insert_rows
from webapp.services.clock import now
from webapp.services.figures.statuses import restate
from webapp.services.migrating import close_database, migrate_database
from webapp.services.periods.steps import ensure_open
from webapp.services.store import transaction

OFFICER = "priya.nair@council.example"
LAST_MONTH = "2024-03"
LAST_YEAR = 2024
"""The financial year after the last month."""

DIRECTORATES, LEADS, TAGS = 12, 40, 15
AT_ONCE = 250
"""Indicators whose figures are laid at once."""

ACTUALS = ("indicator_id", "period_id", "value", "quality", "quality_reason", "comment")
TARGETS = ("indicator_id", "period_id", "value", "estimated", "unconfirmed")
SEED = 1


def found(settings: Settings, *, indicators: int, months: int) -> None:
    """Fill an empty database: monthly indicators, months of figures, targets of months and years, plans and tags.

    One figure in thirty has not come in.
    """
    app = create_app(settings)
    with app.app_context():
        migrate_database()
        who = make_person("Priya Nair", Role.PERFORMANCE, email=OFFICER)
        leads = [make_person(f"Lead {number}", Role.LEAD, password=None).id for number in range(LEADS)]
        chance = random.Random(SEED)
        with transaction() as session:
            periods = _open(session, who, months)
            _lay_names(session, chance, leads, indicators)
            ids = list(session.execute(select(Indicator.id).order_by(Indicator.id)).scalars())
            for start in range(0, len(ids), AT_ONCE):
                some = ids[start : start + AT_ONCE]
                _lay_figures(session, chance, some, periods)
                restate(session, some)
            _lay_plans(session, chance, who.id, ids, periods["months"])
        with transaction() as session:
            session.execute(text("ANALYZE"))
        close_database()


def _open(session: scoped_session[Session], who: Any, months: int) -> dict[str, list[Any]]:
    year, keys = Calendar(), []
    month = year.from_key(LAST_MONTH)
    for _ in range(months):
        keys.append(month.key)
        month = year.previous(month)
    rows = [ensure_open(who, year.from_key(key))[0] for key in reversed(keys)]
    for row in rows:
        row.released_at = now()
    years = sorted({year.of(Frequency.YEAR, row.end).key for row in rows})
    wholes = [ensure_open(who, year.from_key(key))[0] for key in years]
    session.flush()
    return {"months": [row.id for row in rows], "years": [row.id for row in wholes]}


def _lay_names(session: scoped_session[Session], chance: random.Random, leads: Sequence[int], count: int) -> None:
    session.execute(insert(Directorate), [{"name": f"Directorate {number:02d}"} for number in range(DIRECTORATES)])
    directorates = list(session.execute(select(Directorate.id)).scalars())
    session.execute(
        insert(Indicator),
        [
            {
                "code": f"PI{number:05d}",
                "title": f"Indicator {number} of the services that the council gives its residents",
                "definition": "What is counted, from which system, and what is left out of the count. " * 4,
                "frequency": "month",
                "unit": "per 10,000",
                "polarity": "lower" if number % 2 else "higher",
                "tolerance": Decimal(5),
                "directorate_id": chance.choice(directorates),
                "departmental_lead_id": chance.choice(leads),
                "strategic_lead_id": chance.choice(leads),
            }
            for number in range(count)
        ],
    )
    session.execute(insert(Tag), [{"name": f"Priority {number:02d}"} for number in range(TAGS)])
    tags = list(session.execute(select(Tag.id)).scalars())
    ids = list(session.execute(select(Indicator.id)).scalars())
    session.execute(
        insert(indicator_tag), [{"indicator_id": each, "tag_id": tag} for each in ids for tag in chance.sample(tags, 2)]
    )


def _lay_figures(
    session: scoped_session[Session], chance: random.Random, some: Sequence[int], periods: dict[str, list[Any]]
) -> None:
    levels = {number: chance.uniform(20, 900) for number in some}
    actuals = [
        (number, period, _near(level, chance), "final", "", "")
        for number, level in levels.items()
        for period in periods["months"]
        if chance.random() > 1 / 30
    ]
    insert_rows(session, Actual, ACTUALS, actuals)
    insert_rows(session, TargetRow, TARGETS, list(_targets(chance, levels, periods)))


def _targets(
    chance: random.Random, levels: dict[int, float], periods: dict[str, list[Any]]
) -> Iterator[tuple[int, int, Decimal, bool, bool]]:
    """A target of every year, and for half of the indicators one of each of the last 24 months."""
    for number, level in levels.items():
        dated = periods["years"] + (periods["months"][-24:] if number % 2 else [])
        for period in dated:
            yield number, period, _near(level, chance), False, False


def _near(level: float, chance: random.Random) -> Decimal:
    return Decimal(f"{level + chance.gauss(0, level / 30):.1f}")


def _lay_plans(
    session: scoped_session[Session], chance: random.Random, person: int, ids: Sequence[int], months: Sequence[int]
) -> None:
    """One indicator in five has a plan of one of the last twelve months, closed or in draft."""
    at = now()
    session.execute(
        insert(Plan),
        [
            {
                "indicator_id": number,
                "period_id": chance.choice(months[-12:]),
                "state": chance.choice(("draft", "closed")),
                "created_by_id": person,
                "created_at": at,
                "saved_by_id": person,
                "saved_at": at,
            }
            for number in ids
            if number % 5 == 0
        ],
    )
