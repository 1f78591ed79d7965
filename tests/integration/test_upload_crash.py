"""A worker killed at any moment of an upload leaves nothing or everything, and the next one finishes the work."""

from __future__ import annotations

import signal
import subprocess
import sys
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select, update

from tests.builders import make_indicator
from tests.integration.council import Council, found
from tests.integration.dying_worker import PLACES
from tests.integration.sent_files import csv
from webapp.config import Settings
from webapp.domain.jobs import JobState
from webapp.domain.uploads import UploadState
from webapp.extensions import db
from webapp.models import Actual, Job, Revision, StagedFigure, TargetRow, Upload
from webapp.services.clock import real_now
from webapp.services.jobs.running import run_next
from webapp.services.migrating import close_database
from webapp.services.store import transaction
from webapp.services.uploads.receiving import check_in_background, receive_upload
from webapp.services.uploads.saving import save_in_background
from webapp.services.uploads.undoing import undo_in_background

ROOT = Path(__file__).parents[2]
MONTHS = [f"{year}-{month:02d}" for year in range(2010, 2014) for month in range(1, 13)]
CODES = ("CR01", "CR02", "CR03")
ROWS = [f"{code},{key},{number},5,,,," for code in CODES for number, key in enumerate(MONTHS)]
FIGURES = 2 * len(ROWS)


def die(settings: Settings, place: str) -> None:
    """Let a worker take up the next job and be killed there."""
    script = ["-m", "tests.integration.dying_worker"]
    given = [settings.database_url, str(settings.instance_path), settings.secret_key, place]
    done = subprocess.run([sys.executable, *script, *given], cwd=ROOT, check=False, timeout=300)
    assert done.returncode == -signal.SIGKILL


def finish() -> None:
    """As the next worker does once the lease of the dead one has run out."""
    with transaction() as session:
        session.execute(update(Job).where(Job.state == JobState.RUNNING).values(lease_until=real_now() - timedelta(1)))
    assert run_next()
    assert db.session.execute(select(Job.state).order_by(Job.id.desc()).limit(1)).scalar_one() == JobState.DONE


def stored() -> int:
    """Figures of the file that are in the tables; each with its revision, or neither."""
    db.session.rollback()
    figures = sum(
        db.session.execute(select(func.count()).select_from(table).where(table.upload_id.is_not(None))).scalar_one()
        for table in (Actual, TargetRow)
    )
    written = select(func.count()).select_from(Revision).where(Revision.upload_id.is_not(None), ~Revision.undone)
    back = select(func.count()).select_from(Revision).where(Revision.upload_id.is_not(None), Revision.undone)
    assert figures == db.session.execute(written).scalar_one() - db.session.execute(back).scalar_one()
    return int(figures)


def state() -> UploadState:
    db.session.rollback()
    return UploadState(db.session.execute(select(Upload.state)).scalar_one())


def begin(council: Council) -> int:
    for code in CODES:
        make_indicator(code=code, who=council.performance)
    upload_id = receive_upload(who=council.performance, file_name="figures.csv", source=BytesIO(csv(*ROWS)))
    check_in_background(who=council.performance, upload_id=upload_id)
    return upload_id


@pytest.mark.parametrize("place", [place for place in PLACES if place != "turning back"])
def test_killed_at(app: Flask, settings: Settings, place: str) -> None:
    with app.app_context():
        council = found()
        upload_id = begin(council)
        dies_checking = place in ("reading", "comparing", "staging", "settling the check")
        if dies_checking:
            die(settings, place)
            assert (state(), stored()) == (UploadState.CHECKING, 0)
            finish()
        else:
            assert run_next()
        assert (state(), stored()) == (UploadState.CHECKED, 0)
        staged = db.session.execute(select(func.count()).select_from(StagedFigure)).scalar_one()
        assert staged == FIGURES
        save_in_background(who=council.performance, upload_id=upload_id, accepted=None)
        if dies_checking:
            assert run_next()
        else:
            die(settings, place)
            committed = place == "after the commit"
            assert (state(), stored()) == ((UploadState.SAVED, FIGURES) if committed else (UploadState.SAVING, 0))
            finish()
        assert (state(), stored()) == (UploadState.SAVED, FIGURES)
        close_database()


def test_killed_while_it_is_taken_back(app: Flask, settings: Settings) -> None:
    with app.app_context():
        council = found()
        upload_id = begin(council)
        assert run_next()
        save_in_background(who=council.performance, upload_id=upload_id, accepted=None)
        assert run_next()
        undo_in_background(who=council.performance, upload_id=upload_id, reason="The wrong file")
        die(settings, "turning back")
        assert (state(), stored()) == (UploadState.UNDOING, FIGURES)
        finish()
        assert (state(), stored()) == (UploadState.UNDONE, 0)
        close_database()
