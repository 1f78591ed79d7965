"""What was said of a figure before and after a change of it, in words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from webapp.domain.figures import NOT_APPLICABLE, Measure, exact_figure, number
from webapp.domain.formats import long_date
from webapp.domain.numbers import places_of, plain, round_half_up

FINAL = "final"


@dataclass(frozen=True, slots=True)
class Said:
    """What is said of one actual or target at some moment; each kind has its own of these.

    An actual without a value is not applicable.
    """

    value: Decimal | None = None
    lower: Decimal | None = None
    upper: Decimal | None = None
    estimated: bool = False
    unconfirmed: bool = False
    quality: str = FINAL
    quality_reason: str = ""
    final_due: date | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    comment: str = ""

    @property
    def is_final(self) -> bool:
        """Neither provisional nor estimated."""
        return self.quality == FINAL and not self.estimated


@dataclass(frozen=True, slots=True)
class Writer:
    """How figures are written, and how the counts that they are made of are."""

    figure: Callable[[Decimal], str]
    count: Callable[[Decimal], str]


@dataclass(frozen=True, slots=True)
class Changed:
    """A change of a figure in words: "439.1, ESTIMATED" or "" before and after, and what else was and is said."""

    old: str
    old_rest: str
    new: str
    new_rest: str

    @property
    def old_whole(self) -> str:
        """Everything that was said."""
        return ", ".join(filter(None, (self.old, self.old_rest)))

    @property
    def new_whole(self) -> str:
        """Everything that is said: "439.1, ESTIMATED, comment “Two returns late”"."""
        return ", ".join(filter(None, (self.new, self.new_rest)))


def on_pages(measure: Measure) -> Writer:
    """As people read them, with every place: "1,234.50", "12.5%"; counts without the unit."""
    return Writer(lambda value: exact_figure(value, measure), lambda value: number(Decimal(plain(value))))


def plainly(decimals: int) -> Writer:
    """As a spreadsheet reads them, with every place and at least ``decimals``: "-1234.50"; counts as they are."""

    def written(value: Decimal) -> str:
        kept = Decimal(plain(value))
        return format(kept if places_of(kept) > decimals else round_half_up(kept, decimals), "f")

    return Writer(written, plain)


def figure_words(said: Said, writer: Writer) -> str:
    """The figure alone: "439.1", "10 to 20", "not applicable"."""
    figures = [each for each in (said.value, said.lower, said.upper) if each is not None]
    return " to ".join(writer.figure(each) for each in figures) or NOT_APPLICABLE


def quality_words(said: Said) -> str:
    """ "ESTIMATED", "PROVISIONAL", "UNCONFIRMED ESTIMATED"; "" for what is final."""
    words = (("unconfirmed", said.unconfirmed), ("estimated", said.estimated), (said.quality, said.quality != FINAL))
    return " ".join(word.upper() for word, applies in words if applies)


def said_words(said: Said | None, writer: Writer) -> str:
    """The figure and its quality: "439.1, ESTIMATED"; "" where there is none."""
    return "" if said is None else ", ".join(filter(None, (figure_words(said, writer), quality_words(said))))


def changed(before: Said | None, after: Said | None, writer: Writer) -> Changed:
    """What was said and what is, and of the rest what differs."""
    old, new = dict(_rest(before, writer)), dict(_rest(after, writer))
    differing = [name for name in {**old, **new} if old.get(name) != new.get(name)]
    return Changed(
        old=said_words(before, writer),
        old_rest=", ".join(old[name] for name in differing if name in old),
        new=said_words(after, writer),
        new_rest=", ".join(new[name] for name in differing if name in new),
    )


def _rest(said: Said | None, writer: Writer) -> Iterator[tuple[str, str]]:
    """What is said beside figure and quality, by name."""
    if said is None:
        return
    for name, count in (("numerator", said.numerator), ("denominator", said.denominator)):
        if count is not None:
            yield name, f"{name} {writer.count(count)}"
    if said.quality_reason:
        yield "quality_reason", f"because “{said.quality_reason}”"
    if said.final_due:
        yield "final_due", f"final figure due {long_date(said.final_due)}"
    if said.comment:
        yield "comment", f"comment “{said.comment}”"
