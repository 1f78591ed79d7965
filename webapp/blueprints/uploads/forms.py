"""The upload form: a file, or the file that was just checked, carried along by the page."""

from __future__ import annotations

import base64
import binascii

from flask_wtf.file import FileField
from werkzeug.datastructures import FileStorage
from wtforms import HiddenField

from webapp.domain.errors import Refusal
from webapp.web.base_form import PageForm

LARGEST_CARRIED = 2 * 1024 * 1024
"""Bytes of a file that a page carries to the next step; a larger one is chosen again."""


class UploadForm(PageForm):
    """One CSV file."""

    file = FileField("File of figures", description="A CSV file of up to 25 MB")

    def chosen(self) -> tuple[str, bytes]:
        """Name and content of the chosen file; raises Refusal where none was chosen."""
        chosen = self.file.data
        if not isinstance(chosen, FileStorage) or not chosen.filename:
            raise Refusal("Choose the CSV file to upload.", field="file")
        return chosen.filename, chosen.read()


class CarriedForm(PageForm):
    """A checked file on its way to being saved; it is checked again."""

    file_name = HiddenField()
    content = HiddenField()

    def carried(self) -> tuple[str, bytes]:
        """Name and content of the file that the page carried; raises Refusal for anything else."""
        try:
            content = base64.b64decode(self.content.data or "", validate=True)
        except (binascii.Error, ValueError):
            raise Refusal("This page is incomplete: choose the file again.", field="file") from None
        return self.file_name.data or "figures.csv", content


def carried_form(file_name: str, content: bytes) -> CarriedForm | None:
    """The form that carries this file, or None where it is too large for that."""
    if len(content) > LARGEST_CARRIED:
        return None
    return CarriedForm(formdata=None, file_name=file_name, content=base64.b64encode(content).decode())
