"""Handing messages to a real mail server: accepted, refused or dying at each stage, encrypted, signed in."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from ipaddress import ip_address
from pathlib import Path

import pytest
from aiosmtpd.smtp import AuthResult, LoginPassword
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from tests.integration.mail_server import DEAD, Office, mail_server
from webapp.domain.mail import MailServer
from webapp.outgoing.smtp import Connection, Delivery, Outcome, Unreachable

SENDER, ANN, OLU = "plans@council.example", "ann@council.example", "olu@council.example"


def message(text: str = "Hello") -> EmailMessage:
    written = EmailMessage()
    written["From"], written["To"], written["Subject"] = SENDER, ANN, "Reminders"
    written.set_content(text, cte="7bit")
    return written


@pytest.fixture
def office() -> Office:
    return Office()


@pytest.fixture
def server(office: Office) -> Iterator[MailServer]:
    with mail_server(office) as port:
        yield MailServer("127.0.0.1", port)


def test_an_accepted_message_arrives_as_it_was_written(office: Office, server: MailServer) -> None:
    text = ".\n..\n.a line that begins with a dot\nFrom here on\n"
    with Connection(server) as connection:
        assert connection.deliver(message(text), sender=SENDER, recipient=ANN) == Delivery(Outcome.SENT)
    assert (office.senders, office.recipients) == ([SENDER], [ANN])
    assert office.messages[0].get_content().replace("\r\n", "\n") == text


REFUSALS = {
    "the sender": ("MAIL", "550 We know no such sender"),
    "the recipient": ("RCPT", "550 5.1.1 No such user here"),
    "the recipient for the moment": ("RCPT", "450 Try again later"),
    "before the text": ("DATA", "452 The disk is full"),
    "the text": ("TEXT", "554 This looks like a letter"),
    "the text for the moment": ("TEXT", "451 Try again later"),
    "in several lines": ("RCPT", "550-No such user\r\n550 \x1b[31mAsk\x00 IT", "550 No such user [31mAsk IT"),
}


@pytest.mark.parametrize("refusal", REFUSALS.values(), ids=REFUSALS)
def test_a_refusal_is_told_in_the_servers_words(office: Office, server: MailServer, refusal: tuple[str, ...]) -> None:
    stage, said, answer = (*refusal, refusal[-1])[:3]
    office.answers[stage] = said
    with Connection(server) as connection:
        assert connection.deliver(message(), sender=SENDER, recipient=ANN) == Delivery(Outcome.REFUSED, answer)
        office.answers.clear()
        connection.ensure_open()
        assert connection.deliver(message(), sender=SENDER, recipient=OLU).outcome is Outcome.SENT
    assert office.recipients == [OLU]


@pytest.mark.parametrize(
    ("stage", "outcome"),
    [("MAIL", Outcome.REFUSED), ("RCPT", Outcome.REFUSED), ("DATA", Outcome.REFUSED), ("TEXT", Outcome.UNKNOWN)],
)
def test_a_server_that_dies(office: Office, server: MailServer, stage: str, outcome: Outcome) -> None:
    office.answers[stage] = DEAD
    with Connection(server) as connection:
        delivery = connection.deliver(message(), sender=SENDER, recipient=ANN)
        assert delivery.outcome is outcome
        assert delivery.words.startswith("The conversation with the mail server broke off: ")
        office.answers.clear()
        connection.ensure_open()
        assert connection.deliver(message(), sender=SENDER, recipient=OLU).outcome is Outcome.SENT
    assert office.recipients == ([ANN, OLU] if stage == "TEXT" else [OLU])


@pytest.mark.parametrize(
    ("able", "delivery"),
    [
        (True, Delivery(Outcome.SENT)),
        (False, Delivery(Outcome.REFUSED, "The server takes no address with such letters.")),
    ],
)
def test_an_address_beyond_ascii_needs_a_server_that_takes_it(office: Office, able: bool, delivery: Delivery) -> None:
    address = "änn@council.example"
    with mail_server(office, enable_SMTPUTF8=able) as port, Connection(MailServer("127.0.0.1", port)) as connection:
        assert connection.deliver(message(), sender=SENDER, recipient=address) == delivery
    assert office.recipients == ([address] if able else [])


def test_nobody_listens() -> None:
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        server = MailServer("127.0.0.1", silent.getsockname()[1])
        with pytest.raises(Unreachable, match=f"The mail server {server.name} cannot be used: Connection refused"):
            Connection(server)


def test_a_server_that_wants_no_guests(office: Office, server: MailServer) -> None:
    office.answers["EHLO"] = DEAD
    with pytest.raises(Unreachable, match="cannot be used"):
        Connection(server)


@pytest.mark.parametrize(
    "words",
    [b"HTTP/1.1 400 Bad Request\r\n\r\n", b"554 No mail here\r\n", b""],
    ids=["HTTP", "a closed door", "silence"],
)
@pytest.mark.parametrize("tls", [True, False], ids=["encrypted", "plain"])
def test_a_host_that_is_no_mail_server(words: bytes, tls: bool) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        answering = threading.Thread(target=_answer_once, args=(listening, words))
        answering.start()
        with pytest.raises(Unreachable) as refused:
            Connection(MailServer("127.0.0.1", listening.getsockname()[1], tls=tls))
        answering.join()
    assert "\n" not in refused.value.sentence


def _answer_once(listening: socket.socket, words: bytes) -> None:
    conversation, _ = listening.accept()
    with conversation:
        conversation.sendall(words)


@pytest.fixture
def certificate(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ssl.SSLContext:
    """A server's certificate that this process trusts, as a council's own authority is trusted."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    file = tmp_path / "certificate.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    file.write_bytes(private + made.public_bytes(serialization.Encoding.PEM))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    monkeypatch.setenv("SSL_CERT_FILE", str(file))
    return context


def only_plans(_server: object, _session: object, _envelope: object, _mechanism: str, who: object) -> AuthResult:
    assert isinstance(who, LoginPassword)
    return AuthResult(success=who == LoginPassword(b"plans", b"p:/@"), handled=False)


@pytest.fixture
def private(office: Office, certificate: ssl.SSLContext) -> Iterator[MailServer]:
    """A server that talks to nobody before STARTTLS and a password."""
    with mail_server(
        office, tls_context=certificate, require_starttls=True, auth_required=True, authenticator=only_plans
    ) as port:
        yield MailServer("127.0.0.1", port, starttls=True, user="plans", password="p:/@")


def test_encrypted_by_starttls_and_signed_in(office: Office, private: MailServer) -> None:
    with Connection(private) as connection:
        assert connection.deliver(message(), sender=SENDER, recipient=ANN).outcome is Outcome.SENT
    assert office.recipients == [ANN]


def test_a_wrong_password(private: MailServer) -> None:
    with pytest.raises(Unreachable, match="cannot be used: 535 "):
        Connection(replace(private, password="wrong"))


def test_a_certificate_that_nobody_vouches_for(private: MailServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SSL_CERT_FILE")
    with pytest.raises(Unreachable, match=r"self.signed certificate"):
        Connection(private)


def test_a_server_that_cannot_encrypt_gets_no_password(server: MailServer) -> None:
    with pytest.raises(Unreachable, match="STARTTLS"):
        Connection(replace(server, starttls=True, user="plans", password="secret"))


def test_encrypted_from_the_first_byte(office: Office, certificate: ssl.SSLContext) -> None:
    with (
        mail_server(office, encrypted=certificate) as port,
        Connection(MailServer("127.0.0.1", port, tls=True)) as connection,
    ):
        assert connection.deliver(message(), sender=SENDER, recipient=ANN).outcome is Outcome.SENT
    assert office.recipients == [ANN]
