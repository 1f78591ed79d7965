"""Of which periods a figure is expected of an indicator that begins, or is retired."""

from __future__ import annotations

from datetime import date

import pytest

from webapp.domain.periods import Calendar
from webapp.domain.reporting_life import is_expected

OCTOBER, DECEMBER = date(2014, 10, 1), date(2014, 12, 31)
QUARTER = Calendar().from_key("2014-Q3")

LIVES = {
    "always": ((None, None), True),
    "from its first day": ((OCTOBER, None), True),
    "from within": ((date(2014, 11, 15), None), True),
    "from its last day": ((DECEMBER, None), True),
    "from the day after": ((date(2015, 1, 1), None), False),
    "until its first day": ((None, OCTOBER), False),
    "until within": ((None, date(2014, 10, 2)), True),
    "until the day after": ((None, date(2015, 1, 1)), True),
    "from and until within": ((date(2014, 11, 1), date(2014, 12, 1)), True),
    "over before": ((date(2014, 4, 1), date(2014, 9, 30)), False),
    "begun and ended on one day": ((OCTOBER, OCTOBER), False),
}


@pytest.mark.parametrize(("life", "expected"), LIVES.values(), ids=LIVES)
def test_of_which_periods_a_figure_is_expected(life: tuple[date | None, date | None], expected: bool) -> None:
    assert is_expected(QUARTER, *life) is expected
