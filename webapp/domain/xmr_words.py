"""What an XmR chart says of the newest figure, in plain sentences beside its colour."""

from __future__ import annotations

from collections.abc import Iterator

from webapp.domain.control_limits import ENOUGH, FEWEST
from webapp.domain.rag import Status
from webapp.domain.xmr import RUN, Signal, Stretch
from webapp.domain.xmr_verdicts import Assurance, Variation

SIGNAL_WORDS = {
    Signal.OUTSIDE: "outside the limits",
    Signal.SHIFT: f"{RUN} in a row on one side of the mean",
    Signal.TREND: f"{RUN} in a row in one direction",
    Signal.TWO_OF_THREE: "2 of 3 near a limit or beyond it",
}
UNSUITED = (
    "An XmR chart does not suit this measure: its figures count from the start of the financial year, so they rise "
    "through the year by themselves."
)
TOO_FEW = f"There are too few figures, fewer than {FEWEST} or none side by side, to tell chance from a real change."
UNMOVED = "Next to no figure differs from the one before, which does not tell chance from a real change."

_ORDINARY = "figures rise and fall this much by themselves, and nothing shows that anything has changed"
_CHANGED = {
    Variation.IMPROVEMENT: "something has changed for the better",
    Variation.CONCERN: "something has changed for the worse",
    Variation.SPECIAL: "something has changed",
}
_ASSURED = {
    Assurance.PASS: "Every figure within these limits meets the target.",
    Assurance.FAIL: "No figure within these limits meets the target: only a change in how things are done will.",
    Assurance.HIT_OR_MISS: "Within these limits the target is met at some times and missed at others.",
}
_UNRATED = frozenset({Status.NO_DATA, Status.NOT_RATED})


def chart_words(
    status: Status, stretch: Stretch, variation: Variation | None, assurance: Assurance | None
) -> tuple[str, ...]:
    """The sentences: colour and variation together, the target, and how far the limits can be relied on."""
    return tuple(_sentences(status, stretch, variation, assurance))


def _sentences(
    status: Status, stretch: Stretch, variation: Variation | None, assurance: Assurance | None
) -> Iterator[str]:
    if not stretch.tells or variation is None:
        yield UNMOVED if stretch.is_unmoved and stretch.points >= FEWEST else TOO_FEW
        return
    yield f"{_coloured(status, variation)}."
    if assurance is not None:
        yield _ASSURED[assurance]
    if stretch.is_trial:
        yield f"These are trial limits, from fewer than {ENOUGH} figures: they may still move."


def _coloured(status: Status, variation: Variation) -> str:
    """ "Red, but within ordinary variation: …": the colour, and whether it is news."""
    is_ordinary = variation is Variation.COMMON
    what = "within ordinary variation" if is_ordinary else "beyond ordinary variation"
    why = _ORDINARY if is_ordinary else _CHANGED[variation]
    if status in _UNRATED:
        return f"The newest figure is {what}: {why}"
    return f"{status.value.capitalize()}, {_joint(status, variation)} {what}: {why}"


def _joint(status: Status, variation: Variation) -> str:
    """ "but" where colour and variation point different ways."""
    fine = status is Status.GREEN
    contrary = (Variation.CONCERN,) if fine else (Variation.COMMON, Variation.IMPROVEMENT)
    return "but" if variation in contrary else "and"
