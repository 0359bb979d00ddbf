"""Cells with their columns, from rows that only say how far each cell reaches."""

from __future__ import annotations

from collections.abc import Callable

from gongkai.apps.files.readers.web.tree import Node
from gongkai.domain.notices import Cell, Table

COLUMNS = 200


def table_of(rows: list[list[Node]], text_of: Callable[[Node], str]) -> Table:
    """The rows of an HTML table with rowspan and colspan resolved to columns."""
    taken: dict[int, int] = {}
    found: list[tuple[Cell, ...]] = []
    for at, row in enumerate(rows):
        cells: list[Cell] = []
        column = 0
        for node in row:
            while taken.get(column, 0):
                column += 1
            if column >= COLUMNS:
                break
            across = min(_span(node, "colspan"), COLUMNS - column)
            down = min(_span(node, "rowspan", to_end=len(rows) - at), len(rows) - at)
            cells.append(Cell(text_of(node), column, down, across))
            taken.update(dict.fromkeys(range(column, column + across), down))
            column += across
        taken = {column: left - 1 for column, left in taken.items() if left > 1}
        found.append(tuple(cells))
    return Table(tuple(found))


def _span(node: Node, name: str, to_end: int = 1) -> int:
    text = node.attributes.get(name, "1").strip()
    if not text.isascii() or not text.isdigit():
        return 1
    # rowspan="0" reaches to the end of the table
    return int(text[:6]) or to_end
