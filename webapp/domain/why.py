"""Why is it this colour? One text for page, board, panel and paper: rule, figures, and the way to the next colours."""

from __future__ import annotations

from decimal import Decimal

from webapp.domain.figures import Measure, exact_figure, figure, target_text
from webapp.domain.formats import LONDON, long_date
from webapp.domain.overrides import Override
from webapp.domain.rag import Judgement, Polarity, Rule
from webapp.domain.rag_rules import AnyRule, ThresholdRule, Yardstick
from webapp.domain.reasons import place
from webapp.domain.reasons_of_bands import by_bands
from webapp.domain.reasons_of_thresholds import by_thresholds
from webapp.domain.rounding_notice import rounding_notice
from webapp.domain.variance import Target

_BETTER = {Polarity.LOWER: "lower is better", Polarity.HIGHER: "higher is better"}
NEARER = "the nearer the better"


def why(actual: Decimal | None, yardstick: Yardstick, measure: Measure, override: Override | None = None) -> str:
    """Why the status is what it is: rule, figures, tolerance, distance to the next colours; what to do where there is
    no status; who set another; and the notice where the figures as shown seem to contradict it."""
    judgement = yardstick.judge(actual)
    word, rest = str(judgement.status), _by_rule(actual, yardstick, judgement, measure)
    if override is None or actual is None:
        return f"{word.capitalize()}: {rest}"
    return f"{override_words(override, actual, measure)} By the rule it is {word}: {rest}"


def override_words(override: Override, actual: Decimal | None, measure: Measure) -> str:
    """ "Set to amber by Priya Nair on 14 November 2014: “The count is disputed”." and whether the figure changed."""
    day = long_date(override.at.astimezone(LONDON).date())
    said = f"Set to {override.status} by {override.by} on {day}: “{override.reason.rstrip('.')}”."
    if override.actual is None or override.actual == actual:
        return said
    return f"{said} The figure was {exact_figure(override.actual, measure)} then."


def _by_rule(actual: Decimal | None, yardstick: Yardstick, judgement: Judgement, measure: Measure) -> str:
    rule, target = yardstick.rule, yardstick.target
    if isinstance(rule, ThresholdRule):
        if actual is None:
            return "no actual has been entered. A blank is not a zero: enter the figure when it is known."
        sentences = tuple(by_thresholds(actual, target, judgement, measure, rule))
    elif actual is None or target is None or judgement.variance is None:
        return _missing(actual, target, measure)
    else:
        at = f"{figure(actual, measure)} is {place(target, judgement.variance, measure)}"
        if judgement.adverse is None:
            return _without_polarity(at, rule)
        better = _better(rule) if judgement.variance.amount else ""
        sentences = (f"{at}{better}.", *by_bands(actual, yardstick, judgement, measure, rule))
    named = f"The rule is “{yardstick.rule_name}”." if yardstick.rule_name else ""
    notices = rounding_notice(actual, yardstick, judgement, measure)
    return " ".join(sentence for sentence in (*sentences, named, *notices) if sentence)


def _better(rule: Rule) -> str:
    if rule.polarity is Polarity.POINT:
        return f", and {NEARER}"
    return f", and {_BETTER[rule.polarity]}" if rule.polarity in _BETTER else ""


def _missing(actual: Decimal | None, target: Target | None, measure: Measure) -> str:
    """What is not there, and what to do about it."""
    if target is None and actual is None:
        return "there is neither an actual nor a target. Ask the performance team for both."
    if target is None:
        return (
            f"there is no target to compare {figure(actual, measure)} with. "
            "Ask the performance team to set one for this period."
        )
    return (
        f"no actual has been entered to compare with the target of {target_text(target, measure)}. "
        "A blank is not a zero: enter the figure when it is known."
    )


def _without_polarity(at: str, rule: AnyRule) -> str:
    """A figure that has a variance and no colour."""
    if rule.polarity is Polarity.NONE:
        return f"this indicator is for context only. {at}."
    return (
        f"{at}, but it has not been decided whether lower or higher is better. "
        "Set the indicator's polarity and it will be rated."
    )
