"""Simplified to traditional characters by phrases, with the words that must not be changed."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from importlib.resources import files

import opencc

# characters as Hong Kong writes them, the words as they are: a law's terms are not replaced by regional ones
CONFIG = "s2hk"
CHINESE = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")


class Traditional:
    """A converter; `more` are words of this place: "词" stays, "词=形" is written so."""

    def __init__(self, more: Iterable[str] = ()) -> None:
        self._opencc = opencc.OpenCC(CONFIG)
        self._back = opencc.OpenCC("t2s")
        self._words = protected_words() | {word.partition("=")[0]: word.partition("=")[2] or word for word in more}
        longest_first = sorted(self._words, key=len, reverse=True)
        self._protected = re.compile("|".join(map(re.escape, longest_first)) or r"(?!)")

    def convert(self, text: str) -> str:
        """The text in traditional characters; what has no Chinese character comes back as it is."""
        if not CHINESE.search(text):
            return text
        made, at = [], 0
        for found in self._protected.finditer(text):
            made += [self._converted(text[at : found.start()]), self._words[found[0]]]
            at = found.end()
        made.append(self._converted(text[at:]))
        return "".join(made)

    def simplified(self, text: str) -> str:
        """The text in simplified characters, whichever traditional ones it was typed in."""
        return str(self._back.convert(text))

    def _converted(self, text: str) -> str:
        return str(self._opencc.convert(text)) if text else ""


def protected_words() -> dict[str, str]:
    """The words of data/script/protected_words.toml and how the traditional version writes them."""
    rows = tomllib.loads(files("gongkai.data").joinpath("script/protected_words.toml").read_text("utf-8"))["word"]
    return {row["text"]: row.get("as", row["text"]) for row in rows}
