"""What Transformation and Resources reports: money, people, customers and information."""

from __future__ import annotations

from functools import partial

from webapp.services.demonstration.sheets import Goal, Restated, Sheet

_of = partial(Sheet, directorate="Transformation and Resources", director="ostrowski", director_acting=True)
_revenues = partial(_of, lead="lonsdale")
_people = partial(_of, lead="akers")

COLLECTED = ("11.1", "20.4", "29.6", "38.9", "48.1", "57.3", "66.9", "76.1", "85.2", "94.3", "97.6", "100")

RESOURCES = (
    _revenues(
        "TR01", "Council tax collected",
        "Council tax of the year received since April, of all that is due for the year.",
        "%", "month", start="97.3", yearly="-0.1", wobble="0.15", decimals=2, tolerance="1",
        accumulation="cumulative", profile=COLLECTED, goals=("97", "96.8", "97"),
    ),
    _revenues(
        "TR02", "Business rates collected",
        "Business rates of the year received since April, of all that is due for the year.",
        "%", "month", start="97.8", yearly="0.1", wobble="0.3", decimals=2, tolerance="1",
        accumulation="cumulative", profile=COLLECTED, goals=("97.5", "97.8", "98"), known={"2014-10": "64.9"},
    ),
    _revenues(
        "TR03", "Days to settle a new housing benefit claim",
        "Average calendar days from a new claim to the decision.",
        "days", "month", polarity="lower", start="24", yearly="-1", season="2", peak=4, wobble="1.8", tolerance="8",
        goals=("26", "25", "22"),
        known={"2014-07": "21.4", "2014-08": "21.9", "2014-09": "22.6", "2014-10": "21.7"},
        restated=(
            Restated("2014-08", "26.7", "2014-10-02", "Claims that were renewals had been counted as new."),
        ),
    ),
    _revenues(
        "TR04", "Forecast against the revenue budget",
        "What the council expects to spend over (+) or under (−) its budget by the end of the year, in thousands.",
        "£k", "quarter", polarity="range", start="-60", yearly="40", wobble="90", decimals=0, tolerance="50",
        tolerance_kind="units", goals=("-250..100", "-250..100", "-250..100"),
        known={"2013-Q1": "-310", "2014-Q1": "85", "2014-Q2": "412"},
    ),
    _revenues(
        "TR05", "Savings delivered", "Savings of the year's budget that have been made for good, since April.",
        "£m", "quarter", start="8.4", yearly="1.1", wobble="0.8", decimals=2, tolerance="8",
        accumulation="cumulative",
        profile=("15", "40", "70", "100"), goals=("8.0", "9.5", "10.8"), known={"2014-Q2": "4.11"},
    ),
    _revenues(
        "TR06", "Invoices paid within 30 days",
        "Undisputed invoices of suppliers paid within 30 days of receipt.",
        "%", "month", start="93.5", yearly="0.6", wobble="1", of=3900, spread=10, tolerance="2",
        goals=("92", "93", "95"),
        known={"2014-07": "95.4", "2014-08": "94.6", "2014-09": "95.1", "2014-10": "94.96"},
    ),
    _people(
        "TR07", "Working days lost to sickness",
        "Days lost to sickness in the last twelve months for every full-time post, or its equal in part-time "
        "posts.",
        "days per post", "month", polarity="lower", start="9.4", yearly="0.2", season="0.2", peak=2, wobble="0.1",
        goals=("9.8", "9.7", "9.5"),
        known={"2014-07": "9.7", "2014-08": "9.8", "2014-09": "9.9", "2014-10": "10.3"},
    ),
    _people(
        "TR08", "People employed, as full-time posts",
        "Staff on the payroll on the last day of the quarter, schools excepted. For context: neither more nor "
        "fewer is better.",
        "posts", "quarter", polarity="none", start="3120", yearly="-96", wobble="14", decimals=0,
        goals=("", "", ""),
    ),
    _people(
        "TR09", "Serious losses of personal data",
        "Losses of personal data in the quarter grave enough to be reported to the Information Commissioner.",
        "losses", "quarter", polarity="lower", start="0.4", wobble="0.5", decimals=0, tolerance="0",
        accumulation="sum", goals=("", "", ""),
        dated=tuple(Goal(f"{year}-Q{quarter}", "0") for year in (2012, 2013, 2014) for quarter in (1, 2, 3, 4)),
        known={"2012-Q1": "0", "2013-Q2": "1", "2014-Q1": "0", "2014-Q2": "2"},
    ),
    _of(
        "TR11", "Calls answered within one minute",
        "Calls to the contact centre answered by a person within 60 seconds.",
        "%", "month", lead=None, start="81", yearly="-0.5", season="2", peak=8, wobble="3", of=21400, spread=9,
        goals=("78", "78", "80"),
        known={"2014-07": "79.3", "2014-08": "78.8", "2014-09": "71.6", "2014-10": "68.9"},
    ),
    _of(
        "TR12", "Requests made on the website rather than by telephone",
        "Requests for a service made on the council's website, of all made on it, by telephone or in person. "
        "Counted since April 2014; which way is better has not been decided.",
        "%", "month", lead=None, polarity=None, start="24", yearly="4", wobble="0.8", of=30200, spread=8,
        goals=("", "", "35"), since="2014-04",
    ),
)  # fmt: skip
