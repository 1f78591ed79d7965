"""The forms of the uploads pages: a file, the ticks of a check, a reason, a name."""

from __future__ import annotations

from flask_wtf.file import FileField
from werkzeug.datastructures import FileStorage
from wtforms import BooleanField, SelectMultipleField, StringField, TextAreaField

from webapp.domain.errors import Refusal
from webapp.services.uploads.limits import upload_limits
from webapp.services.uploads.periods import periods_to_choose
from webapp.web.base_form import PageForm
from webapp.web.choices import ChoiceField

KINDS = "CSV, TSV, Excel (.xlsx, .xls) or OpenDocument (.ods)"
CREATE = "Create indicators that are not known yet from this file"
CREATED = (
    "Without it, a row with an unknown code is a fault. A created indicator is not rated until you say which way "
    "is better"
)
NO_PERIOD = "The file says it in every row or column"


class UploadForm(PageForm):
    """A file of figures, and what it does not say itself."""

    file = FileField("File of figures")
    period = ChoiceField(
        "Period that the file is about", default="", description="Needed where it says “this quarter” or nothing"
    )
    create = BooleanField(CREATE, description=CREATED)

    def chosen(self) -> FileStorage:
        """The chosen file; raises Refusal where none was chosen."""
        chosen = self.file.data
        if not isinstance(chosen, FileStorage) or not chosen.filename:
            raise Refusal("Choose the file with the figures.", field="file")
        return chosen


def upload_form(*, period: str = "", posted: bool = False) -> UploadForm:
    """The form as it was posted, or a new one about this period."""
    form = UploadForm() if posted else UploadForm(formdata=None, period=period)
    form.period.choices = [("", NO_PERIOD), *periods_to_choose(also=period)]
    if not posted and not any(choice.selected for choice in form.period.iter_choices()):
        form.period.data = ""
    form.file.description = f"{KINDS}, of up to {upload_limits().file_bytes // 1_000_000:,} MB. It can be dragged here"
    return form


class ConfirmForm(PageForm):
    """The kinds of warnings that were looked at."""

    accepted = SelectMultipleField("Warnings that you have looked at", validate_choice=False)


class UndoForm(PageForm):
    """Why an upload is taken back."""

    reason = TextAreaField(
        "Why is this upload taken back?", description="Everybody who reads a figure’s history sees this"
    )


class LayoutForm(PageForm):
    """What a remembered layout is called."""

    name = StringField("Name of the layout")
