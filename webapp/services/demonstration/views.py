"""The views of the scorecard that the demonstration council keeps."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from webapp.services.demonstration.people import People
from webapp.services.demonstration.story import Event, on
from webapp.services.scorecard.views import save_view

_SHARED = (
    ("Corporate plan", "tag=Corporate+plan&sort=status"),
    ("Safeguarding", "tag=Safeguarding&sort=status"),
    ("Plans nobody has written", "plan=required&sort=percent"),
)
_OF_LEAD = ("Getting worse", "status=red&sort=change")


def view_events(people: People) -> Iterator[Event]:
    """Views that everybody finds, and one of the lead for herself."""
    for place, (name, query) in enumerate(_SHARED):
        keep = partial(save_view, who=people["performance"], name=name, query=query, shared=True)
        yield Event(on("2014-10-06", f"09:{place}5"), keep)
    name, query = _OF_LEAD
    yield Event(on("2014-10-20", "16:40"), partial(save_view, who=people["lead"], name=name, query=query, shared=False))
