"""Uploads that were put aside or broken off are removed after some days, and no others."""

from __future__ import annotations

from datetime import timedelta

from flask import Flask
from sqlalchemy import select, update

from tests.integration.council import found
from tests.integration.sent_files import send, try_out
from webapp.domain.uploads import UploadState
from webapp.extensions import db
from webapp.models import Upload, UploadPart
from webapp.services.clock import moment, now
from webapp.services.store import transaction
from webapp.services.uploads.receiving import drop_upload
from webapp.services.uploads.saving import confirm
from webapp.services.uploads.tidying import KEPT_DAYS, remove_dropped_uploads


def test_only_what_was_put_aside_long_ago_goes(app: Flask) -> None:
    with app.app_context():
        council = found()
        with moment(now() - timedelta(days=KEPT_DAYS, minutes=1)):
            saved = send(council.performance, "CS01,2014-10,440,,,,").upload.id
            waits = try_out(council.performance, "CS01,2014-11,441,,,,").upload.id
            aside = try_out(council.performance, "CS01,2014-11,442,,,,").upload.id
        lately = try_out(council.performance, "CS01,2014-11,443,,,,").upload.id
        for upload in (aside, lately):
            drop_upload(who=council.performance, upload_id=upload)
        remove_dropped_uploads()
        assert set(db.session.execute(select(Upload.id)).scalars()) == {saved, waits, lately}
        assert set(db.session.execute(select(UploadPart.upload_id)).scalars()) == {saved, waits, lately}


def test_a_command_that_was_killed_at_work_leaves_nothing_for_long(app: Flask) -> None:
    with app.app_context():
        council = found()
        with moment(now() - timedelta(days=KEPT_DAYS, minutes=1)):
            upload = try_out(council.performance, "CS01,2014-11,441,,,,").upload.id
            other = try_out(council.performance, "CS01,2014-11,442,,,,").upload.id
        confirm(who=council.performance, upload_id=upload, accepted=None)
        with transaction() as session:
            killed = update(Upload).where(Upload.id == other).values(state=UploadState.UNDOING)
            session.execute(killed.execution_options(synchronize_session=False))
        remove_dropped_uploads()
        assert list(db.session.execute(select(Upload.id)).scalars()) == [other]
