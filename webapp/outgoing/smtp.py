"""Handing a message to a mail server, and knowing afterwards whether it has it, has refused it, or may have it."""

from __future__ import annotations

import re
import smtplib
import ssl
from dataclasses import dataclass
from email.message import EmailMessage
from enum import StrEnum
from types import TracebackType

from webapp.domain.errors import Refusal
from webapp.domain.mail import MailServer

PATIENCE_SECONDS = 120
"""How long the server may take for one answer."""

_ACCEPTED = range(200, 300)
_GO_AHEAD = 354
_FAULTS = (smtplib.SMTPException, OSError, ValueError)
_LINE_BEGINS_WITH_DOT = re.compile(rb"^\.", re.MULTILINE)


class Outcome(StrEnum):
    """What became of a message; *unknown* is one that was handed over while no answer came back."""

    SENT = "sent"
    REFUSED = "refused"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Delivery:
    """The outcome, and the server's own words where it did not simply take the message."""

    outcome: Outcome
    words: str = ""


class Unreachable(Refusal):
    """The mail server cannot be reached, or lets nobody in; nothing was handed to it."""


class Connection:
    """A conversation with a mail server, for one message after the other; raises Unreachable where none begins."""

    def __init__(self, server: MailServer) -> None:
        self._server = server
        self._smtp = _conversation(server)

    def __enter__(self) -> Connection:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Take leave; a server that is gone already is left alone."""
        try:
            self._smtp.quit()
        except _FAULTS:
            self._smtp.close()

    def ensure_open(self) -> None:
        """Forget a message that was refused, or begin anew where the conversation broke off; raises Unreachable."""
        try:
            code, _ = self._smtp.rset()
        except _FAULTS:
            code = 0
        if code not in _ACCEPTED:
            self._smtp.close()
            self._smtp = _conversation(self._server)

    def deliver(self, message: EmailMessage, *, sender: str, recipient: str) -> Delivery:
        """Hand over one message. Until the server has all of it, whatever fails is a definite refusal."""
        written = message.as_bytes(policy=message.policy.clone(linesep="\r\n"))
        content = _LINE_BEGINS_WITH_DOT.sub(b"..", written)
        try:
            refusal = self._announce(sender, recipient)
        except _FAULTS as fault:
            return self._broken(Outcome.REFUSED, fault)
        if refusal:
            return Delivery(Outcome.REFUSED, refusal)
        try:
            self._smtp.send(content + b".\r\n")
            code, words = self._smtp.getreply()
        except _FAULTS as fault:
            return self._broken(Outcome.UNKNOWN, fault)
        if code in _ACCEPTED:
            return Delivery(Outcome.SENT)
        return Delivery(Outcome.REFUSED, _said(code, words))

    def _announce(self, sender: str, recipient: str) -> str:
        """Say who writes to whom, and that the text comes next; returns the server's refusal, "" where it agrees."""
        options = [] if recipient.isascii() else ["SMTPUTF8", "BODY=8BITMIME"]
        if options and not self._smtp.has_extn("smtputf8"):
            return "The server takes no address with such letters."
        code, words = self._smtp.mail(sender, options)
        if code in _ACCEPTED:
            code, words = self._smtp.rcpt(recipient)
        if code in _ACCEPTED:
            code, words = self._smtp.docmd("DATA")
        return "" if code == _GO_AHEAD else _said(code, words)

    def _broken(self, outcome: Outcome, fault: Exception) -> Delivery:
        """The conversation is over; the next message needs another one."""
        self._smtp.close()
        return Delivery(outcome, f"The conversation with the mail server broke off: {_words_of(fault)}")


def _conversation(server: MailServer) -> smtplib.SMTP:
    """Greeted, encrypted and signed in as the settings say; raises Unreachable."""
    context = ssl.create_default_context()
    smtp: smtplib.SMTP | None = None
    try:
        if server.tls:
            smtp = smtplib.SMTP_SSL(server.host, server.port, timeout=PATIENCE_SECONDS, context=context)
        else:
            smtp = smtplib.SMTP(server.host, server.port, timeout=PATIENCE_SECONDS)
        if server.starttls:
            smtp.starttls(context=context)
        smtp.ehlo_or_helo_if_needed()
        if server.user:
            smtp.login(server.user, server.password)
    except _FAULTS as fault:
        if smtp is not None:
            smtp.close()
        raise Unreachable(f"The mail server {server.name} cannot be used: {_words_of(fault)}") from None
    return smtp


def _words_of(fault: Exception) -> str:
    """What a failure says, in one line."""
    if isinstance(fault, smtplib.SMTPResponseException):
        return _said(fault.smtp_code, fault.smtp_error)
    text = getattr(fault, "strerror", None) or str(fault) or type(fault).__name__
    return f"{_one_line(str(text)).rstrip('.')}."


def _said(code: int, words: bytes | str) -> str:
    """The server's answer in one line: "550 No such user here"."""
    text = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
    return f"{code} {_one_line(text)}"[:500]


def _one_line(text: str) -> str:
    """A text of the server's without line ends and control characters: it is kept, printed and shown."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
