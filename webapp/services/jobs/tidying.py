"""Files that jobs made are kept for some days, then removed."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select, update

from webapp.models import Job
from webapp.services.clock import now
from webapp.services.store import read, transaction

KEPT_DAYS = 7


def remove_old_files() -> None:
    """Remove the files of jobs that ended more than KEPT_DAYS ago; that there was a job stays known."""
    old = (Job.result.is_not(None), Job.finished_at < now() - timedelta(days=KEPT_DAYS))
    if read(select(Job.id).where(*old).limit(1)).first():
        with transaction() as session:
            session.execute(update(Job).where(*old).values(result=None).execution_options(synchronize_session=False))
