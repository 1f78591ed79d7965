"""The council's own settings: typed, with defaults, changed by administrators and recorded."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from webapp.domain.colours import PRODUCT_COLOUR
from webapp.domain.periods import Calendar
from webapp.domain.requirements import ForAmber, PlanPolicy, ReportedAt
from webapp.models import SettingRow
from webapp.services.store import read

_ALL = select(SettingRow.name, SettingRow.value)

YEAR_STARTS = select(SettingRow.value).where(SettingRow.name == "year_starts").scalar_subquery()
"""The stored first month of the financial year, for a statement that also asks for something else."""


@dataclass(frozen=True, slots=True)
class CouncilSettings:
    """What a council decides for itself.

    ``plans_required_at`` is quarters, months or both; ``plans_for_amber`` is no, yes or worsening;
    ``plans_required_from`` is the first day whose red figures need a plan (None: all of them);
    ``plans_second_page`` is yes where a plan too long for its page may go on overleaf.
    """

    council_name: str = "Your council"
    brand_colour: str = PRODUCT_COLOUR
    year_starts: int = 4
    plans_required_at: str = "quarters"
    plans_for_amber: str = "no"
    plans_required_from: date | None = None
    plans_second_page: str = "no"

    @property
    def most_pages(self) -> int:
        """Pages that a plan may have when it is submitted."""
        return 2 if self.plans_second_page == "yes" else 1

    @property
    def policy(self) -> PlanPolicy:
        """Which figures need a plan."""
        return PlanPolicy(ReportedAt(self.plans_required_at), ForAmber(self.plans_for_amber), self.plans_required_from)

    @property
    def calendar(self) -> Calendar:
        """The council's financial-year calendar."""
        return Calendar(self.year_starts)


def council_settings() -> CouncilSettings:
    """The settings in force."""
    stored = dict(read(_ALL).all())
    default = CouncilSettings()
    return CouncilSettings(
        council_name=stored.get("council_name", default.council_name),
        brand_colour=stored.get("brand_colour", default.brand_colour),
        year_starts=int(stored.get("year_starts", default.year_starts)),
        plans_required_at=stored.get("plans_required_at", default.plans_required_at),
        plans_for_amber=stored.get("plans_for_amber", default.plans_for_amber),
        plans_required_from=date.fromisoformat(stored["plans_required_from"])
        if stored.get("plans_required_from")
        else None,
        plans_second_page=stored.get("plans_second_page", default.plans_second_page),
    )


def calendar_from(year_starts: str | None) -> Calendar:
    """The calendar of a row that selects YEAR_STARTS."""
    return Calendar(int(year_starts)) if year_starts else CouncilSettings().calendar


def calendar() -> Calendar:
    """The council's financial-year calendar."""
    return council_settings().calendar
