"""A council with many indicators and years of months, and files of figures for it."""

from __future__ import annotations

import random
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

from sqlalchemy import insert

from tests.builders import make_person
from webapp.app import create_app
from webapp.config import Settings
from webapp.domain.periods import Calendar
from webapp.domain.rights import Role
from webapp.models import Indicator
from webapp.services.migrating import close_database, migrate_database
from webapp.services.periods.steps import ensure_open
from webapp.services.store import transaction

OFFICER = "priya.nair@council.example"
FIRST_YEAR, MONTHS = 2010, 100
"""The months of the files; all of them are open."""

HEADER = "indicator_code,period,actual,comment\n"


def found(settings: Settings, indicators: int) -> None:
    """Fill an empty database with monthly indicators and their open periods, no figure among them."""
    app = create_app(settings)
    with app.app_context():
        migrate_database()
        who = make_person("Priya Nair", Role.PERFORMANCE, email=OFFICER, password=None)
        with transaction() as session:
            rows = [_indicator(number) for number in range(indicators)]
            session.execute(insert(Indicator), rows)
            for key in month_keys():
                ensure_open(who, Calendar().from_key(key))
        close_database()


def write_file(path: Path, *, indicators: int, months: int = MONTHS, faulty_every: int = 0, seed: int = 1) -> int:
    """Write a row for each indicator and month, month after month; returns how many.

    Each measure wanders a little around its own level, as measures do. ``faulty_every``: one row in so many has an
    actual that is no figure.
    """
    chance = random.Random(seed)
    levels = [chance.uniform(20, 900) for _ in range(indicators)]
    count = 0
    with path.open("w", encoding="ascii", newline="") as file:
        file.write(HEADER)
        for key in list(month_keys())[-months:]:
            for number, level in enumerate(levels):
                count += 1
                actual = f"{level + chance.gauss(0, level / 40):.1f}"
                if faulty_every and count % faulty_every == 0:
                    actual += "?"
                file.write(f"PI{number:05d},{key},{actual},\n")
    return count


def month_keys() -> Iterator[str]:
    """The keys of the months, oldest first."""
    for month in range(MONTHS):
        yield f"{FIRST_YEAR + month // 12}-{month % 12 + 1:02d}"


def _indicator(number: int) -> dict[str, object]:
    return {
        "code": f"PI{number:05d}",
        "title": f"Indicator {number}",
        "frequency": "month",
        "unit": "per 10,000",
        "polarity": "lower",
        "tolerance": Decimal(5),
    }
