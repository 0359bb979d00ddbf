"""Rows of a sheet as blocks: title lines before the table and notes after it are paragraphs."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from gongkai.domain.notices import Cell, Paragraph, SourceBlock, Table, UnreadableNotice

CELLS = 200_000
NOTE = re.compile(r"^\s*(?:注|备注|说明|填表|填报|联系|制表)")
# 填报单位：青溪县 … a line above the table that names its author and date
LABELLED = re.compile(r"^[^：:]{2,12}[：:].{0,40}$", re.DOTALL)


@dataclass(slots=True)
class Grid:
    """Non-empty cells by (row, column), and merged ranges as (first row, first column, last row, last column)."""

    texts: dict[tuple[int, int], str] = field(default_factory=dict)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    # cells with a formula whose result the file does not hold: they look empty and are not
    uncounted: list[tuple[int, int]] = field(default_factory=list)

    def put(self, row: int, column: int, text: str) -> None:
        """Set a cell; blank text leaves it out. Raises UnreadableNotice beyond any honest size."""
        text = text.strip(" \u3000\t\r\n\xa0")
        if text:
            self.texts[row, column] = text
        if len(self.texts) > CELLS:
            raise UnreadableNotice("表格超过 20 万个单元格，请只保留需要的部分")


def blocks_of_grid(grid: Grid) -> list[SourceBlock]:
    """Title paragraphs, the table, note paragraphs. A sheet of one column is paragraphs only."""
    if not grid.texts:
        return []
    rows: dict[int, dict[int, str]] = {}
    for (row, column), text in sorted(grid.texts.items()):
        rows.setdefault(row, {})[column] = text
    numbers = list(rows)
    if all(len(rows[row]) == 1 for row in numbers):
        return [Paragraph(line) for row in numbers for line in _lines(rows[row])]
    first, last = 0, len(numbers)
    while (
        first < last - 1
        and _is_title(rows[numbers[first]])
        and not _reaches_down(grid, numbers[first], numbers[first + 1])
    ):
        first += 1
    while last > first + 2 and _is_note(rows[numbers[last - 1]]):
        last -= 1
    before = [Paragraph(line) for row in numbers[:first] for line in _lines(rows[row])]
    after = [Paragraph(line) for row in numbers[last:] for line in _lines(rows[row])]
    return [*before, _table(grid, numbers[first:last], rows), *after]


def _lines(row: dict[int, str]) -> list[str]:
    return [line.strip() for line in "　".join(row.values()).split("\n") if line.strip()]


def _is_title(row: dict[int, str]) -> bool:
    return len(row) == 1 or all(LABELLED.match(text) for text in row.values())


def _is_note(row: dict[int, str]) -> bool:
    return len(row) == 1 and all(NOTE.match(text) for text in row.values())


def _reaches_down(grid: Grid, row: int, following: int) -> bool:
    """Does a cell of the row stand beside the next row that holds anything?"""
    return any(top == row and bottom >= following for top, _, bottom, _ in grid.merged)


def _table(grid: Grid, numbers: list[int], rows: dict[int, dict[int, str]]) -> Table:
    columns = sorted({column for row in numbers for column in rows[row]})
    place = {column: at for at, column in enumerate(columns)}
    index = {row: at for at, row in enumerate(numbers)}
    spans: dict[tuple[int, int], tuple[int, int]] = {}
    covered: set[tuple[int, int]] = set()
    for top, left, bottom, right in grid.merged:
        inside_rows = [row for row in numbers if top <= row <= bottom]
        inside = [column for column in columns if left <= column <= right]
        if not inside_rows or not inside or len(covered) > CELLS:
            continue
        start = (inside_rows[0], inside[0])
        spans[start] = (len(inside_rows), len(inside))
        covered |= {(row, column) for row in inside_rows for column in inside} - {start}
        if start not in grid.texts and (top, left) in grid.texts:
            rows[start[0]][start[1]] = grid.texts[top, left]
    found: list[tuple[Cell, ...]] = []
    for row in index:
        cells = []
        for column in columns:
            if (row, column) in covered:
                continue
            down, across = spans.get((row, column), (1, 1))
            cells.append(Cell(rows[row].get(column, ""), place[column], down, across))
        found.append(tuple(cells))
    return Table(tuple(found))
