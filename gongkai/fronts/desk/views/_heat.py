"""The heat map as a picture: where each cell stands, how dark it is, what it says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from gongkai.apps.ledgers.queries import HeatMap
from gongkai.apps.ledgers.queries.boards import HeatRow

NAME_WIDTH, CELL_WIDTH, CELL_HEIGHT, GAP, TOP = 176, 64, 30, 2, 28
# (fill, text): each pair keeps 4.5:1
SHADES = (
    ("#f4f1ea", "#5c6470"),
    ("#dfe9f4", "#1b2430"),
    ("#b9d0e8", "#1b2430"),
    ("#86acd3", "#1b2430"),
    ("#2f679e", "#ffffff"),
)
LONGEST_NAME = 12


@dataclass(frozen=True, slots=True)
class Cell:
    """One week of one unit."""

    x: int
    y: int
    middle: float
    fill: str
    ink: str
    words: str
    label: str
    is_late: bool
    query: str


@dataclass(frozen=True, slots=True)
class Line:
    """One unit."""

    name: str
    full_name: str
    baseline: int
    cells: list[Cell]
    total: int


@dataclass(frozen=True, slots=True)
class Picture:
    """Everything the drawing needs."""

    width: int
    height: int
    weeks: list[tuple[float, str]]
    lines: list[Line]
    shades: list[tuple[str, str]]


def shade(count: int, highest: int) -> int:
    """0 for none; else 1 to 4 by quarters of the highest."""
    return min(4, 1 + (count * 4 - 1) // highest) if count and highest else 0


def legend(highest: int) -> list[tuple[str, str]]:
    """(fill, words) of each shade that occurs: the counts it stands for."""
    steps: dict[int, list[int]] = {}
    for count in range(1, highest + 1):
        steps.setdefault(shade(count, highest), []).append(count)
    words = [
        (SHADES[level][0], f"{seen[0]} 项" if len(seen) == 1 else f"{seen[0]}—{seen[-1]} 项")
        for level, seen in sorted(steps.items())
    ]
    return [(SHADES[0][0], "没有"), *words]


def week_name(monday: date) -> str:
    """11/23."""
    return f"{monday.month}/{monday.day}"


def picture_of(heat: HeatMap) -> Picture:
    """Lay out the map: one line a unit, one column a week."""
    step = CELL_WIDTH + GAP
    weeks = [(NAME_WIDTH + index * step + CELL_WIDTH / 2, week_name(monday)) for index, monday in enumerate(heat.weeks)]
    lines = []
    for number, row in enumerate(heat.rows):
        y = TOP + number * (CELL_HEIGHT + GAP)
        asked = row.cells[0].filter.as_query(due_from=None, due_to=None) if row.cells else ""
        cells = [_cell(heat, row, index, y, asked) for index in range(len(row.cells))]
        name = row.name if len(row.name) <= LONGEST_NAME else f"{row.name[: LONGEST_NAME - 1]}…"
        lines.append(Line(name, row.name, y + 20, cells, row.total))
    height = TOP + len(lines) * (CELL_HEIGHT + GAP)
    return Picture(NAME_WIDTH + len(weeks) * step, height, weeks, lines, legend(heat.highest))


def _cell(heat: HeatMap, row: HeatRow, index: int, y: int, asked: str) -> Cell:
    """One cell: its place, its colour, what it says aloud, and the list it opens."""
    cell = row.cells[index]
    fill, ink = SHADES[shade(cell.count, heat.highest)]
    week = "本周及以前" if index == 0 else f"{week_name(heat.weeks[index])} 当周"
    label = f"{row.name} {week} {cell.count} 项{'，已有逾期' if cell.is_late else ''}"
    x = NAME_WIDTH + index * (CELL_WIDTH + GAP)
    days = [f"{name}={on}" for name in ("due_from", "due_to") if (on := getattr(cell.filter, name))]
    query = "&".join([asked, *days]) if cell.count else ""
    return Cell(x, y, x + CELL_WIDTH / 2, fill, ink, str(cell.count or "·"), label, cell.is_late, query)
