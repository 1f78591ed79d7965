"""The two databases. Nothing here loads the application: unit tests must not need it."""

from __future__ import annotations

from collections.abc import Iterator

import hypothesis
import pytest

from tests.databases import KINDS, Database, opened

# The same examples every time and no stopwatch: a busy machine must not turn a right answer red.
hypothesis.settings.register_profile("steady", derandomize=True, deadline=None)
hypothesis.settings.load_profile("steady")


@pytest.fixture(scope="session", params=KINDS)
def database(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """Each kind of database in turn: a test that uses it, even indirectly, runs on both."""
    with opened(request.param, tmp_path_factory.mktemp(request.param)) as database:
        yield database
