"""Whatever stands in an old form is saved as it was read: character by character, on both databases."""

from __future__ import annotations

import re
from dataclasses import replace

from flask import Flask

from tests.builders import make_person
from tests.integration.administration import browser_of, words
from tests.integration.old_form_folder import batch_of, row_of
from tests.naughty import naughty_strings
from tests.word_forms import HEADINGS, cell, packed, paragraph, row, table, word
from webapp.domain.actions import MOST_ACTIONS
from webapp.domain.rights import Role
from webapp.services.old_forms.answering import answer_all, give_codes
from webapp.services.old_forms.batch_pages import batch_page
from webapp.services.old_forms.given import Given
from webapp.services.old_forms.reading import read_old_form
from webapp.services.old_forms.settling import confirm_ready
from webapp.services.plans.records import load_actions, load_plan

NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
LABELS = (
    "What (is required)",
    "How (will it be achieved)",
    "Who (will be responsible)",
    "When (will results be realised)",
)


def form(number: int, strings: list[str]) -> bytes:
    """A Word form with each string in every column of an action, and all of them in its reason."""
    paragraphs = [paragraph(word(each)) for each in strings]
    return packed(
        table(
            row("Indicator Title", f"Measure {number}"),
            row("Departmental Lead", cell(paragraph(word(strings[0][:100])))),
            row("Target", "90 (Oct 2014)"),
            row("Performance this Period", "81"),
            row("Non-compliance reason", cell(*paragraphs)),
            row(HEADINGS[-1], ""),
            row(*LABELS),
            *(row(*(cell(each) for _ in LABELS)) for each in paragraphs),
        )
    )


def test_hundreds_of_naughty_strings_are_saved_as_they_were_read(app: Flask) -> None:
    strings = [NOT_XML.sub("", each)[:2000] for each in naughty_strings()]
    parts = [strings[place : place + MOST_ACTIONS] for place in range(0, len(strings), MOST_ACTIONS)]
    with app.app_context():
        who = make_person("Priya Nair", Role.PERFORMANCE)
        batch = batch_of(who, **{f"{number:02}.docx": form(number, part) for number, part in enumerate(parts)})
        codes = {row.item.id: f"M{row.item.position}" for row in batch_page(who=who, batch_id=batch).rows}
        answer_all(who=who, batch_id=batch, given=Given(polarity="higher"))
        give_codes(who=who, batch_id=batch, codes=codes)
        step = confirm_ready(who=who, batch_id=batch)
        assert (step.saved, step.refused, step.left) == (len(parts), 0, 0)
        for number in range(len(parts)):
            became = row_of(who, batch, f"{number:02}.docx")
            read, record = read_old_form(became.item.text), load_plan(became.plan.id)
            assert record.reason_html == read.non_compliance_reason
            kept = [action for action in read.actions if not action.is_blank]
            assert [replace(action, key="") for action in load_actions(became.plan.id)] == kept
            assert record.old_form["text"] == became.item.text
    browser = browser_of(app, who)
    for number in (1, len(parts)):
        assert "Measure" in words(browser.get(f"/plans/{number}"))
    assert browser.get(f"/plans/old-forms/{batch}").status_code == 200


def test_a_nul_is_refused_by_name(app: Flask) -> None:
    with app.app_context():
        who = make_person("Priya Nair", Role.PERFORMANCE)
        batch = batch_of(who, a="Indicator Title\tA\0B\nTarget\t5\n")
        assert "NUL character on line 1" in row_of(who, batch, "a").item.trouble
