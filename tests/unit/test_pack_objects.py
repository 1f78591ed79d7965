"""Renumbering the objects of a PDF: references move, words that look like them do not."""

from __future__ import annotations

import pytest

from webapp.pdf.pack.objects import Objects, Unreadable, reference, references, whole


def file_of(body: bytes) -> bytes:
    """A file with one object."""
    head = b"%PDF-1.7\n"
    table = head + b"1 0 obj\n" + body + b"\nendobj\n"
    entries = b"0000000000 65535 f \n%010d 00000 n \n" % len(head)
    return table + b"xref\n0 2\n" + entries + b"trailer\n<</Size 2>>\nstartxref\n%d\n%%%%EOF\n" % len(table)


MOVED = {
    "a reference": (b"<</P 5 0 R>>", b"<</P 105 0 R>>"),
    "several": (b"[5 0 R 16 0 R\n7 0 R]", b"[105 0 R 116 0 R\n107 0 R]"),
    "words in brackets": (b"<</T (See 5 0 R)/P 5 0 R>>", b"<</T (See 5 0 R)/P 105 0 R>>"),
    "brackets within": (rb"<</T (a \) 5 0 R \\)/P 5 0 R>>", rb"<</T (a \) 5 0 R \\)/P 105 0 R>>"),
    "hexadecimal text": (b"<</T <FEFF0035>/P 5 0 R>>", b"<</T <FEFF0035>/P 105 0 R>>"),
    "other numbers": (b"<</Rect [5 0 5 0]/W 1.5>>", b"<</Rect [5 0 5 0]/W 1.5>>"),
    "the way of a page into the tree": (b"<</StructParents 2>>", b"<</StructParents 9>>"),
    "that of a link": (b"<</StructParent 0/P 5 0 R>>", b"<</StructParent 7/P 105 0 R>>"),
    "a stream": (
        b"<</Length 9/F 5 0 R>>\nstream\n5 0 R (\x00\xff\nendstream",
        b"<</Length 9/F 105 0 R>>\nstream\n5 0 R (\x00\xff\nendstream",
    ),
}


@pytest.mark.parametrize(("written", "moved"), MOVED.values(), ids=MOVED)
def test_an_object_is_renumbered(written: bytes, moved: bytes) -> None:
    assert Objects(file_of(written)).moved(1, lambda number: number + 100, 7).strip() == moved


def test_dictionaries_are_asked_for_what_they_name() -> None:
    words = b"<</Kids [3 0 R 14 0 R]/K 5 0 R/ParentTreeNextKey 6/Parent 7 0 R>>"
    assert references(words, b"/Kids") == [3, 14]
    assert references(words, b"/K") == [5]
    assert reference(words, b"/Parent") == 7
    assert whole(words, b"/ParentTreeNextKey") == 6


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7\nnothing more", file_of(b"<<>>")[:-8]], ids=["empty", "no", "cut"])
def test_what_is_no_file_of_ours_is_not_read(data: bytes) -> None:
    with pytest.raises(Unreadable):
        Objects(data)


def test_what_is_missing_is_an_error() -> None:
    with pytest.raises(Unreadable):
        reference(b"<</Kids [3 0 R]>>", b"/Pages")
