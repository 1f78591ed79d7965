"""The headings of the sheet that a period's figures are filled in on: written by us, and known when it comes back."""

from __future__ import annotations

CODE = "indicator_code"
PERIOD = "period"

FIGURES = (
    "actual",
    "target",
    "target_lower",
    "target_upper",
    "quality",
    "quality_reason",
    "final_due",
    "target_estimated",
    "numerator",
    "denominator",
    "comment",
)
"""What is filled in. A target is a figure, or a range with its two bounds."""

DEFINITION = ("title", "directorate", "unit")
"""What the indicator is, as stored: written to be recognised by, and no figure."""

FAULT_COLUMN = "fault"
"""What is wrong in a row, in the copy of a file that has faults."""

BESIDE = (
    FAULT_COLUMN,
    "lead",
    "last_value",
    "last_value_of",
    "missing",
    "target_in_force",
    "target_in_force_of",
    "unconfirmed_target",
    "variance",
    "percent_of_target",
    "status",
    "plan",
    "plan_state",
    "plan_due",
    "reds_in_a_row",
    "waiting",
    "locked",
    "former_codes",
    "retired_on",
    "replaced_by",
    "promise",
    "days_overdue",
    "first_quality",
    "first_value",
    "first_status",
    "colour_changed",
    "promised_for",
    "became_final_at",
    "punctual",
    "status_set_by",
    "direction_short_term",
    "direction_long_term",
    "last_plan_of",
    "since_last_plan",
    "tagged",
    "beside_period",
    "beside_figure",
    "beside_status",
    "beside_change",
)
"""What stands in our files for people only: who comes back with it is asked nothing about it, and nothing is read."""

SHEET = (CODE, *DEFINITION, "lead", PERIOD, "last_value", "last_value_of", *FIGURES)
"""A period's sheet, from left to right."""
