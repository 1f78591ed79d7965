"""No string that anybody can type, paste or save makes the reader of old forms fail."""

from __future__ import annotations

import re

import pytest

from tests.naughty import naughty_strings
from tests.word_forms import OVERVIEW, SITUATION, cell, form_table, packed, paragraph, row, word
from webapp.domain.errors import Refusal
from webapp.domain.periods import Calendar
from webapp.readers.form_file import form_text, pasted_text
from webapp.readers.form_json import as_json
from webapp.readers.old_form import OldForm, read_form

APRIL = Calendar()
LABELS = (
    *("Indicator Title", "Strategic Director Lead", "Departmental Lead", "Target", "Performance this Period"),
    *("Non-compliance reason", "What", "How", "Who", "When"),
)
STRINGS = naughty_strings()
NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def read(text: str) -> OldForm:
    form = read_form(text, APRIL)
    assert as_json(form)["unread"] == list(form.unread)
    return form


def test_there_are_hundreds_of_them() -> None:
    assert len(STRINGS) > 500
    assert not any("\0" in each for each in STRINGS)


@pytest.mark.parametrize("label", LABELS)
def test_a_text_takes_any_string_behind_any_label(label: str) -> None:
    for each in STRINGS:
        read(f"Indicator Title: Repairs\nTarget: 5\n{label}: {each}\nDepartmental Lead: Ann Lee\n")


def test_a_word_document_takes_any_string_that_xml_takes() -> None:
    """A table cell is not misread, whatever stands in it: the rows around it stay what they are."""
    for each in STRINGS:
        words = word(NOT_XML.sub("", each))
        actions = [row(label, cell(paragraph(words))) for label in LABELS[-4:]]
        reason = [row(*SITUATION[0]), row(SITUATION[1][0], cell(paragraph(words)))]
        form = read(form_text(packed(form_table(situation=reason, actions=actions))))
        assert (form.indicator_title, form.performance) == (OVERVIEW[0][1], SITUATION[0][1]), ascii(each)
        assert form.unread == (), ascii(each)
        assert len(form.actions) <= 1, ascii(each)


def test_html_takes_any_string_as_it_is() -> None:
    for each in STRINGS:
        try:
            read(pasted_text(f"<table><tr><td>Indicator Title<td>Repairs<tr><td>How<td>{each}</table>"))
        except Refusal as refusal:
            assert "not a performance action plan form" in refusal.sentence, ascii(each)
