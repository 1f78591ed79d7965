"""What Families and Wellbeing reports: children, adults, schools and public health."""

from __future__ import annotations

from functools import partial

from webapp.services.demonstration.sheets import Goal, Promised, Restated, Sheet

_of = partial(Sheet, directorate="Families and Wellbeing", director="director")
_children = partial(_of, lead="lead")
_adults = partial(_of, lead="oyelaran")
_cases = partial(_children, unit="%", frequency="month", per=100)

NEW_SYSTEM = "Cases are being moved to the new case system, so the count of open cases is an estimate."
LATE_TRUST = "One hospital trust returns its count a month late; its part is last month's."

FAMILIES = (
    _children(
        "FW01", "Rate of Children in Need (per 10,000 population 0-17)",
        "Children with an open case to children's social care on the last day of the month, for every 10,000 "
        "residents aged 0 to 17.",
        "per 10,000", "month", polarity="lower", start="352", yearly="16", season="9", peak=2, wobble="7",
        of=67000, per=10000, goals=("360", "372", ""),
        dated=(
            Goal("2014-04", "391"), Goal("2014-05", "391"), Goal("2014-06", "390"), Goal("2014-07", "389"),
            Goal("2014-08", "388"), Goal("2014-09", "387"), Goal("2014-10", "385.6", estimated=True),
            Goal("2015-03", "375.1"),
        ),
        known={"2014-06": "386.4", "2014-07": "392.2", "2014-08": "394.0", "2014-09": "403.9", "2014-10": "439.1"},
        estimated={"2014-10": NEW_SYSTEM},
        promised={"2014-10": Promised(NEW_SYSTEM, "2014-11-28")},
        restated=(
            Restated("2013-10", "371.6", "2013-12-03", "Cases closed before its last day were taken out.", "estimated"),
            Restated("2014-05", "383.4", "2014-06-18", "Twelve open cases had been counted twice."),
        ),
    ),
    _children(
        "FW02", "Child protection plans lasting two years or more",
        "Of the child protection plans that ended in the quarter, those that had lasted two years or longer.",
        "%", "quarter", polarity="lower", start="3.6", yearly="0.3", wobble="0.5", of=74, spread=12, tolerance="1",
        tolerance_kind="units", goals=("5", "4.5", "4"), known={"2014-Q1": "3/72", "2014-Q2": "5/74"},
        promised={"2014-Q2": Promised("Two plans that ended are still being checked.", "2014-11-07", "provisional")},
    ),
    _cases(
        "FW03", "Social work assessments finished within 45 working days",
        "Assessments finished in the month within 45 working days of the referral, of all finished in the month.",
        start="84", yearly="1", season="1.5", peak=5, wobble="3.2", of=190, spread=14, goals=("82", "84", "86"),
        known={"2014-07": "79.8", "2014-08": "84.1", "2014-09": "77.2", "2014-10": "142/199"},
    ),
    _children(
        "FW04", "Care leavers in education, employment or training",
        "Young people aged 19 to 21 who used to be in care and are studying, in work or in training.",
        "%", "quarter", start="55", yearly="1.2", wobble="3", of=96, spread=4, goals=("54", "56", "60"),
        known={"2014-Q1": "53/96", "2014-Q2": "50/96"},
    ),
    _children(
        "FW05", "Children looked after with three or more placements in a year",
        "Children in care on the last day of the quarter who lived in three or more places in the twelve months "
        "before.",
        "%", "quarter", polarity="lower", start="9.4", yearly="0.4", wobble="0.6", of=345, spread=3,
        goals=("10.5", "10.5", "10"), known={"2014-Q1": "36/345", "2014-Q2": "48/345"},
        restated=(
            Restated("2013-Q3", "8.8", "2014-05-20", "Moves between foster carers of one family were left out."),
        ),
    ),
    _cases(
        "FW06", "Social work posts filled by agency staff",
        "Social worker posts in children's services held by agency workers on the last day of the month.",
        polarity="lower", start="11", yearly="1", wobble="1.6", of=131, spread=2, tolerance="2",
        tolerance_kind="units", goals=("14", "14", "15"),
        known={"2014-07": "14.5", "2014-08": "15.2", "2014-09": "16.8", "2014-10": "28/131"},
    ),
    _children(
        "FW07", "Days between entering care and moving in with an adoptive family",
        "Average days for children adopted over the last three years, as the national adoption scorecard counts "
        "them.",
        "days", "quarter", polarity="lower", start="655", yearly="-22", wobble="7", decimals=0,
        goals=("639", "608", "547"), known={"2014-Q1": "571", "2014-Q2": "612"},
    ),
    _cases(
        "FW08", "Children looked after with a health assessment in the last year",
        "Children in care for at least twelve months whose yearly health assessment is up to date.",
        start="90", yearly="1.2", season="1.4", peak=3, wobble="0.8", of=288, spread=3, goals=("90", "91", "92"),
        known={"2014-08": "92.4", "2014-09": "91.6", "2014-10": "92.7"},
    ),
    _cases(
        "FW09", "Children referred again within twelve months",
        "Referrals in the month of children who had already been referred in the twelve months before.",
        polarity="lower", start="22", yearly="-0.8", wobble="2.2", of=214, spread=15, tolerance="8",
        goals=("24", "23", "22"),
        known={"2014-07": "22.1", "2014-08": "54/213", "2014-09": "21.9", "2014-10": "20.6"}, missing=("2013-08",),
    ),
    _children(
        "FW10", "First child protection conferences held within 15 working days",
        "First conferences held within 15 working days of the discussion that led to them.",
        "%", "quarter", start="88", yearly="1.2", wobble="1.6", of=58, spread=15, goals=("88", "90", "92"),
        known={"2014-Q2": "45/55"},
        restated=(
            Restated("2014-Q2", "46/55", "2014-11-12", "One conference was held a day later than first recorded."),
        ),
    ),
    _children(
        "FW11", "Foster carer households gained, net of those leaving",
        "Households approved to foster in the half-year, less those that gave up fostering.",
        "households", "half-year", start="9", yearly="-0.5", wobble="2", decimals=0, accumulation="sum",
        tolerance="1", tolerance_kind="units", goals=("", "", ""),
        dated=(Goal("2012-H1", "7"), Goal("2012-H2", "7"), Goal("2013-H1", "8"), Goal("2013-H2", "8"),
               Goal("2014-H1", "10"), Goal("2014-H2", "10")),
        known={"2014-H1": "3"},
    ),
    _adults(
        "FW12", "Days in hospital while waiting for social care",
        "Bed days lost in the month because social care was not ready, for every 100,000 residents aged 18 or "
        "over.",
        "per 100,000", "month", polarity="lower", start="118", yearly="-4", season="16", peak=1, wobble="13",
        of=247000, per=100000, tolerance="10", goals=("130", "125", "120"),
        known={"2014-07": "139.7", "2014-08": "117.4", "2014-09": "121.9", "2014-10": "126.3"},
        estimated={"2014-10": LATE_TRUST},
        promised={
            "2014-03": Promised(LATE_TRUST, "2014-05-09"),
            "2014-09": Promised(LATE_TRUST, "2014-10-31"),
            "2014-10": Promised(LATE_TRUST, "2014-11-21"),
        },
        restated=(
            Restated("2014-09", "137.2", "2014-11-05", "The hospital trust corrected its count of days.", "estimated"),
            Restated("2014-03", "108.2", "2014-05-06", "The late return of one hospital trust came in.", "estimated"),
        ),
    ),
    _adults(
        "FW14", "Adult safeguarding enquiries concluded within 28 days",
        "Enquiries about the safety of an adult that were concluded in the month within 28 days of being opened.",
        "%", "month", start="79", yearly="1", wobble="5", of=84, spread=16, goals=("76", "78", "80"),
        known={"2014-07": "80.6", "2014-08": "78.2", "2014-09": "77.0", "2014-10": "55/83"},
    ),
    _adults(
        "FW15", "Permanent moves to residential or nursing care",
        "Council-supported people aged 65 or over who moved permanently to a care home since April, for every "
        "100,000 residents of that age.",
        "per 100,000", "quarter", polarity="lower", start="702", yearly="-16", wobble="12",
        accumulation="cumulative",
        profile=("24", "49", "76", "100"), goals=("710", "690", "665"), known={"2014-Q2": "331.0"},
    ),
    _of(
        "FW16", "Young people not in education, employment or training",
        "Residents aged 16 to 18 known not to be learning or working on the last day of the month.",
        "%", "month", lead="peverell", polarity="lower", start="6.3", yearly="-0.3", season="0.5", peak=9,
        wobble="0.15", of=5720, spread=1, tolerance="10", goals=("6.5", "6.3", "6"),
        known={"2014-07": "5.8", "2014-08": "6.2", "2014-09": "6.4", "2014-10": "5.5"},
        not_applicable=("2013-09",), former_code="NI117",
    ),
    _of(
        "FW17", "Pupils gaining five good GCSEs with English and mathematics",
        "Pupils at the end of year 11 with five or more GCSEs at grades A* to C, English and mathematics among "
        "them.",
        "%", "year", lead="peverell", start="58.2", yearly="1.6", of=2710, spread=2, goals=("59", "61", "62"),
        known={"2012-FY": "58.9", "2013-FY": "60.4"},
    ),
    _of(
        "FW18", "People who stop smoking with the service's help",
        "People who had not smoked for four weeks after setting a day to stop, counted from April.",
        "people", "quarter", lead="rowe", start="1480", yearly="-150", wobble="20", decimals=0, tolerance="10",
        accumulation="cumulative", profile=("22", "44", "66", "100"), goals=("1450", "1300", "1250"),
        known={"2014-Q2": "507"},
    ),
)  # fmt: skip
