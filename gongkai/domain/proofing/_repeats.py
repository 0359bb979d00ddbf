"""What stands twice: characters, words, sentences and paragraphs."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files
from itertools import pairwise

from gongkai.domain.proofing._problems import Problem
from gongkai.domain.text import plain

_WORDS = "文字校对：重复、缺漏"
_LONG_WORD = re.compile(r"(?<![一每逐])(?P<word>(?![一每逐])[\u4e00-\u9fff]{4,8})(?P=word)(?!(?P=word))")
# a shorter paragraph may well stand twice: headings of parts, who is responsible
_SHORT_SENTENCE, _SHORT_PARAGRAPH = 12, 100
_SENTENCE_END = re.compile(r"[。！？]")
_ATTRIBUTION = re.compile(r"^[（(【\[]?(?:责任|牵头|配合|附件|备注|注|来源|承办|主办|实施|设定)")


def repeats(text: str) -> Iterator[Problem]:
    """Every repetition, nearest first."""
    view = plain(text)
    yield from _characters(text, view)
    yield from _sentences(text)
    yield from _paragraphs(text)


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Characters with what may not stand around them, and words; rows of data/checks/repeats.toml."""
    rows = tomllib.loads(files("gongkai.data").joinpath("checks/repeats.toml").read_text("utf-8"))
    signs = []
    for row in rows["character"]:
        before = f"(?<![{row['sign']}{row['not_before']}])"
        signs.append(f"{before}{row['sign']}{row['sign']}(?![{row['sign']}{row['not_after']}])")
    words = sorted(rows["words"]["rows"], key=len, reverse=True)
    return re.compile("|".join(signs)), re.compile(f"({'|'.join(words)})\\1(?!\\1)")


def _characters(text: str, view: str) -> Iterator[Problem]:
    signs, words = _patterns()
    for found in signs.finditer(view):
        printed = text[found.start() : found.end()]
        message = f"重复用字“{printed}”，应为“{printed[0]}”。"
        yield Problem("format.doubled", _WORDS, "warn", *found.span(), message, printed[0])
    taken = 0
    for found in sorted((*words.finditer(view), *_LONG_WORD.finditer(view)), key=re.Match.start):
        if found.start() < taken or len(set(found[0])) < 2:
            continue
        taken = found.end()
        half = text[found.start() : found.start() + len(found[0]) // 2]
        if half[: len(half) // 2] * 2 == half:
            continue
        yield Problem("format.doubled", _WORDS, "warn", *found.span(), f"重复用词“{half * 2}”。", half)


def _sentences(text: str) -> Iterator[Problem]:
    """A sentence that follows itself at once."""
    ends = [found.end() for found in _SENTENCE_END.finditer(text)]
    for place, end in pairwise(ends):
        sentence = text[place:end]
        if len(sentence) > _SHORT_SENTENCE and "\n" not in sentence and text.endswith(sentence, 0, place):
            message = f"重复的句子“{sentence[:20]}…”。"
            yield Problem("format.repeated_text", _WORDS, "warn", place, end, message, "")


def _paragraphs(text: str) -> Iterator[Problem]:
    """A paragraph that follows itself, or a long one that stands twice anywhere."""
    seen: set[str] = set()
    previous, at = "", 0
    for line in text.split("\n"):
        words = line.strip()
        start = at + len(line) - len(line.lstrip())
        at += len(line) + 1
        if len(words) <= _SHORT_SENTENCE or "\t" in words or "|" in words or _ATTRIBUTION.match(words):
            continue
        is_prose = any(mark in words for mark in "。；，,;")
        if is_prose and (words == previous or (len(words) > _SHORT_PARAGRAPH and "。" in words and words in seen)):
            message = f"重复的段落“{words[:20]}…”。"
            yield Problem("format.repeated_text", _WORDS, "warn", start, start + len(words), message, "")
        seen.add(words)
        previous = words
