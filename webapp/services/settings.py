"""The council's own settings: typed, with defaults, changed by administrators and recorded."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from webapp.domain.colours import PRODUCT_COLOUR
from webapp.domain.periods import Calendar
from webapp.domain.quiet_hours import QuietHours
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
    A plan is due ``plans_due_days`` after the last day of its period. Reminders go out by mail where ``reminders`` is
    on, but not from the hour ``quiet_from`` to ``quiet_to`` of London's clock, nor at weekends where
    ``quiet_weekends`` is on.
    """

    council_name: str = "Your council"
    brand_colour: str = PRODUCT_COLOUR
    year_starts: int = 4
    plans_required_at: str = "quarters"
    plans_for_amber: str = "no"
    plans_required_from: date | None = None
    plans_second_page: str = "no"
    plans_due_days: int = 30
    reminders: bool = True
    quiet_from: int = 18
    quiet_to: int = 8
    quiet_weekends: bool = True

    @property
    def most_pages(self) -> int:
        """Pages that a plan may have when it is submitted."""
        return 2 if self.plans_second_page == "yes" else 1

    @property
    def policy(self) -> PlanPolicy:
        """Which figures need a plan."""
        return PlanPolicy(
            ReportedAt(self.plans_required_at),
            ForAmber(self.plans_for_amber),
            self.plans_required_from,
            self.plans_due_days,
        )

    @property
    def quiet(self) -> QuietHours:
        """When no reminder is sent."""
        return QuietHours(self.quiet_from, self.quiet_to, self.quiet_weekends)

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
        plans_due_days=int(stored.get("plans_due_days", default.plans_due_days)),
        reminders=_flag(stored.get("reminders"), default.reminders),
        quiet_from=int(stored.get("quiet_from", default.quiet_from)),
        quiet_to=int(stored.get("quiet_to", default.quiet_to)),
        quiet_weekends=_flag(stored.get("quiet_weekends"), default.quiet_weekends),
    )


def _flag(stored: str | None, default: bool) -> bool:
    return default if stored is None else stored == str(True)


def calendar_from(year_starts: str | None) -> Calendar:
    """The calendar of a row that selects YEAR_STARTS."""
    return Calendar(int(year_starts)) if year_starts else CouncilSettings().calendar


def calendar() -> Calendar:
    """The council's financial-year calendar."""
    return council_settings().calendar
