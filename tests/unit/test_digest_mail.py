"""The message of a digest: what it says, where it leads, and that no text of anybody's reaches its headers."""

from __future__ import annotations

import email
from dataclasses import replace
from datetime import UTC, date, datetime
from email import policy
from email.message import EmailMessage

import hypothesis
import pytest
from hypothesis import strategies

from webapp.domain.mail import Sender, is_address
from webapp.domain.reminders import Kind, Reminder
from webapp.outgoing.digest_mail import Letter, Links, compose

SENDER = Sender("Cyngor Môn", "plans@council.example")
LINKS = Links(
    "https://plans.council.example/",
    "https://plans.council.example/account#reminders",
    lambda reminder: f"https://plans.council.example/plans/{reminder.plan_id}?a=1&b=2",
)
OVERDUE = Reminder(
    Kind.PLAN_OVERDUE, "CS01 Rate of <b>need</b> & more", "overdue since 1 November 2014", date(2014, 11, 1), 7, 9
)
WAITING = Reminder(Kind.WAITING, "CS02 Ŵy", "submitted on 12 November 2014", date(2014, 11, 12), 8, 10)
LETTER = Letter(
    message_id="<2014-11-14.abc@council.example>",
    name="Ann Łee",
    address="ann.lee@council.example",
    council="Wirral Bay Council",
    reminders=(OVERDUE, WAITING),
    at=datetime(2014, 11, 14, 9, 30, tzinfo=UTC),
    links=LINKS,
)


def body_of(message: EmailMessage, kind: str) -> str:
    """One of its two texts, with LF line ends."""
    part = message.get_body((kind,))
    assert part is not None
    content: str = part.get_content()
    return content.replace("\r\n", "\n")


HEADERS = [
    "From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted", "X-Auto-Response-Suppress", "List-Unsubscribe",
    "MIME-Version", "Content-Type",
]  # fmt: skip


def received(letter: Letter, sender: Sender = SENDER) -> EmailMessage:
    """The message as whoever gets it reads it."""
    return email.message_from_bytes(compose(letter, sender).as_bytes(), policy=policy.default)


def test_the_headers() -> None:
    message = received(LETTER)
    assert message.keys() == HEADERS
    assert message["From"] == "Cyngor Môn <plans@council.example>"
    assert message["To"] == "ann.lee@council.example"
    assert message["Subject"] == "Back to Green: 1 plan overdue, 1 plan waiting for your signature"
    assert message["Message-ID"] == "<2014-11-14.abc@council.example>"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["List-Unsubscribe"] == "<https://plans.council.example/account#reminders>"
    assert message["Date"].datetime == LETTER.at


TEXT = """\
Dear Ann Łee

Here are 2 reminders for you of 14 November 2014.

Plan overdue
- CS01 Rate of <b>need</b> & more: overdue since 1 November 2014
  https://plans.council.example/plans/9?a=1&b=2

Waiting for signature
- CS02 Ŵy: submitted on 12 November 2014
  https://plans.council.example/plans/10?a=1&b=2

Sign in: https://plans.council.example/
Choose what you are reminded of: https://plans.council.example/account#reminders

Back to Green, Wirral Bay Council
This message was sent automatically. Nobody reads replies to it.
"""


def test_the_plain_text() -> None:
    assert body_of(received(LETTER), "plain") == TEXT


def test_the_html_says_the_same_and_escapes() -> None:
    html = body_of(received(LETTER), "html")
    assert '<html lang="en-GB">' in html
    assert (
        '<li><a href="https://plans.council.example/plans/9?a=1&amp;b=2">'
        "CS01 Rate of &lt;b&gt;need&lt;/b&gt; &amp; more</a>: overdue since 1 November 2014</li>"
    ) in html
    assert "<h2>Waiting for signature</h2>" in html
    assert "<b>" not in html


def test_without_a_public_address_it_says_where_to_go() -> None:
    message = received(replace(LETTER, links=None))
    assert message.keys() == [header for header in HEADERS if header != "List-Unsubscribe"]
    for kind in ("plain", "html"):
        assert "http" not in body_of(message, kind)
        assert "all of this waits under Your work" in body_of(message, kind)


def test_one_reminder() -> None:
    text = body_of(received(replace(LETTER, reminders=(WAITING,))), "plain")
    assert "Here is 1 reminder for you of 14 November 2014." in text


INJECTIONS = [
    "Ann\r\nBcc: everybody@council.example",
    "Ann\nBcc: everybody@council.example\n\nBody",
    "=?utf-8?q?x=0D=0ABcc:_everybody@council.example?=",
    'Ann" <other@council.example>, "',
    "a@b.example, " * 30,
    "é" * 300,
    "\x0b\x0c\x1c\x85\u2028\u2029",
    "\n.\nRCPT TO:<other@council.example>",
]


@pytest.mark.parametrize("text", INJECTIONS)
def test_nothing_that_people_write_reaches_a_header(text: str) -> None:
    _says_it_in_the_body_only(text)


@hypothesis.given(strategies.text(max_size=200))
def test_whatever_people_write_stays_in_the_body(text: str) -> None:
    _says_it_in_the_body_only(text)


@hypothesis.given(strategies.from_regex(r"[^\s@]{1,12}@[^\s@]{1,12}", fullmatch=True).filter(is_address))
def test_an_address_stands_in_its_header_as_it_is(address: str) -> None:
    message = received(replace(LETTER, address=address))
    assert (message.keys(), message["To"]) == (HEADERS, address)


def _says_it_in_the_body_only(text: str) -> None:
    plain = compose(LETTER, SENDER)
    written = replace(LETTER, name=text, council=text, reminders=(replace(OVERDUE, name=text, words=text), WAITING))
    message = received(written)
    assert message.keys() == HEADERS
    for header in HEADERS[:-1]:
        assert message[header] == plain[header]
    text = body_of(message, "plain")
    assert len(text.splitlines()) == len(TEXT.splitlines()), "a text begins a line of its own"


def test_an_address_with_letters_beyond_ascii() -> None:
    content = compose(replace(LETTER, address="änn@council.example"), SENDER).as_bytes()
    assert "To: änn@council.example\r\n".encode() in content
