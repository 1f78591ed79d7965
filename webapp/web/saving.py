"""One posted form saved by one service call, or shown again with what is wrong."""

from __future__ import annotations

from collections.abc import Callable

from webapp.domain.errors import Conflict, NotAllowed, NotFound, Refusal
from webapp.web.base_form import PageForm
from webapp.web.forms import show_refusal


def saved(form: PageForm, save: Callable[[], object]) -> bool:
    """Whether the form was well formed and ``save`` accepted it; a refusal stands on its field.

    NotFound, NotAllowed and Conflict are no fault of the form and are raised on.
    """
    if not form.validate():
        return False
    try:
        save()
    except (NotFound, NotAllowed, Conflict):
        raise
    except Refusal as refusal:
        show_refusal(form, refusal)
        return False
    return True
