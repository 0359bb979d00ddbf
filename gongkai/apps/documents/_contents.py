"""A contents table of the gazette as people paste or upload it: heading, title, number, page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from gongkai.apps.documents._file_words import words_of_file
from gongkai.domain.text import document_numbers

# 关于……的通知…………12 ; dots, spaces or a tab before the page
_PAGE = re.compile(r"(?:[.．·…\s　]{2,}|\t|[（(])[ 　]*(?:第 ?)?(?P<page>\d{1,4})(?: ?页)?[)）]?\s*$")
_HEADING_MARK = re.compile(r"^[【\[〔](?P<words>[^】\]〕]{2,30})[】\]〕]$|^(?P<bare>[^，。《》]{2,16})[:：]?$")
_HEAD_ROW = {"标题", "篇目", "题名", "文件名称", "名称"}
LONGEST_TITLE = 300


@dataclass(frozen=True, slots=True)
class ContentsRow:
    """One line: the heading it stands under, its title, the document number when one is printed, its page."""

    heading: str
    title: str
    number: str = ""
    page: int | None = None


def read_contents(text: str) -> list[ContentsRow]:
    """The lines of a pasted contents table. With tabs: heading, title, (number,) page; without: a line without a page
    that is short and holds no 关于 is a heading, and what follows stands under it."""
    lines = [line.rstrip() for line in text.splitlines() if line.strip()]
    if any("\t" in line.strip() for line in lines):
        return list(_from_cells([cell.strip() for cell in line.split("\t")] for line in lines))
    return list(_from_lines(lines))


def read_contents_file(data: bytes, name: str) -> list[ContentsRow]:
    """The same from a file (xlsx, docx, pdf, txt …). Raises `Blocked` when it cannot be read."""
    found = words_of_file(data, name)
    if found.rows:
        return list(_from_cells(list(row) for row in found.rows))
    return read_contents(found.text)


def _from_cells(rows: Iterable[list[str]]) -> Iterator[ContentsRow]:
    """A cell of digits only at the end is the page; the longest of the others is the title; what stands before it, the
    heading; what is a document number, the number. An empty heading means the one above."""
    heading = ""
    for cells in rows:
        page = int(cells[-1]) if len(cells) > 1 and re.fullmatch(r"\d{1,4}", cells[-1]) else None
        rest = cells[:-1] if page is not None or (len(cells) > 1 and not cells[-1]) else cells
        if not any(rest) or _HEAD_ROW & set(rest):
            continue
        numbers = {
            place: found[0].normal
            for place, cell in enumerate(rest)
            if _is_number(cell) and (found := document_numbers(cell))
        }
        words = [place for place in range(len(rest)) if place not in numbers and rest[place]]
        if not words:
            continue
        at = max(words, key=lambda place: len(rest[place]))
        heading = next((rest[place] for place in words if place < at), heading)
        title, inline = _without_number(rest[at])
        yield ContentsRow(heading, title, next(iter(numbers.values()), inline), page)


def _from_lines(lines: Iterable[str]) -> Iterator[ContentsRow]:
    heading, waiting = "", ""
    for line in lines:
        words = line.strip()
        if words in ("目录", "目 录", "目　录"):
            continue
        page = _PAGE.search(words)
        mark = None if page or waiting else _HEADING_MARK.match(words)
        if mark and "关于" not in words:
            heading = mark["words"] or mark["bare"]
            continue
        if not page:
            # a long title goes on in the next line, where its page stands
            waiting += words
            continue
        title, number = _without_number(waiting + words[: page.start()].rstrip(".．·… 　"))
        waiting = ""
        yield ContentsRow(heading, title, number, int(page["page"]))
    if waiting:
        title, number = _without_number(waiting)
        yield ContentsRow(heading, title, number)


def _is_number(cell: str) -> bool:
    found = document_numbers(cell)
    return len(found) == 1 and found[0].end - found[0].start >= len(cell.strip("（）() ")) - 1


def _without_number(title: str) -> tuple[str, str]:
    """A number in brackets at the end of a title is taken off it."""
    found = document_numbers(title)
    if found and len(title) - found[-1].end <= 1 and found[-1].start > 6:
        return title[: found[-1].start].rstrip("（( 　")[:LONGEST_TITLE], found[-1].normal
    return title[:LONGEST_TITLE], ""
