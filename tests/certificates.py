"""Self-made certificates, as a council's IT would hand them over: PKCS #12 files."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12
from cryptography.x509.oid import NameOID

PASSPHRASE = "open sesame"
LONG_AGO, FAR_AHEAD = datetime(2010, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC)


@cache
def _key() -> ec.EllipticCurvePrivateKey:
    return ec.generate_private_key(ec.SECP256R1())


def write_certificate(path: Path, *, starts: datetime = LONG_AGO, ends: datetime = FAR_AHEAD) -> Path:
    """A PKCS #12 file with a key and its self-made certificate, under PASSPHRASE."""
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Aberwen Borough Council")])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(_key().public_key())
        .serial_number(7)
        .not_valid_before(starts)
        .not_valid_after(ends)
        .sign(_key(), hashes.SHA256())
    )
    secret = BestAvailableEncryption(PASSPHRASE.encode())
    path.write_bytes(pkcs12.serialize_key_and_certificates(b"council", _key(), certificate, None, secret))
    return path
