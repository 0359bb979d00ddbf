"""Simplified to traditional characters by phrases, with the words that must not be changed."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from importlib.resources import files
from typing import Any

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
        self._names = _Names()

    def convert(self, text: str) -> str:
        """The text in traditional characters; what has no Chinese character comes back as it is."""
        if not CHINESE.search(text):
            return text
        kept = {found.start(): (found.end(), self._words[found[0]]) for found in self._protected.finditer(text)}
        kept.update({at: (at + 1, text[at]) for at in self._names.surnames(text) if at not in kept})
        made, at = [], 0
        for start, (end, words) in sorted(kept.items()):
            if start >= at:  # a surname within a protected word is part of it
                made += [self._converted(text[at:start]), words]
                at = end
        made.append(self._converted(text[at:]))
        return "".join(made)

    def simplified(self, text: str) -> str:
        """The text in simplified characters, whichever traditional ones it was typed in."""
        return str(self._back.convert(text))

    def _converted(self, text: str) -> str:
        return str(self._opencc.convert(text)) if text else ""


def protected_words() -> dict[str, str]:
    """The words of data/script/protected_words.toml and how the traditional version writes them."""
    return {row["text"]: row.get("as", row["text"]) for row in _data()["word"]}


class _Names:
    """Where a text names people whose surname the converter would change: 范志远 is no 範志遠."""

    def __init__(self) -> None:
        data = _data()
        titles, addresses = ("|".join(data["names"][key]) for key in ("titles", "addresses"))
        self._surname = re.compile("|".join(f"{row['text']}(?![{row['not']}])" for row in data["surname"]))
        han = r"[\u3400-\u9fff]"
        # after a title one name or several; before a form of address one
        self._listed = re.compile(rf"(?:{titles})[：:，、 \u3000]{{0,2}}(?P<names>{han}{{2,3}}(?:、{han}{{2,3}})*)")
        self._addressed = re.compile(rf"(?<!{han})(?P<names>{han}{{2,3}}?)(?:{addresses})")

    def surnames(self, text: str) -> Iterator[int]:
        """The place of each such surname."""
        for pattern in (self._listed, self._addressed):
            for found in pattern.finditer(text):
                at = found.start("names")
                for name in found["names"].split("、"):
                    if self._surname.match(text, at):
                        yield at
                    at += len(name) + 1


def _data() -> dict[str, Any]:
    return tomllib.loads(files("gongkai.data").joinpath("script/protected_words.toml").read_text("utf-8"))
