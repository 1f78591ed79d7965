"""The form that asks what the columns of one file mean: as many fields as the file has columns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from wtforms import BooleanField, Field, StringField, ValidationError

from webapp.blueprints.uploads.forms import CREATE, CREATED
from webapp.domain.errors import BadPeriod
from webapp.domain.quoting import quoted
from webapp.readers.figures.layout import OF_PERIOD, Column, Layout, Role, role_words
from webapp.readers.figures.relative import LastYear, needs_period
from webapp.services.settings import calendar
from webapp.services.uploads.layouts import LONGEST_NAME, name_of_layout
from webapp.services.uploads.periods import periods_to_choose
from webapp.services.uploads.states import UploadRecord
from webapp.web.base_form import PageForm
from webapp.web.choices import ChoiceField, OneOfField

LEAVE_OUT = "leave out"
LAST_YEAR = "What does “last year” mean in this file?"
REMEMBERED = "Files with the same headings are then understood without asking. Leave it blank to ask every time"
NO_PERIOD = ("", "None: the file says it itself")
_LAST_YEARS = (
    (LastYear.SAME.value, "The same period a year earlier"),
    (LastYear.WHOLE.value, "The whole of last year"),
    (LEAVE_OUT, "Leave these columns out"),
)
_MAY_BE_TWO = (Role.IGNORED, Role.PERIOD)
ROLE_WORDS: Mapping[Role | None, str] = {
    **{role: role_words(role).removeprefix("the ").capitalize() for role in Role},
    Role.IGNORED: "Nothing: leave this column out",
    None: "Nothing that is known",
}
"""What a column may hold, as a choice says it."""
_ROLES = [(role.value, ROLE_WORDS[role]) for role in Role]


class RoleField(ChoiceField):
    """What one column holds."""

    missing = "Choose what this column holds, or leave it out."

    def pre_validate(self, form: object) -> None:
        """Raises ValidationError for "Please choose" too."""
        if not self.data:
            raise ValidationError(self.missing)
        super().pre_validate(form)


class ColumnPeriodField(StringField):  # type: ignore[misc]
    """The period of one column of a wide sheet: a name, one without its year, or one beside the file's own period."""

    def pre_validate(self, _form: object) -> None:
        """Raises ValidationError for a text that names none."""
        text = " ".join((self.data or "").split())
        if not text or needs_period(text):
            return
        try:
            calendar().read(text)
        except BadPeriod as refusal:
            raise ValidationError(refusal.sentence) from None


@dataclass(frozen=True, slots=True)
class AskedColumn:
    """One column on the page: its heading, what stands below it, and its fields."""

    heading: str
    samples: tuple[str, ...]
    unknown: bool
    role: Field
    period: Field | None


class ColumnsForm(PageForm):
    """What a file does not say for certain. Fields that are not asked are left out of a form made for one file."""

    asked: Sequence[AskedColumn] = ()
    file_columns: Sequence[Column] = ()

    def validate(self, extra_validators: Any = None) -> bool:
        """The fields' own checks; then that no two columns are the same, and one holds the code."""
        if not super().validate(extra_validators):
            return False
        layout = self.layout()
        taken: dict[tuple[Role | None, str], Column] = {}
        for each, column in zip(self.asked, layout.columns, strict=True):
            first = taken.setdefault((column.role, column.period.casefold()), column)
            if first is not column and column.role is not None and column.role not in _MAY_BE_TWO:
                sentence = f"{quoted(first.heading)} is {role_words(column.role)} already: choose one of them."
                each.role.errors = [sentence]
        if self.asked and all(column.role is not Role.INDICATOR for column in layout.columns):
            self.form_errors.append("Say which column holds the code of the indicator.")
        return not self.errors

    def layout(self) -> Layout:
        """The columns as they were chosen."""
        return Layout(
            tuple(
                Column(column.heading, Role(each.role.data), _period_of(each, Role(each.role.data)))
                for column, each in zip(self.file_columns, self.asked, strict=True)
            )
        )

    def answers(self) -> dict[str, Any]:
        """What the check is told."""
        given: dict[str, Any] = {}
        if "sheet" in self:
            given["sheet"] = self["sheet"].data
        if "period" in self:
            given["period"] = self["period"].data
        if "last_year" in self:
            chosen = self["last_year"].data
            given |= {"last_year": "" if chosen == LEAVE_OUT else chosen, "skip_last_year": chosen == LEAVE_OUT}
        if "create" in self:
            given["create"] = self["create"].data
        if self.asked:
            given["layout"] = self.layout().to_plain()
        return given


def columns_form(upload: UploadRecord, *, posted: bool) -> ColumnsForm:
    """The form for this file, with what was recognised or answered before chosen already."""
    columns = Layout.from_plain(upload.found.get("layout", ())).columns
    fields = {**dict(_fields_of_file(upload)), **dict(_fields_of_columns(columns, upload.found))}
    form: ColumnsForm = type("OneFileForm", (ColumnsForm,), fields)(**({} if posted else {"formdata": None}))
    form.file_columns = columns
    form.asked = tuple(_asked(form, columns, upload.found))
    return form


def _fields_of_file(upload: UploadRecord) -> Iterator[tuple[str, Field]]:
    found, answers = upload.found, upload.answers
    asks, sheets = found.get("asks", ()), found.get("sheets", ())
    if len(sheets) > 1:
        chosen = found.get("sheet") or answers.get("sheet", "")
        choices = [(each, each) for each in sheets]
        yield "sheet", ChoiceField("Sheet that holds the figures", choices=choices, default=chosen)
    if found.get("layout"):
        chosen = answers.get("period", "")
        choices = [*([] if "period" in asks else [NO_PERIOD]), *periods_to_choose(also=chosen)]
        yield "period", ChoiceField("Period that the file is about", choices=choices, default=chosen)
        yield "create", BooleanField(CREATE, default=bool(answers.get("create")), description=CREATED)
        name = name_of_layout(found.get("fingerprint", "")) or PurePath(upload.file_name).stem[:LONGEST_NAME]
        yield "name", StringField("Remember these columns as", default=name, description=REMEMBERED)
    said = LEAVE_OUT if answers.get("skip_last_year") else answers.get("last_year") or found.get("last_year", "")
    if "last_year" in asks or said:
        missing = "Say what “last year” means in this file."
        yield "last_year", OneOfField(LAST_YEAR, choices=list(_LAST_YEARS), default=said, missing=missing)


def _fields_of_columns(columns: Sequence[Column], found: dict[str, Any]) -> Iterator[tuple[str, Field]]:
    dated = any(column.period for column in columns) or all(column.role is not Role.PERIOD for column in columns)
    unknown = set(found.get("unknown", ()))
    for at, column in enumerate(columns):
        asked = at in unknown
        choices = [("", "Please choose"), *_ROLES] if asked else _ROLES
        chosen = column.role or ("" if asked else Role.IGNORED)
        yield f"role-{at}", RoleField(column.heading, choices=choices, default=str(chosen))
        if dated and (column.role is None or column.role in OF_PERIOD):
            yield f"period-{at}", ColumnPeriodField("Its period, if the column has its own", default=column.period)


def _asked(form: ColumnsForm, columns: Sequence[Column], found: dict[str, Any]) -> Iterator[AskedColumn]:
    unknown, rows = set(found.get("unknown", ())), found.get("sample", ())
    for at, column in enumerate(columns):
        samples = tuple(row[at] for row in rows if at < len(row) and row[at].strip())
        period = next((field for field in form if field.name == f"period-{at}"), None)
        heading = column.heading or f"Column {at + 1}, without a heading"
        yield AskedColumn(heading, samples, at in unknown, form[f"role-{at}"], period)


def _period_of(asked: AskedColumn, role: Role) -> str:
    if asked.period is None or role not in OF_PERIOD:
        return ""
    return " ".join((asked.period.data or "").split())
