"""Settings: read once from the environment (``BTG_…``) and ``instance/settings.toml``, checked, then frozen."""

from __future__ import annotations

import os
import re
import secrets
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TypeVar

from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from webapp.domain.errors import Refusal
from webapp.domain.limits import NORMAL, Limits
from webapp.domain.mail import MailServer, Sender, read_mail_server, read_sender

PREFIX = "BTG_"
SHORTEST_SECRET = 32
SETTINGS_FILE = "settings.toml"
SECRET_FILE = "secret-key"
ORIGIN = re.compile(r"(?P<origin>https?://(?:[A-Za-z0-9][A-Za-z0-9.-]*|\[[0-9A-Fa-f:.]+])(?::(?P<port>\d{1,5}))?)/?")
NAMES = frozenset(
    {
        "database_url",
        "secret_key",
        "instance_path",
        "today",
        "demo",
        "proxy_hops",
        "https",
        "trusted_hosts",
        "workers",
        "public_url",
        "signing_certificate",
        "signing_passphrase",
        "smtp_url",
        "mail_from",
        "upload_megabytes",
        "upload_rows",
        "upload_cell_characters",
    }
)
Value = TypeVar("Value")


class UnsafeSetting(Exception):
    """A setting that is missing, unreadable or unsafe; the text is one sentence that says what to write."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What a start needs to know. ``today`` fixes the date of a demonstration; None is the real one. ``workers`` are
    processes of the server; 0 leaves their number to it. ``public_url`` is the address that paper and mail name,
    without a path, "" for that of the request; ``signing_certificate`` the PKCS #12 file whose key signs PDFs, None
    for none. Without ``mail_server`` and ``mail_from`` (both, or neither) no mail is sent. ``upload_limits`` is how
    large a file of figures may be.
    """

    instance_path: Path
    database_url: str
    secret_key: str
    today: date | None = None
    demo: bool = False
    proxy_hops: int = 0
    https: bool = False
    trusted_hosts: tuple[str, ...] = ()
    workers: int = 0
    public_url: str = ""
    signing_certificate: Path | None = None
    signing_passphrase: str = field(default="", repr=False)
    mail_server: MailServer | None = None
    mail_from: Sender | None = None
    upload_limits: Limits = NORMAL

    @property
    def is_sqlite(self) -> bool:
        """True for the embedded database."""
        return self.database_url.startswith("sqlite")


def load_settings(environ: Mapping[str, str] = os.environ, *, serving: bool = False) -> Settings:
    """Read and check every setting; raises UnsafeSetting. ``serving`` demands a secret key that outlives the start."""
    folder = _folder(environ.get(PREFIX + "INSTANCE_PATH") or "instance")
    _make_folder(folder)
    values = _values(environ, folder)
    url = _database_url(values.get("database_url", ""), folder)
    mail_server = _understood("smtp_url", values.get("smtp_url", ""), read_mail_server)
    mail_from = _understood("mail_from", values.get("mail_from", ""), read_sender)
    if (mail_server is None) != (mail_from is None):
        missing = "MAIL_FROM" if mail_server else "SMTP_URL"
        raise UnsafeSetting(f"{PREFIX}{missing} is missing: mail needs {PREFIX}SMTP_URL and {PREFIX}MAIL_FROM.")
    return Settings(
        instance_path=folder,
        database_url=url,
        secret_key=_secret_key(values.get("secret_key", ""), folder, url, serving=serving),
        today=_date(values.get("today", "")),
        demo=_flag("demo", values.get("demo", "")),
        proxy_hops=_whole("proxy_hops", values.get("proxy_hops", "")),
        https=_flag("https", values.get("https", "")),
        trusted_hosts=tuple(host.strip() for host in values.get("trusted_hosts", "").split(",") if host.strip()),
        workers=_whole("workers", values.get("workers", "")),
        public_url=_origin("public_url", values.get("public_url", "")),
        signing_certificate=_file("signing_certificate", values.get("signing_certificate", ""), folder),
        signing_passphrase=values.get("signing_passphrase", ""),
        mail_server=mail_server,
        mail_from=mail_from,
        upload_limits=_upload_limits(values),
    )


def _folder(text: str) -> Path:
    try:
        return Path(text).expanduser().absolute()
    except RuntimeError:
        raise UnsafeSetting(f"{PREFIX}INSTANCE_PATH names the home of somebody unknown here: {text!r}.") from None


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise UnsafeSetting(
            f"The instance folder {folder} cannot be made ({error.strerror}): set {PREFIX}INSTANCE_PATH to a folder "
            "this user may write to."
        ) from error
    if not os.access(folder, os.W_OK):
        raise UnsafeSetting(
            f"The instance folder {folder} cannot be written to: set {PREFIX}INSTANCE_PATH to a folder "
            "this user may write to."
        )


def _values(environ: Mapping[str, str], folder: Path) -> dict[str, str]:
    """The file's settings, overridden by the environment's."""
    values: dict[str, str] = {}
    path = folder / SETTINGS_FILE
    if path.exists():
        try:
            written = tomllib.loads(path.read_text(encoding="utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise UnsafeSetting(f"{path} is not readable as TOML: {error}.") from error
        unknown = sorted(set(written) - NAMES)
        if unknown:
            raise UnsafeSetting(
                f"{path} has a setting nobody knows, {unknown[0]!r}: use one of {', '.join(sorted(NAMES))}."
            )
        values.update({name: _as_text(value) for name, value in written.items()})
    for name in NAMES:
        if PREFIX + name.upper() in environ:
            values[name] = environ[PREFIX + name.upper()]
    return values


def _as_text(value: object) -> str:
    """A setting of the file as the environment would have it: a list with commas."""
    return ",".join(map(str, value)) if isinstance(value, list) else str(value)


def _database_url(url: str, folder: Path) -> str:
    if not url:
        return f"sqlite:///{folder / 'back-to-green.sqlite3'}"
    try:
        make_url(url)
    except (ArgumentError, ValueError):
        raise UnsafeSetting(
            f"{PREFIX}DATABASE_URL cannot be read: write sqlite:///FILE or postgresql://USER:PASSWORD@HOST:5432/NAME, "
            "with %40, %3A and %2F for @, : and / in a password."
        ) from None
    if url.startswith(("postgresql://", "postgres://")):
        return "postgresql+psycopg://" + url.split("://", 1)[1]
    if url.startswith("postgresql+psycopg://"):
        return url
    if url.startswith("sqlite:///") and len(url) > len("sqlite:///") and ":memory:" not in url:
        return url
    raise UnsafeSetting(
        f"{PREFIX}DATABASE_URL must begin with sqlite:/// and name a file, or begin with postgresql://; "
        f"it begins with {url.split(':', 1)[0][:20]!r}."
    )


def _secret_key(given: str, folder: Path, url: str, *, serving: bool) -> str:
    """The given key, the one kept in the instance folder, or a fresh one kept there.

    Several machines behind one PostgreSQL must share the key, so there it has to be given.
    """
    if given:
        if len(given) < SHORTEST_SECRET or len(set(given)) < 8:
            raise UnsafeSetting(
                f"{PREFIX}SECRET_KEY is too easy to guess: give at least {SHORTEST_SECRET} random characters, "
                'for instance from python3 -c "import secrets; print(secrets.token_hex(32))".'
            )
        return given
    path = folder / SECRET_FILE
    if path.exists():
        kept = path.read_text(encoding="utf-8", errors="replace").strip()
        return _secret_key(kept or "empty", folder, url, serving=serving)
    if not url.startswith("sqlite"):
        if serving:
            raise UnsafeSetting(
                f"{PREFIX}SECRET_KEY is missing: with PostgreSQL every machine must be given the same one, "
                f"at least {SHORTEST_SECRET} random characters."
            )
        return secrets.token_hex(32)
    key = secrets.token_hex(32)
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(key)
    except FileExistsError:
        return path.read_text(encoding="ascii").strip()
    return key


def _date(text: str) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UnsafeSetting(f"{PREFIX}TODAY must be a date such as 2014-11-14, not {text!r}.") from None


def _flag(name: str, text: str) -> bool:
    if text.lower() in {"", "0", "no", "false", "off"}:
        return False
    if text.lower() in {"1", "yes", "true", "on"}:
        return True
    raise UnsafeSetting(f"{PREFIX}{name.upper()} must be yes or no, not {text!r}.")


def _whole(name: str, text: str) -> int:
    if not text:
        return 0
    if not (text.isascii() and text.isdigit() and len(text) < 4):
        raise UnsafeSetting(f"{PREFIX}{name.upper()} must be a whole number below 1,000, not {text!r}.")
    return int(text)


def _upload_limits(values: Mapping[str, str]) -> Limits:
    usual = Limits()
    return Limits(
        file_bytes=1_000_000 * _count("upload_megabytes", values, usual.file_bytes // 1_000_000, most=2_000),
        rows=_count("upload_rows", values, usual.rows, most=20_000_000),
        cell_characters=_count("upload_cell_characters", values, usual.cell_characters, most=131_072),
    )


def _count(name: str, values: Mapping[str, str], usual: int, *, most: int) -> int:
    text = values.get(name, "")
    if not text:
        return usual
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= most):
        raise UnsafeSetting(f"{PREFIX}{name.upper()} must be a whole number from 1 to {most:,}, not {text!r}.")
    return int(text)


def _origin(name: str, text: str) -> str:
    """An address without a path, as browsers write an origin."""
    if not text:
        return ""
    found = ORIGIN.fullmatch(text)
    if found is None or int(found["port"] or 1) not in range(1, 65_536):
        raise UnsafeSetting(
            f"{PREFIX}{name.upper()} must be an address without a path, such as https://plans.council.example, "
            f"not {text!r}."
        )
    return found["origin"].lower()


def _file(name: str, text: str, folder: Path) -> Path | None:
    """A file that can be read; one named without its folder lies in the instance folder."""
    if not text:
        return None
    path = folder / text
    try:
        with path.open("rb"):
            return path
    except OSError as error:
        raise UnsafeSetting(f"{PREFIX}{name.upper()}: {path} cannot be read ({error.strerror}).") from None


def _understood(name: str, text: str, read: Callable[[str], Value]) -> Value | None:
    """What the text says, None for a blank; a text that cannot be read is not repeated: it may hold a password."""
    if not text.strip():
        return None
    try:
        return read(text.strip())
    except Refusal as refusal:
        raise UnsafeSetting(f"{PREFIX}{name.upper()} {refusal.sentence}.") from None
