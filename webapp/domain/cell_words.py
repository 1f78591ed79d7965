"""Words in cells meant for figures: what they are taken to mean, or what to write instead; never a guess."""

from __future__ import annotations

import re
from enum import StrEnum

from webapp.domain.numbers import LONGEST
from webapp.domain.period_reading import tidy
from webapp.domain.quoting import quoted


class Meaning(StrEnum):
    """What a word means that stands where a figure could."""

    NO_DATA = "no data yet"
    NOT_APPLICABLE = "not applicable"


_SIGNS = {"-", "--", "---", "..", "...", "\u2026", "[x]"}
_NOT_APPLICABLE_SIGN = "[z]"
_WORDS = re.compile(r"[^\W\d_](?:[^\W\d_]|[\s/.,'-])*")
_NO_DATA = frozenset(
    (
        *("tbc", "tba", "tbd", "tobeconfirmed", "tobeadvised", "tobeannounced", "tobedetermined", "tofollow"),
        *("pending", "awaiting", "awaited", "dataawaited", "figureawaited", "figuresawaited", "datapending"),
        *("nk", "notknown", "unknown", "nodata", "nodatayet", "nofigureyet", "nodataavailable", "datanotavailable"),
        *("datanotyetavailable", "notavailable", "unavailable", "dataunavailable", "datalag", "indevelopment"),
        *("notreported", "notsupplied", "notprovided", "notcollected"),
    )
)
_NO_DATA_STARTS = ("awaiting ", "tbc ", "pending ", "not yet ", "to be confirmed ")
_NOT_APPLICABLE = frozenset(("na", "notapplicable", "doesnotapply", "notrelevant"))
_ZERO_OR_BLANK = frozenset(("nil", "none", "null", "zero", "nought", "nothing"))

_FIGURE = r"(?P<figure>[-+\u2212]?\s?£?\s?[0-9][0-9,]*(?:\.[0-9]+)?\s?%?)"
_MARKS = {
    "provisional": ("p", "prov", "provisional", "preliminary"),
    "estimated": (
        *("e", "est", "estimate", "estimated", "c", "ca", "circa", "approx", "approximately", "about", "around"),
        *("roughly", "~", "\u2248"),
    ),
    "final": ("f", "final"),
    "revised": ("r", "rev", "revised"),
    "bound": (
        *("<", "<=", ">", ">=", "\u2264", "\u2265", "under", "over", "above", "below", "less than", "more than"),
        *("fewer than", "at least", "up to"),
    ),
    "sign": ("*", "**", "***", "\u2020", "\u2021", "\u00a7", "#", "^", "\u00b9", "\u00b2", "\u00b3"),
}
_KINDS = {mark: kind for kind, marks in _MARKS.items() for mark in marks}
_MARK = "|".join(re.escape(mark) for mark in sorted(_KINDS, key=len, reverse=True))
_MARKED = re.compile(rf"(?:[(\[]?(?P<before>{_MARK})[)\]]?\.?:?\s*)?{_FIGURE}(?:\s*[(\[]?(?P<after>{_MARK})[)\]]?\.?)?")
_DIGIT = re.compile("[0-9]")


def meaning_of(text: str) -> Meaning | None:
    """What a word such as "TBC", "N/A" or "-" means; None for any other text, a spreadsheet's #N/A among them."""
    if len(text) > LONGEST or _DIGIT.search(text):
        return None
    line = tidy(text)
    if line in _SIGNS:
        return Meaning.NO_DATA
    if line == _NOT_APPLICABLE_SIGN:
        return Meaning.NOT_APPLICABLE
    words = line[1:-1].strip() if line[:1] + line[-1:] in {"()", "[]"} else line
    if not _WORDS.fullmatch(words):
        return None
    letters = "".join(mark for mark in words if mark.isalnum())
    if letters in _NOT_APPLICABLE:
        return Meaning.NOT_APPLICABLE
    if letters in _NO_DATA or words.startswith(_NO_DATA_STARTS):
        return Meaning.NO_DATA
    return None


def advice_on(text: str, *, of_target: bool = False) -> str | None:
    """What to write instead of a figure with a mark ("12.5 (p)", "c. 12") or of "nil"; None for any other text."""
    if len(text) > LONGEST:
        return None
    line = tidy(text)
    if line in _ZERO_OR_BLANK:
        return f"{quoted(text)} can mean zero or no figure: write 0 for a real zero, or leave the cell blank."
    match = _MARKED.fullmatch(line)
    kinds = {_KINDS[mark] for mark in match.group("before", "after") if mark} if match is not None else set()
    if match is None or not kinds:
        return None
    kind = kinds.pop() if len(kinds) == 1 else "sign"
    return f"{quoted(text)} {_instead(kind, match['figure'].strip(), of_target=of_target)}"


def _instead(kind: str, figure: str, *, of_target: bool) -> str:
    """The rest of the sentence about a figure with one kind of mark."""
    alone = f"has a mark beside its figure: write {figure} alone"
    if kind == "bound":
        return "is a bound, not a figure: write the figure itself, or leave the cell blank."
    if kind == "revised":
        return f"{alone}; that it is revised is seen by itself."
    if of_target:
        return f'{alone}, and "yes" in a column "target_estimated" if it is estimated.'
    if kind == "sign":
        return f'{alone}, and what the mark means as "provisional" or "estimated" in a column "quality".'
    return f'{alone}, and "{kind}" in a column "quality".'
