"""The forms of a named rule: what it says and from when, its name, and why it is retired."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from wtforms import BooleanField, HiddenField, StringField, TextAreaField

from webapp.domain.rag import ToleranceKind
from webapp.domain.rules_in_force import RuleKind, RuleTerms
from webapp.services.rules.wishes import RuleWish
from webapp.services.settings import calendar
from webapp.web.base_form import PageForm, VersionField
from webapp.web.choices import ChoiceField, OneOfField
from webapp.web.fields import NumberField, PeriodField, typed_lines

MEASURED_IN = (
    (ToleranceKind.PERCENT.value, "Percent of the target"),
    (ToleranceKind.UNITS.value, "The indicator’s own units"),
)
_FIGURES = (
    *("amber_above", "amber_below", "green_above", "green_below"),
    *("green_to", "amber_to", "green_from", "amber_from"),
)


class TermsForm(PageForm):
    """What a rule says, and from when; ``seen`` is the mark of the preview that the page showed."""

    kind = OneOfField(
        "What does it compare a figure with?",
        choices=[
            (RuleKind.BANDS.value, "The target, with bands around it"),
            (RuleKind.THRESHOLDS.value, "Fixed thresholds, whatever the target"),
        ],
        default=RuleKind.BANDS.value,
        missing="Choose what it compares a figure with.",
    )
    green_above = NumberField("Green within", description="How far off target is still green. Blank: a missed target")
    amber_above = NumberField("Amber within", description="How far off target is still amber. Blank: nothing is amber")
    green_kind = ChoiceField("Green is measured in", choices=MEASURED_IN, default="percent")
    amber_kind = ChoiceField("Amber is measured in", choices=MEASURED_IN, default="percent")
    green_below = NumberField("Green within, below target", description="Blank: as above it")
    amber_below = NumberField("Amber within, below target", description="Blank: as above it")
    last_year = BooleanField("Beyond that, amber while it is not worse than in the same period last year")
    green_to = NumberField("Last value that is green")
    amber_to = NumberField("Last value that is amber")
    green_from = NumberField("First value that is green, below")
    amber_from = NumberField("First value that is amber, below")
    since = PeriodField(
        "From which period does it count?",
        calendar=calendar,
        description="For example, April 2015 or 2015/16. Leave blank if it counts from the beginning",
    )
    seen = HiddenField()
    reason = StringField("Why?", description="Kept with the version, and in the audit record")

    def wish(self) -> RuleWish:
        """The terms as filled in."""
        figures = {name: self[name].data for name in _FIGURES}
        terms = RuleTerms(
            kind=RuleKind(self.kind.data),
            amber_kind=ToleranceKind(self.amber_kind.data),
            green_kind=ToleranceKind(self.green_kind.data),
            last_year=self.last_year.data,
            **figures,
        )
        return RuleWish(terms, self.since.data, self.reason.data or "")


class NewRuleForm(TermsForm):
    """A rule with its first version."""

    name = StringField("Name", description="As indicators and pages call it, for example Within 5%, amber to 10%")
    description = TextAreaField("What is it for?")


class VersionForm(TermsForm):
    """Another version of a rule; ``latest`` is the newest one that the page showed."""

    latest = VersionField()

    @classmethod
    def of(cls, terms: RuleTerms, latest: int) -> VersionForm:
        """The form as it opens: what the newest version says."""
        answers: dict[str, Any] = asdict(terms)
        return cls(formdata=None, latest=latest, **{name: _answer(value) for name, value in answers.items()})


class NameForm(PageForm):
    """What a rule is called; ``was`` is the name that the page showed."""

    was = HiddenField()
    name = StringField("Name of the rule")
    description = TextAreaField("What is it for?")

    def answer(self) -> dict[str, str]:
        """The name and what is said of it."""
        return {
            "was": self.was.data or "",
            "name": self.name.data or "",
            "description": typed_lines(self.description.data),
        }


class ReasonForm(PageForm):
    """Why it is retired or brought back."""

    reason = StringField("Why?", description="Kept in the record beside the change")


def _answer(value: Any) -> Any:
    return value.value if isinstance(value, RuleKind | ToleranceKind) else value
