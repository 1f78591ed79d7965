"""What a council decides about an indicator, checked in one place, and the plain words for its choices."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from webapp.domain.errors import BadNumber, Refusal, Refusals
from webapp.domain.figures import Measure, change, number
from webapp.domain.frequency import Frequency
from webapp.domain.numbers import PLACES, plain, to_stored
from webapp.domain.quoting import quoted
from webapp.domain.rag import Polarity, Tolerance, ToleranceKind
from webapp.domain.tags import tags_fault, tidied_tags

LONGEST_CODE = 40
LONGEST_TITLE = 300
LONGEST_UNIT = 60
EARLIEST, LATEST = date(1990, 1, 1), date(2099, 12, 31)
"""Days from which an indicator can be reported, or retired."""

NOT_DECIDED = "Not decided yet"
POLARITIES = {
    Polarity.LOWER: "Lower is better",
    Polarity.HIGHER: "Higher is better",
    Polarity.RANGE: "Within a range is better",
    Polarity.POINT: "Best at a point: the nearer to its target the better",
    Polarity.NONE: "Neither: for context only",
}
ACCUMULATIONS = {
    "snapshot": "Snapshot: each figure stands for its own period",
    "cumulative": "Cumulative: each figure counts from the start of the financial year",
    "sum": "Sum: the figures of a year add up to the year's figure",
    "average": "Average: the year's figure is the average of its periods",
}


@dataclass(frozen=True, slots=True)
class Definition:
    """Everything a person decides about an indicator; ids of None are vacancies.

    No figure is expected of a period that ends before ``reported_from``.
    """

    code: str
    title: str
    frequency: str
    definition: str = ""
    unit: str = ""
    decimals: int = 1
    polarity: str | None = None
    tolerance: Decimal = Decimal(0)
    tolerance_kind: str = "percent"
    accumulation: str = "snapshot"
    directorate_id: int | None = None
    strategic_lead_id: int | None = None
    strategic_lead_acting: bool = False
    departmental_lead_id: int | None = None
    departmental_lead_acting: bool = False
    reported_from: date | None = None
    tags: tuple[str, ...] = ()
    rule_set_id: int | None = None  # the named rule; None is its own tolerance


def checked(definition: Definition) -> Definition:
    """The definition as it is kept: one-line texts tidied, no vacancy "acting", the tolerance to six places.

    Raises Refusals, each on its own field, for what cannot be kept.
    """
    tidied = replace(
        definition,
        code=one_line(definition.code),
        title=one_line(definition.title),
        unit=one_line(definition.unit),
        definition=definition.definition.strip(),
        strategic_lead_acting=definition.strategic_lead_acting and definition.strategic_lead_id is not None,
        departmental_lead_acting=definition.departmental_lead_acting and definition.departmental_lead_id is not None,
        tags=tidied_tags(definition.tags),
    )
    faults = tuple(Refusal(sentence, field=field) for field, sentence in _faults(tidied).items() if sentence)
    if faults:
        raise Refusals(faults)
    return replace(tidied, tolerance=to_stored(tidied.tolerance).value)


def one_line(text: str) -> str:
    """The text without line ends, tabs and repeated spaces."""
    return " ".join(text.split())


def polarity_words(polarity: Polarity | None) -> str:
    """ "Lower is better", or that it is not decided."""
    return f"{NOT_DECIDED}: figures are not rated" if polarity is None else POLARITIES[polarity]


def tolerance_words(tolerance: Tolerance, measure: Measure) -> str:
    """ "5% of target", "2.5 percentage points", "10 per 1,000", or that there is none."""
    if not tolerance.amount:
        return "None: a missed target is red"
    amount = Decimal(plain(tolerance.amount))
    if tolerance.kind is ToleranceKind.PERCENT:
        return f"{number(amount)}% of target"
    words = "" if measure.is_percentage else measure.affixes[2]
    return f"{change(amount, measure)} {words}".rstrip()


def _faults(definition: Definition) -> dict[str, str]:
    """What is wrong, by field; a blank sentence where nothing is."""
    return {
        "code": _text_fault(definition.code, "code", LONGEST_CODE, "such as CIN1") or _code_fault(definition.code),
        "title": _text_fault(definition.title, "title", LONGEST_TITLE, "as it is printed on a plan"),
        "unit": _length_fault(definition.unit, "unit", LONGEST_UNIT),
        "decimals": "" if 0 <= definition.decimals <= PLACES else f"Choose from 0 to {PLACES} decimal places.",
        "frequency": _choice_fault(definition.frequency, list(Frequency), "Choose how often it is reported."),
        "polarity": _choice_fault(definition.polarity, [None, *POLARITIES], "Choose which way is better."),
        "accumulation": _choice_fault(definition.accumulation, list(ACCUMULATIONS), "Choose how figures add up."),
        "tolerance_kind": _choice_fault(
            definition.tolerance_kind, list(ToleranceKind), "Choose what the tolerance is measured in."
        ),
        "tolerance": _tolerance_fault(definition.tolerance),
        "reported_from": _day_fault(definition.reported_from),
        "tags": tags_fault(definition.tags),
    }


def _text_fault(text: str, name: str, longest: int, example: str) -> str:
    return _length_fault(text, name, longest) if text else f"Enter the {name} of the indicator, {example}."


def _code_fault(code: str) -> str:
    has_any = any(map(str.isalnum, code))
    return "" if has_any else f"The code {quoted(code)} has no letter and no digit: write one such as CIN1."


def _length_fault(text: str, name: str, longest: int) -> str:
    if len(text) <= longest:
        return ""
    return f"The {name} has {len(text)} characters: shorten it to {longest} or fewer."


def _choice_fault(value: str | None, choices: Collection[str | None], sentence: str) -> str:
    return "" if value in choices else sentence


def _day_fault(day: date | None) -> str:
    if day is None or EARLIEST <= day <= LATEST:
        return ""
    return f"Write a day from {EARLIEST.year} to {LATEST.year}."


def _tolerance_fault(tolerance: Decimal) -> str:
    try:
        Tolerance(Decimal(plain(to_stored(tolerance).value)))
    except BadNumber as refusal:
        return refusal.sentence
    return ""
