"""The filled-in old form, whole and in variants, and what is refused."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.domain.errors import Refusal
from webapp.domain.periods import Calendar
from webapp.readers.form_json import as_json
from webapp.readers.old_form import read_form

APRIL = Calendar()
EXAMPLE = (Path(__file__).parents[1] / "examples" / "old-form.txt").read_bytes()

EXPECTED = {
    "indicator_title": "Visits to libraries (per 1,000 population)",
    "strategic_director_lead": "Olwen Pritchard",
    "departmental_lead": "Tomasz Zieliński",
    "unit": "per 1,000",
    "targets": [
        {"value": "1250.0", "estimated": True, "period": "2014-Q3"},
        {"value": "1300", "estimated": False, "period": "2014-FY"},
    ],
    "actual": "1181.9",
    "stated_variance": "-68.6",
    "stated_percent": "-5.5",
    "non_compliance_reason": (
        "<p>Two branches were <strong>closed for repairs</strong> &amp; reopened late.</p>"
        "<ul><li>Eastgate: roof</li><li>Mill Lane: heating</li></ul>"
        "<p>Door counters miss some visitors at the main library.</p>"
    ),
    "actions": [
        {
            "what": "Replace the door counters.",
            "how": "Buy three counters from the repairs budget.",
            "who": "Tomasz Zieliński",
            "when": "By the end of Q4 2014/15.",
            "due": "2015-03-31",
        },
        {
            "what": "Open Eastgate on Saturdays.",
            "how": "Move hours from Tuesday evening.",
            "who": "Branch manager",
            "when": "From 1 December 2014",
            "due": "2014-12-01",
        },
    ],
    "disagreements": [
        {
            "against": "2014-Q3",
            "stated_variance": "-68.6",
            "computed_variance": "-68.1",
            "stated_percent": "-5.5",
            "computed_percent": "-5.4",
            "would_reconcile": [
                {"figure": "actual", "value": "1181.4"},
                {"figure": "target", "value": "1250.5"},
            ],
        }
    ],
    "unread": [],
}


def test_the_whole_form_is_read():
    answer = as_json(read_form(EXAMPLE, APRIL))
    assert answer == EXPECTED
    assert list(answer) == list(EXPECTED)
    assert list(answer["disagreements"][0]) == list(EXPECTED["disagreements"][0])


def _lines(text, change):
    return "\n".join(change(line) for line in text.split("\n"))


def _labels(change):
    def changed(line):
        label, tab, value = line.partition("\t")
        return change(label) + tab + value if tab else line

    return _lines(TEXT, changed)


def _barred(line):
    return f"| {line} |".replace("\t", " | ") if "\t" in line else line


TEXT = EXAMPLE.decode()
SAME = [
    ("as text", TEXT),
    ("as text with a mark", "\ufeff" + TEXT),
    ("UTF-16", TEXT.encode("utf-16")),
    ("Windows line ends", TEXT.replace("\n", "\r\n").encode()),
    ("old Mac line ends", TEXT.replace("\n", "\r").encode()),
    ("colons for tabs", _lines(TEXT, lambda line: line.replace("\t", ": ", 1))),
    ("spaces around the tab", _lines(TEXT, lambda line: line.replace("\t", " \t  ", 1))),
    ("columns made of spaces", TEXT.replace("\t", "     ")),
    ("values on the next line", TEXT.replace("\t", "\n")),
    ("values below a blank line", TEXT.replace("\t", "\n\n")),
    ("capital labels", _labels(str.upper)),
    ("small labels", _labels(str.lower)),
    ("wide labels", TEXT.replace("Lead", " Lead").replace("(is", " (is").replace("Non-compl", "Non compl")),
    ("bars for tabs", _lines(TEXT, _barred)),
    ("bold labels", _labels(lambda label: f"**{label}**:" if "Lead" in label else f"**{label}:**")),
    ("broken instructions", TEXT.replace(". This way", ".\nThis way").replace(" and reason", "\nand reason")),
    ("without some headings", _lines(TEXT, lambda line: "" if line.isupper() else line)),
    ("short action labels", _labels(lambda label: label.split(" (")[0])),
    ("British and American", TEXT.replace("realised", "realized")),
    ("the targets over two lines", TEXT.replace(" / 1,300", "\n1,300")),
    ("the line over three lines", TEXT.replace(" -Target", "\n-Target").replace(" (5.5%)", "\n(5.5%)")),
    ("HTML over several lines", TEXT.replace("</p> <", "</p>\n\n<").replace("were <b>", "were\n<b>")),
]  # fmt: skip


@pytest.mark.parametrize("data", [case[1] for case in SAME], ids=[case[0] for case in SAME])
def test_the_same_form_written_otherwise_is_read_alike(data):
    assert as_json(read_form(data, APRIL)) == EXPECTED


def test_a_form_of_windows_1252():
    text = "Indicator Title\tCafé visits – “all”\r\nTarget\t£1,200\r\n"
    form = read_form(text.encode("cp1252"), APRIL)
    assert form.indicator_title == "Café visits – “all”"
    assert form.unit == "£"


HEAD = "Indicator Title\tRepairs\n"
REASONS = [
    ("plain paragraphs", "One.\ntwo\n\nThree.", "<p>One.<br>two</p><p>Three.</p>"),
    ("plain bullets", "Because:\n• a\n• b", "<p>Because:</p><ul><li>a</li><li>b</li></ul>"),
    ("entities alone", "A &amp; B", "<p>A &amp; B</p>"),
    ("HTML inside lines only", "One <b>two</b>\n\nThree", "<p>One <strong>two</strong></p><p>Three</p>"),
    ("a script", "<p>a</p><script>alert(1)</script>", "<p>a</p>"),
    ("a tab", "a\tb\nc\td", "<p>a b<br>c d</p>"),
    ("lines with colons", "First: a\n\nSecond: b", "<p>First: a</p><p>Second: b</p>"),
    ("signs of comparison", "x < 5 and y > 6", "<p>x &lt; 5 and y &gt; 6</p>"),
    ("everyday words", "When staff left,\nwhat remained", "<p>When staff left,<br>what remained</p>"),
    ("blank", "", ""),
]  # fmt: skip


@pytest.mark.parametrize(("reason", "html"), [case[1:] for case in REASONS], ids=[case[0] for case in REASONS])
def test_the_reason_is_sanitised_html(reason, html):
    form = read_form(f"{HEAD}Non-compliance reason\t{reason}\nTarget\t5\n", APRIL)
    assert form.non_compliance_reason == html
    assert form.targets[0].text == "5"
    assert form.unread == ()


def test_actions_side_by_side_in_a_table():
    table = "What (is required)\tHow (will it be achieved)\tWho\tWhen\nPaint\tBrush\tAnn\tDec 2014\n"
    form = read_form(f"{HEAD}Target\t5\n{table}Dry\tWait\tBob\tsoon\n", APRIL)
    assert [(each.what, each.how, each.who, each.when) for each in form.actions] == [
        ("Paint", "Brush", "Ann", "Dec 2014"),
        ("Dry", "Wait", "Bob", "soon"),
    ]
    assert [each.due and each.due.isoformat() for each in form.actions] == ["2014-12-31", None]


def test_action_values_keep_their_lines_and_lose_their_html():
    form = read_form(f"{HEAD}What\t<p>One</p><p>Two</p>\nHow\tA\n\nB\nWho\t\nWhen\t31 March 2015\n", APRIL)
    (action,) = form.actions
    assert (action.what, action.how, action.who) == ("One\n\nTwo", "A\n\nB", "")


UNREAD = [
    ("a line before any label", "Confidential\n" + HEAD + "Target\t5", ["Confidential"]),
    ("a label of one's own", HEAD + "Cabinet Member\tCllr Lee\nTarget\t5", ["Cabinet Member Cllr Lee"]),
    ("the same with a colon", HEAD + "Cabinet Member: Cllr Lee\nTarget\t5", ["Cabinet Member: Cllr Lee"]),
    ("a line behind a brief value", HEAD + "\nsome words\nTarget\t5", ["some words"]),
    ("a label met again", HEAD + "Target\t5\nIndicator Title\tOther\nwords", ["Indicator Title Other words"]),
    ("an action's label met again", HEAD + "What: a\nHow: b\nHow: c", ["How: c"]),
    ("a target that cannot be read", HEAD + "Target\tlow / 5", ["Target: low"]),
    ("a performance that cannot be read", HEAD + "Performance this Period\tbad",
     ["Performance this Period: bad"]),
    ("other words below a heading", HEAD + "ACTIONS: See below\nTarget\t5", ["See below"]),
    ("a signature", HEAD + "When\tsoon\n\nSigned: A Lee", ["Signed: A Lee"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "unread"), [case[1:] for case in UNREAD], ids=[case[0] for case in UNREAD])
def test_what_cannot_be_read_is_listed(text, unread):
    assert list(read_form(text, APRIL).unread) == unread


AGREEING = [
    ("against the first target", "10 (Oct 2014) / 20 (Mar 2015)", "12 +Target: 2 (20.0%)"),
    ("against a later one", "10 (Oct 2014) / 20 (Mar 2015)", "25 +Target: 5 (25.0%)"),
    ("rounded as written", "385.6 (Oct 2014)", "439.1 +Target: 54 (14%)"),
    ("on target", "10 (Oct 2014)", "10 On target"),
    ("no target", "", "10 +Target: 5 (14%)"),
    ("no actual", "10 (Oct 2014)", "No data"),
    ("nothing stated", "10 (Oct 2014)", "12"),
    ("inside a range", "10 to 20 (Oct 2014)", "12 On target"),
    ("target of zero", "0 (Oct 2014)", "5 +Target: 5 (n/a)"),
]


@pytest.mark.parametrize(("target", "line"), [case[1:] for case in AGREEING], ids=[case[0] for case in AGREEING])
def test_a_line_that_fits_a_target_disagrees_with_nothing(target, line):
    form = read_form(f"{HEAD}Target\t{target}\nPerformance this Period\t{line}\n", APRIL)
    assert form.disagreements == ()


DISAGREEING = [
    ("nearest to the second", "10 (Oct 2014) / 20 (Mar 2015)", "25 +Target: 5.1 (25.0%)", "2015-03", "5"),
    ("a target without a period", "10", "12 +Target: 3 (20.0%)", None, "2"),
    ("not on target", "10 (Oct 2014)", "11 On target", "2014-10", "1"),
    ("the other sign", "150 (Oct 2014)", "119 +Target: 31 (20.7%)", "2014-10", "-31"),
    ("a percent of a zero target", "0 (Oct 2014)", "5 +Target: 5 (100%)", "2014-10", "5"),
]


@pytest.mark.parametrize(
    ("target", "line", "against", "computed"),
    [case[1:] for case in DISAGREEING],
    ids=[case[0] for case in DISAGREEING],
)
def test_a_line_that_fits_none_is_set_against_the_nearest(target, line, against, computed):
    form = read_form(f"{HEAD}Target\t{target}\nPerformance this Period\t{line}\n", APRIL)
    (found,) = as_json(form)["disagreements"]
    assert (found["against"], found["computed_variance"]) == (against, computed)


NO_FORM = [
    ("nothing", b""),
    ("blank lines", b"\n\n\n"),
    ("headings only", b"INDICATOR OVERVIEW\nCURRENT SITUATION\nACTIONS\n"),
    ("a letter", b"Dear all,\nTarget: more visits.\nWhat: everything.\n"),
    ("one label", b"Indicator Title: Visits\n"),
    ("a NUL", b"Indicator Title\tA\0\nTarget\t5\n"),
    ("every byte", bytes(range(256))),
    ("a workbook", b"PK\x03\x04"),
    ("a line of a megabyte", b"a" * 1_000_000),
]


@pytest.mark.parametrize("data", [case[1] for case in NO_FORM], ids=[case[0] for case in NO_FORM])
def test_what_is_not_the_form_is_refused(data):
    with pytest.raises(Refusal) as refusal:
        read_form(data, APRIL)
    assert "\n" not in refusal.value.sentence


def test_a_blank_form_is_a_form():
    labels = "".join(line.split("\t")[0] + "\t\n" for line in TEXT.split("\n") if "\t" in line)
    form = read_form(labels, APRIL)
    assert (form.indicator_title, form.targets, form.actual, form.actions, form.unread) == (
        "",
        (),
        None,
        (),
        (),
    )


HUGE = [
    ("targets", "Target\t" + "1 / " * 250_000),
    ("prose", "Non-compliance reason\t" + "word " * 200_000),
    ("when", "When\t" + "March 2015 " * 90_000),
    ("labels again", "Target\t5\n" * 100_000),
    ("unclosed tags", "What\t" + "<p" * 400_000),
    ("digits", "Performance this Period\t" + "1" * 1_000_000),
]


@pytest.mark.parametrize("row", [case[1] for case in HUGE], ids=[case[0] for case in HUGE])
def test_a_megabyte_takes_no_more_than_moments(row):
    start = time.process_time()
    read_form(HEAD + row, APRIL)
    assert time.process_time() - start < 20


LABELS = [
    "Indicator Title",
    "Target",
    "Performance this Period",
    "Non-compliance reason",
    "What",
    "How",
    "When",
    "ACTIONS",
]
VALUES = [
    "5",
    "£",
    "(Oct 2014)",
    "/",
    "+Target:",
    "(14.0%)",
    "On target",
    "<p>",
    "</p>",
    "<b>",
    "é",
    "to",
    "&amp;",
    "|",
]


@given(st.lists(st.sampled_from([*LABELS, *VALUES, "\t", ":", "\n", " "]), max_size=40).map("".join) | st.text())
def test_any_text_is_a_form_or_refused(text):
    try:
        form = read_form(f"{HEAD}Target\t1\n{text}", APRIL)
    except Refusal as refusal:
        assert "NUL" in refusal.sentence
    else:
        assert as_json(form)["indicator_title"].startswith("Repairs")
