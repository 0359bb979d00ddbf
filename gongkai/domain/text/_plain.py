"""One view for matching: simplified script, half-width marks, one kind of bracket. It keeps the length of the text."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib.resources import files

_MARKS: dict[int, str | int] = {
    # full-width digits, letters and marks (U+FF01 to FF5E) fall on ASCII
    **{code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)},
    # spaces that are not plain spaces; line ends stay
    **dict.fromkeys(map(ord, "\u3000\u00a0\u2002\u2003\u2009\u200b\ufeff\t"), " "),
    # every bracket that can enclose a unit list or a path reads as a round one
    **dict.fromkeys(map(ord, "〔［[【﹝﹙〖"), "("),
    **dict.fromkeys(map(ord, "〕］]】﹞﹚〗"), ")"),
    # every dash reads as one dash, every arrow between sections as one arrow
    **dict.fromkeys(map(ord, "–—－―─〜～−"), "-"),
    **dict.fromkeys(map(ord, "＞›→≫"), ">"),
    ord("○"): "〇",
    ord("Ｏ"): "〇",
}


@lru_cache(maxsize=1)
def _table() -> dict[int, str | int]:
    """Script folding and marks in one table, read once when the first text is folded."""
    rows = tomllib.loads(files("gongkai.data").joinpath("script/traditional.toml").read_text("utf-8"))
    folded: dict[int, str | int] = {
        ord(old): new for old, new in zip(rows["traditional"], rows["simplified"], strict=True)
    }
    return folded | _MARKS


@lru_cache(maxsize=256)
def plain(text: str) -> str:
    """The text for matching only: traditional characters folded to simplified, marks to half width.

    Character for character, so a span found in it is a span of the original text.
    """
    return text.translate(_table())
