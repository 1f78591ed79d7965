"""A council that was there before keeps its plans, signed pages, figures and files through every migration."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from alembic import command
from sqlalchemy import Connection, select, text

from tests.databases import Database
from tests.integration.conftest import SECRET_KEY
from webapp.app import create_app
from webapp.config import Settings
from webapp.domain.codes import short_code
from webapp.extensions import db, migrate
from webapp.models import Change, Revision, Upload, UploadPart
from webapp.services.migrating import close_database, migrate_database

FINGERPRINT = hashlib.sha256(b"sealed").hexdigest()
PDF = b"%PDF-1.7 as it was drawn"
COUNCIL = """
insert into person (id, name, post, active, fs_uniquifier) values (1, 'Ann Lee', '', true, 'a');
insert into indicator (id, code, title, definition, unit, decimals, frequency, accumulation, tolerance, tolerance_kind,
  strategic_lead_acting, departmental_lead_acting, version)
  values (1, 'CS01', 'Rate', '', '', 1, 'month', 'snapshot', 0, 'percent', false, false, 1);
insert into period (id, key, label, frequency, start, "end")
  values (1, '2014-10', 'October 2014', 'month', '2014-10-01', '2014-10-31');
"""
BEFORE = f"""
insert into plan (id, indicator_id, period_id, state, version, reason_source, reason_html, created_by_id, created_at,
  saved_by_id, saved_at, returned_reason)
  values (1, 1, 1, 'superseded', 3, 'Why', '<p>Why</p>', 1, '2014-11-01 10:00', 1, '2014-11-02 11:00', '');
insert into plan_action (id, plan_id, position, what, how, who, "when") values (1, 1, 0, 'What', 'How', 'Who', 'When');
insert into plan_action (id, plan_id, position, what, how, who, "when") values (2, 1, 1, 'What', 'How', 'Who', 'When');
insert into plan_version (id, plan_id, number, content, by_id, at) values (1, 1, 3, '{{}}', 1, '2014-11-02 11:00');
insert into signature (id, plan_id, version, signer_id, at, sealed, fingerprint, pdf)
  values (1, 1, 3, 1, '2014-11-03 12:00', '{{}}', '{FINGERPRINT}', :pdf);
"""


UPLOADED = """
insert into upload (id, file_name, sha256, content, by_id, at, rows, created, changed, unchanged)
  values (7, 'october.csv', 'f00d', :content, 1, '2014-11-03 12:00', 1, 2, 0, 0);
"""
CHANGE = text(
    "insert into change (at, by_id, kind, subject_id, subject, indicator_id, period_id, field, old, new, reason,"
    " upload_id) values (:at, 1, :kind, 1, 'As it was called', 1, 1, :field, :old, :new, :reason, :upload)"
)
CHANGES = (
    ("actual", "2014-11-03 12:00:00.000001", "value", None, "419", "", 7),
    ("actual", "2014-11-03 12:00:00.000009", "quality", None, "estimated", "", 7),
    ("actual", "2014-11-03 12:00:00.000011", "denominator", None, "67000", "", 7),
    ("target", "2014-11-03 12:00:00.000015", "value", None, "385.6", "", 7),
    ("target", "2014-11-03 12:00:00.000018", "estimated", None, "yes", "", 7),
    ("period", "2014-11-03 13:00:00.000000", "released", None, "yes", "", None),
    ("actual", "2014-11-04 09:30:00.000000", "value", "419", "439.1", "A late return", None),
    ("actual", "2014-11-04 09:30:00.000020", "quality", "estimated", "final", "A late return", None),
    ("target", "2014-11-05 10:00:00.000000", "value", "385.6", None, "Set by mistake", None),
    ("actual", "2014-11-05 11:00:00.000000", "value", "439.1", None, "Not counted", None),
    ("target", "2014-11-06 10:00:00.000000", "lower", None, "10.5", "", None),
    ("target", "2014-11-06 10:00:00.000010", "upper", None, "20", "", None),
    ("target", "2014-11-06 10:00:00.000020", "estimated", None, "no", "", None),
)
"""Kind, moment, column, old, new, reason and upload of what the audit record had of one actual and one target."""


@contextmanager
def council_at(revision: str, database: Database, folder: Path) -> Iterator[None]:
    """A council that was founded before a migration; inside, its tables are those of that revision."""
    url = database.empty()
    app = create_app(Settings(instance_path=folder, database_url=url, secret_key=SECRET_KEY))
    with app.app_context():
        command.upgrade(migrate.get_config(), revision)
        with db.engine.begin() as connection:
            run(connection, COUNCIL)
        yield
        close_database()
    database.drop(url)


def run(connection: Connection, statements: str, **values: Any) -> None:
    for statement in filter(str.strip, statements.split(";\n")):
        connection.execute(text(statement), {name: value for name, value in values.items() if f":{name}" in statement})


def test_plans_signed_before_are_as_they_were(database: Database, tmp_path: Path) -> None:
    with council_at("0001", database, tmp_path):
        with db.engine.begin() as connection:
            run(connection, BEFORE, pdf=PDF)
        migrate_database()
        with db.engine.connect() as connection:
            plan = connection.execute(text("select revision, what_worked from plan")).one()
            keys = connection.execute(text("select key from plan_action order by id")).scalars().all()
            version = connection.execute(text("select auto, begun_at = at from plan_version")).one()
            signed = connection.execute(text("select state, code, pdf_sha256, pdf from signature")).one()
        assert tuple(plan) == (3, "")
        assert len({*keys}) == 2
        assert {len(key) for key in keys} == {32}
        assert [bool(value) for value in version] == [False, True]
        assert tuple(signed)[:3] == ("superseded", short_code(FINGERPRINT), hashlib.sha256(PDF).hexdigest())
        assert bytes(signed.pdf) == PDF


def test_changes_of_figures_become_revisions(database: Database, tmp_path: Path) -> None:
    with council_at("0002", database, tmp_path):
        with db.engine.begin() as connection:
            run(connection, UPLOADED, content=b"")
            for kind, at, field, old, new, reason, upload in CHANGES:
                values = {"kind": kind, "at": at, "field": field, "old": old, "new": new}
                connection.execute(CHANGE, {**values, "reason": reason, "upload": upload})
        migrate_database()
        found = [told(row) for row in db.session.execute(select(Revision).order_by(Revision.id)).scalars()]
        assert found == [
            ("actual", "2014-11-03", "", 7, {}, {"value": 419, "quality": "estimated", "denominator": 67000}),
            ("target", "2014-11-03", "", 7, {}, {"value": Decimal("385.6"), "estimated": True, "unconfirmed": False}),
            (
                "actual",
                "2014-11-04",
                "A late return",
                None,
                {"value": 419, "quality": "estimated", "denominator": 67000, "upload_id": 7},
                {"value": Decimal("439.1"), "quality": "final", "denominator": 67000},
            ),
            (
                "target",
                "2014-11-05",
                "Set by mistake",
                None,
                {"value": Decimal("385.6"), "estimated": True, "unconfirmed": False, "upload_id": 7},
                None,
            ),
            (
                "actual",
                "2014-11-05",
                "Not counted",
                None,
                {"value": Decimal("439.1"), "quality": "final", "denominator": 67000},
                {"quality": "final", "denominator": 67000},
            ),
            (
                "target",
                "2014-11-06",
                "",
                None,
                {},
                {"lower": Decimal("10.5"), "upper": 20, "estimated": False, "unconfirmed": False},
            ),
        ]
        first = db.session.execute(select(Revision).order_by(Revision.id)).scalars().first()
        assert first is not None
        assert (first.at, first.by_id, first.undone) == (datetime(2014, 11, 3, 12, 0, 0, 1, UTC), 1, False)
        assert list(db.session.execute(select(Change.kind)).scalars()) == ["period"]


def told(row: Revision) -> tuple[str, str, str, int | None, dict[str, Any], dict[str, Any] | None]:
    """A revision with what it says of the figure before and after; None where it was taken away."""
    names = [column.name for column in Revision.__table__.columns]

    def side(prefix: str) -> dict[str, Any]:
        values = {name.removeprefix(prefix): getattr(row, name) for name in names if name.startswith(prefix)}
        present = values.pop("present")
        said = {name: value for name, value in values.items() if value not in {None, ""}}
        assert present == bool(said), (prefix, values)
        return said

    return row.kind, f"{row.at:%Y-%m-%d}", row.reason, row.upload_id, side("old_"), side("new_") or None


def test_uploaded_files_are_kept_in_parts(database: Database, tmp_path: Path) -> None:
    content = hashlib.shake_256(b"a file").digest(2_500_000)
    with council_at("0002", database, tmp_path):
        with db.engine.begin() as connection:
            run(connection, UPLOADED, content=content)
        migrate_database()
        upload = db.session.execute(select(Upload)).scalar_one()
        assert (upload.size, upload.state, upload.saved_at) == (len(content), "saved", upload.at)
        parts = db.session.execute(select(UploadPart).order_by(UploadPart.number)).scalars().all()
        assert [(part.upload_id, part.number) for part in parts] == [(7, 0), (7, 1), (7, 2)]
        assert b"".join(zlib.decompress(part.content) for part in parts) == content
