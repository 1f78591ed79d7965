"""What a file says of indicators themselves: those it creates, and in a file without figures those it defines anew."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from functools import cached_property

from webapp.domain.definitions import Definition
from webapp.domain.errors import Refusal
from webapp.domain.figure_warnings import WarningKind
from webapp.domain.frequency import Frequency
from webapp.domain.indicators import IndicatorFacts
from webapp.domain.texts import listed
from webapp.readers.figures.layout import FIGURES, OF_ACTUAL, OF_INDICATOR, Layout
from webapp.readers.figures.model import Fault, FigureRow
from webapp.services.indicators.defining import ensure_frequency_may_change, every_definition
from webapp.services.rules.stored import StoredRules
from webapp.services.uploads.definition_cells import defined
from webapp.services.uploads.definition_names import Names
from webapp.services.uploads.definition_records import kept
from webapp.services.uploads.facts import Facts, KnownIndicator
from webapp.services.uploads.locating import Locator, Unsettled, bare, fault_at
from webapp.services.uploads.new_frequencies import FrequencyReader
from webapp.services.uploads.new_indicators import NewIndicator, known_as
from webapp.services.uploads.staging import NOTE, WARNING, StagedDefinition, Staging

_OF_THE_RULES = ("rules", "accumulation", "measure")


def definition_headings(layout: Layout) -> dict[str, str]:
    """The headings, as written, of the columns that define indicators, by what they hold."""
    return {column.role.value: column.heading for column in layout.columns if column.role in OF_INDICATOR}


def is_definitions_alone(layout: Layout) -> bool:
    """True for a file that defines indicators and has no figures."""
    roles = {column.role for column in layout.columns}
    return not roles.isdisjoint(OF_INDICATOR) and roles.isdisjoint((*FIGURES, *OF_ACTUAL))


class Definitions:
    """Gathers the definitions of one file while its rows are read, and stages them once they are.

    ``headings`` are the columns of definitions as written; ``alone`` says that the file has no figures. ``redefined``
    are the known indicators whose figures may be judged otherwise: before and after.
    """

    def __init__(self, facts: Facts, headings: Mapping[str, str], *, alone: bool) -> None:
        self._facts = facts
        self._headings = headings
        self._alone = alone
        self._rules = StoredRules()
        self._new: dict[str, NewIndicator] = {}
        self._frequency = FrequencyReader(facts.calendar)
        self._first_lines: dict[int, int] = {}
        self._others: list[str] = []
        self._changed: list[StagedDefinition] = []
        self._number = 0
        self.unchanged = 0
        self.redefined: list[tuple[IndicatorFacts, IndicatorFacts]] = []

    def create(self, row: FigureRow) -> KnownIndicator | Unsettled | Fault:
        """The indicator that saving will create from this row and others of its code, or why it cannot."""
        key = row.code.casefold()
        new = self._new.get(key)
        if new is None:
            if not row.code.strip():
                return fault_at(row, "indicator_code", row.code, "The code is blank: write the indicator's.")
            self._number += 1
            new = NewIndicator(self._number, row.code, row.line, row.columns, self._facts.taken_back.get(key))
            self._new[key] = new
        elif self._alone:
            return self._twice(row, new.line, new.code)
        disagreement = new.take_cells(row)
        if disagreement is not None:
            new.is_faulty = True
            column, fault = disagreement
            return fault._replace(column=row.columns.get(column) or self._headings.get(column, column))
        if self._alone or not row.period:
            return new.known_at(Frequency.MONTH)
        try:
            kinds = self._frequency.of(row)
        except Refusal as refusal:
            new.is_faulty = True
            return self._fault(row, refusal.field or "frequency", refusal.sentence)
        new.take_figures(row, kinds, self._frequency.starts(row.period))
        return new.known_at(next(iter(kinds))) if len(kinds) == 1 else Unsettled(new.id)

    def define(self, row: FigureRow, indicator: KnownIndicator) -> list[Fault]:
        """What a row says of a known indicator: staged where it differs; only counted in a file of figures."""
        if indicator.id in self._first_lines:
            return [self._twice(row, self._first_lines[indicator.id], indicator.facts.code)] if self._alone else []
        self._first_lines[indicator.id] = row.line
        stored, version = self._stored[indicator.id]
        wanted, faults = defined(stored, row.definition, self._names, self._facts.calendar, known=True)
        if not self._alone:
            if faults or wanted != stored:
                self._others.append(indicator.facts.code)
            return []
        try:
            ensure_frequency_may_change(indicator.id, stored.frequency, wanted.frequency)
        except Refusal as refusal:
            faults.setdefault("frequency", refusal.sentence)
        if not faults and wanted != stored:
            self._change(row.line, indicator, kept(stored, version), wanted)
        self.unchanged += wanted == stored
        return [self._fault(row, column, sentence) for column, sentence in self._in_order(faults)]

    def finish(self, staging: Staging, locator: Locator) -> None:
        """Once every row is read: stage what was gathered, and say of which indicators the figures are."""
        codes = {bare(code): code for code in self._facts.indicators} if self._new else {}
        for new in self._new.values():
            known = self._known(new.id, self._stage_new(new, staging))
            for text, sentence in locator.settle(known, new.kinds.unclear):
                if not new.is_faulty:
                    staging.fault(Fault(new.kinds.unclear[text], new.period_heading, text, sentence))
            like = codes.get(bare(new.code))
            if like is not None:
                sentence = f"{new.code} is nearly the code {like} that exists: a new indicator would be created."
                staging.remark(WARNING, WarningKind.CODE.value, new.line, new.heading, new.code, sentence)
        for changed in self._changed:
            staging.indicator(changed)
        if self._others:
            staging.remark(NOTE, "", None, None, None, _ignored(self._others, self._headings.values()))

    @property
    def counts(self) -> dict[str, int]:
        """Indicators that are new, changed and unchanged."""
        return {"new": len(self._new), "changed": len(self._changed), "unchanged": self.unchanged}

    @cached_property
    def _names(self) -> Names:
        return Names()

    @cached_property
    def _stored(self) -> dict[int, tuple[Definition, int]]:
        return every_definition()

    def _stage_new(self, new: NewIndicator, staging: Staging) -> Definition:
        """The new indicator's definition, staged if it has no fault."""
        try:
            frequency = new.frequency()
        except Refusal:
            frequency = None  # its column is read again below, and told
        base = new.base(frequency or "")
        definition, faults = defined(base, new.cells, self._names, self._facts.calendar, known=False)
        if frequency is None and "frequency" not in new.cells:
            faults["frequency"] = 'Write month, quarter, half-year or year in a column "frequency".'
            if new.kinds.unclear and not new.is_faulty:
                text, line = next(iter(new.kinds.unclear.items()))
                staging.fault(Fault(line, new.period_heading, text, self._frequency.unclear(text)))
                new.is_faulty = True
        if new.is_faulty:
            faults.pop("frequency", None)
        for column, sentence in self._in_order(faults):
            heading = new.heading if column == "code" else self._headings.get(column, column)
            value = new.code if column == "code" else new.cells.get(column, "")
            told = f"{new.code} would be a new indicator. {sentence}"
            staging.fault(Fault(new.lines.get(column, new.line), heading, value, told))
        if frequency is None:
            return replace(definition, frequency="month")
        for line, sentence in new.kinds.disagreements(new.code, frequency, new.lines.get("frequency")):
            staging.fault(Fault(line, new.period_heading, None, sentence))
        before = {}
        if new.reinstated is not None:
            before = kept(*self._stored[new.reinstated.id])
        indicator_id = new.reinstated.id if new.reinstated else None
        staging.indicator(
            StagedDefinition(new.number, new.line, new.code, indicator_id, True, before, kept(definition))
        )
        return definition

    def _known(self, indicator_id: int, definition: Definition) -> KnownIndicator:
        return known_as(indicator_id, definition, self._rules.find(definition.rule_set_id))

    def _change(self, line: int, indicator: KnownIndicator, before: dict[str, object], wanted: Definition) -> None:
        self._number += 1
        code = indicator.facts.code
        self._changed.append(StagedDefinition(self._number, line, code, indicator.id, False, before, kept(wanted)))
        facts = self._known(indicator.id, wanted).facts
        if any(getattr(facts, name) != getattr(indicator.facts, name) for name in _OF_THE_RULES):
            self.redefined.append((indicator.facts, facts))

    def _in_order(self, faults: Mapping[str, str]) -> list[tuple[str, str]]:
        """The faults of one indicator as their columns stand, those without a column first."""
        places = {column: place for place, column in enumerate(self._headings)}
        return sorted(faults.items(), key=lambda each: places.get(each[0], -1))

    def _twice(self, row: FigureRow, first: int, code: str) -> Fault:
        return fault_at(
            row, "indicator_code", row.code, f"Lines {first} and {row.line} both define {code}: keep one of them."
        )

    def _fault(self, row: FigureRow, column: str, sentence: str) -> Fault:
        if column in row.columns:
            value = row.period if column == "period" else row.code
            return fault_at(row, column, value, sentence)
        return Fault(row.line, self._headings.get(column, column), row.definition.get(column, ""), sentence)


def _ignored(codes: Collection[str], headings: Collection[str]) -> str:
    """That a file of figures does not change what is decided about indicators."""
    some = listed(sorted(codes)[:3])
    count = f"{some} is" if len(codes) == 1 else f"{len(codes)} indicators such as {some} are"
    return (
        f"{count} defined otherwise here than in the list of indicators, which stays as it is: a file of figures does "
        f"not change it. To change it, send {listed([*headings])} with the codes and without figures."
    )
