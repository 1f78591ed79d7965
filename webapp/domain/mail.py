"""What a council writes about its mail: the address of the server, and who the messages are from."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from ipaddress import ip_address
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from webapp.domain.errors import Refusal

SMTP_EXAMPLES = "smtp://user:password@mail.council.example:587, smtps://mail.council.example:465 or smtp://localhost:25"
_PORTS = {"smtp": 25, "smtps": 465}
_ADDRESS = re.compile(r"""[^\s<>"@,;:()\[\]\\]+@[^\s<>"@,;:()\[\]\\]+""")
_SENDER = re.compile(r"(?P<name>[^<>@]*)<(?P<inside>[^<>]+)>|(?P<alone>[^<>]+)")
_ANSWERS = {"yes": True, "no": False}


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where mail is handed over. ``tls`` is from the first byte on, ``starttls`` from its command on; without
    ``user`` nobody signs in."""

    host: str
    port: int
    tls: bool = False
    starttls: bool = False
    user: str = ""
    password: str = field(default="", repr=False)

    @property
    def name(self) -> str:
        """How people tell it from others: host and port."""
        return f"{self.host}:{self.port}"


@dataclass(frozen=True, slots=True)
class Sender:
    """Who mail is from: a name as people read it, which may be empty, and the address."""

    name: str
    address: str

    @property
    def domain(self) -> str:
        """What stands behind the at sign."""
        return self.address.rpartition("@")[2]


def read_mail_server(url: str) -> MailServer:
    """Read ``smtp://user:password@host:587`` or ``smtps://host:465``; raises Refusal.

    With ``smtp`` the conversation is encrypted by STARTTLS, except with this machine itself; ``?starttls=yes`` or
    ``no`` says otherwise, but a password goes over no network that can be listened to.
    """
    parts = _split(url)
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    if bool(user) != bool(password):
        raise Refusal(f"has a user without a password, or a password without a user: write it as {SMTP_EXAMPLES}")
    host, tls = parts.hostname or "", parts.scheme == "smtps"
    here = is_this_machine(host)
    starttls = not tls and _starttls(parts.query, usual=not here)
    if user and not (tls or starttls or here):
        raise Refusal("would send the password readably: leave out ?starttls=no")
    return MailServer(host, parts.port or _PORTS[parts.scheme], tls, starttls, user, password)


def read_sender(text: str) -> Sender:
    """Read ``Back to Green <plans@council.example>`` or the address alone; raises Refusal."""
    found = _SENDER.fullmatch(text.strip())
    name, address = (found["name"] or "", found["inside"] or found["alone"]) if found else ("", "")
    if "=?" in text or not text.isprintable() or not address.isascii() or not is_address(address):
        raise Refusal("must be one address, such as plans@council.example or Back to Green <plans@council.example>")
    return Sender(name.strip().strip('"'), address)


def is_address(text: str) -> bool:
    """True for what a message can be addressed to as it stands: nothing quoted or encoded, no space, no empty part."""
    whole = text.isprintable() and _ADDRESS.fullmatch(text) is not None and "=?" not in text
    return whole and all(label for part in text.split("@") for label in part.split("."))


def is_this_machine(host: str) -> bool:
    """True for a host that no network lies before."""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def _split(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        known = parts.scheme in _PORTS and bool(parts.hostname) and parts.port != 0
    except ValueError:
        known = False
    if not known or not url.isprintable() or " " in url or parts.path not in ("", "/") or parts.fragment:
        raise Refusal(f"must be such as {SMTP_EXAMPLES}, with %40, %3A and %2F for @, : and / in a password")
    return parts


def _starttls(query: str, *, usual: bool) -> bool:
    given = parse_qsl(query, keep_blank_values=True)
    if not given:
        return usual
    if len(given) != 1 or given[0][0] != "starttls" or given[0][1] not in _ANSWERS:
        raise Refusal("can end with ?starttls=yes or ?starttls=no, and with nothing else")
    return _ANSWERS[given[0][1]]
