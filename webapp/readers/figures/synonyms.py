"""The headings that councils write, by what their columns hold; all in lower case, without punctuation."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product

from webapp.readers.figures.layout import Role


def _each(firsts: tuple[str, ...], seconds: tuple[str, ...]) -> tuple[str, ...]:
    """Every first followed by every second."""
    return tuple(f"{first} {second}" for first, second in product(firsts, seconds))


_THINGS = (
    *("indicator", "pi", "kpi", "lpi", "measure", "metric", "performance indicator", "performance measure"),
    *("key performance indicator", "local indicator", "local performance indicator"),
)
_CODES = ("code", "ref", "reference", "ref no", "id", "no", "num", "number", "identifier", "ref code", "short code")

SURE: Mapping[Role, tuple[str, ...]] = {
    Role.INDICATOR: (*_each(_THINGS, _CODES), "code of indicator", "unique indicator reference"),
    Role.PERIOD: (
        *("period", "reporting period", "time period", "data period", "period covered", "performance period"),
        *("reporting month", "reporting quarter", "reporting date", "period end", "period ending", "quarter ending"),
        *("month ending", "period name", "period label", "financial period", "quarter end", "month end"),
    ),
    Role.ACTUAL: (
        *("actual", "actuals", "actual value", "actual figure", "actual performance", "actual result"),
        *("actual outturn", "performance actual", "indicator value", "performance this period", "actual data"),
    ),
    Role.TARGET: ("target", "targets", "target value", "target figure", "performance target", "target set"),
    Role.LOWER: (
        *("target lower", "lower target", "target lower bound", "lower bound", "target minimum", "minimum target"),
        *("target min", "min target", "target from", "lower target bound", "target low", "lower target limit"),
    ),
    Role.UPPER: (
        *("target upper", "upper target", "target upper bound", "upper bound", "target maximum", "maximum target"),
        *("target max", "max target", "target to", "upper target bound", "target high", "upper target limit"),
    ),
    Role.QUALITY: (
        *("quality", "quality of actual", "actual quality", "figure quality", "quality of figure"),
        *("provisional or final", "final or provisional", "estimate or actual", "actual or estimate"),
        *("provisional final", "final provisional", "figure status"),
    ),
    Role.ACTUAL_ESTIMATED: (
        *("actual estimated", "estimated", "is estimated", "estimated y n", "estimated yes no"),
        *("actual is estimated", "is actual estimated", "estimated flag", "actual estimated y n"),
    ),
    Role.QUALITY_REASON: (
        *("quality reason", "reason of quality", "reason for quality", "reason for estimate", "reason estimated"),
        *("reason provisional", "why estimated", "why provisional", "estimate reason", "reason for estimating"),
    ),
    Role.FINAL_DUE: (
        *("final due", "final due date", "date final due", "final figure due", "final figure date", "final by"),
        *("final figure expected", "final data due", "date of final figure", "final expected", "due date of final"),
    ),
    Role.TARGET_ESTIMATED: (
        *("target estimated", "target is estimated", "is target estimated", "target estimated y n"),
        *("estimated target y n", "target estimated yes no"),
    ),
    Role.NUMERATOR: ("numerator", "actual numerator", "numerator value"),
    Role.DENOMINATOR: ("denominator", "actual denominator", "denominator value"),
    Role.COMMENT: ("comment", "comments", "commentary", "actual comment", "performance commentary"),
    Role.TITLE: (*_each(_THINGS, ("title", "name")), "title", "short title", "full title"),
    Role.DEFINITION: ("definition", *_each(_THINGS, ("definition",)), "full definition"),
    Role.UNIT: ("unit", "units", "unit of measure", "unit of measurement", "measurement unit", "uom", "measured in"),
    Role.DECIMALS: ("decimals", "decimal places", "number of decimal places", "dp", "places"),
    Role.FREQUENCY: (
        *("frequency", "reporting frequency", "frequency of reporting", "collection frequency", "data frequency"),
        *("how often", "how often reported", "reported how often", "periodicity"),
    ),
    Role.POLARITY: (
        *("polarity", "good is", "better is", "which way is better", "good performance is", "good to be"),
        *("direction of good performance", "desired direction", "aim to maximise or minimise", "aim to"),
        *("higher or lower is better", "bigger or smaller is better", "good performance", "preferred direction"),
    ),
    Role.ACCUMULATION: ("accumulation", "aggregation", "cumulative or snapshot", "snapshot or cumulative"),
    Role.TOLERANCE: ("tolerance", "amber tolerance", "target tolerance", "tolerance level", "rag tolerance"),
    Role.TOLERANCE_IN: ("tolerance in", "tolerance kind", "tolerance type", "tolerance unit"),
    Role.RAG_RULE: ("rag rule", "rag rule set", "rag rules", "rag set", "rag method", "rating rule"),
    Role.DIRECTORATE: ("directorate", "directorate name", "responsible directorate", "lead directorate"),
    Role.STRATEGIC_LEAD: (
        *("strategic lead", "strategic director lead", "strategic director", "lead director", "director lead"),
        *("responsible director", "director"),
    ),
    Role.DEPARTMENTAL_LEAD: (
        *("departmental lead", "department lead", "lead officer", "responsible officer", "accountable officer"),
        *(*_each(_THINGS, ("owner", "lead")), "head of service", "service lead"),
    ),
    Role.REPORTED_FROM: (
        *("reported from", "reported since", "reporting from", "reporting since", "reporting starts"),
        *("first reported", "first reporting date", "start of reporting", "reporting start date"),
    ),
    Role.TAGS: ("tags", "tag", *_each(_THINGS, ("tags",))),
}
"""Headings that say for certain what their column holds."""

LIKELY: Mapping[Role, tuple[str, ...]] = {
    Role.INDICATOR: ("code", "ref", "reference", "ref no", "reference number", "id", "short code", "unique id"),
    Role.PERIOD: ("month", "quarter", "qtr", "date", "year", "financial year", "fin year", "fy", "half year"),
    Role.ACTUAL: (
        *("result", "results", "outturn", "out turn", "value", "performance", "figure", "score", "achieved"),
        *("reported value", "reported figure", "data", "data value", "rate", "achievement"),
    ),
    Role.TARGET: ("goal", "planned", "standard", "trajectory", "target profile"),
    Role.COMMENT: ("note", "notes", "narrative", "remarks", "explanation", "supporting comment"),
    Role.TITLE: ("name", "short name"),
}
"""Headings that usually say it: what the column holds must agree, and a certain heading is preferred."""

CODE_OR_TITLE = frozenset((*_THINGS, "indicators", "measures", "kpis", "pis", "performance indicators"))
"""Headings over codes in one council and over titles in another: what the column holds decides."""

WORKED_OUT = frozenset(
    (
        *("rag", "rag status", "rag rating", "traffic light", "variance", "variance from target", "target variance"),
        *("percentage variance", "variance to target", "direction of travel", "dot", "trend", "short trend"),
        *("long trend", "short term trend", "long term trend", "difference from target", "distance from target"),
    )
)
"""Headings over what is worked out from the figures, so that it need not be read."""

TOTALS = frozenset(("total", "totals", "grand total", "sub total", "subtotal", "overall", "overall total", "average"))
"""What stands for a code in a row that sums up others."""
