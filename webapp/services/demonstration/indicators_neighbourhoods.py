"""What Neighbourhoods and Housing reports: homes, homelessness, safety and libraries."""

from __future__ import annotations

from functools import partial

from webapp.services.demonstration.sheets import MONTHS, Goal, Promised, Restated, Sheet

_of = partial(Sheet, directorate="Neighbourhoods and Housing", director="rahmani")
_homes = partial(_of, lead="marchetti")
_safety = partial(_of, lead="castell")

COUNTER = "The door counter of the Central Library was out of order for nine days; they are filled in."

NEIGHBOURHOODS = (
    _homes(
        "NH01", "Days to let a council home again",
        "Average calendar days from one tenancy's end to the next one's start, homes under major repair excepted.",
        "days", "month", polarity="lower", start="31", yearly="-1.5", season="1.5", peak=1, wobble="2.2",
        tolerance="8", goals=("32", "30", "28"),
        known={"2014-07": "27.9", "2014-08": "28.8", "2014-09": "32.4", "2014-10": "34.1"},
    ),
    _homes(
        "NH02", "Households in temporary accommodation",
        "Homeless households placed by the council in temporary homes on the last day of the month.",
        "households", "month", polarity="lower", start="118", yearly="6", season="4", peak=11, wobble="7",
        decimals=0, tolerance="8", goals=("130", "135", "138"),
        known={"2014-07": "133", "2014-08": "137", "2014-09": "144", "2014-10": "161"},
    ),
    _homes(
        "NH03", "Families in bed and breakfast for more than six weeks",
        "Families with children or a pregnant woman who have been in bed and breakfast for longer than six weeks.",
        "families", "month", polarity="lower", start="0", wobble="0.4", decimals=0, tolerance="0",
        accumulation="sum", goals=("", "", ""), dated=tuple(Goal(month, "0") for month in MONTHS),
        known={"2012-12": "2", "2013-01": "1", "2014-01": "1", "2014-10": "3"},
    ),
    _homes(
        "NH04", "Rent collected from council tenants",
        "Rent received since April, of all that was due since April and the arrears brought forward.",
        "%", "month", start="97.6", yearly="0.2", season="0.5", peak=3, wobble="0.25", decimals=2, tolerance="1",
        goals=("97", "97.5", "98"),
        known={"2014-07": "98.1", "2014-08": "97.9", "2014-09": "97.6", "2014-10": "97.32"},
    ),
    _homes(
        "NH05", "Emergency repairs done within 24 hours",
        "Emergency repairs to council homes finished or made safe within 24 hours of the report.",
        "%", "month", start="97.8", yearly="0.4", wobble="0.6", of=640, spread=15, tolerance="2",
        goals=("96", "97", "98"),
        known={"2014-08": "98.6"}, missing=("2014-10",),
    ),
    _homes(
        "NH06", "Council homes with a valid gas safety certificate",
        "Council homes with gas whose certificate of safety is less than a year old on the last day of the month.",
        "%", "month", start="99.7", yearly="0.1", wobble="0.08", of=9840, tolerance="0.5", tolerance_kind="units",
        decimals=1, goals=("100", "100", "100"), known={"2014-09": "100", "2014-10": "99.97"},
    ),
    _homes(
        "NH07", "Council homes that meet the decent homes standard",
        "Council homes in reasonable repair, with fair kitchens, bathrooms and heating, on 31 March.",
        "%", "year", start="93", yearly="2.2", of=12150, goals=("92", "95", "97"),
        known={"2012-FY": "93.8", "2013-FY": "95.9"},
    ),
    _homes(
        "NH08", "New affordable homes",
        "Affordable homes to rent or part-buy that were finished since April, by the council or its partners.",
        "homes", "quarter", start="142", yearly="9", wobble="9", decimals=0, tolerance="10",
        accumulation="cumulative",
        profile=("16", "41", "68", "100"), goals=("135", "150", "160"), known={"2014-Q2": "68"},
    ),
    _safety(
        "NH09", "Reports of anti-social behaviour",
        "Reports to the police and the council in the quarter for every 1,000 residents.",
        "per 1,000", "quarter", polarity="lower", start="9.6", yearly="-0.4", season="1.4", peak=9, wobble="0.7",
        of=315000, per=1000, tolerance="6", goals=("", "", ""),
        dated=(
            Goal("2012-Q1", "10"), Goal("2012-Q2", "11.2"), Goal("2012-Q3", "9.5"), Goal("2012-Q4", "9"),
            Goal("2013-Q1", "9.8"), Goal("2013-Q2", "10.6"), Goal("2013-Q3", "9.2"), Goal("2013-Q4", "8.6"),
            Goal("2014-Q1", "9.5"), Goal("2014-Q2", "10"), Goal("2014-Q3", "8.8"), Goal("2014-Q4", "8.2"),
        ),
        known={"2014-Q2": "11.4"},
    ),
    _of(
        "NH11", "Visits to libraries",
        "People counted through the doors of the council's libraries in the quarter.",
        "visits", "quarter", lead="castell", lead_acting=True, start="268000", yearly="-8500", season="9000",
        peak=9, wobble="4000", decimals=0, accumulation="sum", goals=("", "", ""),
        promised={"2014-Q2": Promised(COUNTER, quality="provisional")},
        dated=(
            Goal("2012-Q1", "265000"), Goal("2012-Q2", "275000"), Goal("2012-Q3", "260000"),
            Goal("2012-Q4", "260000"),
            Goal("2013-Q1", "258000"), Goal("2013-Q2", "268000"), Goal("2013-Q3", "252000"),
            Goal("2013-Q4", "250000"),
            Goal("2014-Q1", "250000"), Goal("2014-Q2", "258000"), Goal("2014-Q3", "245000"),
            Goal("2014-Q4", "242000"),
        ),
        known={"2014-Q2": "250400"},
        restated=(
            Restated("2013-Q4", "231000", "2014-05-02", "The counter at one library was out of order for two weeks."),
        ),
    ),
)  # fmt: skip
