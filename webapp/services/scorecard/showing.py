"""A scorecard as a person may see it: one page of it, or all that a view finds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from webapp.domain.errors import NotFound
from webapp.domain.periods import Period
from webapp.domain.plans import SIGNED_STATES, PlanState
from webapp.domain.rights import Who
from webapp.domain.scorecard import NO_PLAN, NONE, PAGE, Tally, View, pages_of
from webapp.services.clock import today
from webapp.services.indicators.lists import Option
from webapp.services.scorecard.choices import Choices, choices_for
from webapp.services.scorecard.finding import search
from webapp.services.scorecard.grounds import Grounds, grounds_of
from webapp.services.scorecard.lacking import Lacking, lacking
from webapp.services.scorecard.lines import ScoreLine, score_lines
from webapp.services.scorecard.views import SavedViewLine, list_views
from webapp.services.settings import CouncilSettings, council_settings

PLANS = (
    NO_PLAN,
    *(state.value for state in PlanState if state is not PlanState.REQUIRED),
)
"""Plan states to filter by."""

_TO_READ = tuple(state.value for state in PlanState if state in SIGNED_STATES)


def plans_offered(who: Who) -> tuple[str, ...]:
    """The plan states that this person may filter by: readers know of signed plans only."""
    return PLANS if who.sees_everything else _TO_READ


@dataclass(frozen=True, slots=True)
class Scorecard:
    """One page of the indicators that a view finds at a period; the tally is of every status."""

    period: Period
    released: bool
    parts: tuple[Period, ...]  # the shorter periods whose figures stand on it
    beside: Period | None
    view: View
    tally: Tally
    lines: tuple[ScoreLine, ...]
    found: int
    page: int
    pages: int
    choices: Choices
    plans: tuple[str, ...]  # plan states to filter by
    views: tuple[SavedViewLine, ...]
    sees_everything: bool

    @property
    def filters_said(self) -> tuple[str, ...]:
        """What was filtered by, as people say it: "status red", "lead Sarah Beckett"."""
        view, choices = self.view, self.choices
        plan = "required, not written" if view.plan == NO_PLAN else view.plan
        said = (
            ("containing", f"“{' '.join(view.words)}”" if view.words else ""),
            ("status", view.status),
            ("directorate", _name(choices.directorates, view.directorate)),
            ("lead", _name(choices.leads, view.lead)),
            ("plan", plan),
            ("tag", view.tag),
        )
        return tuple(f"{name} {value}" for name, value in said if value)

    @property
    def first(self) -> int:
        """The place of the page's first line among those found."""
        return 1 if self.view.whole else (self.page - 1) * PAGE + 1


def scorecard(*, who: Who, key: str, view: View) -> Scorecard:
    """The page asked for; raises NotFound, for readers too where the period is not released."""
    council = council_settings()
    grounds, beside, view = _grounds(who, key, view, council)
    wanted = search(who, view, grounds, _lacking(view, council, grounds))
    tally = wanted.counted()
    found = tally.found(view.status)
    pages = 1 if view.whole else pages_of(found)
    page = min(max(1, view.page), pages)
    ids = wanted.ids(view.sort, page=None if view.whole else page) if found else []
    return Scorecard(
        period=grounds.period,
        released=grounds.own.released_at is not None,
        parts=tuple(each.period for each in grounds.figures if each is not grounds.own),
        beside=beside.period if beside else None,
        view=view,
        tally=tally,
        lines=score_lines(who, ids, grounds, beside, council, today()),
        found=found,
        page=page,
        pages=pages,
        choices=choices_for(who, grounds, beside.period if beside else None, council.calendar),
        plans=plans_offered(who),
        views=list_views(who=who),
        sees_everything=who.sees_everything,
    )


def found_lines(*, who: Who, key: str, view: View) -> tuple[Period | None, Sequence[ScoreLine]]:
    """The period beside, and every line that the view finds, whatever its page."""
    council = council_settings()
    grounds, beside, view = _grounds(who, key, view, council)
    ids = search(who, view, grounds, _lacking(view, council, grounds)).ids(view.sort, page=None)
    lines = score_lines(who, ids, grounds, beside, council, today())
    return (beside.period if beside else None), lines


def _name(options: Sequence[Option], chosen: str) -> str:
    if chosen == NONE:
        return "vacant or none"
    return next((option.name for option in options if str(option.id) == chosen), chosen)


def _grounds(who: Who, key: str, view: View, council: CouncilSettings) -> tuple[Grounds, Grounds | None, View]:
    """The period's grounds and those of the one beside; one that this person may not see is left out of the view."""
    grounds = grounds_of(who, key, council.calendar)
    if not view.beside or view.beside == key:
        return grounds, None, replace(view, beside="")
    try:
        return grounds, grounds_of(who, view.beside, council.calendar), view
    except NotFound:
        return grounds, None, replace(view, beside="")


def _lacking(view: View, council: CouncilSettings, grounds: Grounds) -> Lacking:
    return lacking(council, grounds) if view.plan == NO_PLAN else Lacking()
