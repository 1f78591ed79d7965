"""Uploads as background work: checked, saved and taken back while their sender does something else."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from webapp.domain.rights import Who
from webapp.domain.uploads import UploadState
from webapp.services.periods.steps import ensure_runs_figures
from webapp.services.uploads.checking import check
from webapp.services.uploads.saving import save
from webapp.services.uploads.states import load_upload
from webapp.services.uploads.undoing import undo

Arguments = Mapping[str, Any]
Progress = Callable[[int, int], None]


def title(arguments: Arguments) -> str:
    """What the job's page is called."""
    return f"Upload of {load_upload(arguments['upload']).file_name}"


def ensure_may_have(who: Who, arguments: Arguments) -> None:
    """Raises NotAllowed for anybody but the performance team and administrators."""
    ensure_runs_figures(who)


def make_check(who: Who, arguments: Arguments, progress: Progress) -> None:
    """Check the file; one whose check is over already is left as it is."""
    if load_upload(arguments["upload"]).state is UploadState.CHECKING:
        check(arguments["upload"], progress)


def make_save(who: Who, arguments: Arguments, progress: Progress) -> None:
    """Save the upload; where its figures were changed meanwhile, check it again for its sender to look at."""
    if save(who, arguments["upload"]).state is UploadState.CHECKING:
        check(arguments["upload"], progress)


def make_undo(who: Who, arguments: Arguments, progress: Progress) -> None:
    """Take the upload back."""
    undo(who, arguments["upload"])
