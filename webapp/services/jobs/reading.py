"""A job as its person sees it, and the file it made."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, func, select

from webapp.domain.errors import Conflict, NotFound
from webapp.domain.jobs import OPEN, JobState, roughly
from webapp.domain.rights import Who
from webapp.models import Job
from webapp.services.jobs.kinds import KINDS
from webapp.services.jobs.leases import Made
from webapp.services.jobs.tidying import KEPT_DAYS
from webapp.services.store import read

_JOB = select(
    Job.id,
    Job.kind,
    Job.arguments,
    Job.state,
    Job.done,
    Job.total,
    Job.trouble,
    Job.by_id,
    Job.at,
    Job.finished_at,
    Job.file_name,
    func.length(Job.result).label("size"),
).where(Job.id == bindparam("job_id"))
_PROGRESS = select(Job.state, Job.done, Job.total, Job.trouble).where(Job.id == bindparam("job_id"))
_RESULT = select(Job.file_name, Job.media_type, Job.result).where(Job.id == bindparam("job_id"))


@dataclass(frozen=True, slots=True)
class JobShown:
    """How far a job is; ``size`` is the bytes of its file, 0 where there is none (any more)."""

    id: int
    title: str
    steps: str
    state: JobState
    done: int
    total: int
    trouble: str
    at: datetime
    finished_at: datetime | None
    file_name: str
    size: int
    arguments: dict[str, Any]

    @property
    def kept_days(self) -> int:
        """How long its file is kept."""
        return KEPT_DAYS

    @property
    def is_open(self) -> bool:
        """It waits or runs: somebody should look again."""
        return self.state in OPEN

    @property
    def roughly(self) -> str:
        """How far it is, in words that change seldom."""
        return roughly(self.done, self.total)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a piece of work is, whoever asked for it."""

    state: JobState
    done: int
    total: int
    trouble: str

    @property
    def is_open(self) -> bool:
        """It waits or runs: somebody should look again."""
        return self.state in OPEN

    @property
    def roughly(self) -> str:
        """How far it is, in words that change seldom."""
        return roughly(self.done, self.total)


def progress_of(job_id: int) -> Progress | None:
    """How far a job is, for pages about what it works on; None where there is no such job."""
    row = read(_PROGRESS, job_id=job_id).first()
    return None if row is None else Progress(JobState(row.state), row.done, row.total, row.trouble)


def show_job(*, who: Who, job_id: int) -> JobShown:
    """The job, for the person who asked for it and may still have what it makes; raises NotFound."""
    row = read(_JOB, job_id=job_id).first()
    if row is None or row.by_id != who.id or row.kind not in KINDS:
        raise NotFound("There is no such piece of work of yours.")
    kind = KINDS[row.kind]
    kind.ensure_may_have(who, row.arguments)
    return JobShown(
        id=row.id,
        title=kind.title(row.arguments),
        steps=kind.steps,
        state=JobState(row.state),
        done=row.done,
        total=row.total,
        trouble=row.trouble,
        at=row.at,
        finished_at=row.finished_at,
        file_name=row.file_name,
        size=row.size or 0,
        arguments=row.arguments,
    )


def job_file(*, who: Who, job_id: int) -> Made:
    """The file that the job made; raises NotFound, and Conflict where there is none yet or any more."""
    shown = show_job(who=who, job_id=job_id)
    if shown.state is not JobState.DONE:
        raise Conflict("There is no file yet: the work is not done.")
    row = read(_RESULT, job_id=job_id).one()
    if row.result is None:
        raise Conflict(f"The file was removed after {KEPT_DAYS} days. Make it again.")
    return Made(row.file_name, row.media_type, row.result)
