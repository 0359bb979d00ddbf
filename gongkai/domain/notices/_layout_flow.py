"""A table flattened to lines: no columns are left, so each line is told by its words and its place in the row."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise

from gongkai.domain.notices._layout_grid import Page
from gongkai.domain.notices._outline import PLAIN, Segment, is_title, segments, tree
from gongkai.domain.notices._outline_drafts import Draft, Drafter
from gongkai.domain.notices._outline_marks import ARABIC, COLUMN
from gongkai.domain.notices._paint import trimmed
from gongkai.domain.notices._rules import column_role, rule
from gongkai.domain.notices._units import looks_like_units
from gongkai.domain.notices._values import Span

_LONGEST_SECTION = 40


@dataclass(slots=True)
class _Row:
    """One row of the table that was: whether it has points yet, and the unit and limit lines printed for it."""

    has_points: bool = False
    units: list[Span] = field(default_factory=list)
    cells: list[tuple[str, Span]] = field(default_factory=list)

    @property
    def is_closed(self) -> bool:
        """Whether its units or limits have been printed, so that the next point opens another row."""
        return bool(self.units or self.cells)


def cell_lines(page: Page, found: list[Span]) -> list[Span]:
    """Lines cut at the bars of a table written with them; the bars themselves are furniture."""
    cut: list[Span] = []
    for start, end in found:
        at = start
        for piece in page.view[start:end].split("|"):
            span = trimmed(page.text, at, at + len(piece))
            if span[0] < span[1]:
                cut.append(span)
            at += len(piece) + 1
            if at <= end:
                page.canvas.stroke((at - 1, at), "furniture")
    return cut


def find_flow(page: Page, found: list[Span]) -> int | None:
    """Index of the line where the column heads of a flattened table begin: heads on lines one after the other."""
    run: list[str] = []
    for index, (start, end) in enumerate([*found, (0, 0)]):
        role = column_role("".join(page.view[start:end].split())) if start < end <= start + 40 else None
        if role:
            run.append(role)
            continue
        if len(run) >= 2 and {"unit", "lead"} & set(run) and {"task", "content", "section"} & set(run):
            return index - len(run)
        run = []
    return None


def is_headless_flow(page: Page, found: list[Span]) -> bool:
    """Whether lines without column heads are a flattened table: every few lines one is nothing but units."""
    units = 0
    for start, end in found:
        words = page.view[start:end]
        if len(words) > 80 or words[0] == "(" or rule("labelled_units").match(words):
            continue
        units += bool(rule("none").match(words)) or _names_units(words)
    return units >= 3 and 6 * units >= len(found)


def _names_units(words: str) -> bool:
    """Whether a line is a list of units and not a heading or a point that ends like one."""
    return not rule("mark").match(words) and not rule("verb_first").match(words) and looks_like_units(words)


def read_flow(page: Page, found: list[Span]) -> list[Draft]:
    """Drafts of a flattened table that begins with its column heads."""
    reader = _Flow(page, found)
    reader.read()
    _raise_parents(reader.segments)
    drafter = Drafter(page.view, page.closers, page.canvas)
    drafter.walk(tree(page.view, reader.segments), ())
    rows = reader.filled()
    for draft in drafter.drafts:
        draft.in_table = True
        if 0 <= draft.group < len(rows):
            draft.cells += rows[draft.group]
    return drafter.drafts


def _raise_parents(found: list[Segment]) -> None:
    """Unnumbered words that open a row of numbered points are their heading, or a task of their own."""
    groups: set[int] = set()
    for segment, after in pairwise(found):
        opens = segment.group >= 0 and segment.group not in groups
        groups.add(segment.group)
        if opens and segment.level == ARABIC and segment.number is None and segment.group == after.group:
            segment.level = COLUMN + 1 if after.level == ARABIC and after.number else ARABIC


def _whole_cells(page: Page, found: list[Span]) -> list[Span]:
    """Puts together a list of units that its cell broke after a 、."""
    whole: list[Span] = []
    for start, end in found:
        before = whole[-1] if whole else (0, 0)
        if page.view[before[1] - 1 : before[1]] == "、" and looks_like_units(page.text[before[0] : before[1] - 1]):
            whole[-1] = before[0], end
        else:
            whole.append((start, end))
    return whole


class _Flow:
    """Reads lines one after the other: heads, numbers, sections, points, units, limits."""

    def __init__(self, page: Page, found: list[Span]) -> None:
        self._page, self._lines = page, _whole_cells(page, found)
        self._roles = self._read_heads()
        self._unit_roles = [role for role in self._roles if role in ("lead", "unit")] or self._guess_roles()
        first_unit = next((at for at, role in enumerate(self._roles) if role in ("lead", "unit")), 0)
        self._units_first = bool(self._roles) and not {"task", "content"} & set(self._roles[:first_unit])
        # a column that names what the next one spells out
        self._names_points = "number" in self._roles[:1] and {"task", "content"} <= set(self._roles)
        self._section: dict[int, str] = {}
        self._number: Span | None = None
        self._rows = [_Row()]
        self.segments: list[Segment] = []

    def _read_heads(self) -> list[str]:
        roles = []
        for start, end in self._lines:
            role = self._head((start, end))
            if role is None:
                break
            roles.append(role)
        return roles

    def _guess_roles(self) -> list[str]:
        """Unit columns of a table whose heads are lost: two when most rows print two lines of units, lead first."""
        runs: list[int] = []
        length = 0
        for start, end in self._lines:
            words = self._page.view[start:end]
            if rule("none").match(words) or (len(words) <= 80 and _names_units(words)):
                length += 1
            else:
                runs += [length] if length else []
                length = 0
        runs += [length] if length else []
        return ["lead", "unit"] if 2 * sum(run == 2 for run in runs) > len(runs) else ["unit"]

    def _head(self, span: Span) -> str | None:
        return column_role("".join(self._page.view[span[0] : span[1]].split()))

    def read(self) -> None:
        """Classifies every line."""
        stroke = self._page.canvas.stroke
        for index, span in enumerate(self._lines):
            words = self._page.view[span[0] : span[1]]
            if index < len(self._roles) or self._repeats_heads(index):
                stroke(span, "table_head")
            elif rule("lost_number").match(words):
                stroke(span, "number")
            elif rule("bare_number").match(words):
                self._number = span
                stroke(span, "number")
            elif rule("ditto").match(words) and self._put_ditto(span):
                continue
            elif self._is_units(words):
                self._put_units(span)
            elif index + 1 == len(self._lines) and (cut := self._broken_units(span, words)):
                self._put_units(cut)
                stroke(span, "units")
            elif self._is_limit(words):
                self._rows[-1].cells.append(("limit", span))
                stroke(span, "limit")
            else:
                self._put_words(index, span)

    def _repeats_heads(self, index: int) -> bool:
        """Column heads printed again on a new page: at least two of them one after the other."""
        near = self._lines[max(0, index - 1) : index + 2]
        here = self._head(self._lines[index])
        return here in self._roles and sum(self._head(span) in self._roles for span in near) >= 2

    def _put_ditto(self, span: Span) -> bool:
        """同上 in a unit or limit column: what the row above printed there."""
        row = self._rows[-1]
        if not row.has_points or len(self._rows) < 2:
            return False
        above, place = self._rows[-2], len(row.units)
        if place < len(self._unit_roles) and place < len(above.units):
            row.units.append(above.units[place])
            self._page.canvas.stroke(span, "units")
        elif above.cells and not row.cells:
            row.cells.append(above.cells[-1])
            self._page.canvas.stroke(span, "limit")
        else:
            return False
        return True

    def _is_units(self, words: str) -> bool:
        row = self._rows[-1]
        if not (row.has_points or row.is_closed or self._units_first) or self._number:
            return False
        if rule("none").match(words):
            return True
        return _names_units(words)

    def _broken_units(self, span: Span, words: str) -> Span | None:
        """The unit line at which an excerpt breaks off: the names that are complete."""
        row = self._rows[-1]
        cut = max(words.rfind(mark) for mark in "、,等")
        if cut < 2 or row.is_closed or not row.has_points or words[-1] in "。;":
            return None
        kept = span[0], span[0] + cut
        return kept if self._is_units(words[:cut]) else None

    def _is_limit(self, words: str) -> bool:
        expected = "limit" in self._roles or not self._roles
        if not expected or not self._rows[-1].has_points:
            return False
        follows_units = "limit" in self._roles and bool(self._rows[-1].units)
        return bool(rule("standing").match(words) or (follows_units and rule("dated").match(words)))

    def _put_units(self, span: Span) -> None:
        if self._units_first and self._rows[-1].has_points:
            self._rows.append(_Row())
        self._rows[-1].units.append(span)
        self._page.canvas.stroke(span, "units")

    def _put_words(self, index: int, span: Span) -> None:
        """A heading, a point, or the paragraph under a point that is only a title."""
        for segment in segments(self._page.view, [span], self._page.pairs):
            if segment.level == PLAIN:
                self._place_plain(index, segment)
            if segment.level <= COLUMN and segment.level != PLAIN:
                self._open_section(segment)
            else:
                self._open_point(segment)
            self.segments.append(segment)

    def _place_plain(self, index: int, segment: Segment) -> None:
        before = self.segments[-1] if self.segments else None
        if self._number and self._names_points and self._is_section(index, segment):
            # the number of the row goes to its point: this is the name that groups the points
            segment.level = COLUMN
        elif self._number:
            segment.level, segment.number, self._number = ARABIC, self._number, None
        elif self._is_section(index, segment):
            segment.level = COLUMN
        elif not (before and before.level >= ARABIC and before.number and self._is_short_title(before)):
            segment.level = ARABIC

    def _is_short_title(self, segment: Segment) -> bool:
        return segment.group == len(self._rows) - 1 and is_title(self._page.view, segment)

    def _is_section(self, index: int, segment: Segment) -> bool:
        """A short line without a sentence in it that no unit line follows."""
        start, end = segment.body
        words = self._page.view[start:end]
        if len(words) > _LONGEST_SECTION or any(mark in words for mark in "。;") or words[-1] in ",、:":
            return False
        if index + 1 >= len(self._lines):
            return False
        after = self._lines[index + 1]
        next_words = self._page.view[after[0] : after[1]]
        return not rule("none").match(next_words) and (
            self._units_first or not looks_like_units(self._page.text[after[0] : after[1]])
        )

    def _open_section(self, segment: Segment) -> None:
        start, end = segment.body
        words = "".join(self._page.view[start:end].split()).rstrip("。")
        if self._section.get(segment.level) == words:
            return
        self._section = {level: known for level, known in self._section.items() if level < segment.level}
        self._section[segment.level] = words
        if self._rows[-1].has_points:
            self._rows.append(_Row())

    def _open_point(self, segment: Segment) -> None:
        row = self._rows[-1]
        if row.is_closed and (row.has_points or not self._units_first):
            self._rows.append(_Row())
        self._rows[-1].has_points = True
        segment.group = len(self._rows) - 1

    def _breaks_off(self) -> bool:
        end = self._lines[-1][1]
        return self._page.view[end - 1] not in "。;!?)" and not self._page.text[end:].strip()

    def filled(self) -> list[list[tuple[str, Span]]]:
        """The unit cells of each row. A merged cell is printed once: what is missing, leading columns first, stays."""
        width = max(1, len(self._unit_roles))
        roles = self._unit_roles
        above: list[Span] = []
        found = []
        for number, row in enumerate(self._rows):
            if number + 1 == len(self._rows) and not row.is_closed and self._breaks_off():
                # the excerpt ends before the units of its last row: nothing is known of them
                found.append(row.cells)
                continue
            printed = [
                row.units[: len(row.units) - width + 1],
                *([span] for span in row.units[len(row.units) - width + 1 :]),
            ]
            columns = (
                [spans for spans in printed if spans] if len(row.units) >= width else [[span] for span in row.units]
            )
            kept = [[span] for span in above[: width - len(columns)]]
            cells = [*kept, *columns]
            found.append(
                [(role, span) for role, spans in zip(roles[-len(cells) :], cells, strict=False) for span in spans]
                + row.cells
            )
            above = [spans[0] for spans in cells]
        return found
