"""Our product's database for the comparison: the job's council, made by the services that people use."""

from __future__ import annotations

from pathlib import Path

from benchmarks import job
from tests.builders import make_indicator, make_person, make_plan, set_figures
from webapp.app import create_app
from webapp.config import Settings
from webapp.domain.rights import Role
from webapp.services.migrating import close_database, migrate_database


def found(settings: Settings) -> int:
    """Fill an empty database; returns the number of the plan that is recalculated."""
    app = create_app(settings)
    with app.app_context():
        migrate_database()
        performance = make_person("Priya Nair", Role.PERFORMANCE)
        lead = make_person("Ann Lee", Role.LEAD)
        director = make_person("Dan Roe", Role.DIRECTOR)
        for number in range(1, job.INDICATORS + 1):
            indicator = make_indicator(
                code=f"{job.CODE}{number:02d}",
                title=job.TITLE,
                unit=job.UNIT,
                tolerance=job.TOLERANCE,
                who=performance,
                lead=lead,
                director=director,
            )
            set_figures(indicator, job.PERIOD, actual=job.ACTUAL, targets=job.TARGETS, who=performance)
        plan = make_plan(indicator, job.PERIOD, who=lead)
        close_database()
    return plan


def settings_for(database_url: str, folder: Path) -> Settings:
    """The settings of a start on that database."""
    return Settings(instance_path=folder, database_url=database_url, secret_key="0123456789abcdef" * 4)
