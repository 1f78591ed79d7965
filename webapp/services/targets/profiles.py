"""A profile of targets made from a year-end target: proposed and shown, and saved as the typed ones are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from webapp.domain.errors import BadNumber, Refusal
from webapp.domain.figures import exact_figure, target_quality
from webapp.domain.frequency import Frequency
from webapp.domain.numbers import to_stored
from webapp.domain.periods import Calendar
from webapp.domain.rights import Who
from webapp.domain.target_profiles import Method, Profile, ensure_profiled, methods_for
from webapp.domain.variance import Target
from webapp.domain.year_facts import ADDED_UP, YearFacts, sum_of
from webapp.services.clock import today
from webapp.services.figures.years import indicator_of, load_year
from webapp.services.indicators.sheets import Sheet, sheet_of
from webapp.services.periods.opened import OpenedPeriod, opened_by_key
from webapp.services.periods.steps import ensure_runs_figures
from webapp.services.settings import calendar
from webapp.services.targets.profile_making import Start, made, start_of
from webapp.services.targets.rows import SavedTargets, WantedTarget
from webapp.services.targets.saving import save_targets
from webapp.services.targets.tables import FIRST, LAST, TargetLine, exact_target, target_lines


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a profile is to be made of; None where what is stored is to be taken."""

    method: str = ""
    year_end: Decimal | None = None
    estimated: bool = False
    start: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Proposed:
    """One target of the profile, and what is stored for its period."""

    target: Target
    stored: Target | None
    now: str  # the stored one as text: "385.6 ESTIMATED"; "" where there is none
    locked: bool


@dataclass(frozen=True, slots=True)
class ProfilePage:
    """What the page of a profile is filled with; no rows where none is made, and ``trouble`` says why not."""

    sheet: Sheet
    first_year: int
    year: str
    other_years: tuple[tuple[int, str], ...]
    methods: tuple[Method, ...]
    method: Method
    year_end: str  # the one that is stored: "375.1 (March 2015)"; "" where there is none
    estimated: bool  # whether that one is
    start: str  # what equal steps begin with: "439.1, the figure of March 2014"
    rows: tuple[Proposed, ...] = ()
    how: str = ""
    trouble: Refusal | None = None

    @property
    def possible(self) -> bool:
        """False for a measure of which no profile can be made."""
        return self.trouble is None or self.trouble.field is not None

    @property
    def open_rows(self) -> tuple[Proposed, ...]:
        """Those that a save would set."""
        return tuple(row for row in self.rows if not row.locked)

    @property
    def stored_words(self) -> dict[str, str]:
        """What is set now, as text, by the label of its period; "" where nothing is."""
        return {row.target.period.label: row.now for row in self.rows}

    @property
    def locked_rows(self) -> tuple[Proposed, ...]:
        """Those of locked periods, which stay as they are."""
        return tuple(row for row in self.rows if row.locked)


def profile_page(*, who: Who, indicator_id: int, first_year: int | None, wanted: Wanted | None) -> ProfilePage:
    """The page of one year's profile, with the profile that is ``wanted`` (None: nothing is asked for yet).

    Nothing is saved. Raises NotFound; what speaks against a profile stands on the page.
    """
    ensure_runs_figures(who)
    sheet, council = sheet_of(indicator_id), calendar()
    this_year = council.of(Frequency.YEAR, today()).start.year
    chosen = first_year if first_year is not None and FIRST <= first_year <= LAST else this_year
    year = council.financial_year(chosen, [Frequency.YEAR])[0]
    facts = load_year(who=who, indicator=indicator_of(indicator_id), year=year, calendar=council)
    start, methods = start_of(who, indicator_id, facts, council), methods_for(facts.accumulation, facts.measure)
    page = ProfilePage(
        sheet=sheet,
        first_year=chosen,
        year=year.label,
        other_years=_years(council, {this_year, this_year + 1, chosen - 1, chosen + 1} - {chosen}),
        methods=methods,
        method=next((each for each in methods if wanted and each == wanted.method), methods[0]),
        year_end=_year_end_words(facts),
        estimated=facts.year_end is not None and facts.year_end.estimated,
        start="" if start is None else f"{exact_figure(start.value, sheet.measure)}, {start.source}",
    )
    try:
        ensure_profiled(len(facts.periods), ranged=sheet.ranged)
        if wanted is None:
            return page
        end = _year_end(wanted, facts)
        begin = Start(_storable(wanted.start, "start"), "as typed") if wanted.start is not None else start
        profile = made(who, indicator_id, page.method, end, begin, facts, council)
    except Refusal as refusal:
        return replace(page, trouble=refusal)
    lines = {line.period_key: line for line in target_lines(who=who, indicator_id=indicator_id, measure=sheet.measure)}
    targets = _targets(profile, end, facts, estimated=wanted.estimated)
    opened = opened_by_key()
    rows = tuple(_proposed(target, lines.get(target.period.key), opened) for target in targets)
    return replace(page, rows=rows, how=f"{profile.how}{_as_they_stay(rows, facts)}")


def _as_they_stay(rows: Iterable[Proposed], facts: YearFacts) -> str:
    """Of what adds up, what the year's targets come to, where locked periods keep others than the profile has."""
    parts = [row for row in rows if row.target.period.key != facts.year.key]
    if facts.accumulation != "sum" or not any(row.locked and _figure(row.stored) != row.target.value for row in parts):
        return ""
    whole = sum_of(_figure(row.stored) or Decimal(0) if row.locked else row.target.value or Decimal(0) for row in parts)
    return f" As locked periods keep their targets, they come to {exact_figure(whole, facts.measure)} in all."


def _figure(target: Target | None) -> Decimal | None:
    return None if target is None else target.value


def _proposed(target: Target, line: TargetLine | None, opened: Mapping[str, OpenedPeriod]) -> Proposed:
    key = target.period.key
    locked = key in opened and opened[key].locked
    now = f"{line.figure} {target_quality(line.target)}".rstrip() if line else ""
    return Proposed(target, line.target if line else None, now, locked)


def save_profile(
    *, who: Who, indicator_id: int, first_year: int, wanted: Wanted, rows: Iterable[WantedTarget], reason: str
) -> SavedTargets:
    """Save the rows of a profile as targets; those that are as it was made are recorded with how it was made.

    Raises as ``save_targets`` does.
    """
    page = profile_page(who=who, indicator_id=indicator_id, first_year=first_year, wanted=wanted)
    by_label = {row.target.period.label: row.target for row in page.rows}
    told = [replace(row, how=page.how) if _as_made(row, by_label.get(row.period)) else row for row in rows]
    return save_targets(who=who, indicator_id=indicator_id, rows=told, reason=reason)


def _as_made(row: WantedTarget, target: Target | None) -> bool:
    """Nobody has changed it by hand."""
    return target is not None and row.value == target.value and row.estimated == target.estimated


def _year_end_words(facts: YearFacts) -> str:
    target = facts.year_end
    if target is None:
        return ""
    return f"{exact_target(target, facts.measure)} ({f'{target_quality(target)} {target.period.label}'.lstrip()})"


def _year_end(wanted: Wanted, facts: YearFacts) -> Decimal:
    """The year-end figure typed, else the stored one; raises Refusal on the field."""
    if wanted.year_end is not None:
        return _storable(wanted.year_end, "year_end")
    stored = facts.year_end
    if stored is None or stored.value is None:
        raise Refusal("Enter the year-end target that the profile leads to.", field="year_end")
    return stored.value


def _storable(value: Decimal, field: str) -> Decimal:
    """A typed figure as it would be stored; raises BadNumber on its field."""
    try:
        return to_stored(value).value
    except BadNumber as refusal:
        raise BadNumber(refusal.sentence, field=field) from None


def _targets(profile: Profile, end: Decimal, facts: YearFacts, *, estimated: bool) -> Iterator[Target]:
    """The profile as dated targets, and the year-end one wherever it has a date of its own."""
    for period, value in zip(facts.periods, profile.values, strict=True):
        yield Target(period, to_stored(value).value, estimated=estimated)
    last = facts.periods[-1]
    if facts.accumulation in ADDED_UP:
        yield Target(facts.year, end, estimated=estimated)
        return
    for stored in facts.targets:
        if stored.period.end == last.end and stored.period.key != last.key:
            yield Target(stored.period, end, estimated=estimated)


def _years(council: Calendar, years: set[int]) -> tuple[tuple[int, str], ...]:
    wanted = sorted(year for year in years if FIRST <= year <= LAST)
    return tuple((year, council.financial_year(year, [Frequency.YEAR])[0].label) for year in wanted)
