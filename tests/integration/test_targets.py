"""Dated targets: several at once, all or nothing, every change with its reason, locked periods left alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

import pytest
from flask import Flask

from tests.builders import CALENDAR, make_indicator, make_person, set_figures
from webapp.domain.errors import Conflict, NotAllowed, NotFound, Refusal, Refusals
from webapp.domain.rights import Role, Who
from webapp.domain.variance import Target
from webapp.services.indicators.pages import show_indicator
from webapp.services.periods.steps import lock
from webapp.services.plans.records import load_targets
from webapp.services.targets.rows import SavedTargets, WantedTarget, mark_of
from webapp.services.targets.saving import remove_target, save_targets


@dataclass(frozen=True)
class Desk:
    """A performance officer with one indicator before her."""

    team: Who
    indicator: int

    def save(self, *rows: WantedTarget, reason: str = "") -> SavedTargets:
        return save_targets(who=self.team, indicator_id=self.indicator, rows=rows, reason=reason)

    def refused(self, *rows: WantedTarget, reason: str = "") -> list[tuple[str | None, str]]:
        with pytest.raises(Refusals) as refused:
            self.save(*rows, reason=reason)
        return [(each.field, each.sentence) for each in refused.value.refusals]

    @property
    def stored(self) -> list[tuple[str, str, bool]]:
        return [
            (each.period.key, mark_of(each)[:-3].strip(":"), each.estimated) for each in load_targets(self.indicator)
        ]

    @property
    def revisions(self) -> list[tuple[str, str, str, str, str]]:
        shown = show_indicator(who=self.team, indicator_id=self.indicator).revisions
        return [(each.period, each.kind, each.told.old, each.told.new, each.reason) for each in shown.lines]


@pytest.fixture
def desk(app: Flask) -> Iterator[Desk]:
    """A monthly indicator without targets."""
    with app.app_context():
        team = make_person("Priya Nair", Role.PERFORMANCE)
        yield Desk(team, make_indicator(who=team))


@pytest.fixture
def ranged(app: Flask) -> Iterator[Desk]:
    """An annual indicator whose targets are ranges."""
    with app.app_context():
        team = make_person("Rosa Pym", Role.PERFORMANCE)
        yield Desk(team, make_indicator(code="CS02", who=team, polarity="range", frequency="year"))


def row(number: int, period: str, value: str | None = None, **fields: object) -> WantedTarget:
    """A row of the form as filled in."""
    typed = None if value is None else Decimal(value)
    return WantedTarget(f"targets-{number}", period, typed, **fields)  # type: ignore[arg-type]


def test_several_targets_are_set_at_once_as_people_write_their_periods(desk: Desk) -> None:
    done = desk.save(
        row(0, "October 2014", "385.6", estimated=True),
        row(1, ""),
        row(2, "Q4 2014/15", "380"),
        row(3, "2014/15", "375.15"),
    )
    assert desk.stored == [
        ("2014-10", "385.6", True),
        ("2014-FY", "375.15", False),
        ("2014-Q4", "380", False),
    ]
    assert done.saved == ("385.6, estimated (October 2014)", "380.0 (Quarter 4 2014/15)", "375.15 (2014/15)")
    assert ("October 2014", "target", "", "385.6, ESTIMATED", "") in desk.revisions


def test_what_is_written_twelve_months_apart_is_read_by_the_frequency(ranged: Desk, desk: Desk) -> None:
    desk.save(row(0, "2010-11", "1"))
    ranged.save(row(0, "2010-11", lower=Decimal(1), upper=Decimal(2)))
    assert (desk.stored[0][0], ranged.stored[0][0]) == ("2010-11", "2010-FY")


def test_one_bad_row_saves_nothing_and_every_fault_is_told(desk: Desk) -> None:
    faults = desk.refused(
        row(0, "October 2014", "385.6"),
        row(1, "Foo", "1"),
        row(2, "March 2015"),
        row(3, "", "5"),
        row(4, "Oct 14", "5"),
        row(5, "May 2015", "1234567890123"),
    )
    assert [field for field, _ in faults] == [
        "targets-1-period",
        "targets-2-value",
        "targets-3-period",
        "targets-4-period",
        "targets-5-value",
    ]
    assert faults[1][1] == "Enter the target, or leave the whole row blank."
    assert faults[3][1] == "October 2014 is named twice: leave one row for it."
    assert desk.stored == []


def test_changing_a_target_that_is_set_needs_a_reason(desk: Desk) -> None:
    desk.save(row(0, "March 2015", "375.1"))
    assert desk.refused(row(0, "March 2015", "380")) == [("reason", "Say why the target is changed.")]
    desk.save(row(0, "March 2015", "380"), reason="Agreed by cabinet")
    assert desk.revisions[0] == ("March 2015", "target", "375.1", "380.0", "Agreed by cabinet")


def test_making_an_estimated_target_final_is_a_change(desk: Desk) -> None:
    desk.save(row(0, "March 2015", "375.1", estimated=True))
    assert desk.refused(row(0, "March 2015", "375.1")) == [("reason", "Say why the target is changed.")]
    desk.save(row(0, "March 2015", "375.1"), reason="Confirmed")
    assert desk.revisions[0] == ("March 2015", "target", "375.1, ESTIMATED", "375.1", "Confirmed")


def test_the_same_again_changes_nothing_and_asks_nothing(desk: Desk) -> None:
    desk.save(row(0, "March 2015", "375.1"))
    before = desk.revisions
    assert desk.save(row(0, "March 2015", "375.10")).saved == ()
    assert desk.revisions == before


def test_a_row_left_as_it_was_does_not_undo_what_somebody_else_changed(desk: Desk) -> None:
    desk.save(row(0, "March 2015", "375.1"))
    shown = mark_of(load_targets(desk.indicator)[0])
    desk.save(row(0, "March 2015", "380"), reason="Agreed")
    desk.save(row(0, "March 2015", "375.1", was=shown), row(1, "April 2015", "1"))
    assert desk.stored[0] == ("2015-03", "380", False)


def test_the_second_of_two_who_change_a_target_is_told(desk: Desk) -> None:
    desk.save(row(0, "March 2015", "375.1"))
    shown = mark_of(load_targets(desk.indicator)[0])
    desk.save(row(0, "March 2015", "380"), reason="Agreed")
    [(field, sentence)] = desk.refused(row(0, "March 2015", "370", was=shown), reason="Lower")
    assert field == "targets-0-value"
    assert sentence.startswith("Somebody else changed it to 380.0 meanwhile.")


def test_a_locked_period_refuses_on_its_row(desk: Desk) -> None:
    desk.save(row(0, "October 2014", "385.6"))
    lock(who=desk.team, key="2014-10")
    [(field, sentence)] = desk.refused(row(0, "October 2014", "390"), row(1, "March 2015", "1"), reason="Late")
    assert field == "targets-0-value"
    assert "October 2014" in sentence
    assert "locked" in sentence
    assert len(desk.stored) == 1


def test_places_beyond_the_sixth_are_rounded_and_told(desk: Desk) -> None:
    done = desk.save(row(0, "March 2015", "1.23456789"))
    assert done.rounded == ("1.23456789 was rounded to 1.234568.",)


def test_a_range_needs_both_bounds_in_order(ranged: Desk) -> None:
    faults = ranged.refused(
        row(0, "2014/15", lower=Decimal(20), upper=Decimal(10)),
        row(1, "2015/16", lower=Decimal(20)),
        row(2, "2016/17", "5"),
    )
    assert faults == [
        (
            "targets-0-lower",
            "The lower bound 20 is above the upper bound 10: write the smaller figure as the lower bound.",
        ),
        ("targets-1-upper", "Enter the upper bound, or leave the whole row blank."),
        ("targets-2-lower", "Enter the lower bound, or leave the whole row blank."),
    ]
    ranged.save(row(0, "2014/15", lower=Decimal(10), upper=Decimal(10)))
    assert ranged.stored == [("2014-FY", "10:10", False)]


def test_a_single_target_from_before_the_polarity_changed_can_stay(ranged: Desk) -> None:
    set_figures(ranged.indicator, "2014-FY", who=ranged.team, targets={"2014-FY": "5"})
    was = mark_of(Target(CALENDAR.from_key("2014-FY"), Decimal(5)))
    ranged.save(row(0, "2014/15", was=was), row(1, "2015/16", lower=Decimal(1), upper=Decimal(2)))
    assert ranged.stored[0] == ("2014-FY", "5", False)


def test_a_removed_target_stays_in_the_record(desk: Desk) -> None:
    desk.save(row(0, "March 2015", "375.1"))
    with pytest.raises(Refusal) as refused:
        remove_target(who=desk.team, indicator_id=desk.indicator, period_key="2015-03", reason=" ")
    assert refused.value.field == "reason"
    remove_target(who=desk.team, indicator_id=desk.indicator, period_key="2015-03", reason="Set by mistake")
    assert desk.stored == []
    assert desk.revisions[0] == ("March 2015", "target", "375.1", "", "Set by mistake")
    with pytest.raises(NotFound):
        remove_target(who=desk.team, indicator_id=desk.indicator, period_key="2015-03", reason="Again")


def test_a_target_of_a_locked_period_is_not_removed(desk: Desk) -> None:
    desk.save(row(0, "October 2014", "385.6"))
    lock(who=desk.team, key="2014-10")
    with pytest.raises(Conflict, match=r"October 2014 .*locked"):
        remove_target(who=desk.team, indicator_id=desk.indicator, period_key="2014-10", reason="No")


@pytest.mark.parametrize("role", [Role.LEAD, Role.DIRECTOR, Role.READER])
def test_only_the_performance_team_saves_targets(desk: Desk, role: Role) -> None:
    other = make_person("Ann Lee", role)
    with pytest.raises(NotAllowed):
        save_targets(who=other, indicator_id=desk.indicator, rows=[row(0, "March 2015", "1")], reason="")
    with pytest.raises(NotAllowed):
        remove_target(who=other, indicator_id=desk.indicator, period_key="2015-03", reason="No")
