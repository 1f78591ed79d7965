"""The council's certificate: loaded and tried at the start, and put under every page that is signed."""

from __future__ import annotations

from datetime import UTC, datetime

from flask import Flask, current_app

from webapp.config import PREFIX, Settings, UnsafeSetting
from webapp.domain.errors import Refusal
from webapp.domain.formats import moment
from webapp.pdf.certificate import SigningKey, UnusableCertificate, certify, load_key

KEY = "signing_key"


def prepare_certificate(app: Flask, settings: Settings) -> None:
    """Load the key that signs, if the settings name one; raises UnsafeSetting for one that cannot sign today."""
    app.extensions[KEY] = None
    name = f"{PREFIX}SIGNING_CERTIFICATE"
    if settings.signing_certificate is None:
        if settings.signing_passphrase:
            raise UnsafeSetting(f"{PREFIX}SIGNING_PASSPHRASE is given, but {name} names no file that it opens.")
        return
    try:
        key = load_key(settings.signing_certificate, settings.signing_passphrase)
    except UnusableCertificate as fault:
        raise UnsafeSetting(f"{name}: {fault}") from None
    if trouble := _trouble(key):
        raise UnsafeSetting(f"{name}: the certificate {trouble}.")
    app.extensions[KEY] = key


def certified(pdf: bytes) -> bytes:
    """The file signed with the council's certificate, or as it is where there is none.

    Raises Refusal where the certificate ran out since the start.
    """
    key: SigningKey | None = current_app.extensions[KEY]
    if key is None:
        return pdf
    if trouble := _trouble(key):
        raise Refusal(f"The council's certificate {trouble}, so nothing was signed: ask IT for a new one.")
    return certify(pdf, key)


def _trouble(key: SigningKey) -> str:
    """Why the certificate is not good today, by the real clock: a demonstration's day is not that of a certificate."""
    at = datetime.now(UTC)
    if at > key.ends:
        return f"ran out on {moment(key.ends)}"
    return f"is not good before {moment(key.starts)}" if at < key.starts else ""
