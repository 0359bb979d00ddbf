"""A table of a text: which stretch of the text stands in which cell."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell. `start` and `end` are offsets into the text that the table belongs to."""

    text: str
    start: int
    end: int
    row: int
    column: int
    is_heading: bool = False
    row_count: int = 1
    column_count: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """The cells in reading order; a merged cell stands once, at its upper left corner."""

    cells: tuple[Cell, ...]
    start: int
    end: int
