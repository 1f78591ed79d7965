"""What the demonstration council says of its indicators beside their definitions: tags, and some of their sheets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import partial

from webapp.domain.data_quality import IndicatorSheet
from webapp.services.demonstration.people import People
from webapp.services.demonstration.story import Event, on
from webapp.services.indicators.data_sheets import change_sheet

_TAGS = {
    "Corporate plan": (
        *("FW01", "FW04", "FW16", "FW17", "NH01", "NH02", "NH08", "RE01", "RE03", "RE05", "TR01", "TR04", "TR05"),
        "TR12",
    ),
    "Safeguarding": ("FW01", "FW02", "FW03", "FW09", "FW10", "FW14"),
    "Statutory return": ("FW01", "FW02", "FW03", "FW05", "FW07", "FW10", "NH02", "NH03", "RE01", "RE02", "RE05"),
}

_SHEETS = {
    "FW01": (
        "2014-05-21",
        IndicatorSheet(
            data_source="The children’s social care case system, on the last day of the month.",
            numerator="Children with an open case, each counted once.",
            denominator="Residents aged 0 to 17: the mid-year estimate of two years before, 67,000.",
            owner="Performance manager, Families and Wellbeing",
            accuracy="A tenth of open cases is checked by hand every quarter; 3 in 400 were wrong in March 2014.",
            validity="Cases that wait for a closing letter are open by the definition. One team closed them early "
            "until January 2014.",
            reliability="The report was rewritten with the new case system; both versions ran side by side for two "
            "months and agreed.",
            timeliness="Known on the tenth day after the month. Final once the quarter’s checks are done.",
            relevance="Shows how many families need help from the council at all. It says nothing of how good that "
            "help is.",
            completeness="Children placed here by other councils are left out, about 40 of them.",
            reviewed_on=date(2014, 5, 20),
        ),
    ),
    "NH02": (
        "2014-06-11",
        IndicatorSheet(
            data_source="The housing register.",
            owner="Housing needs manager",
            accuracy="Checked against the rent accounts of temporary homes each month.",
            timeliness="Known on the third working day after the month.",
            completeness="Households in refuges are not on the register.",
            reviewed_on=date(2014, 6, 10),
        ),
    ),
}


def tags_of(code: str) -> tuple[str, ...]:
    """The tags of an indicator."""
    return tuple(tag for tag, codes in _TAGS.items() if code in codes)


def sheet_events(people: People, ids: Mapping[str, int]) -> Iterator[Event]:
    """The sheets that the performance team has written so far."""
    for code, (day, sheet) in _SHEETS.items():
        write = partial(change_sheet, who=people["performance"], indicator_id=ids[code], version=0, sheet=sheet)
        yield Event(on(day, "14:30"), write)
