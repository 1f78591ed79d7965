"""Where the demonstration's control limits were worked out anew: it was known what had changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial

from webapp.services.demonstration.people import People
from webapp.services.demonstration.story import Event, on
from webapp.services.indicators.rebases import set_rebase

REASON = "From April 2013 on, posts that we share with two other councils are counted too."


def rebase_events(people: People, ids: Mapping[str, int]) -> Iterator[Event]:
    """What the performance team decided of one chart."""
    decide = partial(
        set_rebase, who=people["performance"], indicator_id=ids["FW06"], period_key="2013-04", reason=REASON
    )
    yield Event(on("2014-05-20", "14:30"), decide)
