"""A small council that plan tests share: its people, one red indicator, and one plan of it."""

from __future__ import annotations

from dataclasses import dataclass

from tests.builders import make_indicator, make_person, make_plan, set_figures
from webapp.domain.rights import Role, Who


@dataclass(frozen=True, slots=True)
class Council:
    """Its people, and the children's indicator that is red in October 2014."""

    performance: Who
    lead: Who
    director: Who
    other_lead: Who
    reader: Who
    indicator: int

    def plan(self) -> int:
        """A draft of the lead, with a reason and one action."""
        return make_plan(self.indicator, who=self.lead)


def found() -> Council:
    """Make the council; call inside an application context."""
    performance = make_person("Priya Nair", Role.PERFORMANCE)
    lead = make_person("Ann Lee", Role.LEAD)
    director = make_person("Dan Roe", Role.DIRECTOR)
    indicator = make_indicator(who=performance, lead=lead, director=director)
    set_figures(indicator, "2014-10", actual="439.1", who=performance, targets={"2014-10": "385.6", "2015-03": "375.1"})
    return Council(
        performance=performance,
        lead=lead,
        director=director,
        other_lead=make_person("Olu Bright", Role.LEAD),
        reader=make_person("Tom Bell", Role.READER),
        indicator=indicator,
    )
