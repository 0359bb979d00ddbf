"""A ledger sheet as placed cells: chapters merged down their tasks, the same for Excel and Word."""

from __future__ import annotations

import re
from dataclasses import dataclass

from gongkai.apps.files.writers._sheet import LedgerRow, LedgerSheet

# heads of the chapter columns from the outer to the inner, and of the others with their share of the width
CHAPTERS = ("领域", "类别", "项目", "方面")
CHAPTER_SHARE = 12
COLUMNS = (
    ("序号", 7),
    ("工作任务", 56),
    ("牵头单位", 16),
    ("责任单位", 24),
    ("完成时限", 15),
    ("数量要求", 14),
    ("公开路径", 18),
)
EXTRA_SHARE = 14
NOBODY = "——"
UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Placed:
    """A cell at its row and column (from 0, below the head), and how far it reaches."""

    text: str
    row: int
    column: int
    row_span: int = 1
    column_span: int = 1


@dataclass(frozen=True, slots=True)
class Layout:
    """Title, head line, column heads with their shares of the width, and the cells of each row."""

    title: str
    head: str
    columns: tuple[tuple[str, int], ...]
    rows: tuple[tuple[Placed, ...], ...]
    chapters: int


def laid_out(sheet: LedgerSheet) -> Layout:
    """Places every cell. Chapter columns are as many as the deepest section needs."""
    depth = min(max((len(row.section) for row in sheet.rows), default=0), len(CHAPTERS))
    chapters = tuple((name, CHAPTER_SHARE) for name in CHAPTERS[:depth])
    extra = tuple((printable(name), EXTRA_SHARE) for name in sheet.extra_columns)
    sections = [_fitted(row.section, depth) for row in sheet.rows]
    numbered = any(row.number for row in sheet.rows)
    rows: list[tuple[Placed, ...]] = []
    for at, row in enumerate(sheet.rows):
        number = row.number if numbered else str(at + 1)
        texts = [printable(text) for text in (number, *_facts(row), *_padded(row.extra, len(extra)))]
        cells = [Placed(text, at, depth + column) for column, text in enumerate(texts)]
        rows.append((*_chapters(sections, at, depth), *cells))
    head = "　".join(f"{label}：{value}" for label, value in sheet.head)
    return Layout(printable(sheet.title), printable(head), (*chapters, *COLUMNS, *extra), tuple(rows), depth)


def printable(text: str) -> str:
    """Text without the characters that no XML may hold."""
    return UNPRINTABLE.sub("", text)


def _facts(row: LedgerRow) -> tuple[str, ...]:
    lead, responsible = "、".join(row.lead), "、".join(row.responsible)
    paths = "\n".join(">".join(path) for path in row.paths)
    return row.text, lead, responsible or ("" if lead else NOBODY), "；".join(row.limits), "；".join(row.quotas), paths


def _padded(texts: tuple[str, ...], length: int) -> tuple[str, ...]:
    return (*texts, *("",) * length)[:length]


def _fitted(section: tuple[str, ...], depth: int) -> tuple[str, ...]:
    """Sections deeper than there are columns share the last one."""
    if len(section) <= depth:
        return section
    return (*section[: depth - 1], "\n".join(section[depth - 1 :]))


def _chapters(sections: list[tuple[str, ...]], at: int, depth: int) -> list[Placed]:
    """The chapter cells that begin in a row. The innermost one of a task fills the columns it leaves free."""
    section = sections[at]
    cells: list[Placed] = []
    for level in range(max(len(section), min(depth, 1))):
        if at and _same(sections[at - 1], section, level):
            continue
        down = 1
        while at + down < len(sections) and _same(sections[at + down], section, level):
            down += 1
        is_last = level >= len(section) - 1
        text = printable(section[level]) if section else ""
        cells.append(Placed(text, at, level, down, depth - level if is_last else 1))
    return cells


def _same(one: tuple[str, ...], other: tuple[str, ...], level: int) -> bool:
    """Do two tasks stand in the same cell of a chapter column?"""
    ends_alike = (len(one) - 1 <= level) == (len(other) - 1 <= level)
    return one[: level + 1] == other[: level + 1] and ends_alike
