"""What the indicators of one file share while it is compared: rules, periods, headings, and what was found so far."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from webapp.domain.figure_warnings import WarningKind
from webapp.domain.frequency import Frequency
from webapp.domain.periods import Period
from webapp.readers.figures.model import Fault
from webapp.services.uploads.facts import Facts, KnownIndicator
from webapp.services.uploads.locating import Values, place_of
from webapp.services.uploads.staging import WARNING, Staging
from webapp.services.uploads.wanted import ACTUAL, TARGET

UNCHANGED, CHANGED, NEW = "unchanged", "changed", "new"


class Changed(NamedTuple):
    """A figure that is new or changes: where it stands, and its columns as they are (None: nothing) and will be."""

    line: int
    period: Period
    values: Values
    before: Any
    after: Any


class Ground:
    """Shared by every indicator of a file; ``steps`` counts its figures by what becomes of them."""

    def __init__(
        self,
        facts: Facts,
        staging: Staging,
        *,
        periods: Mapping[int, Period],
        headings: Sequence[Mapping[str, str]],
    ) -> None:
        self.facts = facts
        self.staging = staging
        self.periods = dict(periods)
        self.periods.update({place_of(opened.period): opened.period for opened in facts.periods.values()})
        self.places = {period.key: place for place, period in self.periods.items()}
        self._headings = headings
        self._newest: dict[Frequency, int] = {}
        ended = [opened.period for opened in facts.periods.values() if opened.period.end < facts.today]
        for period in (*periods.values(), *ended):
            place = self.places[period.key]
            self._newest[period.frequency] = max(place, self._newest.get(period.frequency, 0))
        self.steps = {NEW: 0, CHANGED: 0, UNCHANGED: 0}
        self.restated = 0
        self.flips_alone = 0  # statuses that become others although their actual stays as it is
        self.changed_periods: dict[str, Period] = {}

    def period_of(self, key: str) -> Period:
        """The period of a key that is open or in the file."""
        return self.periods[self.places[key]]

    def is_past(self, period: Period) -> bool:
        """True where later periods of its frequency have ended, or are in the file: what changes in it is restated."""
        return self.places[period.key] < self._newest[period.frequency]

    def heading(self, values: Values, column: str) -> str:
        """The heading as written under which a row has that column."""
        return self._headings[values.headings].get(column, column)

    def fault(self, column: str, line: int, values: Values, sentence: str) -> None:
        """Something about one cell that forbids the upload."""
        written = {
            "period": values.period,
            ACTUAL: values.actual,
            TARGET: values.target,
            "target_lower": values.lower,
            "target_upper": values.upper,
        }
        self.staging.fault(Fault(line, self.heading(values, column), written.get(column, ""), sentence))

    def warn(
        self,
        told: tuple[WarningKind, str],
        indicator: KnownIndicator,
        changed: Changed,
        column: str,
        value: str | None,
    ) -> None:
        """Something about one figure that wants a second look."""
        kind, sentence = told
        where = f"{indicator.facts.code}, {changed.period.label}: {sentence}"
        heading = self.heading(changed.values, column)
        self.staging.remark(WARNING, kind.value, changed.line, heading, value, where)
