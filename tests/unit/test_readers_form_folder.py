"""A zipped folder is read file by file: one that cannot be read has its sentence, and the others are read."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.word_forms import form_table, packed, zipped
from webapp.domain.errors import Refusal
from webapp.readers import form_folder, unpacking
from webapp.readers.form_folder import is_folder, read_folder

TEXT = (Path(__file__).parents[1] / "examples" / "old-form.txt").read_bytes()
FORM = packed(form_table())


def test_every_form_of_a_folder_is_read_in_the_order_of_its_name() -> None:
    folder = zipped(
        {
            "Forms/": "",
            "Forms/b.txt": TEXT,
            "Forms/Adults/a.docx": FORM,
            "Forms/c.html": "<table><tr><td>Indicator Title</td><td>Bins</td></tr></table>",
            "Forms/d.txt": TEXT.decode().encode("utf-16"),
        }
    )
    found = read_folder(folder)
    assert [each.name for each in found] == ["Forms/Adults/a.docx", "Forms/b.txt", "Forms/c.html", "Forms/d.txt"]
    assert [each.trouble for each in found] == ["", "", "", ""]
    assert found[1].text == TEXT.decode()
    assert found[2].text == "Indicator Title\tBins\n"


def test_what_programs_leave_behind_is_passed_over() -> None:
    left = ("__MACOSX/._a.docx", "Forms/~$a.docx", "Forms/._a.docx", ".DS_Store", "Forms/Thumbs.db", "desktop.ini")
    found = read_folder(zipped({"Forms/a.txt": TEXT, **dict.fromkeys(left, b"\0")}))
    assert [each.name for each in found] == ["Forms/a.txt"]


def flagged(data: bytes, flag: int) -> bytes:
    """The zip with a flag set on its only entry, in both places where it is kept."""
    changed = bytearray(data)
    changed[6] |= flag
    changed[data.rindex(b"PK\x01\x02") + 8] |= flag
    return bytes(changed)


def packed_by(method: int) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        archive.writestr("a.txt", TEXT)
    return file.getvalue()


def smaller(data: bytes) -> bytes:
    """The zip whose only entry claims to be of one byte."""
    changed = bytearray(data)
    place = data.rindex(b"PK\x01\x02") + 24
    changed[place : place + 4] = (1).to_bytes(4, "little")
    return bytes(changed)


ONE = zipped({"a.txt": TEXT})
TROUBLES = {
    "a document of the older kind": (zipped({"a.doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"}), "older kind (.doc)"),
    "a PDF": (zipped({"a.pdf": b"%PDF"}), "is a PDF"),
    "a damaged document": (zipped({"a.docx": FORM[:300]}), "damaged or cut short"),
    "a zip in the zip": (zipped({"a.zip": ONE}), "unpack it, and zip the forms themselves"),
    "a name that leads out": (zipped({"../a.txt": TEXT}), 'out of the zip’s own folder, "../a.txt"'),
    "a name from the root": (zipped({"/etc/a.txt": TEXT}), "out of the zip’s own folder"),
    "a name of another drive": (zipped({"C:\\a.txt": TEXT}), "out of the zip’s own folder"),
    "a name that leads out backwards": (zipped({"a\\..\\..\\b.txt": TEXT}), "out of the zip’s own folder"),
    "a password": (flagged(ONE, 1), "protected by a password"),
    "an unusual packing": (packed_by(zipfile.ZIP_LZMA), "packed in an unusual way"),
    "damaged words": (ONE.replace(ONE[60:70], bytes(10)), "damaged inside the zip"),
    "a false size": (smaller(ONE), "damaged inside the zip"),
    "a file that swells": (zipped({"a.docx": bytes(20_000_001)}), "more than 20 MB"),
    "an endless text": (zipped({"a.txt": b"x" * 1_000_001}), "larger than 1 MB"),
}


@pytest.mark.parametrize(("folder", "sentence"), TROUBLES.values(), ids=TROUBLES)
def test_a_file_that_cannot_be_read_says_why(folder: bytes, sentence: str) -> None:
    (found,) = read_folder(folder)
    assert sentence in found.trouble
    assert (found.text, "\n" in found.trouble) == ("", False)


def test_one_bad_file_spoils_no_other() -> None:
    found = read_folder(zipped({"a.doc": b"%PDF", "b.txt": TEXT}))
    assert [bool(each.trouble) for each in found] == [True, False]


def test_names_are_read_whatever_they_are_written_in() -> None:
    marked = zipped({"éé.txt": TEXT})
    unmarked = bytearray(marked)
    for place in (7, marked.rindex(b"PK\x01\x02") + 9):
        unmarked[place] &= ~0x08
    broken = marked.replace("éé".encode(), b"\xff\xfe\xe9\xe9")
    assert [each.name for each in read_folder(marked)] == ["éé.txt"]
    assert [each.name for each in read_folder(bytes(unmarked))] == ["éé.txt"]
    (found,) = read_folder(broken)
    assert (found.name.endswith(".txt"), found.trouble) == (True, "")


def test_names_lose_what_nobody_can_see() -> None:
    (found,) = read_folder(zipped({"a\u202e\x07b.txt": TEXT}))
    assert found.name == "ab.txt"


def test_two_files_of_one_name_are_two_files() -> None:
    folder = io.BytesIO()
    with zipfile.ZipFile(folder, "w") as archive:
        archive.writestr("a.txt", "one")
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr("a.txt", "two")
    assert [each.text for each in read_folder(folder.getvalue())] == ["one", "two"]


def test_a_folder_that_unpacks_to_too_much_is_read_until_then(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(form_folder, "MOST_UNPACKED", len(TEXT))
    found = read_folder(zipped({"a.txt": TEXT, "b.txt": TEXT}))
    assert [bool(each.text) for each in found] == [True, False]
    assert "unpacks to more than" in found[1].trouble


NO_FOLDER = {
    "nothing in it": (zipped({}), "holds no file"),
    "folders only": (zipped({"a/": "", "a/b/": ""}), "holds no file"),
    "leavings only": (zipped({"__MACOSX/a": "x"}), "holds no file"),
    "too many files": (zipped({"a": "", "b": "", "c": ""}), "The zip holds 3 files: zip 2 or fewer"),
    "far too many": (zipped(dict.fromkeys("abcdef", "")), "lists more than 5 files"),
    "cut short": (ONE[:-30], "damaged or cut short"),
}


@pytest.mark.parametrize(("folder", "sentence"), NO_FOLDER.values(), ids=NO_FOLDER)
def test_a_zip_without_forms_is_refused(monkeypatch: pytest.MonkeyPatch, folder: bytes, sentence: str) -> None:
    monkeypatch.setattr(form_folder, "MOST_FILES", 2)
    monkeypatch.setattr(unpacking, "MOST_ENTRIES", 5)
    with pytest.raises(Refusal) as refused:
        read_folder(folder)
    assert sentence in refused.value.sentence


def test_a_folder_is_told_from_a_document() -> None:
    assert [is_folder(each) for each in (ONE, zipped({}), FORM, TEXT, b"")] == [True, True, False, False, False]


@given(st.integers(0, len(ONE)), st.lists(st.tuples(st.integers(0, len(ONE) - 1), st.integers(0, 255)), max_size=6))
def test_a_zip_cut_or_changed_anywhere_is_read_or_refused(length: int, changes: list[tuple[int, int]]) -> None:
    damaged = bytearray(ONE)
    for place, byte in changes:
        damaged[place] = byte
    try:
        found = read_folder(bytes(damaged[:length] if not changes else damaged))
    except Refusal as refusal:
        assert refusal.sentence
    else:
        assert all(each.text or each.trouble or each.name for each in found)
