"""Fields read what people write, keep it to the letter on an error, and say what to write instead."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from werkzeug.datastructures import MultiDict
from wtforms import Form, FormField, RadioField, StringField
from wtforms.validators import InputRequired, Optional

from webapp.domain.errors import Refusal, Refusals
from webapp.domain.periods import Frequency
from webapp.web.fields import DueDateField, NumberField, PeriodField, Rows, read_date
from webapp.web.forms import ErrorLink, control_of, error_links, show_refusal


class ActionForm(Form):  # type: ignore[misc]
    who = StringField("Who will be responsible?", [InputRequired("Name the person responsible")])


class SampleForm(Form):  # type: ignore[misc]
    actual = NumberField("Performance this period", [InputRequired("Enter the figure")])
    due = DueDateField("Due date", [Optional()])
    period = PeriodField("Period", [Optional()], frequency=Frequency.YEAR)
    polarity = RadioField("Which way is better?", [Optional()], choices=["lower", "higher"])
    actions = Rows(FormField(ActionForm), min_entries=2)


GOOD: dict[str, Any] = {"actual": "439.1", "actions-0-who": "Ann", "actions-1-who": "Bob"}


def posted(**changes: Any) -> SampleForm:
    return SampleForm(MultiDict(GOOD | changes))


DATES = {
    "31 March 2015": date(2015, 3, 31),
    "  31  march  2015 ": date(2015, 3, 31),
    "1st Sept 2014": date(2014, 9, 1),
    "3 Dec. 2014": date(2014, 12, 3),
    "31/03/2015": date(2015, 3, 31),
    "1.3.2015": date(2015, 3, 1),
    "01-03-2015": date(2015, 3, 1),
    "2015-03-31": date(2015, 3, 31),
    "29 February 2016": date(2016, 2, 29),
}


@pytest.mark.parametrize("text", DATES)
def test_date_is_read(text: str) -> None:
    assert read_date(text) == DATES[text]


@pytest.mark.parametrize(
    "text",
    [
        "31/02/2015", "29 February 2015", "0/1/2015", "1/13/2015", "1/3/15", "March 2015", "end of Q3",
        "31/03-2015", "2015/03/31", "31 Marsh 2015", "٣١/٠٣/٢٠١٥", "0000-01-01", "31 March 2015 or so",
    ],
)  # fmt: skip
def test_date_is_refused_with_an_example_of_a_good_one(text: str) -> None:
    with pytest.raises(Refusal) as refused:
        read_date(text)
    assert text in refused.value.sentence
    assert "31 March 2015" in refused.value.sentence


def test_good_texts_become_values() -> None:
    form = posted(actual=" 1,234.50 ", due="31/03/2015", period="2014-15")
    assert form.validate()
    assert form.actual.data == Decimal("1234.50")
    assert form.due.data == date(2015, 3, 31)
    assert form.period.data is not None
    assert form.period.data.key == "2014-FY"


@pytest.mark.parametrize("text", ["NaN", "sNaN", "Infinity", "1_000", "1e5", "٣", "12 or 13"])
def test_what_is_no_figure_is_refused_and_kept(text: str) -> None:
    form = posted(actual=text)
    assert not form.validate()
    assert form.actual.data is None
    assert form.actual._value() == text
    assert len(form.actual.errors) == 1


def test_blank_is_nothing_and_zero_is_a_figure() -> None:
    assert posted(actual="  ").actual.data is None
    assert posted(actual="0").actual.data == 0


def test_blank_is_refused_only_where_an_answer_is_wanted() -> None:
    form = posted(actual="", due="")
    assert not form.validate()
    assert form.errors == {"actual": ["Enter the figure"]}


def test_stored_values_are_shown_as_people_write_them() -> None:
    form = SampleForm(data={"actual": Decimal("439.100000"), "due": date(2015, 3, 31)})
    assert form.actual._value() == "439.1"
    assert form.due._value() == "31 March 2015"


def test_error_summary_leads_to_every_field_in_the_order_of_the_page() -> None:
    form = posted(actual="x", **{"actions-1-who": ""})
    form.validate()
    assert [link.target for link in error_links(form)] == ["actual", "actions-1-who"]


def test_refusals_land_on_their_fields_or_on_the_form() -> None:
    form = posted()
    assert form.validate()
    show_refusal(
        form,
        Refusals((Refusal("The period is locked."), Refusal("Ann has left.", field="actions-0-who"))),
    )
    assert error_links(form) == [
        ErrorLink("The period is locked.", None),
        ErrorLink("Ann has left.", "actions-0-who"),
    ]


def test_radios_are_named_by_their_first_choice() -> None:
    """The design system gives the first radio the id of the field, so the summary's link finds it."""
    form = posted(polarity="sideways")
    form.validate()
    assert control_of(form.polarity) == "radios"
    assert [link.target for link in error_links(form)] == ["polarity"]


@pytest.mark.parametrize("number", ["²", "٣", "1" * 5000, "x", ""])
def test_a_row_whose_number_is_none_of_ours_is_passed_over(number: str) -> None:
    form = posted(**{f"actions-{number}-who": "Eve"})
    assert [entry.form.who.data for entry in form.actions] == ["Ann", "Bob"]
