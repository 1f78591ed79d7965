"""The upload form: one file."""

from __future__ import annotations

from typing import BinaryIO, cast

from flask_wtf.file import FileField
from werkzeug.datastructures import FileStorage

from webapp.domain.errors import Refusal
from webapp.web.base_form import PageForm


class UploadForm(PageForm):
    """One file of figures."""

    file = FileField("File of figures", description="CSV, Excel or OpenDocument")

    def chosen(self) -> tuple[str, BinaryIO]:
        """Name and content of the chosen file; raises Refusal where none was chosen."""
        chosen = self.file.data
        if not isinstance(chosen, FileStorage) or not chosen.filename:
            raise Refusal("Choose the file to upload.", field="file")
        return chosen.filename, cast("BinaryIO", chosen.stream)
