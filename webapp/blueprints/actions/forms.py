"""The forms of actions: which to list, and how one goes."""

from __future__ import annotations

from typing import Any

from wtforms import SelectField, TextAreaField

from webapp.domain.actions import ActionState
from webapp.services.actions.lists import KINDS, NOBODY, SORTS, ActionList, Wanted
from webapp.services.actions.showing import ActionShown
from webapp.web.base_form import PageForm, VersionField
from webapp.web.choices import OneOfField
from webapp.web.fields import typed_lines

WHOSE = {"mine": "Yours", "indicators": "Of your indicators", "all": "Everybody’s"}
WHICH = {
    "open": "Not done yet",
    "overdue": "Overdue",
    "due soon": "Due in ten days",
    "at risk": "At risk",
    "done": "Done",
    "dropped": "Dropped",
    "ended": "Of plans that are over",
}


class FilterForm(PageForm):
    """Which actions to show; travels in the address."""

    whose = SelectField("Whose", validate_choice=False)
    show = SelectField("Show", choices=[(kind, WHICH[kind]) for kind in KINDS], validate_choice=False)
    owner = SelectField("Owner", validate_choice=False)
    directorate = SelectField("Directorate", validate_choice=False)

    def wanted(self, *, sort: str, page: int) -> Wanted:
        """What was asked for; what no page of ours sends holds nothing back."""
        return Wanted(
            whose=self.whose.data or "",
            kind=self.show.data if self.show.data in KINDS else KINDS[0],
            owner=self.owner.data or "",
            directorate=self.directorate.data or "",
            sort=sort if sort in SORTS else SORTS[0],
            page=page,
        )

    def offer(self, found: ActionList) -> None:
        """The choices there are, and among them what was taken as chosen."""
        self.whose.choices = [(choice, WHOSE[choice]) for choice in found.choices]
        self.whose.data = found.whose
        self.owner.choices = [("", "Everybody"), *found.owners, (NOBODY, "No owner named")]
        self.directorate.choices = [("", "Every directorate"), *((name, name) for name in found.directorates)]

    def query(self) -> dict[str, str]:
        """The filter as the address carries it."""
        return {name: text for name, text in self.data.items() if text and name != "csrf_token"}


class ProgressForm(PageForm):
    """How an action goes, and the newest note that its person had read."""

    state = OneOfField(
        "How does it go?",
        choices=[(each.value, each.value.capitalize()) for each in ActionState],
        missing="Choose how the action goes.",
    )
    note = TextAreaField("Note")
    seen = VersionField()

    @classmethod
    def of(cls, shown: ActionShown) -> ProgressForm:
        """The form as it opens: the state as recorded last, and room for a note."""
        return cls(formdata=None, state=shown.promise.state.value, seen=shown.seen)

    def answer(self) -> dict[str, Any]:
        """What is to be recorded."""
        note = typed_lines(self.note.data)
        return {"state": ActionState(self.state.data), "note": note, "seen": self.seen.data}
