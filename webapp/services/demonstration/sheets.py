"""How the demonstration's indicators are written down: what each is, what it aims at, and how its figures run."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

FIRST_YEAR = 2012
RECODED = date(2013, 4, 2)
"""The day from which the council used codes of its own."""
YEARS = (2012, 2013, 2014)
MONTHS = tuple(f"{year + month // 12}-{month % 12 + 1:02d}" for year in YEARS for month in range(3, 15))
"""The keys of the 36 months from April 2012."""


@dataclass(frozen=True, slots=True)
class Goal:
    """A target of one period of its own, beside or instead of the year's."""

    period: str
    value: str  # "385.6", or "98..101" for a range
    estimated: bool = False


@dataclass(frozen=True, slots=True)
class Restated:
    """A figure that first came in as ``was`` and was changed on ``on`` (an ISO date) to what the series gives."""

    period: str
    was: str
    on: str
    why: str
    quality: str = "final"


@dataclass(frozen=True, slots=True)
class Retargeted:
    """A target that was first ``was`` and was changed on ``on`` (an ISO date), after its figure had come in."""

    period: str
    was: str
    on: str
    why: str


@dataclass(frozen=True, slots=True)
class Promised:
    """What the performance team said of a figure once it was in: its final one is due on ``due``, or nobody knows when.

    ``confirmed`` is the day on which the figure became final as it was; one that changed then is ``Restated``.
    """

    reason: str
    due: str = ""  # an ISO date
    quality: str = "estimated"
    confirmed: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One indicator. Figures follow ``start`` + ``yearly`` × years + ``season`` + ``wobble``, or are ``known``.

    ``season`` is the size of the yearly swing and ``peak`` its month; ``wobble`` is how far a figure strays.
    ``goals`` are the targets of the three financial years, blank for none. For a cumulative measure, start,
    yearly and goals are year-end figures, reached by the shares of ``profile`` (percent; even steps without
    one). With ``of``, the figure is a share of about that many, which vary by ``spread`` percent, times ``per``.
    """

    code: str
    title: str
    definition: str
    unit: str
    frequency: str
    directorate: str
    director: str
    lead: str | None
    start: str
    goals: tuple[str, str, str]
    polarity: str | None = "higher"
    yearly: str = "0"
    season: str = "0"
    peak: int = 1
    wobble: str = "0"
    decimals: int = 1
    tolerance: str = "5"
    tolerance_kind: str = "percent"
    accumulation: str = "snapshot"
    director_acting: bool = False
    lead_acting: bool = False
    of: int = 0
    per: int = 100
    spread: int = 0
    profile: tuple[str, ...] = ()
    dated: tuple[Goal, ...] = ()
    known: dict[str, str] = field(default_factory=dict)  # period: "71.4", or "142/199" for a share
    estimated: dict[str, str] = field(default_factory=dict)  # period: why it is still an estimate
    promised: dict[str, Promised] = field(default_factory=dict)  # by period
    restated: tuple[Restated, ...] = ()
    retargeted: tuple[Retargeted, ...] = ()
    missing: tuple[str, ...] = ()  # never returned
    not_applicable: tuple[str, ...] = ()
    since: str = ""  # the first period there is a figure for
    former_code: str = ""
