"""Merged cells of a Word table."""

from __future__ import annotations

from dataclasses import dataclass

from gongkai.domain.notices import Cell, Table


@dataclass(frozen=True, slots=True)
class RowCell:
    """A cell as Word stores it: every row has one, and a merged one only says that it continues."""

    text: str
    column: int
    columns: int
    continues_down: bool
    continues_across: bool


def spanned(rows: list[list[RowCell]]) -> Table:
    """The rows with each merged cell once, where it starts. A continuation without a start stands for itself."""
    found: list[tuple[Cell, ...]] = []
    starts: dict[int, tuple[int, int]] = {}
    for row in rows:
        cells: list[Cell] = []
        begun: dict[int, tuple[int, int]] = {}
        for cell in row:
            above = starts.get(cell.column)
            if cell.continues_across and cells:
                cells[-1] = _wider(cells[-1], cell)
            elif cell.continues_down and above is not None:
                _deepen(found, above)
                begun[cell.column] = above
            else:
                begun[cell.column] = (len(found), len(cells))
                cells.append(Cell(cell.text, cell.column, 1, cell.columns))
        starts = begun
        found.append(tuple(cells))
    return Table(tuple(found))


def _wider(cell: Cell, more: RowCell) -> Cell:
    text = "\n".join(part for part in (cell.text, more.text) if part)
    return Cell(text, cell.column, cell.row_span, cell.column_span + more.columns)


def _deepen(found: list[tuple[Cell, ...]], place: tuple[int, int]) -> None:
    row, at = place
    cell = found[row][at]
    deeper = Cell(cell.text, cell.column, cell.row_span + 1, cell.column_span)
    found[row] = (*found[row][:at], deeper, *found[row][at + 1 :])
