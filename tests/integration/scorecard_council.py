"""A council whose figures stand in every way that a scorecard knows, at two months, a quarter and a year."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from tests.builders import CALENDAR, make_indicator, make_person, set_figures
from webapp.domain.rights import Role, Who
from webapp.domain.scorecard import View
from webapp.domain.variance import Target
from webapp.models import Indicator, PeriodRow, RuleSet, RuleVersion
from webapp.services.clock import now
from webapp.services.directorates import add_directorate
from webapp.services.figures.statuses import restate
from webapp.services.figures.storing import ActualEntry, put_actual, put_target
from webapp.services.indicators.tags import put_tags
from webapp.services.periods.steps import ensure_open
from webapp.services.scorecard.showing import Scorecard, scorecard
from webapp.services.store import transaction

TARGET = {"2014-12": "100"}


@dataclass(frozen=True, slots=True)
class Scored:
    """Its people and, by code, its indicators."""

    team: Who
    lead: Who
    other: Who
    reader: Who
    ids: dict[str, int] = field(default_factory=dict)

    def card(self, key: str = "2014-12", who: Who | None = None, **view: object) -> Scorecard:
        return scorecard(who=who or self.team, key=key, view=View(**view))  # type: ignore[arg-type]

    def codes(self, key: str = "2014-12", who: Who | None = None, **view: object) -> list[str]:
        return [line.board.code for line in self.card(key, who, **view).lines]


def found() -> Scored:
    """Make it; call inside an application context."""
    team, lead = make_person("Priya Nair", Role.PERFORMANCE), make_person("Ann Lee", Role.LEAD)
    made = Scored(team, lead, make_person("Olu Bright", Role.LEAD), make_person("Tom Bell", Role.READER))
    families, streets = (add_directorate(who=team, name=name) for name in ("Families", "Streets"))

    def add(code: str, actual: str | None = None, before: str | None = None, **more: object) -> int:
        targets = more.pop("targets", TARGET)
        key = str(more.pop("key", "2014-12"))
        number = make_indicator(code=code, who=team, **more)  # type: ignore[arg-type]
        made.ids[code] = number
        set_figures(number, key, actual=actual, who=team, targets=targets)  # type: ignore[arg-type]
        if before is not None:
            set_figures(number, "2014-11", actual=before, who=team)
        return number

    add("RED", "150", "120", lead=lead, directorate_id=families, title="Zebra crossings")
    add("RED2", "110", "115", lead=made.other, directorate_id=streets, title="A second red")
    add("AMBER", "104", "103", directorate_id=families)
    add("GREEN", "90", "180", lead=lead, polarity="lower")
    add("HIGH", "60", "90", polarity="higher")
    add("YEARLY", "130", targets={"2014-FY": "100"})
    add("TOTAL", "130", targets={"2014-FY": "100"}, accumulation="cumulative")
    add("EMPTY", targets={"2014-Q3": "100"})
    add("EMPTY2", targets={"2014-FY": "100"}, accumulation="sum")
    add("NOTHING", targets={})
    add("UNDECIDED", "5", polarity=None)
    add("BETWEEN", "25", targets={})
    add("ZERO", "3", targets={"2014-12": "0"})
    add("QUARTER", "99", key="2014-Q3", frequency="quarter", targets={"2014-Q3": "100"})
    add("YEAR", "101", key="2014-FY", frequency="year", targets={"2014-FY": "100"})
    add("LATER", targets={"2014-12": "1"}, reported_from=date(2015, 1, 1))
    add("GONE", targets={"2014-12": "1"})
    add("FIXED", targets={})
    add("OLDRULE", targets={})
    _say_more(made)
    return made


def _say_more(made: Scored) -> None:
    """What goes into no shorter words: a range, a figure that does not apply, rules by threshold, tags."""
    with transaction() as session:
        december, _ = ensure_open(made.team, CALENDAR.from_key("2014-12"))
        spared = session.get_one(Indicator, made.ids["EMPTY"])
        put_actual(made.team, spared, december, ActualEntry(None))
        between = session.get_one(Indicator, made.ids["BETWEEN"])
        between.polarity = "range"
        session.get_one(Indicator, made.ids["GONE"]).retired_on = date(2014, 11, 1)
        period = CALENDAR.from_key("2014-12")
        put_target(made.team, between, december, Target(period, lower=Decimal(10), upper=Decimal(20)))
        for code, since in (("FIXED", None), ("OLDRULE", date(2015, 1, 1))):
            rules = RuleSet(name=code)
            session.add(rules)
            session.flush()
            limits = {"green_to": Decimal(10), "amber_to": Decimal(20)}
            session.add(
                RuleVersion(rule_set_id=rules.id, number=1, kind="thresholds", effective_from=since, at=now(), **limits)
            )
            session.get_one(Indicator, made.ids[code]).rule_set_id = rules.id
        put_tags({made.ids["RED"]: ("Priority",), made.ids["GREEN"]: ("Priority", "Roads")})
        session.flush()
        restate(session, list(made.ids.values()))


def released(made: Scored, *keys: str) -> None:
    """Let readers see these periods."""
    with transaction() as session:
        for row in session.query(PeriodRow).filter(PeriodRow.key.in_(keys)):
            row.released_at = now()
