"""Jobs: done once whoever dies, told about while they run, kept for those who asked and may still see them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, update

from tests.builders import make_person
from webapp.domain.errors import Conflict, NotAllowed, NotFound, Refusal
from webapp.domain.jobs import JobState
from webapp.domain.rights import Role, Who
from webapp.extensions import db
from webapp.models import Job, Person
from webapp.services.clock import moment, now, real_now
from webapp.services.jobs import leases, running
from webapp.services.jobs.kinds import KINDS, Kind
from webapp.services.jobs.leases import GIVEN_UP, LEASE, MOST_TRIES, LeaseLost, Made, claim, fail, finish, report
from webapp.services.jobs.queue import enqueue
from webapp.services.jobs.reading import JobShown, job_file, show_job
from webapp.services.jobs.running import BROKEN, CLOSED, run_next
from webapp.services.jobs.tidying import KEPT_DAYS, remove_old_files
from webapp.services.store import transaction

MADE = Made("answer.txt", "text/plain", b"forty-two")
Progress = Callable[[int, int], None]


def ensure_may_have(who: Who, arguments: Mapping[str, Any]) -> None:
    if arguments.get("unsigned") and not who.sees_everything:
        raise NotAllowed("No longer yours to see.")


def make(_who: Who, arguments: Mapping[str, Any], progress: Progress) -> Made:
    match arguments.get("end"):
        case "refused":
            raise Refusal("There is nothing to make.")
        case "broken":
            raise ZeroDivisionError
    progress(1, 2)
    return MADE


@pytest.fixture(autouse=True)
def kind(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(KINDS, "test", Kind(lambda _: "A test", "steps", ensure_may_have, make))


@pytest.fixture
def who(app: Flask) -> Who:
    with app.app_context():
        return make_person("Ann Lee", Role.LEAD)


@pytest.fixture
def job(app: Flask, who: Who) -> int:
    with app.app_context():
        return enqueue(who=who, kind="test", arguments={})


def shown(who: Who, job_id: int) -> JobShown:
    return show_job(who=who, job_id=job_id)


def later(monkeypatch: pytest.MonkeyPatch, by: timedelta) -> None:
    """From now on the clock that leases go by is that much further."""
    monkeypatch.setattr(leases, "real_now", lambda: real_now() + by)


def test_a_job_is_done_and_its_file_is_there(app: Flask, who: Who, job: int) -> None:
    with app.app_context():
        assert shown(who, job).state is JobState.WAITING
        with pytest.raises(Conflict):
            job_file(who=who, job_id=job)
        assert run_next()
        done = shown(who, job)
        assert (done.state, done.file_name, done.size) == (JobState.DONE, "answer.txt", len(MADE.content))
        assert job_file(who=who, job_id=job) == MADE
        assert not run_next()


def test_the_same_work_is_not_begun_twice_but_can_be_done_again(app: Flask, who: Who, job: int) -> None:
    with app.app_context():
        assert enqueue(who=who, kind="test", arguments={}) == job
        assert enqueue(who=who, kind="test", arguments={"other": 1}) != job
        assert enqueue(who=make_person("Olu Bright", Role.LEAD), kind="test", arguments={}) != job
        while run_next():
            pass
        assert enqueue(who=who, kind="test", arguments={}) != job


@pytest.mark.parametrize(("end", "sentence"), [("refused", "There is nothing to make."), ("broken", BROKEN)])
def test_a_job_that_cannot_be_done_says_so(app: Flask, who: Who, end: str, sentence: str) -> None:
    with app.app_context():
        job = enqueue(who=who, kind="test", arguments={"end": end})
        assert run_next()
        failed = shown(who, job)
        assert (failed.state, failed.trouble, failed.size) == (JobState.FAILED, sentence, 0)
        assert not run_next()


def test_progress_is_written_while_the_job_runs(
    app: Flask, who: Who, job: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "REPORT_SECONDS", 0)
    seen: list[tuple[int, int, str]] = []

    def look(_who: Who, _arguments: Mapping[str, Any], progress: Progress) -> Made:
        for done in (1, 3):
            progress(done, 4)
            found = shown(who, job)
            seen.append((found.done, found.total, found.roughly))
        return MADE

    monkeypatch.setitem(KINDS, "test", Kind(lambda _: "A test", "steps", ensure_may_have, look))
    with app.app_context():
        assert run_next()
    assert seen == [(1, 4, "a quarter"), (3, 4, "three quarters")]


def test_a_job_in_somebody_s_hands_is_left_to_them(app: Flask, job: int, monkeypatch: pytest.MonkeyPatch) -> None:
    with app.app_context():
        held = claim()
        assert held is not None
        assert held.id == job
        later(monkeypatch, LEASE * 0.9)
        assert claim() is None
        report(held, 1, 2)  # and holds it for longer
        later(monkeypatch, LEASE * 1.5)
        assert claim() is None


def test_a_job_whose_worker_died_is_taken_over_and_counts_once(
    app: Flask, who: Who, job: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    with app.app_context():
        dead = claim()
        assert dead is not None
        later(monkeypatch, LEASE * 1.1)
        heir = claim()
        assert heir is not None
        assert heir.id == job
        assert claim() is None
        for act in (lambda: report(dead, 1, 2), lambda: fail(dead, "Too late."), lambda: finish(dead, MADE)):
            with pytest.raises(LeaseLost):
                act()
        assert shown(who, job).state is JobState.RUNNING
        finish(heir, MADE)
        with pytest.raises(LeaseLost):
            finish(dead, Made("other.txt", "text/plain", b"other"))
        assert job_file(who=who, job_id=job) == MADE


def test_a_job_that_kills_its_workers_is_given_up(
    app: Flask, who: Who, job: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    with app.app_context():
        for turn in range(MOST_TRIES):
            later(monkeypatch, 2 * LEASE * turn)
            assert claim() is not None
        later(monkeypatch, 2 * LEASE * MOST_TRIES)
        assert claim() is None
        failed = shown(who, job)
        assert (failed.state, failed.trouble) == (JobState.FAILED, GIVEN_UP)


def test_a_clock_that_went_back_keeps_nobody_waiting(app: Flask, job: int, monkeypatch: pytest.MonkeyPatch) -> None:
    with app.app_context():
        assert claim() is not None
        later(monkeypatch, timedelta(hours=-1))
        heir = claim()
        assert heir is not None
        assert heir.id == job


def test_workers_at_once_never_do_the_same_job(app: Flask, who: Who) -> None:
    with app.app_context():
        jobs = {enqueue(who=who, kind="test", arguments={"number": number}) for number in range(12)}

    def work(_number: int) -> list[int]:
        taken = []
        with app.app_context():
            while (found := claim()) is not None:
                taken.append(found.id)
                finish(found, MADE)
        return taken

    with ThreadPoolExecutor(4) as threads:
        taken = [job for each in threads.map(work, range(4)) for job in each]
    assert sorted(taken) == sorted(jobs)


def test_only_who_asked_and_may_still_see_it_has_it(app: Flask, who: Who, job: int) -> None:
    with app.app_context():
        secret = enqueue(who=who, kind="test", arguments={"unsigned": True})
        while run_next():
            pass
        other, reader = make_person("Olu Bright", Role.ADMINISTRATOR), Who(who.id, who.name, frozenset({Role.READER}))
        for number in (job, 999):
            with pytest.raises(NotFound):
                show_job(who=other, job_id=number)
        assert job_file(who=reader, job_id=job) == MADE
        with pytest.raises(NotAllowed):
            job_file(who=reader, job_id=secret)


def test_work_for_a_closed_account_is_not_done(app: Flask, who: Who, job: int) -> None:
    with app.app_context():
        with transaction() as session:
            session.execute(update(Person).where(Person.id == who.id).values(active=False))
        assert run_next()
        assert shown(who, job).trouble == CLOSED


def test_files_are_removed_after_some_days(app: Flask, who: Who, job: int) -> None:
    with app.app_context():
        assert run_next()
        with moment(now() + timedelta(days=KEPT_DAYS - 1)):
            remove_old_files()
        assert job_file(who=who, job_id=job) == MADE
        with moment(now() + timedelta(days=KEPT_DAYS, seconds=1)):
            remove_old_files()
        assert db.session.execute(select(Job.result).where(Job.id == job)).scalar_one() is None
        with pytest.raises(Conflict, match="removed after 7 days"):
            job_file(who=who, job_id=job)
