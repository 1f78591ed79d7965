"""Prose as its sentences and the figures in them; dates, times, telephone numbers and the like are no figures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from webapp.domain.numbers import EXACT

LONGEST = 20_000
"""Characters of one text that are looked through; a page holds fewer."""

AROUND = 100
"""Characters of its sentence that are kept before and after a figure."""

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_NO_FIGURES = re.compile(
    rf"""
      [\w.+-]{{1,64}}@\S+ | https?://\S+ | www\.\S+
    # 31 March 2015; March 31, 2015; March 2015; 31/03/2015; 2014/15; 2014
    | \b\d{{1,2}}(?:st|nd|rd|th)?(?:\sof)?[\s-]{_MONTH}(?:[\s,-]*'?(?:\d{{4}}|\d{{2}}))?(?![\d.,]*\d)
    | \b{_MONTH}\s\d{{1,2}}(?:st|nd|rd|th)?\b(?!\.\d)(?:,?\s\d{{4}})?
    | \b{_MONTH}[\s,-]*'?(?:\d{{4}}|\d{{2}})\b(?!\.\d)
    | \b\d{{1,4}}([/.-])\d{{1,2}}\1\d{{2,4}}\b
    | \b(?:19|20)\d{{2}}\s?[/–-]\s?(?:\d{{4}}|\d{{2}})\b
    | (?<![\d£.,])(?:19|20)\d{{2}}(?![\d.,]*\d|\s?%|\sper\b)
    | \b(?:q|quarter|qtr|h|half(?:-year)?)\s?[1-4]\b
    # 9:30am; 9 o'clock; 24/7; 020 7946 0000
    | \b\d{{1,2}}(?:[:.]\d{{2}})?\s?(?:am|pm|o['’]clock)\b | \b\d{{1,2}}:\d{{2}}\b | \b24/7\b
    | (?<![\w.,])\+?\(?\d[\d()\s-]{{8,18}}\d(?![\w.,]*\d)
    # 3rd; per 10,000; 11 of 18; section 47; between 3 and 5; 10 to 20
    | \b\d+(?:st|nd|rd|th)\b
    | \bper\s\d[\d,]*\b | \b\d+\s(?:in|of|out\sof)\s(?:the\s|our\s|its\s|every\s|each\s)?\d[\d,]*\b
    | \b(?:section|part|paragraph|para|appendix|annex|page|stage|band|grade|phase|step|years?|aged?|ages|version|item
          |note|table|room|ward|unit|action|week|day|no\.?)\s\d+(?:\.\d+)*(?!\.?\d|\s?%|\sper\b)
    | \bbetween\s£?\d[\d,.]*\d?%?\sand\s£?\d[\d,.]*
    | (?<![\w.,])\d[\d,.]*\s?(?:–|—|-|to)\s?\d[\d,.]*(?=\D|$)
    """,
    re.IGNORECASE | re.VERBOSE,
)
_LIST_MARK = re.compile(r"\A\s*(?:[-•·▪‣◦●*–]|\(?\d{1,2}[.)])\s+")
_END_OF_SENTENCE = re.compile(r"(?<=[.!?])[”\"')\]]*\s+(?=[A-Z“\"'(\d£+−-])")
_FIGURE = re.compile(
    r"""(?<![\w.,/:£])
        (?P<sign>[-+\u2212])?(?P<pounds>£)?
        (?P<whole>\d{1,3}(?:,\d{3})+|\d+)(?:\.(?P<fraction>\d+))?(?P<scale>k|m|bn)?(?![\w/:]|[.,]\d)
        (?:\s?(?P<points>percentage\spoints?|per\s?cent\s(?:age\s)?points?|%\s?points?|pp\b)
          |\s?(?P<percent>%|per\s?cent\b|percent\b))?""",
    re.VERBOSE | re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure in a sentence, as it is written and what stands around it; ``value`` has no sign."""

    sentence: str
    written: str
    value: Decimal
    places: int
    percent: bool
    points: bool
    pounds: bool
    scale: str  # k, m or bn directly after it, else ""
    before: str  # the words of its sentence that stand before it, lower case
    after: str  # those that stand after it, and after its percent sign or "percentage points"


def sentences(text: str) -> Iterator[str]:
    """The sentences of a text; each line, and each item of a list without its mark, begins a new one."""
    for line in text[:LONGEST].splitlines():
        for sentence in _END_OF_SENTENCE.split(_LIST_MARK.sub("", line, count=1)):
            if sentence.strip():
                yield " ".join(sentence.split())


def figures(text: str) -> Iterator[Figure]:
    """Every figure of a text that is not a part of a date, a time, an address, a range or a reference."""
    for sentence in sentences(text):
        bare = without_dates(sentence)
        for match in _FIGURE.finditer(bare):
            fraction = match["fraction"] or ""
            whole = match["whole"].replace(",", "")
            if len(whole) > 1 and whole.startswith("0"):
                continue
            yield Figure(
                sentence=sentence,
                written=sentence[match.start() : match.end()].strip(),
                value=EXACT.create_decimal(f"{whole}.{fraction}" if fraction else whole),
                places=len(fraction),
                percent=match["percent"] is not None,
                points=match["points"] is not None,
                pounds=match["pounds"] is not None,
                scale=(match["scale"] or "").lower(),
                before=sentence[max(0, match.start() - AROUND) : match.start()].lower(),
                after=sentence[match.end() : match.end() + AROUND].lower(),
            )


def without_dates(sentence: str) -> str:
    """The sentence with a middle dot in place of every character that belongs to a date or the like."""
    return _NO_FIGURES.sub(lambda match: "·" * len(match[0]), sentence)
