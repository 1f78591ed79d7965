"""The certificate signature of a PDF: whether it is intact, and whether it covers the entire file."""

from __future__ import annotations

import io
import logging
from dataclasses import asdict, dataclass
from importlib.util import find_spec
from typing import Any

from webapp.readers.confined import answer, read_confined

SIGNED = b"/ByteRange"


@dataclass(frozen=True, slots=True)
class CertificateFound:
    """A signature in a PDF: ``valid`` where what it covers is as it was signed, and whether that is the entire file.

    Both are None where the software that reads one is not installed. Whom the certificate belongs to is for whoever
    reads it to judge: ``signed_by`` is only what it says.
    """

    valid: bool | None
    entire_file: bool | None
    signed_by: str = ""


def certificate_in(pdf: bytes) -> CertificateFound | None:
    """The signature of a PDF that may be broken or hostile; None without one.

    One that cannot be read, or not in reasonable time, is not valid.
    """
    if SIGNED not in pdf:
        return None
    if find_spec("pyhanko") is None:
        return CertificateFound(valid=None, entire_file=None)
    found = read_confined(__name__, pdf)
    if not isinstance(found, list):
        return CertificateFound(valid=False, entire_file=False)
    return CertificateFound(**found[-1]) if found else None


def _certificates(pdf: bytes) -> list[dict[str, Any]]:
    from pyhanko.pdf_utils.reader import PdfFileReader

    logging.disable()
    return [asdict(_judged(each)) for each in PdfFileReader(io.BytesIO(pdf)).embedded_regular_signatures]


def _judged(signature: Any) -> CertificateFound:
    from pyhanko.sign.validation import SignatureCoverageLevel, validate_pdf_signature
    from pyhanko_certvalidator import ValidationContext

    subject = signature.signer_cert.subject.human_friendly
    status = validate_pdf_signature(
        signature, ValidationContext(trust_roots=[signature.signer_cert], allow_fetching=False)
    )
    return CertificateFound(
        valid=bool(status.intact and status.valid),
        entire_file=status.coverage is SignatureCoverageLevel.ENTIRE_FILE,
        signed_by=subject,
    )


if __name__ == "__main__":
    answer(_certificates)
