"""Numbers as officials write them: 12, 1,200, 十二, 二○三五, 3万, 1.5亿, 两."""

from __future__ import annotations

import re

from gongkai.domain.text._plain import plain

_DIGITS = {
    "〇": 0, "零": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9,
    "壹": 1, "贰": 2, "叁": 3, "肆": 4, "伍": 5, "陆": 6, "柒": 7, "捌": 8, "玖": 9,
}  # fmt: skip
_TENS = {"十": 10, "百": 100, "千": 1000, "拾": 10, "佰": 100, "仟": 1000}
_MYRIADS = {"万": 10_000, "亿": 100_000_000}
_ARABIC = re.compile(r"(\d{1,3}(?:,\d{3}){1,5}|\d{1,15})(\.\d{1,6})?([百千万亿]{0,3})\Z")


def read_number(text: str) -> float | None:
    """The value of a numeral, Arabic or Chinese, with 万 and 亿 multiplied out; None when it is not one.

    A row of Chinese digits without a place word is read digit by digit (二○三五 is 2035).
    """
    word = plain(text).replace(" ", "").replace("几", "")
    arabic = _ARABIC.match(word)
    if arabic:
        value = float(arabic[1].replace(",", "") + (arabic[2] or ""))
        for mark in arabic[3]:
            value *= _TENS.get(mark) or _MYRIADS[mark]
        return value
    if word and all(mark in _DIGITS for mark in word):
        return float("".join(str(_DIGITS[mark]) for mark in word))
    return _chinese(word)


def _chinese(word: str) -> float | None:
    """十二, 三百二十, 一万二千, 亿: places and myriads. A place word without a digit before it counts once."""
    total = section = digit = 0
    for mark in word:
        if mark in _DIGITS:
            digit = _DIGITS[mark]
        elif mark in _TENS:
            section += (digit or 1) * _TENS[mark]
            digit = 0
        elif mark in _MYRIADS:
            section += digit
            # 万亿 multiplies what 万 already made; a bare 万 is one of it
            lifted = (section or (total or 1)) * _MYRIADS[mark]
            total = lifted if not section else total + lifted
            section = digit = 0
        else:
            return None
    return float(total + section + digit) if word else None
