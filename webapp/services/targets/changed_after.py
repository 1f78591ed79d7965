"""A target in force that was changed after its figure had come in: said where the figure is shown."""

from __future__ import annotations

from collections.abc import Sequence

from webapp.domain.formats import long_date
from webapp.domain.revisions import Said, figure_words, on_pages
from webapp.domain.rights import Who
from webapp.domain.variance import Target
from webapp.models import PeriodRow, Revision
from webapp.services.clock import LONDON
from webapp.services.figures.judging import judged_against
from webapp.services.figures.readings import Reading
from webapp.services.figures.revising import ACTUAL, TARGET
from webapp.services.indicators.revisions import RevisionLine, revision_lines


def changed_after(*, who: Who, reading: Reading | None) -> str:
    """Who changed the target in force after the figure came in, when, why, and the colour before; "" where nobody did.

    Readers are told of targets of released periods.
    """
    if reading is None or reading.target is None or reading.actual is None:
        return ""
    keys = {reading.period.key, reading.target.period.key}
    released = [] if who.sees_everything else [PeriodRow.released_at.is_not(None)]
    lines = revision_lines(
        Revision.indicator_id == reading.indicator.id,
        PeriodRow.key.in_(keys),
        *released,
        measure=reading.indicator.measure,
    )
    return _told(reading, lines, reading.target)


def _told(reading: Reading, lines: Sequence[RevisionLine], target: Target) -> str:
    """``lines`` are newest first."""
    actuals = [line for line in lines if line.kind == ACTUAL and line.period_key == reading.period.key]
    came_in = next((line for line in actuals if line.before is None), None)
    targets = [line for line in lines if line.kind == TARGET and line.period_key == target.period.key]
    after = [line for line in targets if came_in and (line.at, line.id) > (came_in.at, came_in.id)]
    before = next((line.before for line in reversed(after) if line.before is not None), None)
    if before is None or _same(before, after[0].after):
        return ""
    newest = after[0]
    writer = on_pages(reading.indicator.measure)
    was = figure_words(before, writer)
    now = "nothing" if newest.after is None else figure_words(newest.after, writer)
    changes = sum(line.before is not None for line in after)
    times = f" ({changes} changes)" if changes > 1 else ""
    on = f"on {long_date(newest.at.astimezone(LONDON).date())} by {newest.by}"
    sentence = (
        f"The target of {target.period.label} was changed from {was} to {now} {on}, "
        f"after this figure had come in{times}."
    )
    why = f" Why: {newest.why.rstrip('.')}." if newest.why else " No reason was given."
    return f"{sentence}{why}{_colour(reading, before, target)}"


def _same(before: Said, after: Said | None) -> bool:
    """The figure is what it was: only what is said beside it changed."""
    return after is not None and (before.value, before.lower, before.upper) == (after.value, after.lower, after.upper)


def _colour(reading: Reading, before: Said, target: Target) -> str:
    """How the figure would stand under the target before."""
    old = judged_against(reading, Target(target.period, before.value, before.lower, before.upper)).status
    now = judged_against(reading, target).status
    if old is now:
        return f" Under the target before, the figure would be {old} too."
    return f" Under the target before, the figure would be {old}; it is {now}."
