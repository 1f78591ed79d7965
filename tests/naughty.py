"""Some hundreds of strings that people and programs do send: each has broken somebody's software once."""

from __future__ import annotations

import string
import unicodedata
from collections.abc import Iterator

WORDS = (
    "null",
    "None",
    "undefined",
    "NaN",
    "Infinity",
    "true",
    "nil",
    "void",
    "undef",
    "#REF!",
    "COM1",
    "CON",
    "__proto__",
)
FIGURES = (
    "0",
    "-0",
    "00",
    "1e309",
    "0x10",
    "1_000",
    "1,00.0",
    "١٢٣",
    "１２",
    "½",
    "²",
    "Ⅳ",
    "∞",
    "−5",
    "£-1",
    "1/0",
    "--1",
    "9" * 60,
)
SQL = ("' OR '1'='1", "1; DROP TABLE plan;--", "') UNION SELECT password FROM person--", "%' AND 1=1 --", "\\'; --")
HTML = (
    *("<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<svg/onload=alert(1)>", "</textarea><b>", "<!--"),
    *("<a href='javascript:alert(1)'>x</a>", "&lt;b&gt;", "&#0;", "&#xD800;", "&amp;amp;", "<p", "<p><p><p>", "]]>"),
    *("<style>*{display:none}</style>", "<iframe src=//x>", "<table><tr><td>", "</td></tr></table>", "<o:p></o:p>"),
)
CODE = (
    *(
        "{{ 7 * 7 }}",
        "{% raw %}",
        "${7*7}",
        "#{7*7}",
        "%s%n%x",
        "{0}",
        "{}",
        "%(name)s",
        "$(reboot)",
        "`reboot`",
        "|| ls",
    ),
    *(
        "../../etc/passwd",
        "..\\..\\",
        "file:///etc/passwd",
        "C:\\con",
        "=1+1",
        "@SUM(A1)",
        "+1-1",
        '"quoted"',
        "\\n",
        "\\",
    ),
    *(
        "!!python/object",
        "<?xml version='1.0'?>",
        "<!DOCTYPE a [<!ENTITY b 'c'>]>&b;",
        "a\tb",
        "a|b|c",
        "**bold",
        "- ",
        "1. ",
    ),
)
SCRIPTS = (
    *("Tŷ'r cyngor ŵ", "Zażółć gęślą jaźń", "שלום עולם", "مرحبا بالعالم", "नमस्ते", "你好，世界", "こんにちは", "สวัสดี"),
    *("ﷺ", "ǆ", "ẞ", "İıŞş", "ﬁ", "𝓑𝓪𝓬𝓴", "ʇxǝʇ", "Å", "Å", "e\u0301", "H̷̡e̸l̶p̴", "田中さん", "Ω≈ç√∫", "¿¡€¤"),
)
FACES = ("🙂", "👩‍👩‍👧‍👦", "👍🏿", "🏴󠁧󠁢󠁷󠁬󠁳󠁿", "🇬🇧🇬", "❤️", "☺︎", "0️⃣", "💩" * 50)
INVISIBLE = (
    "\u00ad\u034f\u061c\u115f\u180e\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067"
    "\u2069\ufeff\ufff9\ufffb"
)
SPACES = "\t\n\v\f\r\x1c\x1d\x1e\x1f \x85\xa0\u1680\u2000\u2003\u2009\u2028\u2029\u202f\u205f\u3000"
EDGES = "\ud7ff\ue000\ufdd0\ufffd\ufffe\uffff\U0001fffe\U000e0001\U000f0000\U0010ffff"
CONTROLS = "".join(map(chr, (*range(1, 32), *range(127, 160))))
LONG = (
    "x" * 5000,
    "word " * 1000,
    "\n" * 200,
    "é" * 3000,
    "a\u0301" * 500,
    "<b>" * 300,
    "&" * 500,
    "[" * 300,
    "*" * 400,
)
AROUND = ("{}", '"{}"', "a{}b", "{0} {0}", "\n{}\n", "<b>{}</b>")


def naughty_strings() -> list[str]:
    """Every one once, none with a NUL or half a surrogate pair, which are refused by name."""
    return list(dict.fromkeys(_all()))


def _all() -> Iterator[str]:
    yield from ("", *LONG, *FACES)
    for group in (WORDS, FIGURES, SQL, HTML, CODE, SCRIPTS):
        yield from group
        for place, text in enumerate(group):
            yield AROUND[1 + place % (len(AROUND) - 1)].format(text)
    for characters in (INVISIBLE, SPACES, EDGES, CONTROLS):
        for character in characters:
            yield from (f"a{character}b", character)
    for mark in string.punctuation:
        yield from (mark, mark * 3)
    yield "".join(letter + chr(0x300 + place) * (place % 9) for place, letter in enumerate(string.ascii_letters))
    yield from (unicodedata.normalize(form, "Å ﬁ ẛ̣ Ⅳ") for form in ("NFC", "NFD", "NFKC", "NFKD"))
