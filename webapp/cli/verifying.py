"""The command that checks the file of a signed plan."""

from __future__ import annotations

import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from webapp.cli.answers import print_json, read_bytes
from webapp.cli.group import Factory, application, commands
from webapp.domain.errors import Refusal
from webapp.domain.verification import LARGEST_FILE, PaperState
from webapp.readers.pdf_certificate import CertificateFound, certificate_in
from webapp.services.plans.verification import Verdict, check_file


@commands.command("verify")
@click.argument("file", metavar="FILE.pdf", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print the answer as JSON, with what a certificate in it says.")
@click.pass_obj
def verify(factory: Factory, file: Path, as_json: bool) -> None:
    """Say whether FILE.pdf is a signed plan as it was signed, and whether that still stands.

    The state is current, out of date, superseded, withdrawn, altered or unknown; exit status 0 means current.
    """
    with application(factory):
        verdict, certificate = Verdict(PaperState.UNKNOWN), None
        try:
            content = read_bytes(file, largest=LARGEST_FILE, kind="signed plan")
            verdict = check_file(content)
            certificate = certificate_in(content) if as_json else None
            if certificate and certificate.valid is None:
                click.echo("Install back-to-green[certificate] to check the certificate signature too.", err=True)
        except Refusal as refusal:
            click.echo(f"Error: {refusal}", err=True)
            if not as_json:
                sys.exit(1)
    if as_json:
        print_json(_plain(verdict, certificate))
    else:
        click.echo(_line(verdict))
    sys.exit(0 if verdict.state is PaperState.CURRENT else 1)


def _plain(verdict: Verdict, certificate: CertificateFound | None) -> dict[str, Any]:
    seal = verdict.seal
    plain: dict[str, Any] = {
        "state": verdict.state.value,
        "plan": seal.plan_id if seal else None,
        "version": seal.version if seal else None,
        "fingerprint": seal.fingerprint if seal else None,
    }
    return plain | ({"certificate": asdict(certificate)} if certificate else {})


def _line(verdict: Verdict) -> str:
    if verdict.seal is None:
        return f"{verdict.state}: no signed plan is known by this file."
    seal = verdict.seal
    whose = "made from that of " if verdict.state is PaperState.ALTERED else ""
    return f"{verdict.state}: {whose}plan {seal.plan_id}, version {seal.version}, fingerprint {seal.fingerprint}"
