"""Who is compared: a bare hello, our product and the same job in Django, each served and ready for its load."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from re import sub

from benchmarks import council, job
from benchmarks.browser import Browser
from benchmarks.load import Count, Load, run
from benchmarks.serving import ROOT, served
from tests.databases import Database


@dataclass(frozen=True, slots=True)
class Contestant:
    """A served application, what is asked of it, and what each answer must hold."""

    name: str
    port: int
    requests: list[str]
    expected: list[str]

    def measure(self, connections: int, seconds: float) -> Count:
        """The answers it gives to that many busy connections."""
        return run(Load(self.port, connections, seconds, self.requests, self.expected))


@contextmanager
def contestants(database: Database, folder: Path) -> Iterator[tuple[Contestant, Contestant, Contestant]]:
    """Hello, ours and Django, on databases of that kind; raises RuntimeError where the two panels differ."""
    with ExitStack() as stack:
        port = stack.enter_context(served("benchmarks.hello:create_app", {}))
        request = f"GET / HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n"
        hello = Contestant("hello", port, [request], ["hello"])
        ours, our_panel = _ours(stack, database.empty(), folder)
        django, their_panel = _django(stack, database.empty())
        if our_panel != their_panel:
            raise RuntimeError(f"The two panels say different things:\n{our_panel}\n{their_panel}")
        yield hello, ours, django


def _ours(stack: ExitStack, url: str, folder: Path) -> tuple[Contestant, str]:
    """Our product on a database of its own, and what its panel says."""
    settings = council.settings_for(url, folder)
    plan = council.found(settings)
    environ = {
        "BTG_DATABASE_URL": url,
        "BTG_INSTANCE_PATH": str(folder),
        "BTG_SECRET_KEY": settings.secret_key,
    }
    browser = Browser(stack.enter_context(served("webapp.app:create_app", environ)), "csrf_token")
    browser.sign_in("/sign-in", email=job.LEAD, password=job.PASSWORD)
    return _signed_in("ours", browser, plan)


def _django(stack: ExitStack, url: str) -> tuple[Contestant, str]:
    """The Django project on a database of its own, and what its panel says."""
    environ = {"BENCHMARK_DATABASE_URL": url}
    plan = _fill_django(environ)
    port = stack.enter_context(served("benchmarks.django_job.wsgi:create_app", environ))
    browser = Browser(port, "csrfmiddlewaretoken")
    browser.sign_in("/sign-in", username=job.LEAD, password=job.PASSWORD)
    return _signed_in("Django", browser, plan)


def _fill_django(environ: dict[str, str]) -> int:
    """Django has one database a process, so its own process fills it; returns the number of the plan."""
    import os

    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.django_job.fill"],
        env={**os.environ, **environ},
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return int(done.stdout)


def _signed_in(name: str, browser: Browser, plan: int) -> tuple[Contestant, str]:
    """The contestant whose plan's form that browser posts, and what its panel says to the first tried figure."""
    path = f"/plans/{plan}/live"
    browser.visit(f"/plans/{plan}/edit")
    requests = [browser.request(path, job.fields(tried)) for tried in job.TRIED]
    expected = [f"{tried} {job.UNIT}" for tried in job.TRIED]
    return Contestant(name, browser.port, requests, expected), _words(browser.post(path, job.fields(job.TRIED[0])))


def _words(fragment: str) -> str:
    """What a fragment says, without its tags."""
    return " ".join(unescape(sub(r"<[^>]+>", " ", fragment)).split())
