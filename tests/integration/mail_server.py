"""A real mail server for tests: it keeps what it accepts, and refuses, hangs or dies where a test says so."""

from __future__ import annotations

import asyncio
import email
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email import policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

PATIENCE_SECONDS = 60
DEAD = "dead"
"""An answer that is none: the server ends the conversation instead."""


class Office:
    """What the server does at each stage, and the messages that it has accepted.

    Stages are EHLO, MAIL, RCPT, DATA (the command) and TEXT (after the whole message). ``answers`` has an answer for a
    stage, or for a stage and an address; at ``hangs`` the server falls silent. ``reached`` tells when it does.
    """

    def __init__(self) -> None:
        self.accepted: list[tuple[str, bytes]] = []
        self.senders: list[str] = []
        self.answers: dict[str | tuple[str, str], str] = {}
        self.hangs = ""
        self.before_answer: Callable[[], object] = lambda: None
        self.reached = threading.Event()

    @property
    def recipients(self) -> list[str]:
        """Whom the accepted messages were for, in their order."""
        return [recipient for recipient, _ in self.accepted]

    @property
    def messages(self) -> list[EmailMessage]:
        """The accepted messages as their readers see them."""
        return [email.message_from_bytes(content, policy=policy.default) for _, content in self.accepted]

    async def stage(self, server: SMTP, stage: str, address: str = "") -> str:
        """The answer that was asked for, "" for none; hangs where it was told to."""
        if self.hangs == stage:
            self.reached.set()
            await asyncio.Event().wait()
        answer = self.answers.get((stage, address)) or self.answers.get(stage, "")
        if answer == DEAD:
            server.transport.abort()
        return answer

    async def handle_EHLO(
        self, server: SMTP, session: Session, envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        session.host_name = hostname
        answer = await self.stage(server, "EHLO")
        return [answer] if answer else responses

    async def handle_MAIL(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        answer = await self.stage(server, "MAIL")
        if not answer:
            envelope.mail_from = address
        return answer or "250 OK"

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        answer = await self.stage(server, "RCPT", address)
        if not answer:
            envelope.rcpt_tos.append(address)
        return answer or "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        assert isinstance(envelope.content, bytes)
        (recipient,) = envelope.rcpt_tos
        refusal = self.answers.get(("TEXT", recipient)) or self.answers.get("TEXT", "")
        if refusal in ("", DEAD):  # one that dies now has the message
            self.accepted.append((recipient, envelope.content))
            self.senders.append(envelope.mail_from or "")
        self.before_answer()
        answer = await self.stage(server, "TEXT", recipient)
        return answer or "250 Accepted"


class _Server(SMTP):
    """Adds the stage of the DATA command, before the message itself."""

    async def smtp_DATA(self, arg: str) -> None:
        (recipient,) = self.envelope.rcpt_tos or [""]
        answer = await self.event_handler.stage(self, "DATA", recipient)
        if answer:
            await self.push(answer)
            return
        await super().smtp_DATA(arg)


class _Controller(Controller):
    def factory(self) -> SMTP:
        return _Server(self.handler, **self.SMTP_kwargs)


@contextmanager
def mail_server(office: Office, *, encrypted: ssl.SSLContext | None = None, **settings: Any) -> Iterator[int]:
    """Serve mail at 127.0.0.1 until the end of the block; yields the port. ``encrypted`` is from the first byte on."""
    with socket.socket() as asking:
        asking.bind(("127.0.0.1", 0))
        port: int = asking.getsockname()[1]
    settings = {"hostname": "127.0.0.1", "port": port, "ready_timeout": PATIENCE_SECONDS, **settings}
    controller = _Controller(office, ssl_context=encrypted, **settings)
    controller.start()
    try:
        yield port
    finally:
        controller.stop()
