"""Sending the day's digests, each at most once whatever happens in between."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from webapp.domain.errors import Refusal
from webapp.domain.mail import MailServer, Sender, is_address
from webapp.domain.reminders import DigestState, Reminder
from webapp.outgoing.digest_mail import Letter, Links, compose
from webapp.outgoing.smtp import Connection, Delivery, Outcome, Unreachable
from webapp.services.clock import LONDON, now, today
from webapp.services.reminders.claims import claim, count_unknown, ensure_clock, find_dead, people_done, settle
from webapp.services.reminders.digests import PersonDigest, digests_of
from webapp.services.reminders.one_run import only_run
from webapp.services.settings import CouncilSettings, council_settings
from webapp.services.store import settings

TURNED_OFF = "Reminders are turned off on the Settings page"
ANOTHER_RUN = "Another run is sending reminders"


@dataclass(frozen=True, slots=True)
class Told:
    """One digest and what became of it; ``state`` None: it would be sent."""

    person: str
    address: str
    reminders: tuple[Reminder, ...]
    state: DigestState | None
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class Run:
    """What a run did: the digests it offered, how many of the day were settled before, and why it did nothing more.

    ``note`` says why nothing was sent although nothing is wrong; ``trouble`` that the server could not be reached.
    """

    day: date
    digests: tuple[Told, ...] = ()
    earlier: int = 0
    note: str = ""
    trouble: str = ""

    def count(self, state: DigestState | None) -> int:
        """How many digests came to that."""
        return Counter(told.state for told in self.digests)[state]


def preview_reminders() -> Run:
    """What a run would send now; sends and writes nothing."""
    day, council = today(), council_settings()
    ensure_clock(day)
    waiting, earlier = _waiting(day)
    digests = tuple(Told(each.name, each.address, each.reminders, None) for each in waiting)
    return Run(day, digests, earlier, note=_why_not(council))


def send_reminders(*, links: Links | None) -> Run:
    """Offer every digest of today that is not settled to the mail server.

    Raises Refusal where mail is not set up, in the demonstration, where the clock was put back, or where the server
    cannot be reached before anything was offered to it.
    """
    server, sender = _mail_settings()
    day, council = today(), council_settings()
    with only_run() as mine:
        if not mine:
            return Run(day, note=ANOTHER_RUN)
        ensure_clock(day)
        find_dead()
        if note := _why_not(council):
            return Run(day, note=note)
        waiting, earlier = _waiting(day)
        digests: list[Told] = []
        trouble = _offer(waiting, digests, day, server, Post(sender, council.council_name, links))
    return Run(day, tuple(digests), earlier, trouble=trouble)


@dataclass(frozen=True, slots=True)
class Post:
    """What every message of a run has in common."""

    sender: Sender
    council: str
    links: Links | None


def _offer(waiting: Iterable[PersonDigest], digests: list[Told], day: date, server: MailServer, post: Post) -> str:
    """Offer one digest after the other and note what became of each; returns why it stopped, "" at the end."""
    connection: Connection | None = None
    try:
        for digest in waiting:
            if connection is None:
                connection = Connection(server)
            else:
                connection.ensure_open()
            claimed = claim(digest, day=day, domain=post.sender.domain)
            if claimed is None:
                continue
            delivery = _deliver(connection, digest, claimed.message_id, post)
            state = DigestState(delivery.outcome)
            settle(claimed, state, delivery.words)
            digests.append(Told(digest.name, digest.address, digest.reminders, state, delivery.words))
    except Unreachable as unreachable:
        if not digests:
            raise
        return unreachable.sentence
    finally:
        if connection is not None:
            connection.close()
    return ""


def _deliver(connection: Connection, digest: PersonDigest, message_id: str, post: Post) -> Delivery:
    if not is_address(digest.address):
        return Delivery(Outcome.REFUSED, "No message can be addressed to this.")
    letter = Letter(message_id, digest.name, digest.address, post.council, digest.reminders, now(), post.links)
    message = compose(letter, post.sender)
    return connection.deliver(message, sender=post.sender.address, recipient=digest.address)


def _waiting(day: date) -> tuple[tuple[PersonDigest, ...], int]:
    """The digests to offer, and how many of the day need no offer any more."""
    done = people_done(day)
    found = digests_of(day, unknown=count_unknown())
    return tuple(digest for digest in found if digest.person_id not in done), len(done)


def _why_not(council: CouncilSettings) -> str:
    if not council.reminders:
        return TURNED_OFF
    return council.quiet.why(now().astimezone(LONDON))


def _mail_settings() -> tuple[MailServer, Sender]:
    """Raises Refusal where there is no server to send by, or nobody to send as."""
    start = settings()
    if start.demo:
        raise Refusal("The demonstration sends no mail: add --dry-run to see what would be sent.")
    if start.mail_server is None or start.mail_from is None:
        raise Refusal("No mail server is set: set BTG_SMTP_URL and BTG_MAIL_FROM.")
    return start.mail_server, start.mail_from
