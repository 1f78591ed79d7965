"""What is checked: a code typed off paper, or a file."""

from __future__ import annotations

from flask_wtf.file import FileField
from werkzeug.datastructures import FileStorage
from wtforms import StringField

from webapp.domain.errors import Refusal
from webapp.domain.verification import LARGEST_FILE
from webapp.web.base_form import PageForm


class CodeForm(PageForm):
    """The code beside a signature."""

    code = StringField("Code", description="For example, 7K3M-9QXT-2B4D. Capitals and dashes do not matter.")


class FileForm(PageForm):
    """A PDF; it is looked at and forgotten."""

    file = FileField("PDF file", description=f"Up to {LARGEST_FILE // 1_000_000} MB. The file is not kept.")

    def chosen(self) -> bytes:
        """The content of the chosen file; raises Refusal where none was chosen, or an empty one."""
        chosen = self.file.data
        if not isinstance(chosen, FileStorage) or not chosen.filename:
            raise Refusal("Choose the PDF file to check.", field="file")
        content: bytes = chosen.read(LARGEST_FILE + 1)
        if not content:
            raise Refusal("This file is empty: choose the PDF file to check.", field="file")
        return content
