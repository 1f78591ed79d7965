"""A council that was there before keeps its plans and its signed pages through every migration."""

from __future__ import annotations

import hashlib
from pathlib import Path

from alembic import command
from sqlalchemy import text

from tests.databases import Database
from tests.integration.conftest import SECRET_KEY
from webapp.app import create_app
from webapp.config import Settings
from webapp.domain.codes import short_code
from webapp.extensions import db, migrate
from webapp.services.migrating import close_database, migrate_database

FINGERPRINT = hashlib.sha256(b"sealed").hexdigest()
PDF = b"%PDF-1.7 as it was drawn"
BEFORE = f"""
insert into person (id, name, post, active, fs_uniquifier) values (1, 'Ann Lee', '', true, 'a');
insert into indicator (id, code, title, definition, unit, decimals, frequency, accumulation, tolerance, tolerance_kind,
  strategic_lead_acting, departmental_lead_acting, version)
  values (1, 'CS01', 'Rate', '', '', 1, 'month', 'snapshot', 0, 'percent', false, false, 1);
insert into period (id, key, label, frequency, start, "end")
  values (1, '2014-10', 'October 2014', 'month', '2014-10-01', '2014-10-31');
insert into plan (id, indicator_id, period_id, state, version, reason_source, reason_html, created_by_id, created_at,
  saved_by_id, saved_at, returned_reason)
  values (1, 1, 1, 'superseded', 3, 'Why', '<p>Why</p>', 1, '2014-11-01 10:00', 1, '2014-11-02 11:00', '');
insert into plan_action (id, plan_id, position, what, how, who, "when") values (1, 1, 0, 'What', 'How', 'Who', 'When');
insert into plan_action (id, plan_id, position, what, how, who, "when") values (2, 1, 1, 'What', 'How', 'Who', 'When');
insert into plan_version (id, plan_id, number, content, by_id, at) values (1, 1, 3, '{{}}', 1, '2014-11-02 11:00');
insert into signature (id, plan_id, version, signer_id, at, sealed, fingerprint, pdf)
  values (1, 1, 3, 1, '2014-11-03 12:00', '{{}}', '{FINGERPRINT}', :pdf);
"""


def test_plans_signed_before_are_as_they_were(database: Database, tmp_path: Path) -> None:
    url = database.empty()
    app = create_app(Settings(instance_path=tmp_path, database_url=url, secret_key=SECRET_KEY))
    with app.app_context():
        command.upgrade(migrate.get_config(), "0001")
        with db.engine.begin() as connection:
            for statement in filter(str.strip, BEFORE.split(";\n")):
                connection.execute(text(statement), {"pdf": PDF} if ":pdf" in statement else {})
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
        close_database()
    database.drop(url)
