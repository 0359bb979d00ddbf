"""How a text is laid out: its lines, and the tables that plain text keeps as tabs or bars."""

from __future__ import annotations

import re
from collections import Counter

from gongkai.domain.notices._paint import trimmed
from gongkai.domain.notices._rules import column_role, rule
from gongkai.domain.notices._source import Grid
from gongkai.domain.notices._values import Span
from gongkai.domain.text import plain

# a paragraph that lost its line break keeps the two full-width spaces of its indent
_BREAK = re.compile(r"\n|\u3000{2,12}")
_TAB_LINE = re.compile(r"^\t(?=[^\t\n]*$)", re.MULTILINE)
# what a copied table leaves between its cells
_GAP = re.compile(r"[ \u3000]{2,40}")
_BLANK_LINE = re.compile(r"\n[ \u3000]{0,20}\n")


def lines(text: str, start: int, end: int) -> list[Span]:
    """The spans of the lines that are not blank, without the blanks at their ends."""
    found = []
    at = start
    for mark in _BREAK.finditer(text, start, end):
        found.append(trimmed(text, at, mark.start()))
        at = mark.end()
    found.append(trimmed(text, at, end))
    return [span for span in found if span[0] < span[1]]


def tables(text: str) -> list[Grid]:
    """The tables of a plain text: cells that begin with a tab, one a line, or tabs or bars between cells."""
    found = _tab_cells(text) or _separated(text, "\t") or _tab_rows(text) or _separated(text, "|") or _spaced(text)
    return [found] if found else []


def _tab_cells(text: str) -> Grid | None:
    """A table printed one cell a line, each cell begun by a tab; a blank line ends a row, blank cells are inherited."""
    starts = [mark.start() for mark in _TAB_LINE.finditer(text)]
    # rows of a table printed one a line may begin with a blank cell: then most tabs stand inside lines
    if len(starts) < 6 or 2 * len(starts) < text.count("\t"):
        return None
    groups: list[list[Span]] = [[]]
    end = starts[0]
    for number, start in enumerate(starts):
        stop = starts[number + 1] if number + 1 < len(starts) else len(text)
        gap = _BLANK_LINE.search(text, start + 1, stop)
        # what follows a blank line in the last cell is no longer the table
        end = stop if number + 1 < len(starts) or not gap else gap.start()
        groups[-1].append(trimmed(text, start, min(end, gap.start()) if gap else end))
        if gap:
            groups.append([])
    groups = [group for group in groups if group]
    width = Counter(len(group) for group in groups).most_common(1)[0][0]
    if width < 2:
        return None
    rows = _rows(groups, width)
    rows = [_padded(rows[0], width), *(_shifted(row, width) for row in rows[1:])]
    last = rows[-1][-1]
    rows[-1][-1] = trimmed(text, last[0], _before_foot(text, *last))
    return Grid((starts[0], end), [[span if span[0] < span[1] else None for span in row] for row in rows], True)


def _padded(row: list[Span], width: int) -> list[Span]:
    """A head that spans several columns is printed once: it is the first, as task columns stand before unit columns."""
    return [row[0]] * (width - len(row)) + row if 1 < len(row) < width else row


def _shifted(row: list[Span], width: int) -> list[Span]:
    """A row without the merged cells at its left: they are blank, so that the columns line up."""
    return [(row[0][0], row[0][0])] * (width - len(row)) + row if 1 < len(row) < width else row


def _before_foot(text: str, start: int, end: int) -> int:
    """Where the foot of the page begins that ran into the last cell; its end when there is none."""
    at = start
    for line in text[start:end].split("\n"):
        if at > start and rule("furniture").match(plain(line).strip()):
            return at
        at += len(line) + 1
    return end


def _rows(groups: list[list[Span]], width: int) -> list[list[Span]]:
    """Puts together the cells of rows that a stray blank line cut in two; cuts what is too long."""
    rows: list[list[Span]] = []
    waiting: list[Span] = []
    for group in groups:
        if waiting and len(waiting) + len(group) > width:
            rows.append(waiting)
            waiting = []
        waiting = waiting + group
        while len(waiting) >= width:
            rows.append(waiting[:width])
            waiting = waiting[width:]
    if waiting:
        rows.append(waiting)
    return rows


def _separated(text: str, mark: str) -> Grid | None:
    """A table printed one row a line with the same number of cells in most rows; blank cells are inherited."""
    rows: list[list[Span]] = []
    first = last = -1
    at = 0
    for line in text.split("\n"):
        is_row = line.count(mark) >= 2 or (mark == "\t" and mark in line.strip())
        if is_row and not rule("furniture").match(plain(line).strip(" |")):
            rows.append(_cells(text, at, at + len(line), mark))
            first = at if first < 0 else first
            last = at + len(line)
        at += len(line) + 1
    frame = [(row[0][0], row[-1][1]) for row in rows if _is_rule(text, row)]
    rows = [row for row in rows if not _is_rule(text, row)]
    if len(rows) < 3:
        return None
    width, times = Counter(len(row) for row in rows).most_common(1)[0]
    if width < 2 or times < 0.8 * len(rows):
        return None
    filled = [[span if span[0] < span[1] else None for span in row] for row in rows]
    return Grid((first, last), filled, True, frame)


def _tab_rows(text: str) -> Grid | None:
    """A table with tabs between cells that hold line ends: its head tells how many tabs make a row."""
    at = 0
    width = 0
    first = last = -1
    rows: list[list[Span]] = []
    waiting: list[Span] = []
    for line in text.split("\n"):
        cells = _cells(text, at, at + len(line), "\t")
        at += len(line) + 1
        if not width and len(cells) > 2 and all(_is_head(text, cell) for cell in cells):
            width, first, last, rows = len(cells), cells[0][0], cells[-1][1], [cells]
        elif width and (waiting or len(cells) > 1):
            # the first cell of a line goes on from the last cell of the line above
            waiting = [*waiting[:-1], (waiting[-1][0], cells[0][1]), *cells[1:]] if waiting else cells
            if len(waiting) > width:
                return None
            if len(waiting) == width:
                rows.append(waiting)
                last, waiting = waiting[-1][1], []
        elif width and line.strip():
            break
    if len(rows) < 3 or waiting:
        return None
    return Grid((first, last), [[span if span[0] < span[1] else None for span in row] for row in rows], True)


def _is_head(text: str, cell: Span) -> bool:
    return column_role("".join(plain(text[cell[0] : cell[1]]).split())) is not None


def _spaced(text: str) -> Grid | None:
    """A table whose cells stand apart by two or more blanks, one row a line; most rows have the same cells."""
    rows: list[list[Span]] = []
    at = 0
    for line in text.split("\n"):
        start, end = trimmed(text, at, at + len(line))
        gaps = [gap.span() for gap in _GAP.finditer(text, start, end)]
        if len(gaps) >= 2:
            rows.append(list(zip([start, *(gap[1] for gap in gaps)], [*(gap[0] for gap in gaps), end], strict=True)))
        at += len(line) + 1
    width, times = Counter(len(row) for row in rows).most_common(1)[0] if rows else (0, 0)
    if times < 3 or times < 0.6 * len(rows):
        return None
    rows = [row for row in rows if len(row) == width]
    return Grid((rows[0][0][0], rows[-1][-1][1]), [list(row) for row in rows], True)


def _cells(text: str, start: int, end: int, mark: str) -> list[Span]:
    """The cells of one printed row; bars at its two ends are a frame, not cells."""
    if mark == "|":
        start, end = trimmed(text, start, end)
        start += text[start:end].startswith("|")
        end -= text[start:end].endswith("|")
    found = []
    at = start
    for piece in text[start:end].split(mark):
        found.append(trimmed(text, at, at + len(piece)))
        at += len(piece) + 1
    return found


def _is_rule(text: str, row: list[Span]) -> bool:
    """The line of dashes under the head of a table written with bars."""
    return all(set(text[start:end]) <= set("-:= ") for start, end in row)
