"""One person's reminders of one day as a message: plain text, and the same as simple HTML."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP, SMTPUTF8
from html import escape
from itertools import groupby

from webapp.domain.formats import LONDON, long_date
from webapp.domain.mail import Sender
from webapp.domain.reminders import Reminder, counts_in_words

PRODUCT = "Back to Green"
_UNPRINTED = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")


@dataclass(frozen=True, slots=True)
class Links:
    """Where a message leads to: the front page, the page of preferences, and the page of each reminder."""

    home: str
    preferences: str
    of: Callable[[Reminder], str]


@dataclass(frozen=True, slots=True)
class Letter:
    """What is written to whom; ``message_id`` stays the same if the digest is tried again.

    Without ``links`` (no public address is set) the text says in words where to go.
    """

    message_id: str
    name: str
    address: str
    council: str
    reminders: Sequence[Reminder]
    at: datetime
    links: Links | None


def compose(letter: Letter, sender: Sender) -> EmailMessage:
    """The message; raises ValueError for an address that no header can hold.

    No header holds a text that people write, not even a name: the library that writes headers decodes what looks
    encoded in them, line ends included.
    """
    message = EmailMessage(policy=SMTP if letter.address.isascii() else SMTPUTF8)
    message["From"] = _mailbox(sender.address, sender.name or PRODUCT)
    message["To"] = _mailbox(letter.address)
    message["Subject"] = f"{PRODUCT}: {counts_in_words(letter.reminders)}"
    message["Date"] = letter.at
    message["Message-ID"] = letter.message_id
    message["Auto-Submitted"] = "auto-generated"
    message["X-Auto-Response-Suppress"] = "All"  # Exchange then sends no out-of-office reply
    if letter.links:
        message["List-Unsubscribe"] = f"<{letter.links.preferences}>"
    message.set_content("\n".join(_text(letter)) + "\n", cte="quoted-printable")
    message.add_alternative("\n".join(_html(letter)) + "\n", subtype="html", cte="quoted-printable")
    return message


def _mailbox(address: str, name: str = "") -> Address:
    username, _, domain = address.rpartition("@")
    return Address(name, username, domain)


def _opening(letter: Letter) -> str:
    count = len(letter.reminders)
    day = long_date(letter.at.astimezone(LONDON).date())
    return f"Here {'is 1 reminder' if count == 1 else f'are {count} reminders'} for you of {day}."


def _groups(letter: Letter) -> Iterator[tuple[str, list[Reminder]]]:
    for kind, reminders in groupby(letter.reminders, key=lambda reminder: reminder.kind):
        yield kind[:1].upper() + kind[1:], list(reminders)


def _text(letter: Letter) -> Iterator[str]:
    links = letter.links
    yield from (f"Dear {_line(letter.name)}", "", _opening(letter))
    for heading, reminders in _groups(letter):
        yield from ("", heading)
        for reminder in reminders:
            yield f"- {_line(str(reminder))}"
            if links:
                yield f"  {links.of(reminder)}"
    yield ""
    if links:
        yield f"Sign in: {links.home}"
        yield f"Choose what you are reminded of: {links.preferences}"
    else:
        yield from _WITHOUT_LINKS
    yield from ("", f"{PRODUCT}, {_line(letter.council)}", _AUTOMATIC)


def _html(letter: Letter) -> Iterator[str]:
    links = letter.links
    yield '<!DOCTYPE html>\n<html lang="en-GB">\n<head><meta charset="utf-8"><title>Reminders</title></head>\n<body>'
    yield from (_paragraph(f"Dear {_line(letter.name)}"), _paragraph(_opening(letter)))
    for heading, reminders in _groups(letter):
        yield from (f"<h2>{escape(heading)}</h2>", "<ul>")
        for reminder in reminders:
            name, words = _line(reminder.name), _line(reminder.words)
            linked = f'<a href="{escape(links.of(reminder))}">{escape(name)}</a>' if links else escape(name)
            yield f"<li>{linked}{f': {escape(words)}' if words else ''}</li>"
        yield "</ul>"
    if links:
        home, preferences = escape(links.home), escape(links.preferences)
        choose = f'<a href="{preferences}">Choose what you are reminded of</a>'
        yield f'<p><a href="{home}">Sign in</a><br>{choose}</p>'
    else:
        yield from map(_paragraph, _WITHOUT_LINKS)
    yield from (_paragraph(f"{PRODUCT}, {_line(letter.council)}"), _paragraph(_AUTOMATIC), "</body>\n</html>")


_WITHOUT_LINKS = (
    f"Sign in to {PRODUCT} in your browser, as usual: all of this waits under Your work.",
    "Choose your name at the top right of any page to say what you are reminded of.",
)
_AUTOMATIC = "This message was sent automatically. Nobody reads replies to it."


def _paragraph(text: str) -> str:
    return f"<p>{escape(text)}</p>"


def _line(text: str) -> str:
    """A text of somebody's on one line, without control characters."""
    return " ".join(_UNPRINTED.sub(" ", text).split())
