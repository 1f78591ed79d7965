"""What a provisional or estimated figure said, beside the final one that took its place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from webapp.domain.estimates import Outcome, outcome, verdict
from webapp.domain.revisions import FINAL, Said, on_pages, said_words
from webapp.services.figures.readings import Reading
from webapp.services.figures.revising import ACTUAL
from webapp.services.indicators.revisions import RevisionLine


@dataclass(frozen=True, slots=True)
class Replaced:
    """A provisional or estimated figure beside the final one in its place, in words and as judged."""

    first: str
    final: str
    outcome: Outcome

    @property
    def verdict(self) -> str:
        """Whether whoever went by the first figure saw another colour."""
        return verdict(self.outcome)


def replaced_estimate(reading: Reading, stored: Said, lines: Sequence[RevisionLine]) -> Replaced | None:
    """The last figure that was not final beside the ``stored`` one, if that is; ``lines`` is its history."""
    if stored.quality != FINAL:
        return None
    first = next((line.before for line in lines if _made_final(line) and not is_taken_back(line, lines)), None)
    if first is None:
        return None
    writer = on_pages(reading.indicator.measure)
    judged = outcome(
        quality=first.quality,
        estimate=first.value,
        final=stored.value,
        yardstick=reading.yardstick,
    )
    return Replaced(said_words(first, writer), said_words(stored, writer), judged)


def is_taken_back(line: RevisionLine, lines: Sequence[RevisionLine]) -> bool:
    """Whether the upload that it came from was taken back since, as the history tells."""
    if line.undone or line.upload_id is None:
        return False
    return any(each.undone and (each.kind, each.upload_id) == (line.kind, line.upload_id) for each in lines)


def _made_final(line: RevisionLine) -> bool:
    """Whether a final figure came in by it."""
    before, after = line.before, line.after
    if line.kind != ACTUAL or line.undone or before is None or after is None:
        return False
    return before.quality != FINAL and after.quality == FINAL
