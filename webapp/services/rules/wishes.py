"""What somebody wants a named rule to say, and from when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from webapp.domain.errors import Refusal, Refusals
from webapp.domain.periods import Period
from webapp.domain.rule_terms import checked_terms
from webapp.domain.rules_in_force import RuleTerms


@dataclass(frozen=True, slots=True)
class RuleWish:
    """The terms of a rule or of its new version; ``since`` None is from the beginning."""

    terms: RuleTerms
    since: Period | None = None
    reason: str = ""

    @property
    def effective_from(self) -> date | None:
        """The first day of the first period that it is for."""
        return self.since.start if self.since else None

    def checked(self, *, asks_why: bool) -> RuleWish:
        """As it is kept. Raises Refusals, each on its field."""
        faults: list[Refusal] = []
        terms, reason = self.terms, " ".join(self.reason.split())
        try:
            terms = checked_terms(self.terms)
        except Refusals as refusals:
            faults += refusals.refusals
        if asks_why and not reason:
            faults.append(Refusal("Say why the rule changes.", field="reason"))
        if faults:
            raise Refusals(tuple(faults))
        return RuleWish(terms, self.since, reason)
