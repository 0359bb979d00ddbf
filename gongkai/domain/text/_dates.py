"""Dates as they are printed, and dates that have lost their marks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from gongkai.domain.text._numerals import read_number
from gongkai.domain.text._plain import plain


@dataclass(frozen=True, slots=True)
class DateRead:
    """A date found in a text. Damaged when its marks are lost: `readings` then holds every date it can be."""

    start: int
    end: int
    readings: tuple[date, ...]
    is_damaged: bool = False


_YEAR = r"(?P<year>\d{4}|[一二三四五六七八九〇零]{4})"
# Written out: 2026年6月30日, 二〇二六年六月三十日, and with separators 2026-06-30, 2026.6.30, 2026/06/30
_WRITTEN = re.compile(
    rf"(?<!\d){_YEAR} ?年 ?(?P<month>\d{{1,2}}|十[一二]?|[一二三四五六七八九〇]) ?月 ?"
    r"(?P<day>\d{1,2}|[一二三]?十[一二三四五六七八九]?|[一二三四五六七八九〇]) ?[日号]?"
)
_SEPARATED = re.compile(r"(?<!\d)(?P<year>(?:19|20)\d\d)[-./](?P<month>\d{1,2})[-./](?P<day>\d{1,2})(?!\d)")
# Marks lost: six to eight digits in a row, or the same with spaces where the marks were
_BARE = re.compile(r"(?<![\d.])(?P<year>20\d\d)(?P<rest>\d{2,4})(?!\d)")
_SPACED = re.compile(r"(?<!\d)(?P<year>20\d\d) +(?P<month>\d{1,2}) +(?P<day>\d{1,2})(?!\d)")


def read_date(text: str) -> DateRead | None:
    """The first date in the text; a damaged one only when no whole one is there. None when there is none.

    A damaged date (2021531) is never trusted: `readings` lists every calendar date the digits can mean.
    """
    view = plain(text)
    for pattern in (_WRITTEN, _SEPARATED):
        for found in pattern.finditer(view):
            on = _date(found["year"], found["month"], found["day"])
            if on:
                return DateRead(found.start(), found.end(), (on,))
    for found in _SPACED.finditer(view):
        on = _date(found["year"], found["month"], found["day"])
        if on:
            return DateRead(found.start(), found.end(), (on,), is_damaged=True)
    for found in _BARE.finditer(view):
        readings = _readings(found["year"], found["rest"])
        if readings:
            return DateRead(found.start(), found.end(), readings, is_damaged=len(found["rest"]) < 4)
    return None


def _readings(year: str, rest: str) -> tuple[date, ...]:
    """Every date that `rest` can be when the marks between month and day are lost, earliest first."""
    pairs = [(rest[:cut], rest[cut:]) for cut in (1, 2) if rest[:cut] and rest[cut:]]
    found = {_date(year, month, day) for month, day in pairs if len(day) <= 2}
    return tuple(sorted(on for on in found if on))


def _date(year: str, month: str, day: str) -> date | None:
    numbers = [read_number(part) for part in (year, month, day)]
    if None in numbers:
        return None
    try:
        return date(*(int(number or 0) for number in numbers))
    except ValueError:
        return None
