"""Numbers as a word processor writes them before a list item."""

from __future__ import annotations

from collections.abc import Callable

DIGITS = "〇一二三四五六七八九"
CAPITALS = "零壹贰叁肆伍陆柒捌玖"
STEMS = "甲乙丙丁戊己庚辛壬癸"
BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
ROMAN = (
    (1000, "M"),
    (900, "CM"),
    (500, "D"),
    (400, "CD"),
    (100, "C"),
    (90, "XC"),
    (50, "L"),
    (40, "XL"),
    (10, "X"),
    (9, "IX"),
    (5, "V"),
    (4, "IV"),
    (1, "I"),
)


def numeral(count: int, style: str) -> str:
    """A count in one of Word's number formats; formats not known here are written in Arabic digits."""
    if style == "none":
        return ""
    write = FORMATS.get(style)
    if write is None or not 0 < count < 10_000:
        return str(count)
    return write(count)


def counting(count: int) -> str:
    """二十一, 一百零五: the way Chinese counts aloud; ten to nineteen begin with 十."""
    text = _by_places(count, "零" + DIGITS[1:], ("", "十", "百", "千"))
    return text[1:] if text.startswith("一十") else text


def _by_places(count: int, digits: str, places: tuple[str, ...]) -> str:
    text = ""
    for place, digit in enumerate(reversed(str(count))):
        if digit != "0":
            text = digits[int(digit)] + places[place] + text
        elif text and not text.startswith(digits[0]):
            text = digits[0] + text
    return text


def _roman(count: int) -> str:
    text = ""
    for worth, letters in ROMAN:
        text += letters * (count // worth)
        count %= worth
    return text


def _letters(count: int) -> str:
    # after z comes aa, then bb: the letter is repeated
    return chr(ord("a") + (count - 1) % 26) * min((count - 1) // 26 + 1, 9)


def _from(first: str, last: int) -> Callable[[int], str]:
    """Signs that follow one another in the character table: ① to ⑳."""
    return lambda count: chr(ord(first) + count - 1) if count <= last else str(count)


def _cycle(signs: str) -> Callable[[int], str]:
    return lambda count: signs[count - 1] if count <= len(signs) else str(count)


FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda count: f"{count:02d}",
    "decimalFullWidth": lambda count: "".join(chr(ord("０") + int(digit)) for digit in str(count)),
    "decimalFullWidth2": lambda count: "".join(chr(ord("０") + int(digit)) for digit in str(count)),
    "decimalHalfWidth": str,
    "decimalEnclosedCircle": _from("①", 20),
    "decimalEnclosedCircleChinese": _from("①", 20),
    "decimalEnclosedParen": _from("⑴", 20),
    "decimalEnclosedFullstop": _from("⒈", 20),
    "ideographEnclosedCircle": _from("㊀", 10),
    "chineseCounting": counting,
    "chineseCountingThousand": counting,
    "taiwaneseCounting": counting,
    "taiwaneseCountingThousand": counting,
    "japaneseCounting": counting,
    "koreanCounting": counting,
    "ideographDigital": lambda count: "".join(DIGITS[int(digit)] for digit in str(count)),
    "taiwaneseDigital": lambda count: "".join(DIGITS[int(digit)] for digit in str(count)),
    "japaneseDigitalTenThousand": lambda count: "".join(DIGITS[int(digit)] for digit in str(count)),
    "chineseLegalSimplified": lambda count: _by_places(count, CAPITALS, ("", "拾", "佰", "仟")),
    "ideographLegalTraditional": lambda count: _by_places(count, CAPITALS, ("", "拾", "佰", "仟")),
    "ideographTraditional": _cycle(STEMS),
    "ideographZodiac": _cycle(BRANCHES),
    "upperRoman": _roman,
    "lowerRoman": lambda count: _roman(count).lower(),
    "upperLetter": lambda count: _letters(count).upper(),
    "lowerLetter": _letters,
}
