"""How an indicator is measured and how far its data can be relied on: the parts of its sheet, and which are missing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from datetime import date

from webapp.domain.errors import Refusal, Refusals
from webapp.domain.texts import listed

LONGEST_OWNER = 200
EARLIEST_REVIEW = date(1990, 1, 1)

MEASUREMENT = {
    "data_source": "Data source",
    "numerator": "Numerator",
    "denominator": "Denominator",
    "owner": "Owner of the data",
}
"""How it is measured, by field."""

QUALITY = {
    "accuracy": "Accuracy",
    "validity": "Validity",
    "reliability": "Reliability",
    "timeliness": "Timeliness",
    "relevance": "Relevance",
    "completeness": "Completeness",
}
"""The six parts of the statement on data quality, by field."""

HINTS = {
    "data_source": "The system, return or survey that the figures are taken from",
    "numerator": "What is counted above the line, in words. Leave blank for a plain count",
    "denominator": "What it is divided by, and where that number comes from",
    "owner": "Who answers for the data: a person or a post",
    "accuracy": "How close the figures are to what happened, and how mistakes are found and put right",
    "validity": "Whether everybody records by the definition, and where practice departs from it",
    "reliability": "Whether somebody else counting again gets the same figure, and what changed over the years",
    "timeliness": "How soon after its period a figure is known, and when it is final",
    "relevance": "What the measure is used to decide, and whether it still shows that",
    "completeness": "Which cases, places or returns are missing, and how much they could change the figure",
}
"""What to write, by field."""

PARTS = MEASUREMENT | QUALITY
NOTHING_STATED = "Nothing is stated yet about how it is measured, or how far its data can be relied on."
OF_RATES = frozenset({"numerator", "denominator"})
"""Parts that a plain count does not have."""


@dataclass(frozen=True, slots=True)
class IndicatorSheet:
    """What is stated about an indicator's data; blank where nothing is."""

    data_source: str = ""
    numerator: str = ""
    denominator: str = ""
    owner: str = ""
    accuracy: str = ""
    validity: str = ""
    reliability: str = ""
    timeliness: str = ""
    relevance: str = ""
    completeness: str = ""
    reviewed_on: date | None = None

    @property
    def is_blank(self) -> bool:
        """Nothing is stated at all."""
        return self == IndicatorSheet()


def checked(sheet: IndicatorSheet, today: date) -> IndicatorSheet:
    """The sheet as it is kept, without spaces around its texts; raises Refusals, each on its field."""
    tidied = replace(sheet, **{name: getattr(sheet, name).strip() for name in PARTS})
    tidied = replace(tidied, owner=" ".join(tidied.owner.split()))
    faults = []
    if len(tidied.owner) > LONGEST_OWNER:
        sentence = f"The owner has {len(tidied.owner)} characters: shorten it to {LONGEST_OWNER} or fewer."
        faults.append(Refusal(sentence, field="owner"))
    if tidied.reviewed_on is not None and not EARLIEST_REVIEW <= tidied.reviewed_on <= today:
        sentence = "Write the day on which it was reviewed last: today or earlier."
        faults.append(Refusal(sentence, field="reviewed_on"))
    if faults:
        raise Refusals(tuple(faults))
    return tidied


def missing_parts(sheet: IndicatorSheet, *, is_rate: bool) -> tuple[str, ...]:
    """The fields that nothing is stated in; numerator and denominator are asked of rates only."""
    asked = (name for name in PARTS if is_rate or name not in OF_RATES)
    return tuple(name for name in asked if not getattr(sheet, name))


def missing_words(missing: Iterable[str]) -> str:
    """ "Nothing is stated about timeliness and completeness yet."; "" where nothing is missing."""
    names = [PARTS[name].lower() for name in missing]
    return f"Nothing is stated about {listed([_with_article(name) for name in names])} yet." if names else ""


def _with_article(name: str) -> str:
    of_quality = {word.lower() for word in QUALITY.values()}
    return name if name in of_quality else f"the {name}"


NAMES = tuple(field.name for field in fields(IndicatorSheet))
