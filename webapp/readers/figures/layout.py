"""Which column of a sheet means what, and how the same layout is known again next month."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from webapp.domain.figure_columns import FAULT_COLUMN
from webapp.readers.figures.period_words import without_periods


class Role(StrEnum):
    """What a column holds; the values are the headings of our own files."""

    INDICATOR = "indicator_code"
    PERIOD = "period"
    ACTUAL = "actual"
    TARGET = "target"
    LOWER = "target_lower"
    UPPER = "target_upper"
    QUALITY = "quality"
    ACTUAL_ESTIMATED = "actual_estimated"
    QUALITY_REASON = "quality_reason"
    FINAL_DUE = "final_due"
    TARGET_ESTIMATED = "target_estimated"
    NUMERATOR = "numerator"
    DENOMINATOR = "denominator"
    COMMENT = "comment"
    TITLE = "title"
    DEFINITION = "definition"
    UNIT = "unit"
    DECIMALS = "decimals"
    FREQUENCY = "frequency"
    POLARITY = "polarity"
    ACCUMULATION = "accumulation"
    TOLERANCE = "tolerance"
    TOLERANCE_IN = "tolerance_in"  # percent, or the indicator's own units
    RAG_RULE = "rag_rule"  # the name of the rule
    DIRECTORATE = "directorate"
    STRATEGIC_LEAD = "strategic_lead"
    DEPARTMENTAL_LEAD = "departmental_lead"
    REPORTED_FROM = "reported_from"
    TAGS = "tags"
    IGNORED = "ignored"


TARGETS = (Role.TARGET, Role.LOWER, Role.UPPER)
FIGURES = (Role.ACTUAL, *TARGETS)
OF_ACTUAL = (Role.QUALITY, Role.QUALITY_REASON, Role.FINAL_DUE)
NUMBERS = (*FIGURES, Role.NUMERATOR, Role.DENOMINATOR)
OF_PERIOD = (
    *NUMBERS,
    *OF_ACTUAL,
    *(Role.ACTUAL_ESTIMATED, Role.TARGET_ESTIMATED, Role.COMMENT),
)
"""What is said of one indicator at one period."""

OF_INDICATOR = tuple(role for role in Role if role not in (*OF_PERIOD, Role.INDICATOR, Role.PERIOD, Role.IGNORED))
"""What is said of the indicator itself, at every period."""

ROLE_WORDS: Mapping[Role, str] = {
    Role.INDICATOR: "the code of the indicator",
    Role.LOWER: "the lower bound of the target",
    Role.UPPER: "the upper bound of the target",
    Role.QUALITY: "the quality of the actual",
    Role.ACTUAL_ESTIMATED: "whether the actual is estimated",
    Role.QUALITY_REASON: "the reason of the quality",
    Role.FINAL_DUE: "when the final figure is due",
    Role.TARGET_ESTIMATED: "whether the target is estimated",
    Role.DECIMALS: "the decimal places",
    Role.TOLERANCE_IN: "what the tolerance is measured in",
    Role.RAG_RULE: "the RAG rule",
    Role.STRATEGIC_LEAD: "the strategic director lead",
    Role.DEPARTMENTAL_LEAD: "the departmental lead",
    Role.REPORTED_FROM: "from when it is reported",
}


def role_words(role: Role) -> str:
    """ "the actual", "the upper bound of the target": a column's meaning inside a sentence."""
    return ROLE_WORDS.get(role, f"the {role}")


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its heading as written, what it holds (None: nobody knows yet) and, in a wide sheet, its period.

    The period is a text that names one, one without its year ("Q1"), or a value of ``Relative``.
    """

    heading: str
    role: Role | None
    period: str = ""


@dataclass(frozen=True, slots=True)
class Layout:
    """The columns of a sheet in their order."""

    columns: tuple[Column, ...]

    @property
    def wide(self) -> bool:
        """True where a heading says which period its column is about."""
        return any(column.period for column in self.columns)

    @property
    def fingerprint(self) -> str:
        """64 hexadecimal digits that are the same next month: of the headings, whichever and however many periods
        they name, and however they are written. The faults beside the rows of our own copy do not count."""
        headings = (column.heading for column in self.columns if column.heading != FAULT_COLUMN)
        names = dict.fromkeys(map(without_periods, headings))
        return hashlib.sha256("\n".join(names).encode("utf-8", "surrogatepass")).hexdigest()

    def to_plain(self) -> list[dict[str, str | None]]:
        """The layout as JSON takes it."""
        return [
            {"heading": column.heading, "role": column.role and column.role.value, "period": column.period}
            for column in self.columns
        ]

    @classmethod
    def from_plain(cls, plain: Iterable[Mapping[str, str | None]]) -> Layout:
        """The layout that ``to_plain`` wrote; raises KeyError or ValueError for anything else."""
        return cls(
            tuple(
                Column(each["heading"] or "", Role(each["role"]) if each["role"] else None, each["period"] or "")
                for each in plain
            )
        )
