"""A number of a spreadsheet as the sheet shows it: dates, percentages and words come from the cell's number format."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from math import isfinite

from gongkai.apps.files.readers.word.numerals import counting, numeral

# formats that are not stored in the file, as a Chinese Excel shows them
BUILT_IN = {
    9: "0%",
    10: "0.00%",
    14: "yyyy/m/d",
    15: "d-mmm-yy",
    16: "d-mmm",
    17: "mmm-yy",
    18: "h:mm AM/PM",
    20: "h:mm",
    21: "h:mm:ss",
    22: "yyyy/m/d h:mm",
    27: 'yyyy"年"m"月"',
    28: 'm"月"d"日"',
    29: 'm"月"d"日"',
    30: "m/d/yy",
    31: 'yyyy"年"m"月"d"日"',
    32: 'h"时"mm"分"',
    33: 'h"时"mm"分"ss"秒"',
    36: 'yyyy"年"m"月"',
    45: "mm:ss",
    50: 'yyyy"年"m"月"',
    51: 'm"月"d"日"',
    52: 'yyyy"年"m"月"',
    53: 'm"月"d"日"',
    54: 'm"月"d"日"',
    57: 'yyyy"年"m"月"',
    58: 'm"月"d"日"',
}
TOKEN = re.compile(
    r'"([^"]*)"|\\(.)|\[([^\]]*)\]|(AM/PM|上午/下午)|(y+|m+|d+|h+|s+)|(General)|'
    r"([#0?][#0?,]*(?:\.[#0?]+)?)|_.|\*.|(.)",
    re.IGNORECASE | re.DOTALL,
)
LITERAL = re.compile(r'"[^"]*"|\\.|\[(?!h|m|s)[^\]]*\]|_.|\*.', re.IGNORECASE | re.DOTALL)
DIGITS = "〇一二三四五六七八九"


def shown(value: float, pattern: str, is_1904: bool = False) -> str:
    """The text Excel displays for a number under a number format; plain digits where the format is unknown."""
    if not isfinite(value):
        return ""
    parts = pattern.split(";")
    pattern = parts[1] if value < 0 and len(parts) > 1 and parts[1] else parts[0]
    value = abs(value) if value < 0 and len(parts) > 1 else value
    bare = LITERAL.sub("", pattern)
    if re.search(r"[ymdhs]", bare.replace("General", "").lower()):
        moment = _moment(value, is_1904)
        return plain(value) if moment is None else _date(moment, pattern)
    return _number(value, pattern)


def plain(value: float) -> str:
    """A number without format: whole numbers without a point, others with the digits that matter."""
    if not isfinite(value):
        return ""
    return str(int(value)) if value == int(value) and abs(value) < 1e15 else f"{value:.11g}"


def _moment(value: float, is_1904: bool) -> datetime | None:
    """The day a serial number stands for; Excel believes that 1900 had a 29 February."""
    start = datetime(1904, 1, 1) if is_1904 else datetime(1899, 12, 30 if value >= 60 else 31)  # noqa: DTZ001
    try:
        return start + timedelta(days=int(value), seconds=round((value - int(value)) * 86_400))
    except (OverflowError, ValueError):
        return None


def _date(moment: datetime, pattern: str) -> str:
    chinese = "DBNum1" in pattern
    text, after_hour = "", False
    tokens = list(TOKEN.finditer(pattern))
    for at, token in enumerate(tokens):
        quoted, escaped, _, half, part, _, figure, other = token.groups()
        if part:
            following = next((later.group(5) for later in tokens[at + 1 :] if later.group(5)), "") or ""
            is_minute = part[0] in "mM" and (after_hour or following[:1] in ("s", "S"))
            text += _part(moment, part.lower(), is_minute, chinese)
            after_hour = part[0] in "hH"
        elif half:
            text += "上午" if moment.hour < 12 else "下午"
        else:
            text += quoted or escaped or figure or ("" if other in (None, "@") else other)
    return text.strip()


def _part(moment: datetime, part: str, is_minute: bool, chinese: bool) -> str:
    kind, long = part[0], len(part) >= 2
    if kind == "y":
        year = f"{moment.year:04d}" if len(part) > 2 else f"{moment.year % 100:02d}"
        return "".join(DIGITS[int(digit)] for digit in year) if chinese else year
    number = {"m": moment.minute if is_minute else moment.month, "d": moment.day, "h": moment.hour, "s": moment.second}[
        kind
    ]
    if kind == "d" and len(part) > 2:
        return "星期" + "一二三四五六日"[moment.weekday()]
    if kind == "m" and len(part) > 2 and not is_minute:
        return f"{numeral(number, 'chineseCounting') if chinese else number}月"
    if chinese:
        return counting(number) if number else "〇"
    return f"{number:02d}" if long else str(number)


def _number(value: float, pattern: str) -> str:
    text, placed = "", False
    percent = "%" in LITERAL.sub("", pattern)
    for token in TOKEN.finditer(pattern):
        quoted, escaped, bracket, _, part, general, figure, other = token.groups()
        if (general or figure) and not placed:
            text += _figure(value * 100 if percent else value, figure or "", pattern)
            placed = True
        elif bracket is None and not figure:
            text += quoted or escaped or part or ("" if other in (None, "@") else other)
    return text.strip() if placed else plain(value)


def _figure(value: float, figure: str, pattern: str) -> str:
    if "DBNum1" in pattern and 0 < value < 10_000 and value == int(value):
        return counting(int(value))
    if not figure or abs(value) > 1e15:
        return plain(value)
    decimals = len(figure.partition(".")[2])
    text = f"{value:,.{decimals}f}" if "," in figure else f"{value:.{decimals}f}"
    if decimals and figure.rstrip("#?") != figure:
        optional = len(figure) - len(figure.rstrip("#?"))
        while optional and text.endswith("0"):
            text, optional = text[:-1], optional - 1
    whole, point, rest = text.removesuffix(".").partition(".")
    return whole.rjust(figure.partition(".")[0].count("0"), "0") + point + rest
