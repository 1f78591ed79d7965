"""The committee pack: all plans of a period in agenda order, and the red figures that have none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from webapp.domain.plans import PlanState

NO_PLAN = "No plan yet"
TITLE = "Performance action plans"
KIND = "Committee pack"
WHAT_IT_HOLDS = (
    "The plans stand in agenda order: by directorate, then by the code of the indicator. Signed plans say what was "
    "signed, word for word. A page marked DRAFT or SUBMITTED is not signed."
)
_WITHOUT_PAGE = frozenset({PlanState.REQUIRED, PlanState.WITHDRAWN})


@dataclass(frozen=True, slots=True)
class PackLine:
    """One line of the contents: a plan, or a figure that requires one (``plan_id`` None).

    ``period`` is the figure's own where that is not the pack's, else "".
    """

    directorate: str
    code: str
    title: str
    period: str
    state: PlanState
    plan_id: int | None = None

    @property
    def has_page(self) -> bool:
        """True for a plan that stands in the pack; one that was withdrawn is only listed."""
        return self.plan_id is not None and self.state not in _WITHOUT_PAGE

    @property
    def name(self) -> str:
        """Code, title and, where it is another, the period."""
        return f"{self.code} {self.title}" + (f" ({self.period})" if self.period else "")

    @property
    def state_words(self) -> str:
        """The plan's state as the contents have it."""
        return NO_PLAN if self.state is PlanState.REQUIRED else self.state.value.capitalize()


@dataclass(frozen=True, slots=True)
class Pack:
    """What a pack says about itself; ``made_at`` is aware. The lines stand in agenda order."""

    council: str
    period: str
    made_at: datetime
    lines: tuple[PackLine, ...]
    language: str = "en-GB"

    @property
    def title(self) -> str:
        """ "Performance action plans: October 2014"."""
        return f"{TITLE}: {self.period}"

    @property
    def printed(self) -> tuple[PackLine, ...]:
        """The plans that stand in it."""
        return tuple(line for line in self.lines if line.has_page)

    @property
    def plan_ids(self) -> tuple[int, ...]:
        """The numbers of the plans that stand in it."""
        return tuple(line.plan_id for line in self.printed if line.plan_id is not None)

    @property
    def counts(self) -> Mapping[str, int]:
        """How many plans there are of each state, in words, in the order of a plan's life."""
        found = Counter(line.state for line in self.lines)
        named = {line.state: line.state_words for line in self.lines}
        return {named[state]: found[state] for state in PlanState if state in found}

    @property
    def by_directorate(self) -> tuple[tuple[str, tuple[PackLine, ...]], ...]:
        """The lines under their directorates."""
        groups = groupby(self.lines, key=lambda line: line.directorate)
        return tuple((directorate, tuple(lines)) for directorate, lines in groups)
