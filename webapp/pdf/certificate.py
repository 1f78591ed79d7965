"""Signing a drawn PDF with the council's own certificate (PAdES, baseline B-B), so that any PDF reader can check it."""

from __future__ import annotations

import io
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pyhanko.sign.signers import SimpleSigner

FIELD = "Signature"
SHOWN_AS = "Signature of the council"


class UnusableCertificate(Exception):
    """A certificate that cannot sign; the text is one sentence that says why."""


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A key with its certificate, good from ``starts`` to ``ends`` (aware)."""

    signer: SimpleSigner
    starts: datetime
    ends: datetime


def load_key(path: Path, passphrase: str) -> SigningKey:
    """The key in a PKCS #12 file; raises UnusableCertificate."""
    try:
        from cryptography.hazmat.primitives.serialization import pkcs12
        from pyhanko.sign.signers import SimpleSigner
    except ImportError:
        raise UnusableCertificate(
            "signing needs more software: install back-to-green[certificate] instead of back-to-green."
        ) from None
    content, secret = path.read_bytes(), passphrase.encode() or None
    try:
        key, certificate, _ = pkcs12.load_key_and_certificates(content, secret)
    except (ValueError, TypeError):
        raise UnusableCertificate(
            f"{path} cannot be opened: it is no PKCS #12 file, or the passphrase is not its own."
        ) from None
    if key is None or certificate is None:
        raise UnusableCertificate(f"{path} does not hold both a private key and its certificate.")
    signer = SimpleSigner.load_pkcs12_data(content, other_certs=(), passphrase=secret)
    return SigningKey(signer, certificate.not_valid_before_utc, certificate.not_valid_after_utc)


def certify(pdf: bytes, key: SigningKey) -> bytes:
    """The file with an invisible signature that covers all of it, added behind what was drawn."""
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign.fields import InvisSigSettings, SigFieldSpec, SigSeedSubFilter
    from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner

    # An accessible file may hold what no structure element tells of only if it is hidden.
    unseen = InvisSigSettings(set_print_flag=False, set_hidden_flag=True)
    signing = PdfSigner(
        PdfSignatureMetadata(field_name=FIELD, subfilter=SigSeedSubFilter.PADES, md_algorithm="sha256"),
        key.signer,
        new_field_spec=SigFieldSpec(FIELD, readable_field_name=SHOWN_AS, invis_sig_settings=unseen),
    )
    signed = io.BytesIO()
    # The library starts an event loop, which a thread that has one already does not allow.
    with ThreadPoolExecutor(1) as thread:
        thread.submit(signing.sign_pdf, IncrementalPdfFileWriter(io.BytesIO(pdf)), output=signed).result()
    return signed.getvalue()
