"""What a file reader hands over: the paragraphs and tables of a document, nothing else."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph. `label` is the number a word processor shows but does not store in the text ("1.")."""

    text: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """A table cell, standing at the row and column where it starts. Its paragraphs are joined by newlines."""

    text: str
    column: int
    row_span: int = 1
    column_span: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of the cells that start in them: a cell that reaches down is listed once, in its first row."""

    rows: tuple[tuple[Cell, ...], ...]


SourceBlock = Paragraph | Table
