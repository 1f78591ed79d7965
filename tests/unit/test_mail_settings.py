"""What a council writes about its mail server and its sender: what is understood, and what is not."""

from __future__ import annotations

import pytest

from webapp.domain.errors import Refusal
from webapp.domain.mail import MailServer, Sender, is_address, read_mail_server, read_sender

SERVERS = {
    "smtp://localhost": MailServer("localhost", 25),
    "smtp://localhost:2525": MailServer("localhost", 2525),
    "smtp://[::1]:2525": MailServer("::1", 2525),
    "smtp://mail.council.example": MailServer("mail.council.example", 25, starttls=True),
    "smtp://mail.council.example:25?starttls=no": MailServer("mail.council.example", 25),
    "smtp://localhost?starttls=yes": MailServer("localhost", 25, starttls=True),
    "smtp://u:p@127.0.0.1": MailServer("127.0.0.1", 25, user="u", password="p"),
    "smtp://plans%40council:p%3A%2F%40@mail.example:587": MailServer(
        "mail.example", 587, starttls=True, user="plans@council", password="p:/@"
    ),
    "smtps://mail.council.example": MailServer("mail.council.example", 465, tls=True),
    "smtps://u:p@mail.council.example:8465/": MailServer(
        "mail.council.example", 8465, tls=True, user="u", password="p"
    ),
}


@pytest.mark.parametrize(("url", "server"), SERVERS.items(), ids=SERVERS)
def test_mail_servers(url: str, server: MailServer) -> None:
    assert read_mail_server(url) == server


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("mail.council.example:25", "must be such as"),
        ("http://mail.council.example", "must be such as"),
        ("smtp://", "must be such as"),
        ("smtp://:25", "must be such as"),
        ("smtp://mail.example:0", "must be such as"),
        ("smtp://mail.example:99999", "must be such as"),
        ("smtp://mail.example:port", "must be such as"),
        ("smtp://u:pa/ss@mail.example", "must be such as"),
        ("smtp://u:p@ss@[mail", "must be such as"),
        ("smtp://mail.example/folder", "must be such as"),
        ("smtp://mail.example\r\nRCPT", "must be such as"),
        ("smtp://mail .example", "must be such as"),
        ("smtp://u@mail.example", "a user without a password"),
        ("smtp://:p@mail.example", "a user without a password"),
        ("smtp://u:p@mail.example?starttls=no", "would send the password readably"),
        ("smtp://mail.example?starttls=perhaps", "can end with ?starttls=yes"),
        ("smtp://mail.example?timeout=3", "can end with ?starttls=yes"),
    ],
)
def test_mail_servers_that_are_none(url: str, sentence: str) -> None:
    with pytest.raises(Refusal) as refused:
        read_mail_server(url)
    assert sentence in refused.value.sentence
    assert "ss@" not in refused.value.sentence, "a password is repeated"


def test_a_password_is_not_shown() -> None:
    assert "secret" not in repr(read_mail_server("smtps://u:secret@mail.example"))


SENDERS = {
    "plans@council.example": Sender("", "plans@council.example"),
    " <plans@council.example> ": Sender("", "plans@council.example"),
    "Back to Green <plans@council.example>": Sender("Back to Green", "plans@council.example"),
    '"Cyngor Sir, Ynys Môn" <plans@council.example>': Sender("Cyngor Sir, Ynys Môn", "plans@council.example"),
}


@pytest.mark.parametrize(("text", "sender"), SENDERS.items(), ids=SENDERS)
def test_senders(text: str, sender: Sender) -> None:
    assert read_sender(text) == sender
    assert read_sender(text).domain == "council.example"


@pytest.mark.parametrize(
    "text",
    [
        "plans",
        "@council.example",
        "plans@",
        "a@b.example, c@d.example",
        "Plans <plans@council.example",
        "Plans <plans@council.example>>",
        "Plans plans@council.example",
        "plans@council.example\r\nBcc: everybody@council.example",
        "=?utf-8?q?x=0D=0ABcc:_x@y?= <plans@council.example>",
        "plâns@council.example",
        '"quoted local"@council.example',
        "(",
        '"',
        "a@[",
    ],
)
def test_senders_that_are_none(text: str) -> None:
    with pytest.raises(Refusal, match="must be one address"):
        read_sender(text)


@pytest.mark.parametrize("text", ["ann@x.example", "änn@x.example", "o'neill+a@x.example"])
def test_addresses(text: str) -> None:
    assert is_address(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "ann",
        "ann@x.example\n",
        "ann lee@x.example",
        "<ann@x.example>",
        "a@b@c",
        "a,b@c",
        "ann.@x.example",
        "ann..lee@x.example",
        "ann@.example",
        "ann@example.",
        "=?utf-8?q?x=0D=0ABcc:_y?=@x.example",
    ],
)
def test_texts_that_nothing_can_be_addressed_to(text: str) -> None:
    assert not is_address(text)
