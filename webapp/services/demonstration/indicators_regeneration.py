"""What Regeneration and Environment reports: planning, waste, streets and town centres."""

from __future__ import annotations

from functools import partial

from webapp.services.demonstration.sheets import MONTHS, Goal, Promised, Restated, Retargeted, Sheet

_of = partial(Sheet, directorate="Regeneration and Environment", director="hargreave")
_planning = partial(_of, lead="drummond")
_waste = partial(_of, lead="tuckett")
_roads = partial(_of, lead="farrow")

WEIGHTS = "The composting contractor sends final weights later."

REGENERATION = (
    _planning(
        "RE01", "Major planning applications decided within 13 weeks",
        "Major applications decided in the quarter within 13 weeks, or within a longer time agreed with the "
        "applicant.",
        "%", "quarter", start="72", yearly="3", wobble="7", of=19, spread=20, goals=("65", "70", "75"),
        known={"2014-Q2": "11/18"},
    ),
    _planning(
        "RE02", "Householder planning applications decided within 8 weeks",
        "Applications for extensions and the like decided in the month within 8 weeks.",
        "%", "month", start="86", yearly="1.5", season="1.5", peak=6, wobble="1.4", of=72, spread=18,
        goals=("82", "84", "86"), known={"2014-08": "89.1", "2014-10": "87.3"},
    ),
    _planning(
        "RE03", "Empty shops in the town centres",
        "Ground-floor shop units standing empty on the day of the half-yearly walk-round.",
        "%", "half-year", polarity="lower", start="12.4", yearly="-0.4", wobble="0.3", of=486, tolerance="10",
        goals=("13", "12.5", "11.5"), known={"2014-H1": "11.9"},
    ),
    _waste(
        "RE05", "Household waste recycled or composted",
        "Household waste sent for recycling, composting or re-use, by weight.",
        "%", "month", start="41", yearly="1", season="5", peak=6, wobble="0.7", goals=("36", "37", "38"),
        tolerance="4",
        known={"2014-10": "41.7"},
        promised={
            "2014-01": Promised(WEIGHTS, "2014-02-28", "provisional"),
            "2014-07": Promised(WEIGHTS, "2014-10-10", "provisional", confirmed="2014-10-13"),
            "2014-08": Promised(WEIGHTS, "2014-10-31", "provisional"),
            "2014-09": Promised(WEIGHTS, "2014-11-28", "provisional"),
        },
        restated=(
            Restated("2014-01", "35.9", "2014-03-11", "The composting contractor sent final weights.", "provisional"),
        ),
    ),
    _waste(
        "RE06", "Household waste not recycled",
        "Weight of waste from each household that was neither recycled nor composted, added up since April.",
        "kg per household", "quarter", polarity="lower", start="548", yearly="-9", wobble="5", decimals=0,
        tolerance="3",
        accumulation="cumulative", profile=("25.5", "51", "75", "100"), goals=("550", "540", "525"),
        known={"2014-Q2": "273"},
    ),
    _waste(
        "RE07", "Missed bin collections", "Collections reported as missed, for every 100,000 due.",
        "per 100,000", "month", polarity="lower", start="58", yearly="-3", season="5", peak=12, wobble="8",
        of=412000, per=100000, spread=2, tolerance="10", goals=("65", "60", "55"),
        known={"2014-07": "49.8", "2014-08": "57.3", "2014-09": "58.7", "2014-10": "83.5"},
    ),
    _waste(
        "RE08", "Fly-tips cleared within two working days",
        "Reports of dumped rubbish on council land that were cleared within two working days.",
        "%", "month", start="90", yearly="1", season="2", peak=6, wobble="3", of=168, spread=15,
        goals=("86", "88", "92"),
        known={"2014-07": "93.2", "2014-08": "91.5", "2014-09": "90.4", "2014-10": "84.0"},
    ),
    _roads(
        "RE09", "Days to repair a street light",
        "Average working days from a report to the repair, where the lamp and not the supply has failed.",
        "days", "month", polarity="lower", start="4.6", yearly="-0.2", season="0.6", peak=12, wobble="0.6",
        tolerance="0.5", tolerance_kind="units", goals=("5", "5", "4.5"),
        known={"2014-07": "5.9", "2014-08": "4.7", "2014-09": "4.3", "2014-10": "4.4"},
    ),
    _roads(
        "RE10", "Main roads that need repair",
        "Length of the borough's main roads whose surface needs planned repair, from the yearly machine survey.",
        "%", "year", polarity="lower", start="5.2", yearly="-0.3", tolerance="0.5", tolerance_kind="units",
        goals=("5", "5", "4.5"), known={"2012-FY": "5.0", "2013-FY": "5.4"},
    ),
    _roads(
        "RE11", "Income from car parks",
        "Charges and permits for the council's car parks in the month; fines are not counted.",
        "£", "month", start="149000", yearly="1500", season="4000", peak=12, wobble="4500", decimals=0,
        tolerance="6",
        accumulation="sum", goals=("", "", ""), dated=tuple(Goal(month, "151000") for month in MONTHS),
        missing=("2014-10",),
        retargeted=(
            Retargeted("2014-09", "156000", "2014-10-20", "Castle Street car park was closed for resurfacing."),
        ),
    ),
)  # fmt: skip
