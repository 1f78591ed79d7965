"""The way of an upload: received, understood, checked, confirmed, saved, and perhaps taken back."""

from __future__ import annotations

from enum import StrEnum


class UploadState(StrEnum):
    """Where an upload stands."""

    RECEIVED = "received"  # the file is in, nobody has looked into it
    ASKING = "asking"  # something in it has to be answered first
    CHECKING = "checking"
    FAULTY = "faulty"  # it cannot be saved as it is
    CHECKED = "checked"  # it waits for its sender's yes
    SAVING = "saving"
    SAVED = "saved"
    UNDOING = "undoing"
    UNDONE = "undone"
    DROPPED = "dropped"  # its sender put it aside

    @property
    def words(self) -> str:
        """What pages say of an upload in this state: "Waits for your yes"."""
        return _WORDS[self]


_WORDS = {
    UploadState.RECEIVED: "Not checked yet",
    UploadState.ASKING: "Asks you something",
    UploadState.CHECKING: "Being checked",
    UploadState.FAULTY: "Has faults",
    UploadState.CHECKED: "Waits for your yes",
    UploadState.SAVING: "Being saved",
    UploadState.SAVED: "Saved",
    UploadState.UNDOING: "Being taken back",
    UploadState.UNDONE: "Taken back",
    UploadState.DROPPED: "Put aside",
}


OPEN = (UploadState.RECEIVED, UploadState.ASKING, UploadState.CHECKING, UploadState.FAULTY, UploadState.CHECKED)
"""Nothing is saved yet, so it may be answered, checked again or dropped."""

WORKING = (UploadState.CHECKING, UploadState.SAVING, UploadState.UNDOING)
"""A job is at it: look again."""

KEPT = (UploadState.SAVED, UploadState.UNDOING, UploadState.UNDONE)
"""It has a receipt."""

WAITING = (UploadState.RECEIVED, UploadState.ASKING, UploadState.FAULTY, UploadState.CHECKED)
"""Nothing goes on by itself: somebody of the performance team has to."""
