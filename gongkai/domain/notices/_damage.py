"""What is broken in a text, for a person to look at before anything is trusted."""

from __future__ import annotations

import re

from gongkai.domain.notices._letter import plan_year
from gongkai.domain.notices._limits import likely_reading
from gongkai.domain.notices._values import Warned
from gongkai.domain.text import find_noise, plain, read_date, read_number

_MESSAGES = {
    "replacement": "有无法识别的字符，原文编码已损坏。",
    "mojibake": "疑似乱码，请对照原件改正。",
    "pinyin": "汉字后夹有注音，疑为转换错误。",
    "markup": "混入网页代码。",
    "spam": "疑似被植入的广告或违法内容，不要发布。",
}
# 2021531前, 202164 alone on its line, 20216月底前: the marks between year, month and day are lost
_LOST_MARKS = re.compile(
    r"(?<![\d.])20\d\d\d{2,3}日?(?=之前|以前|前)"
    r"|(?<![^\n])[^\S\n]{0,40}(?P<line>20\d\d\d{2,3})(?=[^\S\n]{0,40}(?:\n|\Z))"
    r"|(?<!\d)20\d\d(?:1[0-2]|[1-9])月(?:底|末|初|\d{1,2}日)?前?"
)
# The numbers of items at the start of a line, outer level first; "4.2026年" is number 4, "4.5" none; a bare mark has
# lost its number
_ITEM = re.compile(
    r"^[ |]{0,40}(?:(?P<chapter>[一二三四五六七八九十]{1,3})、|\((?P<part>[一二三四五六七八九十]{1,3})\)"
    r"|(?P<point>\d{1,2})[.、](?!\d(?!\d\d\d ?年))|\((?P<item>\d{1,2})\)|(?P<piece>\d{1,2})\)"
    r"|(?P<lost>[.、]) {0,4}(?=[\u4e00-\u9fff]|$))",
    re.MULTILINE,
)
_LEVELS = ("chapter", "part", "point", "item", "piece")
# a longer jump is a new list, not a lost item
_MAX_JUMP = 3
_OPENING = "（(〔［[【《“"
_CLOSING = {"）": "（(", ")": "（(", "〕": "〔［[", "］": "［[〔", "]": "[［〔", "】": "【", "》": "《", "”": "“"}
_MAX_OPEN = 400


def find_damage(text: str) -> tuple[Warned, ...]:
    """Warnings in text order: garbled characters, markup, injected words, lost date marks, brackets never
    closed, numbers that are missing from a row.

    Each proposes a repair only when one reading is sound; nothing in the text is changed.
    """
    found = [Warned(noise.kind, _MESSAGES[noise.kind], (noise.start, noise.end)) for noise in find_noise(text)]
    found += _lost_marks(text)
    found += _unclosed(text)
    found += _numbers(text)
    return tuple(sorted(found, key=lambda warned: warned.span))


def _lost_marks(text: str) -> list[Warned]:
    warnings = []
    year = plan_year(text)
    for found in _LOST_MARKS.finditer(plain(text)):
        start, end = found.span("line") if found["line"] else found.span()
        proposal = _proposal(text[start:end], year)
        if proposal:
            message = f"日期缺少分隔：“{text[start:end]}”，请核对。"
            warnings.append(Warned("damaged_date", message, (start, end), proposal))
    return warnings


def _numbers(text: str) -> list[Warned]:
    """Items whose number is lost, and rows of numbers with a gap. A deeper level starts anew under each outer item."""
    warnings = []
    last: dict[str, int] = {}
    for found in _ITEM.finditer(plain(text)):
        level = found.lastgroup or ""
        span = found.span(level)
        if level == "lost":
            warnings.append(Warned("missing_number", "此处编号丢失。", span))
            continue
        number, before = int(read_number(found[level]) or 0), last.get(level)
        if before and before + 1 < number <= before + _MAX_JUMP:
            lost = "、".join(str(gap) for gap in range(before + 1, number))
            warnings.append(Warned("missing_number", f"编号由{before}跳到{number}，缺{lost}。", span))
        last[level] = number
        for deeper in _LEVELS[_LEVELS.index(level) + 1 :]:
            last.pop(deeper, None)
    return warnings


def _proposal(printed: str, year: int | None) -> str | None:
    month = re.match(r"(20\d\d)(1[0-2]|[1-9])月", plain(printed))
    if month:
        return f"{month[1]}年{month[2]}月{printed[month.end() :]}"
    read = read_date(printed)
    return likely_reading(read.readings, year).isoformat() if read else None


def _unclosed(text: str) -> list[Warned]:
    """Opening brackets whose partner does not come within the paragraph or the next 400 characters."""
    warnings = []
    opened: list[int] = []
    for place, mark in enumerate(text):
        if mark in _OPENING:
            opened.append(place)
        elif mark in _CLOSING:
            match = next(
                (i for i in range(len(opened) - 1, max(-1, len(opened) - 6), -1) if text[opened[i]] in _CLOSING[mark]),
                None,
            )
            if match is not None:
                warnings += [_unclosed_at(text, left) for left in opened[match + 1 :]]
                del opened[match:]
        while opened and place - opened[0] > _MAX_OPEN:
            warnings.append(_unclosed_at(text, opened.pop(0)))
    return warnings + [_unclosed_at(text, left) for left in opened]


def _unclosed_at(text: str, place: int) -> Warned:
    return Warned("unclosed_bracket", f"“{text[place]}”没有对应的另一半。", (place, place + 1))
