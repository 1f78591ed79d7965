"""The printed form's own words: title, headings, instruction lines and labels."""

from __future__ import annotations

TITLE = "PERFORMANCE ACTION PLAN"
INSTRUCTION = (
    "This template is to be completed for ALL measures showing ",
    "RED",
    " status of non-compliance against the specified target reported.",
)
OVERVIEW = ("INDICATOR OVERVIEW", "")
SITUATION = (
    "CURRENT SITUATION:",
    "Detail what the performance is for this measure and reason/s for non-compliance",
)
ACTIONS = (
    "ACTIONS:",
    "This describes what's necessary or how to achieve a 'green' score. This way everyone is clear on what "
    "is required and when; knows the expected outcome and how to achieve it.",
)
INDICATOR_TITLE = "Indicator Title"
STRATEGIC_DIRECTOR = "Strategic Director Lead"
DEPARTMENTAL_LEAD = "Departmental Lead"
TARGET = "Target"
PERFORMANCE = "Performance this Period"
REASON = "Non-compliance reason"
WHAT = "What (is required)"
HOW = "How (will it be achieved)"
WHO = "Who (will be responsible)"
WHEN = "When (will results be realised)"
SIGN_OFF = "Sign-off"
EMPTY = "Not filled in"
