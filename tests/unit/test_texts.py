"""Texts people type: what of them is kept."""

from __future__ import annotations

import pytest

from webapp.domain.texts import kept_file_name

FILE_NAMES = {
    "October figures.csv": "October figures.csv",
    "C:\\Users\\ann\\Ŵythnos 😀.csv": "Ŵythnos 😀.csv",
    "../../etc/passwd": "passwd",
    "a\x00b\r\n\u202e.csv": "ab.csv",
    "0123456789abcdefghijklmnopqrstuvwxyz.csv": "klmnopqrstuvwxyz.csv",
    "": "unnamed",
    "forms/": "unnamed",
    "\x00": "unnamed",
}


@pytest.mark.parametrize(("given", "kept"), FILE_NAMES.items())
def test_file_names(given: str, kept: str) -> None:
    assert kept_file_name(given, longest=20) == kept
