"""What people have said of a layout's columns: today on the mapping page, or when the same layout came before."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence

from webapp.domain.period_reading import tidy
from webapp.readers.figures.headings import Heading
from webapp.readers.figures.layout import Column, Layout
from webapp.readers.figures.period_words import without_periods
from webapp.readers.figures.relative import relative_of

_NAMES_YEAR = re.compile(r"(?:19|20|21)[0-9]{2}|[0-9]{2}\s?[/-]\s?[0-9]{2}")


def answered(headings: Sequence[Heading], given: Layout | None, remembered: Layout | None) -> dict[int, Column]:
    """The columns of which somebody has said what they hold, by their place; what is said today wins."""
    answers: dict[int, Column] = {}
    if remembered is not None:
        for at, column in _matched(headings, remembered, without_periods):
            known = _still_true(headings[at], column)
            if known is not None:
                answers[at] = known
    if given is not None:
        answers |= {
            at: Column(headings[at].text, column.role, column.period)
            for at, column in _matched(headings, given, tidy)
            if column.role is not None
        }
    return answers


def _matched(
    headings: Sequence[Heading], layout: Layout, name_of: Callable[[str], str]
) -> Iterator[tuple[int, Column]]:
    """Each heading with the layout's column of the same name: of several, the one in the same place among them.

    Where there are more than there were, such as the months of a year, the new ones are like the others if those are
    all alike.
    """
    columns: defaultdict[str, list[Column]] = defaultdict(list)
    for column in layout.columns:
        columns[name_of(column.heading)].append(column)
    seen: defaultdict[str, int] = defaultdict(int)
    for at, heading in enumerate(headings):
        name = name_of(heading.text)
        same, place = columns.get(name, []), seen[name]
        seen[name] += 1
        if place < len(same):
            yield at, same[place]
        elif same and len({(each.role, bool(each.period)) for each in same}) == 1:
            yield at, same[-1]


def _still_true(heading: Heading, answer: Column) -> Column | None:
    """The answer for this month's heading: a period that the heading does not name is not carried over."""
    if answer.role is None:
        return None
    if not answer.period or relative_of(answer.period):
        return Column(heading.text, answer.role, answer.period)
    if heading.period:
        return Column(heading.text, answer.role, heading.period)
    names_it = answer.heading == heading.text and _NAMES_YEAR.search(heading.text) is not None
    return Column(heading.text, answer.role, answer.period) if names_it else None
