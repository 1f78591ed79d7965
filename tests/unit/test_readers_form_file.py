"""A file that is no form says so in a sentence, whatever it is, and never anything worse."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.word_forms import cell, form_table, packed, paragraph, row, zipped
from webapp.domain.errors import Refusal
from webapp.domain.periods import Calendar
from webapp.readers.form_file import form_text
from webapp.readers.old_form import read_form

FORM = packed(form_table())
OLDER = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
TYPES = {"[Content_Types].xml": "<Types/>"}
OUTSIDE = '<!DOCTYPE a [<!ENTITY y SYSTEM "file:///etc/hostname">]>'
LAUGHS = '<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;"><!ENTITY y "&b;&b;">]>'
MARKED = form_table(overview=[row("Indicator Title", cell(paragraph("<w:r><w:t>&y;</w:t></w:r>")))])


def repacked(changes: Mapping[str, str | bytes]) -> bytes:
    """The form with some of its parts replaced."""
    with zipfile.ZipFile(io.BytesIO(FORM)) as archive:
        return zipped({**{name: archive.read(name) for name in archive.namelist()}, **changes})


def link(target: str, *, mode: str = "Internal") -> bytes:
    """The form with its main part elsewhere."""
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
    return repacked({"_rels/.rels": f'<a><Relationship Type="{kind}" Target="{target}" TargetMode="{mode}"/></a>'})


NO_FORM = {
    "entities from outside": (packed(MARKED, prolog=OUTSIDE), "defines its own entities"),
    "entities within entities": (packed(MARKED, prolog=LAUGHS), "defines its own entities"),
    "entities in a part beside it": (repacked({"_rels/.rels": f"{OUTSIDE}<a>&y;</a>"}), "defines its own entities"),
    "an older document": (OLDER + bytes(2000), "older kind (.doc): open it in Word, choose Save as, Word Document"),
    "a protected document": (OLDER + "EncryptedPackage".encode("utf-16-le"), "take the password off"),
    "a workbook": (zipped({**TYPES, "xl/workbook.xml": ""}), "Excel workbook"),
    "a presentation": (zipped({**TYPES, "ppt/presentation.xml": ""}), "PowerPoint"),
    "an OpenDocument text": (zipped({"mimetype": "x", "META-INF/manifest.xml": ""}), "save it as a Word document"),
    "a zip": (zipped({"form.txt": "Indicator Title"}), "zip inside the zip"),
    "an empty zip": (zipped({}), "zip inside the zip"),
    "a PDF": (b"%PDF-1.7", "is a PDF"),
    "rich text": (b"{\\rtf1 Indicator Title}", "choose Save as, Word Document (.docx)"),
    "a picture": (b"\x89PNG\r\n\x1a\n", "is a picture"),
    "a document cut short": (FORM[: len(FORM) // 2], "damaged or cut short"),
    "the beginning of a document": (b"PK\x03\x04", "damaged or cut short"),
    "a document without a main part": (zipped(TYPES), "damaged or cut short"),
    "a main part that is not there": (link("word/gone.xml"), "damaged or cut short"),
    "a main part out of the file": (link("../../etc/hostname"), "damaged or cut short"),
    "a main part elsewhere": (link("http://council.example/form.xml", mode="External"), "damaged or cut short"),
    "no XML": (repacked({"word/document.xml": "Indicator Title"}), "damaged or cut short"),
    "XML cut short": (repacked({"word/document.xml": "<a><b>"}), "damaged or cut short"),
    "XML in no encoding": (repacked({"word/document.xml": '<?xml version="1.0" encoding="x"?><a/>'}), "damaged"),
    "XML in an old encoding": (repacked({"word/document.xml": '<?xml version="1.0" encoding="big5"?><a/>'}), "damaged"),
    "a part that swells": (repacked({"word/document.xml": b"<a>" + b" " * 10_000_001}), "more than 10 MB"),
    "endless words": (packed(paragraph("x" * 1_000_001)), "more than 1,000,000 characters"),
    "endless paragraphs": (packed(paragraph("x") * 9_000), "more than 10,000 tags"),
    "an endless text": (b"x" * 1_000_001, "larger than 1 MB"),
    "an endless file": (b"PK\x03\x04" + bytes(20_000_001), "larger than 20 MB"),
    "bytes": (bytes(range(256)), "no character"),
}  # fmt: skip


@pytest.mark.parametrize(("data", "sentence"), NO_FORM.values(), ids=NO_FORM)
def test_what_is_no_form_is_refused_with_what_to_do(data: bytes, sentence: str) -> None:
    with pytest.raises(Refusal) as refused:
        form_text(data)
    assert sentence in refused.value.sentence
    assert "\n" not in refused.value.sentence


def test_a_document_in_utf_16_is_read() -> None:
    with zipfile.ZipFile(io.BytesIO(FORM)) as archive:
        main = archive.read("word/document.xml").decode()
    in_utf_16 = ('<?xml version="1.0" encoding="utf-16"?>' + main).encode("utf-16")
    assert form_text(repacked({"word/document.xml": in_utf_16})) == form_text(FORM)


def tried(data: bytes) -> None:
    """Read a file; a refusal is as good an answer as a form, and nothing else is."""
    try:
        read_form(form_text(data), Calendar())
    except Refusal as refusal:
        assert refusal.sentence


@given(st.integers(0, len(FORM)))
def test_a_document_cut_anywhere_is_read_or_refused(length: int) -> None:
    tried(FORM[:length])


@given(st.lists(st.tuples(st.integers(0, len(FORM) - 1), st.integers(0, 255)), min_size=1, max_size=8))
def test_a_document_with_bytes_changed_is_read_or_refused(changes: list[tuple[int, int]]) -> None:
    damaged = bytearray(FORM)
    for place, byte in changes:
        damaged[place] = byte
    tried(bytes(damaged))


BEGINNINGS = [b"", b"PK\x03\x04", b"PK\x05\x06", OLDER, b"<table>", b"<!--", b"\xff\xfe", b"{\\rtf"]


@given(st.sampled_from(BEGINNINGS), st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(beginning: bytes, rest: bytes) -> None:
    tried(beginning + rest)


NAMES = [
    *("p", "r", "t", "br", "tab", "tbl", "tr", "tc", "sdt", "sdtPr", "sdtContent", "showingPlcHdr", "del", "ins"),
    *("pPr", "rPr", "tcPr", "trPr", "numPr", "numId", "ilvl", "pStyle", "rStyle", "b", "i", "vanish", "gridSpan"),
    *("vMerge", "gridBefore", "cellDel", "fldChar", "ddList", "result", "listEntry", "txbxContent", "moveFrom"),
]
VALUES = ["", "0", "1", "2", "99999999999", "-1", "restart", "Indicator Title", "x"]
WORDS = [
    "Indicator Title",
    "Target: 5",
    "What",
    "How",
    "Who",
    "When",
    "ACTIONS",
    "Non-compliance reason\t",
    "x",
    " ",
    "<p>",
]


def element(children: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    made = st.tuples(st.sampled_from(NAMES), st.sampled_from(VALUES), st.lists(children, max_size=5))
    return made.map(lambda each: f'<w:{each[0]} w:val="{each[1]}">{"".join(each[2])}</w:{each[0]}>')


LEAVES = st.sampled_from(WORDS).map(lambda words: f"<w:r><w:t>{words.replace('<', '&lt;')}</w:t></w:r>")


@given(st.recursive(LEAVES, element, max_leaves=40))
def test_any_elements_are_read_or_refused(xml: str) -> None:
    tried(packed(xml))
    tried(packed(form_table(overview=[row("Indicator Title", cell(f"<w:p>{xml}</w:p>"))])))


@pytest.mark.parametrize("name", ["p", "tbl", "tc", "sdt", "r", "txbxContent"])
def test_depth_is_no_danger(name: str) -> None:
    deep = 50_000
    tried(packed(f"<w:{name}>" * deep + "<w:t>Indicator Title</w:t>" + f"</w:{name}>" * deep))
    tried(repacked({"word/_rels/document.xml.rels": "<a>" * deep + "</a>" * deep}))
