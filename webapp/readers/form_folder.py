"""A zipped folder of filled-in forms: each file of it as its text, or as the sentence that says why not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from zipfile import ZipFile, ZipInfo

from webapp.domain.errors import Refusal
from webapp.readers.form_file import LARGEST_DOCUMENT, form_text
from webapp.readers.office_file import is_office
from webapp.readers.unpacking import EMPTY, ZIPPED, TooLarge, ensure_inside, name_of, opened, unpacked

MOST_FILES = 1000
MOST_UNPACKED = 300_000_000
"""Bytes of all files together: hundreds of forms with pictures in them have far fewer."""

_MADE_BY_MACHINES = ("~$", "._", "~WRL")
_NOT_FORMS = frozenset({".ds_store", "thumbs.db", "desktop.ini"})


@dataclass(frozen=True, slots=True)
class FormFile:
    """One file of the folder by its path in it; ``trouble`` says why it has no text."""

    name: str
    text: str = ""
    trouble: str = ""


def is_folder(data: bytes) -> bool:
    """True for a zip that is not itself a document. Raises Refusal for a damaged one."""
    if not data.startswith((ZIPPED, EMPTY)):
        return False
    with opened(data) as archive:
        return not is_office(archive)


def read_folder(data: bytes) -> tuple[FormFile, ...]:
    """Every file of a zipped folder by its name; what office programs and machines leave behind is passed over.

    Raises Refusal for a zip with no file in it, or with too many.
    """
    with opened(data) as archive:
        entries = sorted(((name_of(entry), entry) for entry in archive.infolist()), key=lambda each: each[0].casefold())
        files = [(name, entry) for name, entry in entries if not entry.is_dir() and _may_be_form(name)]
        if not files:
            raise Refusal("The zip holds no file: zip the folder that holds the forms.")
        if len(files) > MOST_FILES:
            raise Refusal(f"The zip holds {len(files):,} files: zip {MOST_FILES:,} or fewer at a time.")
        return tuple(_read(archive, files))


def _read(archive: ZipFile, files: list[tuple[str, ZipInfo]]) -> Iterator[FormFile]:
    left = MOST_UNPACKED
    for name, entry in files:
        try:
            ensure_inside(name)
            if left <= 0:
                raise Refusal(f"The zip unpacks to more than {MOST_UNPACKED // 1_000_000} MB: zip fewer forms.")

            content = unpacked(archive, entry, most=LARGEST_DOCUMENT)
            left -= len(content)
            yield FormFile(name, text=form_text(content))
        except Refusal as refusal:
            left -= LARGEST_DOCUMENT if isinstance(refusal, TooLarge) else 0
            yield FormFile(name, trouble=refusal.sentence)


def _may_be_form(name: str) -> bool:
    *folders, last = name.split("/")
    return "__MACOSX" not in folders and not last.startswith(_MADE_BY_MACHINES) and last.casefold() not in _NOT_FORMS
