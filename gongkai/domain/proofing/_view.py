"""The text as one who looks for numbers sees it: all digits, blanks and dashes of the world in one form each.

Character for character, so a place in the view is a place in the text.
"""

from __future__ import annotations

import sys
import unicodedata
from functools import lru_cache

from gongkai.domain.text import plain

# what takes no room on the page: it may stand anywhere inside a number
ZERO_WIDTH = "\x00"
_ZERO = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200c\u200d\u200e\u200f\u2060\u2061\u2062\u2063\u2064\ufeff"
)
_BIDI = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_DASHES = "–—－―‐‑‒−﹣﹘_＿~～〜"
_CROSSES = "xｘＸ×✕✖хХχΧⅩ"
_LINES = "\r\v\f\x85\u2028\u2029"
_DOTS = "·•・‧∙．﹒"


@lru_cache(maxsize=1)
def _table() -> dict[int, str]:
    """Every decimal digit of Unicode to ASCII; blanks, dashes, crosses to one each."""
    table = {
        code: str(unicodedata.decimal(chr(code)))
        for code in range(0x660, min(sys.maxunicode, 0x1FBFF) + 1)
        if unicodedata.category(chr(code)) == "Nd"
    }
    for code in range(0x2000, 0x3001):
        if unicodedata.category(chr(code)) == "Zs":
            table[code] = " "
    table |= {ord("\t"): " ", 0xA0: " ", 0x1680: " "}
    for characters, one in (
        (_ZERO + _BIDI, ZERO_WIDTH),
        (_DASHES, "-"),
        (_CROSSES, "X"),
        (_LINES, "\n"),
        (_DOTS, "."),
        ("﹫", "@"),
    ):
        table |= dict.fromkeys(map(ord, characters), one)
    # control characters that no text needs
    table |= {code: ZERO_WIDTH for code in range(0x20) if code not in (9, 10, 11, 12, 13)}
    return table


def digit_view(text: str) -> str:
    """The view; of the same length as the text, in simplified script."""
    return plain(text.translate(_table()))
