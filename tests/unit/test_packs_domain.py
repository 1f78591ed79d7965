"""The lines of a pack: which of them have a page, their names and their counts; and how far a job is in words."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from webapp.domain.formats import file_size
from webapp.domain.jobs import roughly
from webapp.domain.packs import Pack, PackLine
from webapp.domain.plans import PlanState

AT = datetime(2014, 11, 14, 14, 2, tzinfo=UTC)


@pytest.mark.parametrize("state", list(PlanState))
def test_a_plan_has_a_page_unless_nobody_wrote_it_or_it_was_withdrawn(state: PlanState) -> None:
    line = PackLine("Adults", "AD01", "Waiting", "", state, 7)
    assert line.has_page == (state not in {PlanState.REQUIRED, PlanState.WITHDRAWN})
    assert not PackLine("Adults", "AD01", "Waiting", "", state).has_page


def test_counts_follow_the_life_of_a_plan_and_lines_their_directorates() -> None:
    states = (PlanState.SIGNED_OFF, PlanState.REQUIRED, PlanState.DRAFT, PlanState.SIGNED_OFF)
    lines = tuple(
        PackLine("Adults" if number < 3 else "Bins", f"I{number}", "Title", "", state, number + 1)
        for number, state in enumerate(states)
    )
    pack = Pack("Marlbridge", "October 2014", AT, lines)
    assert list(pack.counts.items()) == [("No plan yet", 1), ("Draft", 1), ("Signed off", 2)]
    assert [(name, len(found)) for name, found in pack.by_directorate] == [("Adults", 3), ("Bins", 1)]
    assert pack.plan_ids == (1, 3, 4)


def test_a_line_names_the_period_of_its_figure_where_it_is_another() -> None:
    assert PackLine("A", "AD01", "Waiting", "", PlanState.DRAFT).name == "AD01 Waiting"
    assert PackLine("A", "AD01", "Waiting", "June 2014", PlanState.DRAFT).name == "AD01 Waiting (June 2014)"


ROUGHLY = [(0, 0, ""), (0, 10, ""), (2, 10, ""), (3, 10, "a quarter"), (5, 10, "half"), (8, 10, "three quarters")]


@pytest.mark.parametrize(("done", "total", "words"), [*ROUGHLY, (10, 10, "nearly all")])
def test_progress_is_told_in_quarters(done: int, total: int, words: str) -> None:
    assert roughly(done, total) == words


SIZES = [(0, "1 kB"), (1499, "1 kB"), (819_600, "820 kB"), (999_600, "1.0 MB"), (6_738_331, "6.7 MB")]


@pytest.mark.parametrize(("size", "words"), SIZES)
def test_the_size_of_a_file(size: int, words: str) -> None:
    assert file_size(size) == words
