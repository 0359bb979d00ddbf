"""A table of tasks: what each column is, and the drafts of each row."""

from __future__ import annotations

from dataclasses import dataclass, field

from gongkai.domain.notices._brackets import Pairs
from gongkai.domain.notices._layout import lines
from gongkai.domain.notices._outline import PLAIN, Segment, is_title, segments, tree
from gongkai.domain.notices._outline_closers import Closers
from gongkai.domain.notices._outline_drafts import Draft, Drafter
from gongkai.domain.notices._outline_marks import ARABIC, COLUMN
from gongkai.domain.notices._paint import Canvas
from gongkai.domain.notices._rules import column_role, rule
from gongkai.domain.notices._source import Grid
from gongkai.domain.notices._units import looks_like_units
from gongkai.domain.notices._values import Span

_TEXT_ROLES = ("task", "content", "section")
_UNIT_ROLES = ("lead", "unit")
_CELL_ROLES = (*_UNIT_ROLES, "limit", "channel", "path")


@dataclass(slots=True)
class Page:
    """What every reader of a part needs: the text, its matching view, its brackets, and the canvas to paint on."""

    text: str
    view: str
    pairs: Pairs
    closers: Closers
    canvas: Canvas
    # how each part was read: table, flattened_table, prose, letter_only
    notes: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Columns:
    """Which column holds the task, and what each of the others is."""

    main: int
    roles: dict[int, str]
    heads: set[int] = field(default_factory=set)

    def of(self, *roles: str) -> list[int]:
        """The columns of these roles from left to right, the one of the task left out."""
        return sorted(column for column, role in self.roles.items() if role in roles and column != self.main)


def is_task_table(page: Page, grid: Grid) -> bool:
    """Whether the table assigns tasks to units; other tables (indexes, layout of a web page) are read as prose."""
    return _columns(page, grid) is not None


def read_grid(page: Page, grid: Grid) -> list[Draft]:
    """Drafts of all rows, in order. A blank section cell repeats the one above; so does a blank unit cell when told."""
    columns = _columns(page, grid)
    if columns is None:
        return []
    reader = _Reader(page, grid, columns)
    for frame in grid.frame:
        page.canvas.stroke(frame, "furniture")
    for number, row in enumerate(grid.rows):
        if number in columns.heads:
            for span in row:
                reader.paint(span, "table_head")
        elif any(row):
            reader.row(row)
    return reader.drafts


class _Reader:
    """Reads rows one after the other, with the cells above at hand."""

    def __init__(self, page: Page, grid: Grid, columns: _Columns) -> None:
        self._page, self._grid, self._columns = page, grid, columns
        self._above: dict[int, Span] = {}
        self._headings: list[tuple[int, Span]] = []
        # headings that stand beside a merged section cell, across the columns of task and units
        self._inner: list[tuple[int, Span]] = []
        self._last: tuple[Span | None, int] = (None, 0)
        self._painted: set[Span] = set()
        self.drafts: list[Draft] = []

    def row(self, row: list[Span | None]) -> None:
        """One row: a heading that spans it, or a task with its cells."""
        distinct = list(dict.fromkeys(span for span in row if span))
        if len(distinct) == 1 and distinct[0] != self._above.get(self._columns.main) and self._is_heading(distinct[0]):
            self._headings, self._inner = self._with_heading(self._headings, distinct[0]), []
            return
        section_columns = [column for column in self._columns.of(*_TEXT_ROLES) if column < self._columns.main]
        main = row[self._columns.main] if self._columns.main < len(row) else None
        if main is None:
            # the task may stand in the column that otherwise groups the rows
            main = next(
                (row[column] for column in reversed(section_columns) if column < len(row) and row[column]), None
            )
            section_columns = [column for column in section_columns if column < len(row) and row[column] != main]
        path = [span for _, span in self._headings]
        for column in section_columns:
            before = self._above.get(column)
            span = self._cell(row, column, inherits=True)
            if span != before:
                self._inner = []
            if span and span not in path and span != main:
                path.append(span)
                self.paint(span, "heading")
        if main and self._covers_units(row, main) and self._is_heading(main):
            self._inner = self._with_heading(self._inner, main)
            return
        self._finish(row, main, (*path, *(span for _, span in self._inner)))

    def _covers_units(self, row: list[Span | None], main: Span) -> bool:
        """A cell that runs from the task's column over those of the units names the rows below; it assigns nothing."""
        columns = self._columns.of(*_UNIT_ROLES)
        return bool(columns) and all(column < len(row) and row[column] == main for column in columns)

    def _finish(self, row: list[Span | None], main: Span | None, path: tuple[Span, ...]) -> None:
        first = len(self.drafts)
        if main and main == self._last[0]:
            first = self._last[1]
        elif main:
            self._above[self._columns.main] = main
            self._last = (main, first)
            self.drafts += _cell_drafts(self._page, main, path)
        cells = self._cells(row)
        for draft in self.drafts[first:]:
            draft.cells += [cell for cell in cells if cell not in draft.cells]
            draft.in_table = True
        number = next((row[column] for column in self._columns.of("number") if column < len(row) and row[column]), None)
        if number:
            self.paint(number, "number")
            if len(self.drafts) - first == 1 and self.drafts[first].number is None:
                self.drafts[first].number = number
        for column in self._columns.of("note"):
            self.paint(row[column] if column < len(row) else None, "furniture")

    def _cells(self, row: list[Span | None]) -> list[tuple[str, Span]]:
        found = []
        for column in self._columns.of(*_CELL_ROLES):
            role = self._columns.roles[column]
            span = self._cell(row, column, inherits=self._grid.blank_inherits and role in _UNIT_ROLES)
            if span:
                found.append((role, span))
                label = "units" if role in _UNIT_ROLES else "limit" if role == "limit" else "channel"
                self.paint(span, label)
        return found

    def _cell(self, row: list[Span | None], column: int, *, inherits: bool) -> Span | None:
        span = row[column] if column < len(row) else None
        if span and rule("ditto").match(self._page.view[span[0] : span[1]]):
            role = self._columns.roles.get(column)
            self.paint(span, "units" if role in _UNIT_ROLES else "limit" if role == "limit" else "furniture")
            span = self._above.get(column)
        elif span:
            self._above[column] = span
        elif inherits:
            span = self._above.get(column)
        return span

    def _is_heading(self, span: Span) -> bool:
        words = self._page.view[span[0] : span[1]]
        return len(words) <= 60 and "。" not in words[:-1]

    def _with_heading(self, above: list[tuple[int, Span]], span: Span) -> list[tuple[int, Span]]:
        """The headings in force from this one on: it ends those of its own depth and deeper, as its mark tells."""
        found = segments(self._page.view, [span], self._page.pairs)
        level = found[0].level if found and found[0].level != PLAIN else COLUMN
        self.paint(span, "heading")
        return [known for known in above if known[0] < level] + [(level, span)]

    def paint(self, span: Span | None, label: str) -> None:
        """Labels a cell once."""
        if span and span not in self._painted:
            self._painted.add(span)
            self._page.canvas.stroke(span, label)  # type: ignore[arg-type]


def _cell_drafts(page: Page, cell: Span, path: tuple[Span, ...]) -> list[Draft]:
    """The tasks in one cell: its numbered points, or all of it."""
    found = cell_segments(page, cell)
    drafter = Drafter(page.view, page.closers, page.canvas)
    if all(segment.level == PLAIN for segment in found):
        whole = Segment(ARABIC, None, cell)
        drafter.walk(tree(page.view, [whole]), path)
    else:
        if found[0].level == PLAIN:
            # unnumbered words above numbered points are their heading, or a task of their own
            found[0].level = COLUMN + 1
        drafter.walk(tree(page.view, found), path)
    return drafter.drafts


def cell_segments(page: Page, span: Span) -> list[Segment]:
    """Segments of a cell. A line that is only a dot is an automatic number lost in copying: a point follows."""
    kept: list[Span] = []
    lost: set[int] = set()
    waiting = False
    for start, end in lines(page.text, *span):
        if rule("lost_number").match(page.view[start:end]):
            page.canvas.stroke((start, end), "number")
            waiting = True
            continue
        if waiting:
            lost.add(start)
            waiting = False
        kept.append((start, end))
    found = segments(page.view, kept, page.pairs)
    for segment in found:
        if segment.level == PLAIN and segment.body[0] in lost:
            segment.level = ARABIC
    return found


def _columns(page: Page, grid: Grid) -> _Columns | None:
    """The columns by their heads, or by what stands in them; None when nothing there assigns a task."""
    heads, roles = _heads(page, grid)
    if not heads:
        roles = _guessed(page, grid)
    if not any(role in _UNIT_ROLES for role in roles.values()) and not (heads and len(roles) > 1 and _has_limit(roles)):
        return None
    body = [row for number, row in enumerate(grid.rows) if number not in heads]
    text_columns = [column for column, role in roles.items() if role in _TEXT_ROLES]
    if not text_columns or not body:
        return None
    preferred = [column for column in text_columns if roles[column] != "section"] or text_columns
    main = _main_column(body, preferred, roles)
    if grid.blank_inherits and not (_units_fit(page, body, roles) and _rows_align(page, body, roles)):
        return None
    known = {**roles}
    for column in range(max(len(row) for row in grid.rows)):
        known.setdefault(column, "section" if column < main else "note")
    return _Columns(main, known, heads)


def _main_column(body: list[list[Span | None]], columns: list[int], roles: dict[int, str]) -> int:
    """The column that says what is to be done: by its head, unless another one says far more."""
    sizes = {column: _average(body, column) for column in columns}
    contents = [column for column in columns if roles[column] == "content"] or columns
    best = max(contents, key=lambda column: sizes[column])
    longest = max(columns, key=lambda column: sizes[column])
    return best if 2 * sizes[best] >= sizes[longest] else longest


def _units_fit(page: Page, body: list[list[Span | None]], roles: dict[int, str]) -> bool:
    """Whether the unit columns hold units; if not, merged cells were left out and the columns do not line up."""
    for column, role in roles.items():
        cells = [span for row in body if column < len(row) and (span := row[column])]
        words = [page.text[start:end] for start, end in dict.fromkeys(cells)]
        fitting = sum(bool(_says_nothing(word)) or looks_like_units(word) for word in words)
        if role in _UNIT_ROLES and 3 * fitting < 2 * len(words):
            return False
    return True


def _says_nothing(word: str) -> bool:
    """A dash for none, or 同上 for what stands above."""
    return bool(rule("none").match(word) or rule("ditto").match(word))


def _rows_align(page: Page, body: list[list[Span | None]], roles: dict[int, str]) -> bool:
    """Whether units stay out of the text columns; where merged cells were left out, the rest of a row moves left."""
    units = [column for column, role in roles.items() if role in _UNIT_ROLES]
    texts = [column for column, role in roles.items() if role in _TEXT_ROLES]
    moved = 0
    for row in body:
        is_blank = all(column >= len(row) or row[column] is None for column in units)
        words = [page.text[span[0] : span[1]] for column in texts if column < len(row) and (span := row[column])]
        moved += is_blank and any(map(looks_like_units, words))
    return 5 * moved <= len(body)


def _has_limit(roles: dict[int, str]) -> bool:
    return "limit" in roles.values() and any(role in ("task", "content") for role in roles.values())


def _heads(page: Page, grid: Grid) -> tuple[set[int], dict[int, str]]:
    """The rows that are column heads, also where repeated, and the role of each column."""
    heads: set[int] = set()
    roles: dict[int, str] = {}
    for number, row in enumerate(grid.rows):
        found = {column: role for column, span in enumerate(row) if span and (role := _role(page, span))}
        filled = len({span for span in row if span})
        distinct = {row[column] for column in found}
        known = not heads or bool(found.items() & roles.items()) or number - 1 in heads
        if len(distinct) >= 2 and len(distinct) * 2 >= filled and known:
            heads.add(number)
            roles = {**roles, **found} if len(heads) <= 2 else roles
    return heads, roles


def _role(page: Page, span: Span) -> str | None:
    return column_role("".join(page.view[span[0] : span[1]].split()))


def _guessed(page: Page, grid: Grid) -> dict[int, str]:
    """Columns of a table without heads: figures are numbers, lists of bodies are units, the longest words are tasks."""
    roles: dict[int, str] = {}
    width = max((len(row) for row in grid.rows), default=0)
    if width < 2:
        return roles
    for column in range(width):
        cells = [span for row in grid.rows if column < len(row) and (span := row[column])]
        words = [page.text[start:end] for start, end in dict.fromkeys(cells)]
        if len(words) < 2:
            continue
        if sum(bool(rule("bare_number").match(page.view[a:b])) for a, b in cells) > 0.6 * len(cells):
            roles[column] = "number"
        elif sum(map(looks_like_units, words)) > 0.6 * len(words):
            roles[column] = "unit"
        elif sum(bool(rule("standing").match(page.view[a:b])) for a, b in cells) > 0.6 * len(cells):
            roles[column] = "limit"
        else:
            roles[column] = "content"
    units = [column for column, role in roles.items() if role == "unit"]
    if len(units) == 2:
        # two columns of units without heads: 牵头单位 stands before 责任单位
        roles[units[0]] = "lead"
    return roles


def _average(rows: list[list[Span | None]], column: int) -> float:
    sizes = [span[1] - span[0] for row in rows if column < len(row) and (span := row[column])]
    return sum(sizes) / len(sizes) if sizes else 0.0


__all__ = ["Page", "cell_segments", "is_task_table", "is_title", "read_grid"]
