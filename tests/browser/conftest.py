"""What browser tests are given: the real server, and the system's Chromium in front of it."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable, Generator, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.browser.sites import Site, served_again
from tests.databases import Database, opened

FAILURES = Path(__file__).parent / "failures"
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
PATIENCE_MILLISECONDS = 15_000
POLICY = "Content Security Policy"
OUTCOME = pytest.StashKey[pytest.TestReport]()

expect.set_options(timeout=PATIENCE_MILLISECONDS)


@pytest.fixture(scope="session", params=["sqlite"])
def database(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """SQLite; a test that is about the database parametrises this fixture indirectly with ``KINDS``."""
    with opened(request.param, tmp_path_factory.mktemp(request.param)) as database:
        yield database


@pytest.fixture(scope="session")
def demonstration(database: Database, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[], Site]]:
    """Serves the demonstration council for all tests; see ``site``."""
    with served_again(database, tmp_path_factory.mktemp("instance"), demo=True) as afresh:
        yield afresh


@pytest.fixture(scope="session")
def beginning(database: Database, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[], Site]]:
    """Serves a council that begins for all tests; see ``empty_site``."""
    with served_again(database, tmp_path_factory.mktemp("instance"), demo=False) as afresh:
        yield afresh


@pytest.fixture
def site(demonstration: Callable[[], Site]) -> Site:
    """The demonstration council as it is first served, for this test alone."""
    return demonstration()


@pytest.fixture
def empty_site(beginning: Callable[[], Site]) -> Site:
    """A council that begins: nobody in it, and no figures."""
    return beginning()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The Chromium of this system; nothing is downloaded."""
    found = next(filter(None, map(shutil.which, CHROMIUM)), None)
    assert found, "Chromium is missing: `make test` installs it."
    # Chromium refuses to run as root inside its sandbox, as it must in a container.
    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=arguments)
        yield browser
        browser.close()


@pytest.fixture
def width() -> int:
    """Pixels; a test for several widths parametrises ``width``."""
    return 1280


@pytest.fixture
def javascript() -> bool:
    """A test for a browser without JavaScript parametrises ``javascript``."""
    return True


@pytest.fixture
def context(browser: Browser, width: int, javascript: bool) -> Iterator[BrowserContext]:
    """A browser window that remembers nothing."""
    context = browser.new_context(
        viewport={"width": width, "height": 900}, java_script_enabled=javascript, locale="en-GB"
    )
    context.set_default_timeout(PATIENCE_MILLISECONDS)
    yield context
    context.close()


@pytest.fixture
def window(browser: Browser) -> Iterator[Callable[[], Page]]:
    """Opens a window of somebody else at each call, as if on another computer."""
    contexts: list[BrowserContext] = []

    def opened() -> Page:
        contexts.append(browser.new_context(viewport={"width": 1280, "height": 900}, locale="en-GB"))
        contexts[-1].set_default_timeout(PATIENCE_MILLISECONDS)
        return contexts[-1].new_page()

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture
def page(request: pytest.FixtureRequest, context: BrowserContext) -> Iterator[Page]:
    """A tab on which no script may fail and no content security policy be broken.

    If the test fails, a picture of the tab is kept in ``failures``.
    """
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda said: faults.append(said.text) if POLICY in said.text else None)
    yield page
    report = request.node.stash.get(OUTCOME, None)
    if report is not None and report.failed:
        FAILURES.mkdir(exist_ok=True)
        name = re.sub(r"[^\w-]+", "-", request.node.name)
        page.screenshot(path=FAILURES / f"{name}.png", full_page=True)
    assert faults == []


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Let ``page`` know how its test went."""
    report = yield
    if call.when == "call":
        item.stash[OUTCOME] = report
    return report
