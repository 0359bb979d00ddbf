"""The front door: a text or the blocks of a file in, a reading out."""

from __future__ import annotations

import re
from collections.abc import Sequence

from gongkai.domain.notices._assign import Assigner
from gongkai.domain.notices._blocks import SourceBlock
from gongkai.domain.notices._brackets import find_pairs
from gongkai.domain.notices._damage import find_damage
from gongkai.domain.notices._layout import lines, tables
from gongkai.domain.notices._layout_flow import cell_lines, find_flow, is_headless_flow, read_flow
from gongkai.domain.notices._layout_grid import Page, is_task_table, read_grid
from gongkai.domain.notices._letter import plan_year, read_letter
from gongkai.domain.notices._outline import joined, name_headings, part_closing, segments, tree
from gongkai.domain.notices._outline_closers import find_closers
from gongkai.domain.notices._outline_drafts import Draft, Drafter
from gongkai.domain.notices._outline_marks import CHINESE
from gongkai.domain.notices._outline_regions import Regions, find_regions
from gongkai.domain.notices._paint import Canvas, trimmed
from gongkai.domain.notices._rules import rule
from gongkai.domain.notices._source import Grid, gather
from gongkai.domain.notices._values import Found, Notice, Reading, Span, Task, Warned
from gongkai.domain.text import plain

# what stands before the first heading of a text with no headings is no letter beyond this
_LONGEST_LETTER = 12_000
_INDENT = re.compile(r"\u3000{2,12}")


def read(source: str | Sequence[SourceBlock]) -> Reading:
    """Reads a notice: its covering letter, its tasks with units, limits and paths, and what could not be placed.

    Raises:
        UnreadableNotice: there is no text in it, or far too much.
    """
    found = gather(source)
    view = plain(found.text)
    pairs = find_pairs(view)
    page = Page(found.text, view, pairs, find_closers(found.text, view, pairs), Canvas(found.text))
    grids = found.grids if found.grids or not isinstance(source, str) else tables(found.text)
    grids = [grid for grid in grids if is_task_table(page, grid)]
    table_start = min((grid.span[0] for grid in grids), default=_flow_start(page))
    regions = find_regions(view, page.closers, table_start)
    page.canvas.stroke(regions.head, "letter")
    drafts = [] if regions.is_letter_only else _drafts(page, regions, grids)
    if regions.is_letter_only:
        page.notes.append("letter_only")
    tasks, labels = _tasks(page, drafts)
    notice = _letter(page, regions)
    warnings = find_damage(found.text)
    _paint_rest(page, regions, notice, labels, warnings)
    blocks = page.canvas.blocks()
    unplaced = tuple(Found(found.text[slice(*block.span)], block.span) for block in blocks if block.label == "unplaced")
    return Reading(found.text, notice, tasks, blocks, unplaced, warnings, tuple(page.notes))


def _flow_start(page: Page) -> int | None:
    """Where the heads of a flattened table begin, if there is one."""
    found = cell_lines(page, lines(page.text, 0, len(page.text)))
    at = find_flow(page, found)
    return None if at is None else found[at][0]


def _drafts(page: Page, regions: Regions, grids: list[Grid]) -> list[Draft]:
    """Drafts of all parts in document order; tables stand between stretches of prose."""
    found: list[Draft] = []
    for start, end in regions.parts:
        at = start
        for grid in grids:
            if start <= grid.span[0] < end:
                found += _prose(page, at, grid.span[0], before_table=True)
                found += read_grid(page, grid)
                page.notes.append("table")
                at = grid.span[1]
        found += _prose(page, at, max(at, end))
    return found


def _prose(page: Page, start: int, end: int, *, before_table: bool = False) -> list[Draft]:
    """Drafts of a stretch without a table of columns: running text, or a table flattened to lines."""
    found = lines(page.text, start, end)
    if not found:
        return []
    cells = cell_lines(page, found)
    heads = find_flow(page, cells)
    if heads is None and is_headless_flow(page, cells):
        heads = 0
    if heads is not None:
        page.canvas.stroke((start, cells[heads][0]), "preamble")
        page.notes.append("flattened_table")
        return read_flow(page, cells[heads:])
    parts = segments(page.view, joined(page.view, cells), page.pairs)
    name_headings(page.view, parts)
    part_closing(page.view, parts)
    deeper = any(part.level > CHINESE for part in parts)
    drafter = Drafter(page.view, page.closers, page.canvas, has_points=deeper, has_hosts=True)
    if before_table and not any(part.level for part in parts):
        page.canvas.stroke((start, end), "preamble")
        return []
    page.notes.append("prose")
    drafter.walk(tree(page.view, parts), ())
    return drafter.drafts


def _tasks(page: Page, drafts: list[Draft]) -> tuple[tuple[Task, ...], list[Span]]:
    """Tasks of the drafts, each once: what is printed a second time word for word is the same task."""
    assigner = Assigner(page.text, page.view, plan_year(page.text))
    seen: set[tuple[str, str, str]] = set()
    tasks = []
    for draft in drafts:
        task = assigner.task(draft)
        key = (task.text, task.number.text if task.number else "", task.section[-1].text if task.section else "")
        if task.text.strip() and (len(task.text) < 20 or key not in seen):
            seen.add(key)
            tasks.append(task)
    return tuple(tasks), assigner.unit_labels


def _letter(page: Page, regions: Regions) -> Notice:
    title = regions.plan_titles[0] if regions.plan_titles else None
    # two full-width spaces are a lost line end; the letter is read line by line
    start, end = trimmed(page.text, *regions.head)
    end = min(end, start + _LONGEST_LETTER)
    as_lines = _INDENT.sub(lambda found: "\n" * len(found[0]), page.text[:end])
    return read_letter(as_lines + page.text[end:], (start, end), regions.signature, title)


def _paint_rest(page: Page, regions: Regions, notice: Notice, labels: list[Span], warnings: tuple[Warned, ...]) -> None:
    """Labels of the letter, the titles, the foot of the page, and damage that nothing claimed."""
    canvas = page.canvas
    for span in labels:
        canvas.stroke(span, "units")
    canvas.fill(regions.tail, "furniture")
    for start, end in lines(page.text, 0, regions.head[1]):
        words = page.view[start:end]
        if rule("furniture").match(words):
            canvas.stroke((start, end), "furniture")
        elif "。" not in words:
            # titles, numbers, addressees: above a plan without a letter they are its head all the same
            canvas.stroke((start, end), "letter")
    for title in (notice.title, notice.attachment_title):
        if title and title.span[1] <= max(regions.head[1], 1):
            canvas.stroke(title.span, "title")
    for span in regions.plan_titles:
        canvas.stroke(span, "title")
    if regions.signature:
        canvas.stroke(regions.signature, "signature")
    for warned in warnings:
        if warned.code in ("markup", "spam"):
            canvas.fill(warned.span, "damage")
