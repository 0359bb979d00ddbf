"""What is printed on a page: characters with their boxes, and ruled lines. Points, the origin at the bottom left."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple


class Glyph(NamedTuple):
    """One printed character: as wide as it advances, as high as its font, standing a seventh below its base line."""

    char: str
    x0: float
    y0: float
    x1: float
    y1: float
    # the file itself puts a space before it
    is_spaced: bool = False

    @property
    def middle(self) -> tuple[float, float]:
        return (self.x0 + self.x1) / 2, (self.y0 + self.y1) / 2


class Rule(NamedTuple):
    """A straight line, horizontal or vertical."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def is_flat(self) -> bool:
        return self.x1 - self.x0 >= self.y1 - self.y0


@dataclass(slots=True)
class Page:
    """One page."""

    width: float
    height: float
    glyphs: list[Glyph] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)


class Line(NamedTuple):
    """One printed line of text."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def height(self) -> float:
        return self.y1 - self.y0
