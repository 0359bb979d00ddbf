"""A table that goes on over the page: its head printed again, a row cut in two, a chapter that reaches across."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from gongkai.apps.files.readers.placed.lines import ENDING, OPENING, joined
from gongkai.domain.notices import Cell, Table

CLOSED = (*ENDING, "）", ")", "〕", "】", "”")
Rows = list[list[Cell]]


def continued(above: Table, below: Table) -> Table:
    """Both parts as one table."""
    rows: Rows = [list(row) for row in above.rows]
    more: Rows = [list(row) for row in below.rows]
    if more and _is_head_again(rows[0], more[0]):
        more = more[1:]
    main = _main_column(rows + more)
    if more and _is_cut(rows[-1], more[0], main):
        for cell in more[0]:
            _stretch(rows, cell, cell.row_span - 1)
        more = more[1:]
    elif more:
        more[0] = [cell for cell in more[0] if not _reaches_over(rows, cell, main)]
    return Table(tuple(tuple(row) for row in (*rows, *more)))


def _is_head_again(head: list[Cell], row: list[Cell]) -> bool:
    """Most of the head printed again; words clipped from a merged cell can stand on top of the rest."""
    texts = {cell.column: cell.text for cell in head if cell.text}
    alike = sum(1 for cell in row if cell.text and texts.get(cell.column) == cell.text)
    return bool(texts) and alike * 5 >= len(texts) * 3


def _main_column(rows: Rows) -> int:
    """The column with the most text: the tasks."""
    sizes: Counter[int] = Counter()
    for row in rows:
        for cell in row:
            sizes[cell.column] += len(cell.text) if cell.column_span == 1 else 0
    return sizes.most_common(1)[0][0] if sizes else 0


def _is_cut(above: list[Cell], below: list[Cell], main: int) -> bool:
    """Was a row cut by the page break? Its task breaks off above and goes on below, and little else stands there."""
    texts = {cell.column: cell.text for cell in above}
    more = {cell.column: cell.text for cell in below if cell.text}
    if not below or below[0].text or not more.get(main) or not texts.get(main) or any(at not in texts for at in more):
        return False
    printed_twice = sum(1 for at in more if at != main and texts[at])
    return not texts[main].endswith(CLOSED) and not OPENING.match(more[main]) and printed_twice * 2 <= len(texts)


def _reaches_over(rows: Rows, cell: Cell, main: int) -> bool:
    """Stretch the cell above over a blank piece of it, or over one that only holds the rest of a chapter's words."""
    place = _reaching(rows, cell.column)
    if cell.column == main or place is None:
        return False
    above = rows[place[0]][place[1]]
    if cell.column > main:
        # a unit for several tasks: the piece above or the blank piece below is merged
        if cell.text or not above.text or max(above.row_span, cell.row_span) < 2:
            return False
        _stretch(rows, cell, cell.row_span)
        return True
    is_rest = bool(OPENING.match(above.text)) and not OPENING.match(cell.text) and not cell.text.isdigit()
    if above.column_span != cell.column_span or (cell.text and not is_rest):
        return False
    # a blank number is the next task's, which has none
    if not cell.text and above.text.rstrip(".．、").isdigit():
        return False
    _stretch(rows, cell, cell.row_span)
    return True


def _stretch(rows: Rows, cell: Cell, by: int) -> None:
    """Add a cell's words to the one above that reaches the page's end, and make that reach further."""
    place = _reaching(rows, cell.column)
    if place is not None:
        above = rows[place[0]][place[1]]
        text = joined(above.text, cell.text) if cell.text else above.text
        rows[place[0]][place[1]] = replace(above, text=text, row_span=above.row_span + by)


def _reaching(rows: Rows, column: int) -> tuple[int, int] | None:
    """Where the cell starts that stands in a column at the end of the rows."""
    for at in range(len(rows) - 1, -1, -1):
        for place, cell in enumerate(rows[at]):
            if cell.column == column:
                return (at, place) if at + cell.row_span >= len(rows) else None
    return None
