"""The year a plan is for, the date it was written, the date it was published."""

from __future__ import annotations

import re
from datetime import date

from gongkai.domain.notices._values import Found, Span
from gongkai.domain.text import plain, read_date

# How far a head can reach: a letter, its signature and the title of the plan
_HEAD = 6000
_PLAN_TITLE = re.compile(
    r"(?<![\d\-至到])(20\d\d|二[〇零一二三四五六七八九]{3}) ?年度?(?!\d{1,2}月)[^。,;:\n\d]{0,40}?"
    r"(?:工作要点|要点|实施方案|工作方案|分工方案|行动方案|任务分解|任务分工|责任分工|分工|工作计划|行动计划|任务清单|责任清单|"
    r"台账|工作安排|重点任务|重点工作)"
)
_TITLES = re.compile(r"《[^《》]{0,120}》")
# Dates of the page, not of the letter
_PAGE_DATE = re.compile(r"(?:发布|发文|公布|更新|上传|访问|时间|日期|来源|成稿)[^\n]{0,12}\Z")
_WRITTEN_LABEL = re.compile(r"(?:成文|签发|发文|印发)(?:日期|时间)[::]\s*")
_PUBLISHED_LABEL = re.compile(r"(?:发布|公布|公开|更新)(?:日期|时间)[::]?\s*|发布于[::]?\s*")
# 2026/03/04 09:37 来源:…: a date in the line that names the source of the page
_SOURCE_LINE = re.compile(r"^[^\n]{0,60}来源[^\n]{0,80}$", re.MULTILINE)
# A line that holds only a date (or what is left of it), perhaps after (此件公开发布)
_DATE_LINE = re.compile(
    r"^[^\S\n]{0,80}(?:\([^()\n]{2,16}\)[^\S\n]{0,20})?(?P<date>[\d〇零一二三四五六七八九十年月日./\- ]{6,24})$",
    re.MULTILINE,
)
# …厅2026年1月29日(此件…: a body signs and the line ends are lost
_SIGNED = re.compile(
    r"[厅局委办室府会组院部署处心]\s{0,4}(?P<date>(?:20\d\d|二[〇零一二三四五六七八九]{3}) ?年[^,。;:\n《》]{3,12}?日)"
)


def plan_year(text: str) -> int | None:
    """The year a plan is for: the one its title names, else that of its letter's date. None when none is printed.

    A span of years (2021—2025年) names no single year, so the letter's date decides.
    """
    head = plain(text)[:_HEAD]
    named = _PLAN_TITLE.search(head)
    if named:
        year = read_date(f"{named[1]}年1月1日")
        return year.readings[0].year if year else None
    found = written(text, (0, min(len(text), _HEAD)), None) or written(text, (max(0, len(text) - 600), len(text)), None)
    if found:
        return found[0].year
    read = read_date(_TITLES.sub(lambda title: " " * len(title[0]), head))
    return read.readings[0].year if read else None


def written(text: str, head: Span, signature: Span | None) -> tuple[date, Found] | None:
    """The date of the letter: in its signature, labelled 成文日期, alone on a line, or right after the body that signs.

    The date of publication and other dates of the page are never taken for it.
    """
    if signature:
        return _read(text, *signature)
    view = plain(text[slice(*head)])
    label = _WRITTEN_LABEL.search(view)
    if label:
        return _read(text, head[0] + label.end(), min(head[1], head[0] + label.end() + 24))
    for pattern in (_DATE_LINE, _SIGNED):
        for found in pattern.finditer(view):
            before = view[max(0, found.start() - 30) : found.start("date")]
            read = _read(text, head[0] + found.start("date"), head[0] + found.end("date"))
            if read and not _PAGE_DATE.search(before.rstrip("\n ")):
                return read
    return None


def published(text: str, head: Span) -> date | None:
    """The date of publication: labelled, or printed in the line that names the source."""
    view = plain(text[slice(*head)])
    label = _PUBLISHED_LABEL.search(view)
    if label:
        read = _read(text, head[0] + label.end(), min(head[1], head[0] + label.end() + 24))
        if read:
            return read[0]
    for line in _SOURCE_LINE.finditer(view):
        read = _read(text, head[0] + line.start(), head[0] + line.end())
        if read:
            return read[0]
    return None


def _read(text: str, start: int, end: int) -> tuple[date, Found] | None:
    read = read_date(text[start:end])
    if not read:
        return None
    return read.readings[0], Found(text[start + read.start : start + read.end], (start + read.start, start + read.end))
