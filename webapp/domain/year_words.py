"""The year-end outlook and the gaps of a year in words, the same on every page."""

from __future__ import annotations

from dataclasses import dataclass

from webapp.domain.combining import NOT_COMBINED
from webapp.domain.estimates import Quality
from webapp.domain.figures import figure_with_unit, target_text
from webapp.domain.gap import gaps
from webapp.domain.gap_words import gap_words
from webapp.domain.outlook import ARITHMETIC, Judge, Projection, projections, so_far_of
from webapp.domain.rag import Status
from webapp.domain.year_facts import YearFacts


@dataclass(frozen=True, slots=True)
class OutlookWords:
    """What the year would come to by one method; ``status`` is that of the outlook, not of any period."""

    figure: str
    method: str
    how: str
    against: str
    status: Status

    @property
    def sentence(self) -> str:
        """ "90 homes by run rate, red against the year-end target of 100 (2014/15)."."""
        return f"{self.figure} by {self.method}, {self.status} against the year-end target of {self.against}."


@dataclass(frozen=True, slots=True)
class YearWords:
    """Outlook and gaps; ``no_outlook`` says why there is none. ``others`` are projections by other methods."""

    outlook: OutlookWords | None
    no_outlook: str
    others: tuple[OutlookWords, ...]
    gaps: tuple[str, ...]
    label: str = ARITHMETIC


def year_words(facts: YearFacts, judge: Judge) -> YearWords:
    """The words for one year as it stands."""
    found = [_words(each, facts) for each in projections(facts, judge)]
    return YearWords(
        outlook=found[0] if found else None,
        no_outlook="" if found else _why_none(facts),
        others=tuple(found[1:]),
        gaps=tuple(gap_words(gap, facts.measure, facts.periods[0].frequency) for gap in gaps(facts, judge)),
    )


def no_figure(facts: YearFacts) -> str:
    """That there is none yet: as far as its reader may know."""
    return f"No figure of {facts.year.label} {'is released' if facts.released_only else 'has come in'} yet."


def _words(projection: Projection, facts: YearFacts) -> OutlookWords:
    how = f"{projection.how[0].upper()}{projection.how[1:]}."
    if facts.quality is not Quality.FINAL:
        how += f" A figure that it rests on is {facts.quality.upper()}."
    return OutlookWords(
        figure=figure_with_unit(projection.value, facts.measure),
        method=projection.method,
        how=how,
        against=target_text(projection.target, facts.measure),
        status=projection.status,
    )


def _why_none(facts: YearFacts) -> str:
    year = facts.year.label
    if facts.year_end is None and facts.released_only:
        return f"No year-end target for {year} is released to hold an outlook against."
    if facts.year_end is None:
        return f"There is no year-end target for {year} to hold an outlook against."
    if not facts.in_so_far:
        return no_figure(facts)
    if not facts.remaining:
        return f"The last figure of {year} is in: nothing is left to project."
    return NOT_COMBINED if so_far_of(facts) is None else ""
