"""The quality of an actual, and an estimate beside the final figure that took its place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from webapp.domain.figures import NOT_APPLICABLE, Measure, exact_figure
from webapp.domain.rag import Status
from webapp.domain.rag_rules import Yardstick


class Quality(StrEnum):
    """How far an actual can be relied on."""

    FINAL = "final"
    PROVISIONAL = "provisional"
    ESTIMATED = "estimated"


COLOURS = frozenset({Status.RED, Status.AMBER, Status.GREEN})


@dataclass(frozen=True, slots=True)
class Outcome:
    """A provisional or estimated figure beside the final one, each judged by the same target and rule."""

    quality: Quality  # of the first figure
    estimate: Decimal | None
    estimate_status: Status
    final: Decimal | None
    final_status: Status

    @property
    def colour_changed(self) -> bool:
        """Whoever went by the first figure saw another status."""
        return self.estimate_status is not self.final_status


def outcome(*, quality: str, estimate: Decimal | None, final: Decimal | None, yardstick: Yardstick) -> Outcome:
    """What became of an estimate, as the target and the rule of today judge both figures; None is not applicable."""
    return Outcome(
        quality=Quality(quality),
        estimate=estimate,
        estimate_status=yardstick.judge(estimate).status,
        final=final,
        final_status=yardstick.judge(final).status,
    )


def outcome_words(found: Outcome, measure: Measure) -> str:
    """ "Estimated 439.1 (red) became final 418.0 (red): the colour did not change."."""
    first = f"{found.quality.capitalize()} {_words(found.estimate, measure)} ({found.estimate_status})"
    return f"{first} became final {_words(found.final, measure)} ({found.final_status}): {verdict(found)}."


def verdict(found: Outcome) -> str:
    """ "the colour did not change", "the colour changed from red to amber", "neither has a colour"."""
    statuses = (found.estimate_status, found.final_status)
    if not COLOURS.intersection(statuses):
        return "neither has a colour"
    what = "colour" if COLOURS.issuperset(statuses) else "status"
    changed = f"changed from {found.estimate_status} to {found.final_status}"
    return f"the {what} {changed if found.colour_changed else 'did not change'}"


def summary_words(found: Sequence[Outcome], year: str) -> str:
    """How many estimates became final in a year, and how many of them had another colour then."""
    if not found:
        return f"No provisional or estimated figure has become final in {year} so far."
    one = len(found) == 1
    became = f"{len(found)} provisional or estimated {'figure' if one else 'figures'} became final in {year}"
    changed = sum(each.colour_changed for each in found)
    if one:
        return f"{became}. The final figure has {'another' if changed else 'the same'} colour."
    if not changed:
        return f"{became}. None of the final figures has another colour."
    of_them = "all" if changed == len(found) else str(changed)
    return f"{became}. The final figure of {of_them} of them has another colour."


def _words(value: Decimal | None, measure: Measure) -> str:
    return NOT_APPLICABLE if value is None else exact_figure(value, measure)
