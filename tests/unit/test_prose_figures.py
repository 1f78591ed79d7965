"""Figures in the prose beside the stored ones: what disagrees is told with its sentence, and all else is left alone."""

from __future__ import annotations

import pytest

from tests.unit.stored_figures import BUDGET, COUNT, DAYS, MILLIONS, NOTHING, RATE, SHARE
from webapp.domain.prose import figures, sentences
from webapp.domain.prose_figures import Stored, figure_notes

TARGETS = "The stored targets are 385.6 (October 2014) and 375.1 (March 2015)."
ACTUAL = "The stored actual of October 2014 is 439.1 per 10,000."
GIVE = (
    "The stored figures give 53.5 per 10,000 (13.9%) against 385.6 (October 2014) "
    "and 64.0 per 10,000 (17.1%) against 375.1 (March 2015)."
)

TOLD = [
    ("the actual", RATE, "Performance was 438.1 in October 2014.", f"It says 438.1. {ACTUAL}"),
    ("the actual, whole", RATE, "The actual is 440.", f"It says 440. {ACTUAL}"),
    ("the actual, by its unit", RATE, "We now have 438 per 10,000 children.", f"It says 438. {ACTUAL}"),
    ("the actual, by its look", RATE, "The rate, 439.7, is the highest yet.", f"It says 439.7. {ACTUAL}"),
    ("digits exchanged", RATE, "The rate rose to 493.1 again; performance 493.1.", f"It says 493.1. {ACTUAL}"),
    ("a target", RATE, "It is above the target of 385.", f"It says 385. {TARGETS}"),
    ("a target at its date", RATE, "The target for March 2015 is 375.4.", f"It says 375.4. {TARGETS}"),
    ("a target before the word", RATE, "We missed our 386.5 target.", f"It says 386.5. {TARGETS}"),
    ("a variance", RATE, "That is 54.1 above target.", f"It says 54.1. {GIVE}"),
    ("a variance cut off", RATE, "It missed the target by 53.", f"It says 53. {GIVE}"),
    ("a percent", RATE, "That is 14.0% above the target.", f"It says 14.0%. {GIVE}"),
    ("a percent, by its look", RATE, "Worse by a seventh (14.0%).", f"It says 14.0%. {GIVE}"),
    ("the old form's line", RATE, "439.1 +Target: 54.1 per 10,000 (14.0%)",
     f"It says 54.1 and 14.0%. {GIVE} An actual of 439.7 would make both right."),
    ("the right variance, another percent", RATE, "A variance of 53.5 (13.0%).", f"It says 53.5 and 13.0%. {GIVE}"),
    ("the second of two variances", RATE, "It is 53.5 above target and 60.0 above target.", f"It says 60.0. {GIVE}"),
    ("a percentage", SHARE, "Performance this quarter was 83%.",
     "It says 83%. The stored actual of Quarter 2 2014/15 is 81.8%."),
    ("a percentage far off", SHARE, "Performance was 27.4%.",
     "It says 27.4%. The stored actual of Quarter 2 2014/15 is 81.8%."),
    ("the actual far off, with its unit", RATE, "Performance was 43.9 per 10,000.", f"It says 43.9. {ACTUAL}"),
    ("a target far off, with its sign", SHARE, "The target is 9.2%.",
     "It says 9.2%. The stored target is 92.0% (2014/15)."),
    ("a percentage, by its look", SHARE, "Only 81.3% were in time.",
     "It says 81.3%. The stored actual of Quarter 2 2014/15 is 81.8%."),
    ("a target as it was once", SHARE, "The target is 93%.", "It says 93%. The stored target is 92.0% (2014/15)."),
    ("percentage points", SHARE, "That is 10.5 percentage points below target.",
     "It says 10.5 percentage points. The stored figures give 10.2 percentage points (11.1%) against 92.0% (2014/15)."),
    ("a percent for points", SHARE, "That is 9% below target.",
     "It says 9%. The stored figures give 10.2 percentage points (11.1%) against 92.0% (2014/15)."),
    ("a count", COUNT, "The actual of 118 is far from the target.",
     "It says 118. The stored actual of October 2014 is 119."),
    ("a count's target", COUNT, "Against a target of 155 that is little.",
     "It says 155. The stored target is 150 (October 2014)."),
    ("days, by their look", DAYS, "Homes stood empty for 34.7 days.",
     "It says 34.7. The stored actual of October 2014 is 34.1 days."),
    ("money", BUDGET, "The actual is £421,000.", "It says £421,000. The stored actual of Quarter 2 2014/15 is £412k."),
    ("money in another unit", MILLIONS, "We saved £4.16m.",
     "It says £4.16m. The stored actual of Quarter 2 2014/15 is £4.11m."),
    ("a target without an actual", NOTHING, "The target is 387.",
     "It says 387. The stored target is 385.6 (October 2014)."),
]  # fmt: skip


@pytest.mark.parametrize(("stored", "text", "note"), [row[1:] for row in TOLD], ids=[row[0] for row in TOLD])
def test_what_disagrees_is_told(stored: Stored, text: str, note: str) -> None:
    found = figure_notes("reason", text, stored)
    assert [each.sentence for each in found] == [note]
    assert found[0].field == "reason"
    assert found[0].quote == text


QUIET = [
    ("what is stored", RATE, "Performance was 439.1 per 10,000, 53.5 (13.9%) above the target of 385.6."),
    ("what is stored, rounded", RATE, "Performance was 439, which is 54 above target, 14% over target."),
    ("the other target", RATE, "It is 64.0 (17.1%) above the target of 375.1 for March 2015."),
    ("an earlier figure", RATE, "It rose from 431.2 to 439.1."),
    ("another month", RATE, "Performance in September was 430.2."),
    ("another year", RATE, "Performance was 391.0 in October 2013."),
    ("last year", RATE, "Last year performance was 440.2."),
    ("another quarter", SHARE, "Performance in Q1 was 83.5%."),
    ("elsewhere", RATE, "The England average is 440.0 and the national target 386.0."),
    ("loosely", RATE, "Performance was about 440 and nearly 15% above target."),
    ("what is wanted", RATE, "We will bring it down to 386.5 by March 2015."),
    ("a range", RATE, "Between 435.0 and 440.0, or 436 to 441 per 10,000."),
    ("dates", RATE, "On 31 October 2014, 31/10/14, October 31st, in 2014/15, 2014-15, Q3 and 2014."),
    ("years", COUNT, "Performance since 2014 is counted anew."),
    ("times and telephones", RATE, "Ring 01438 439 439 or 020 7946 0439 at 9:30am or 4pm, 24/7."),
    ("people", RATE, "410 children and 60 social workers, 440 cases, 386 of them new."),
    ("people of a count", COUNT, "The actual of 118 children includes 12 babies; a target of 155 interviews."),
    ("shares of something else", SHARE, "83.1% of staff are trained; 11 of 18 decisions; 1 in 10."),
    ("a whole percentage", SHARE, "82% of first visits, and 80% in all."),
    ("money of no money measure", RATE, "It cost £439.70 and £385,000."),
    ("other money", BUDGET, "Placements: £270,000. Income: £90,000. In June it was £85,000."),
    ("durations", DAYS, "Three offers took more than 35 days, 14 days each, for 33 weeks."),
    ("list numbers", RATE, "1. First\n2. Second\n(3) Third\n- 4 posts"),
    ("references", RATE, "Section 47, part 3, paragraph 12, page 440, age 16, year 11, room 439."),
    ("ordinals", RATE, "The 3rd and the 440th."),
    ("codes and addresses", RATE, "A440, NI439x, ann439.7@council.example, https://council.example/439.7"),
    ("far from everything", RATE, "The figure of 12.5 is of no use; performance was 9.5."),
    ("a variance far away", RATE, "It is 200 above target."),
    ("an actual that is not stored", NOTHING, "Performance was 440.0, 50.1 above target."),
    ("nothing", RATE, ""),
    ("another unit", RATE, "Performance was 438 per 1,000."),
]  # fmt: skip


@pytest.mark.parametrize(("stored", "text"), [row[1:] for row in QUIET], ids=[row[0] for row in QUIET])
def test_all_else_is_left_alone(stored: Stored, text: str) -> None:
    assert [(each.quote, each.sentence) for each in figure_notes("reason", text, stored)] == []


def test_a_note_names_the_field_of_an_action() -> None:
    (note,) = figure_notes("actions-1-how", "Down from 440.1 per 10,000.", RATE)
    assert (note.field, note.label) == ("actions-1-how", "Action 2: How (will it be achieved)")


def test_each_sentence_is_told_once_and_by_itself() -> None:
    text = "The target is 386.1, and again the target is 386.1.\n- The target is 386.1.\nAll is well."
    assert [each.quote for each in figure_notes("reason", text, RATE)] == [
        "The target is 386.1, and again the target is 386.1.",
        "The target is 386.1.",
    ]


def test_sentences_begin_with_lines_items_and_full_stops() -> None:
    text = "It rose. By 3.5 a week, e.g. in May.\n\n1. Eleven late\n2) “Why?” she asked. 12 more\n- last"
    assert list(sentences(text)) == [
        "It rose.", "By 3.5 a week, e.g. in May.", "Eleven late", "“Why?” she asked.", "12 more", "last",
    ]  # fmt: skip


HOSTILE = {
    "digits": "9" * 20_000,
    "digits apart": "1 " * 10_000 + "x",
    "figures": "440 a, " * 3_000,
    "no address": "a" * 20_000 + "@",
    "commas": "1,1" * 7_000,
    "brackets": "(" * 20_000,
    "targets": "target " * 3_000 + "1",
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_texts_are_looked_through_too(text: str) -> None:
    assert len(list(figures(text))) <= 10_000
    assert figure_notes("reason", text, RATE) == ()
