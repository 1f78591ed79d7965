"""A picture as plain shapes, in points from its upper left corner; what draws them knows nothing of figures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Spot = tuple[float, float]
Anchor = Literal["start", "middle", "end"]

WHITE = "#ffffff"
INK = "#0b0c0c"
QUIET = "#505a5f"
FAINT = "#d0d4d6"
BAND = "#d3e3df"
BLUE = "#1d70b8"
RUST = "#b5450b"
PURPLE = "#4c2c92"


@dataclass(frozen=True, slots=True)
class Line:
    """One line, or several joined, ``width`` points wide; ``dashes`` are lengths drawn and left out in turn."""

    spots: tuple[Spot, ...]
    ink: str
    width: float = 1.0
    dashes: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Area:
    """A closed shape, filled, with an edge where ``ink`` names one."""

    spots: tuple[Spot, ...]
    fill: str
    ink: str = ""
    width: float = 1.0


@dataclass(frozen=True, slots=True)
class Dot:
    """A circle: filled, or hollow."""

    x: float
    y: float
    radius: float
    ink: str
    hollow: bool = False


@dataclass(frozen=True, slots=True)
class Words:
    """One line of text; ``anchor`` says which part of it stands at ``x``."""

    x: float
    baseline: float
    text: str
    size: float
    anchor: Anchor = "start"
    ink: str = INK
    bold: bool = False


Shape = Line | Area | Dot | Words


@dataclass(frozen=True, slots=True)
class Picture:
    """Shapes from the back to the front. ``title`` and ``description`` say in words what they show."""

    width: float
    height: float
    shapes: tuple[Shape, ...]
    title: str
    description: str

    @property
    def alternative(self) -> str:
        """What is read aloud in place of the picture."""
        return f"{self.title}. {self.description}" if self.description else self.title


def rectangle(x: float, y: float, width: float, height: float, fill: str) -> Area:
    """A filled rectangle from its upper left corner."""
    return Area(((x, y), (x + width, y), (x + width, y + height), (x, y + height)), fill)
