"""Many rows of one table at once, straight through the driver: PostgreSQL by COPY."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import JSON, Date
from sqlalchemy.orm import Session, scoped_session

from webapp.domain.numbers import PLACES
from webapp.models.types import ExactDecimal, UtcDateTime

Convert = Callable[[Sequence[Any]], Sequence[Any]]


def insert_rows(
    session: scoped_session[Session], model: type[Any], names: Sequence[str], rows: Sequence[Sequence[Any]]
) -> None:
    """Inside a transaction: insert rows of stored values, each in the order of ``names``; all others stay empty."""
    if not rows:
        return
    table = model.__table__
    connection = session.connection()
    converters = [_converter(table.c[name].type, connection.dialect.name) for name in names]
    columns = zip(*rows, strict=True)
    pairs = zip(converters, columns, strict=True)
    values = [column if convert is None else convert(column) for convert, column in pairs]
    driver = connection.connection.driver_connection
    assert driver is not None
    quoted = ", ".join(f'"{name}"' for name in names)
    if connection.dialect.name == "postgresql":
        with driver.cursor() as cursor, cursor.copy(f'COPY "{table.name}" ({quoted}) FROM STDIN') as copy:
            for row in zip(*values, strict=True):
                copy.write_row(row)
        return
    marks = ", ".join("?" * len(names))
    driver.executemany(f'INSERT INTO "{table.name}" ({quoted}) VALUES ({marks})', zip(*values, strict=True))


def _converter(kind: Any, dialect: str) -> Convert | None:
    """How a column's values become the driver's; None where they are already."""
    if isinstance(kind, JSON):
        return _json
    if dialect != "sqlite":
        return None
    if isinstance(kind, ExactDecimal):
        return _millionths
    if isinstance(kind, UtcDateTime):
        return _moments
    return _days if isinstance(kind, Date) else None


def _millionths(values: Sequence[Decimal | None]) -> Sequence[int | None]:
    return [None if value is None else int(value.scaleb(PLACES)) for value in values]


def _days(values: Sequence[date | None]) -> Sequence[str | None]:
    return [None if value is None else value.isoformat() for value in values]


def _moments(values: Sequence[datetime | None]) -> Sequence[str | None]:
    return [None if value is None else f"{value:%Y-%m-%d %H:%M:%S.%f}" for value in values]


def _json(values: Iterable[Any]) -> Sequence[str]:
    return [json.dumps(value) for value in values]
