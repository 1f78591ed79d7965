"""The demonstration council as a whole: its settings, directorates and indicators, then its three years."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import partial

from webapp.domain.periods import Calendar
from webapp.domain.rights import Who
from webapp.services.clock import moment
from webapp.services.demonstration.descriptions import sheet_events, tags_of
from webapp.services.demonstration.indicators_families import FAMILIES
from webapp.services.demonstration.indicators_neighbourhoods import NEIGHBOURHOODS
from webapp.services.demonstration.indicators_regeneration import REGENERATION
from webapp.services.demonstration.indicators_resources import RESOURCES
from webapp.services.demonstration.limits import rebase_events
from webapp.services.demonstration.people import People, add_people, name_the_deputy
from webapp.services.demonstration.plans import plan_events
from webapp.services.demonstration.progress import progress_events
from webapp.services.demonstration.returns import figure_events
from webapp.services.demonstration.rules import rule_events
from webapp.services.demonstration.sheets import RECODED, Sheet
from webapp.services.demonstration.story import Event, on, tell
from webapp.services.demonstration.views import view_events
from webapp.services.directorates import add_directorate
from webapp.services.indicators.defining import Definition, change_indicator, create_indicator, definition_of
from webapp.services.setting_changes import change_settings
from webapp.services.settings import CouncilSettings

SHEETS = FAMILIES + REGENERATION + RESOURCES + NEIGHBOURHOODS
SETTINGS = CouncilSettings(
    council_name="Marlbridge Borough Council",
    plans_required_at="both",
    plans_required_from=date(2014, 7, 1),
)
BEGINNING = on("2012-03-05", "09:00")


def lay_council() -> None:
    """Lay everything; to be called inside ``store.together()``, so that there is a whole council or none."""
    with moment(BEGINNING):
        people = add_people()
        change_settings(who=people["admin"], wanted=SETTINGS)
        ids = _add_indicators(people)
    events = [
        *_recoding_events(people, ids),
        *sheet_events(people, ids),
        *figure_events(people["performance"], SHEETS, ids),
        *rule_events(people["performance"], ids),
        *plan_events(people, ids),
        *progress_events(people),
        *rebase_events(people, ids),
        *view_events(people),
        Event(on("2014-03-27", "15:10"), partial(name_the_deputy, people)),
    ]
    tell(events)


def _add_indicators(people: People) -> dict[str, int]:
    """Every directorate and indicator; returns the indicators' ids by code."""
    who, directorates, ids = people["performance"], dict[str, int](), dict[str, int]()
    for sheet in SHEETS:
        if sheet.directorate not in directorates:
            directorates[sheet.directorate] = add_directorate(who=who, name=sheet.directorate)
        code = sheet.former_code or sheet.code
        definition = _definition(sheet, code, directorates[sheet.directorate], people)
        ids[sheet.code] = create_indicator(who=who, definition=definition)
    return ids


def _definition(sheet: Sheet, code: str, directorate_id: int, people: People) -> Definition:
    return Definition(
        code=code,
        title=sheet.title,
        frequency=sheet.frequency,
        definition=sheet.definition,
        unit=sheet.unit,
        decimals=sheet.decimals,
        polarity=sheet.polarity,
        tolerance=Decimal(sheet.tolerance),
        tolerance_kind=sheet.tolerance_kind,
        accumulation=sheet.accumulation,
        directorate_id=directorate_id,
        strategic_lead_id=people[sheet.director].id,
        strategic_lead_acting=sheet.director_acting,
        departmental_lead_id=people[sheet.lead].id if sheet.lead else None,
        departmental_lead_acting=sheet.lead_acting,
        reported_from=Calendar().from_key(sheet.since).start if sheet.since else None,
        tags=tags_of(sheet.code),
    )


def _recoding_events(people: People, ids: dict[str, int]) -> Iterator[Event]:
    """An old national code gives way to the council's own; files that still use it find the indicator."""
    for sheet in SHEETS:
        if sheet.former_code:
            yield Event(on(RECODED, "11:20"), partial(_recode, people["performance"], ids[sheet.code], sheet.code))


def _recode(who: Who, indicator_id: int, code: str) -> None:
    definition, version = definition_of(indicator_id)
    change_indicator(
        who=who,
        indicator_id=indicator_id,
        version=version,
        definition=replace(definition, code=code),
        reason="The national indicator set has ended: the council uses codes of its own.",
    )
