"""The old form as plain values for JSON: figures as strings, periods as keys, dates in ISO form."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from webapp.domain.actions import Action
from webapp.domain.numbers import plain, round_half_up
from webapp.domain.reconcile import Disagreement, Remedy
from webapp.readers.old_form import OldForm


def as_json(form: OldForm) -> dict[str, Any]:
    """Stated figures keep their written digits; computed ones are plain, a percent with one decimal."""
    return {
        "indicator_title": form.indicator_title,
        "strategic_director_lead": form.strategic_director_lead,
        "departmental_lead": form.departmental_lead,
        "unit": form.unit,
        "targets": [
            {
                "value": target.text,
                "estimated": target.estimated,
                "period": target.period.key if target.period else None,
            }
            for target in form.targets
        ],
        "actual": _written(form.actual),
        "stated_variance": _written(form.stated_variance),
        "stated_percent": _written(form.stated_percent),
        "non_compliance_reason": form.non_compliance_reason,
        "actions": [_action(action) for action in form.actions],
        "disagreements": [_disagreement(found) for found in form.disagreements],
        "unread": list(form.unread),
    }


def _action(action: Action) -> dict[str, str | None]:
    return {
        "what": action.what,
        "how": action.how,
        "who": action.who,
        "when": action.when,
        "due": action.due.isoformat() if action.due else None,
    }


def _disagreement(found: Disagreement) -> dict[str, Any]:
    return {
        "against": found.against or None,
        "stated_variance": _written(found.stated_variance),
        "computed_variance": plain(found.computed_variance),
        "stated_percent": _written(found.stated_percent),
        "computed_percent": _one_decimal(found.computed_percent),
        "would_reconcile": [
            {"figure": remedy.figure, "value": _remedy(remedy, found)} for remedy in found.would_reconcile
        ],
    }


def _remedy(remedy: Remedy, found: Disagreement) -> str | None:
    """The one figure to change to; a percent has one decimal here, however many were written."""
    return _one_decimal(found.computed_percent) if remedy.figure == "percent" else plain(remedy.value)


def _written(value: Decimal | None) -> str | None:
    """The digits as they were written, trailing zeros included."""
    return None if value is None else format(value, "f")


def _one_decimal(percent: Decimal | None) -> str | None:
    return None if percent is None else format(round_half_up(percent, 1), "f")
