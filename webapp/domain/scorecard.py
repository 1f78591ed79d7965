"""The scorecard: what can be asked of it, the counts of its statuses, and its small words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from webapp.domain.figures import Measure, figure
from webapp.domain.rag import Status

NOT_APPLICABLE = "not applicable"
"""Said instead of a status where a figure does not apply to the period."""

RATED = (Status.RED.value, Status.AMBER.value, Status.GREEN.value)
STATUSES = (*RATED, Status.NOT_RATED.value, Status.NO_DATA.value, NOT_APPLICABLE)
"""What stands in the status column, worst first."""

NONE = "none"
"""A directorate or a lead that is not there."""

NO_PLAN = "required"
"""The plan state of a figure that requires a plan which nobody has written."""

SORTS = {
    "code": "Code",
    "title": "Title",
    "directorate": "Directorate",
    "status": "Status, worst first",
    "percent": "% of target, worst first",
    "change": "Change since the period before, worst first",
}
COLUMNS = {
    "directorate": "Directorate",
    "lead": "Departmental lead",
    "actual": "Actual",
    "target": "Target",
    "variance": "Variance",
    "percent": "% of target",
    "status": "Status",
    "short": "Short term",
    "long": "Long term",
    "trend": "Trend",
    "plan": "Plan",
    "result": "Since the last plan",
    "tags": "Tags",
}
SHOWN_FIRST = tuple(name for name in COLUMNS if name != "tags")
"""The columns of somebody who has not chosen any."""

POINTS = 13
"""Periods of a sparkline: a year of months, and the same month of the year before."""

PAGE = 50
"""Indicators on one page."""

MOST_WORDS, LONGEST_WORDS = 6, 100
"""Words, and characters, that are searched for."""


@dataclass(frozen=True, slots=True)
class View:
    """What is asked of a scorecard; blanks hold back nothing. ``directorate`` and ``lead`` are ids, or NONE."""

    text: str = ""
    status: str = ""
    directorate: str = ""
    lead: str = ""
    plan: str = ""
    tag: str = ""
    sort: str = "code"
    columns: tuple[str, ...] = SHOWN_FIRST
    beside: str = ""  # the key of another period
    page: int = 1
    whole: bool = False  # every indicator found on one page, to be printed

    @property
    def words(self) -> tuple[str, ...]:
        """The words searched for, in lower case."""
        return tuple(self.text[:LONGEST_WORDS].lower().split()[:MOST_WORDS])

    @property
    def is_filtered(self) -> bool:
        """Some indicators may be left out."""
        return bool(self.words or self.status or self.directorate or self.lead or self.plan or self.tag)

    def shows(self, column: str) -> bool:
        """Whether a column was chosen."""
        return column in self.columns


class Tally(NamedTuple):
    """How many figures have each status, whatever status was asked for; what is not rated is not counted as a colour.

    ``counts`` has every one of STATUSES.
    """

    counts: Mapping[str, int]

    @property
    def total(self) -> int:
        """Every indicator."""
        return sum(self.counts.values())

    @property
    def rated(self) -> int:
        """Those with a colour."""
        return sum(self.counts[status] for status in RATED)

    @property
    def left_out(self) -> tuple[tuple[str, int], ...]:
        """The statuses that are no colours and how many have them, where any has."""
        return tuple((status, self.counts[status]) for status in STATUSES[len(RATED) :] if self.counts[status])

    def found(self, status: str) -> int:
        """How many are listed where that status is asked for; "" asks for all."""
        return self.counts.get(status, 0) if status else self.total


def tally(counted: Mapping[str, int]) -> Tally:
    """The counts with a nought for every status that nothing has."""
    return Tally({status: counted.get(status, 0) for status in STATUSES})


def pages_of(found: int) -> int:
    """Pages of that many indicators, at least one."""
    return max(1, -(-found // PAGE))


def series_words(values: Sequence[Decimal | None], first: str, last: str, measure: Measure) -> str:
    """What a sparkline shows, for those who hear it: "October 2013 to October 2014: from 410.0 to 439.1, lowest 371.6,
    highest 439.1"; "" without a figure."""
    known = [value for value in values if value is not None]
    if not known:
        return ""
    start, end, low, high = (figure(value, measure) for value in (known[0], known[-1], min(known), max(known)))
    gaps = sum(value is None for value in values)
    missing = f", {gaps} without a figure" if gaps else ""
    return f"{first} to {last}: from {start} to {end}, lowest {low}, highest {high}{missing}"
