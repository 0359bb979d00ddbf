"""Tables from ruled lines: the grid the rules draw, cells merged where a rule is missing."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass, field

from gongkai.apps.files.readers.placed.lines import cell_text
from gongkai.apps.files.readers.placed.marks import Glyph, Rule
from gongkai.domain.notices import Cell, Table

NEAR = 3.0
RULES = 2_500
COLUMNS, ROWS = 60, 400


@dataclass(slots=True)
class Grid:
    """The columns (left to right) and rows (top to bottom) of one ruled table, and the rules at each of their edges."""

    xs: list[float]
    ys: list[float]
    flat: list[list[Rule]]
    upright: list[list[Rule]]
    _depths: list[float] = field(init=False)

    def __post_init__(self) -> None:
        self._depths = [-level for level in self.ys]

    def holds(self, glyph: Glyph) -> bool:
        """Is the character printed inside the table?"""
        x, y = glyph.middle
        return self.xs[0] - NEAR < x < self.xs[-1] + NEAR and self.ys[-1] - NEAR < y < self.ys[0] + NEAR

    def place(self, glyph: Glyph) -> tuple[int, int]:
        """Row and column of a character inside."""
        x, y = glyph.middle
        column, row = bisect_right(self.xs, x) - 1, bisect_right(self._depths, -y) - 1
        return min(max(row, 0), len(self.ys) - 2), min(max(column, 0), len(self.xs) - 2)

    def is_open_right(self, row: int, column: int) -> bool:
        """Is the rule to the right of a grid place missing?"""
        y = (self.ys[row] + self.ys[row + 1]) / 2
        return not any(rule.y0 - NEAR < y < rule.y1 + NEAR for rule in self.upright[column + 1])

    def is_open_below(self, row: int, column: int) -> bool:
        """Is the rule below a grid place missing?"""
        x = (self.xs[column] + self.xs[column + 1]) / 2
        return not any(rule.x0 - NEAR < x < rule.x1 + NEAR for rule in self.flat[row + 1])


def grids_of(rules: list[Rule]) -> list[Grid]:
    """The tables that the rules of a page draw, from top to bottom; frames and lone lines are none."""
    found: list[Grid] = []
    for group in _touching(rules[:RULES]):
        flat = [rule for rule in group if rule.is_flat]
        upright = [rule for rule in group if not rule.is_flat]
        xs = _levels([rule.x0 for rule in upright])
        ys = _levels([rule.y0 for rule in flat])[::-1]
        if 3 <= len(xs) <= COLUMNS and 2 <= len(ys) <= ROWS:
            across = [[rule for rule in flat if abs(rule.y0 - level) <= NEAR] for level in ys]
            down = [[rule for rule in upright if abs(rule.x0 - level) <= NEAR] for level in xs]
            found.append(Grid(xs, ys, across, down))
    return sorted(found, key=lambda grid: -grid.ys[0])


def _touching(rules: list[Rule]) -> list[list[Rule]]:
    """Rules grouped so that each group hangs together. From the top down: a group left behind meets nothing more."""
    done: list[list[Rule]] = []
    groups: list[tuple[Rule, list[Rule]]] = []
    for rule in sorted(rules, key=lambda each: -each.y1):
        done += [group for box, group in groups if box.y0 - NEAR > rule.y1]
        groups = [each for each in groups if each[0].y0 - NEAR <= rule.y1]
        near = [each for each in groups if _meet(each[0], rule)]
        groups = [each for each in groups if not _meet(each[0], rule)]
        box, merged = rule, [rule]
        for other, group in near:
            box = Rule(min(box.x0, other.x0), min(box.y0, other.y0), max(box.x1, other.x1), max(box.y1, other.y1))
            merged += group
        groups.append((box, merged))
    return done + [group for _, group in groups]


def _meet(box: Rule, rule: Rule) -> bool:
    return (
        box.x0 - NEAR <= rule.x1 and rule.x0 <= box.x1 + NEAR and box.y0 - NEAR <= rule.y1 and rule.y0 <= box.y1 + NEAR
    )


def _levels(values: list[float]) -> list[float]:
    """Distinct positions, those closer than a rule's width taken as one."""
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > NEAR:
            found.append(value)
    return found


def table_of(grid: Grid, glyphs: list[Glyph]) -> Table:
    """The table with the characters printed in each cell."""
    inside: dict[tuple[int, int], list[Glyph]] = {}
    for glyph in glyphs:
        inside.setdefault(grid.place(glyph), []).append(glyph)
    taken: set[tuple[int, int]] = set()
    rows: list[tuple[Cell, ...]] = []
    for row in range(len(grid.ys) - 1):
        cells: list[Cell] = []
        for column in range(len(grid.xs) - 1):
            if (row, column) in taken:
                continue
            across = _reach(column, len(grid.xs) - 1, lambda at, row=row: grid.is_open_right(row, at))  # type: ignore[misc]
            down = _reach(row, len(grid.ys) - 1, lambda at, column=column: grid.is_open_below(at, column))  # type: ignore[misc]
            places = [(at, other) for at in range(row, row + down) for other in range(column, column + across)]
            taken.update(places)
            printed = [glyph for place in places for glyph in inside.get(place, ())]
            text = cell_text(printed, grid.xs[column], grid.xs[column + across])
            cells.append(Cell(text, column, down, across))
        rows.append(tuple(cells))
    return Table(tuple(rows))


def _reach(start: int, end: int, is_open: Callable[[int], bool]) -> int:
    """How many grid places a cell covers from its start on."""
    at = start
    while at < end - 1 and is_open(at):
        at += 1
    return at - start + 1
