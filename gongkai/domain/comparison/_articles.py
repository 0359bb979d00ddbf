"""Two texts article by article, and two copies of one text character by character. INT-04, LIB-05."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from gongkai.domain.comparison._differences import Segment, comparable, differences

_NUMERAL = "[零〇一二三四五六七八九十百千0-9０-９]{1,6}"
_ARTICLE = re.compile(rf"^\s*(第{_NUMERAL}条(?:之{_NUMERAL})?)[\s　]*")
_ITEM = re.compile(r"^\s*([一二三四五六七八九十]{1,3})、")
_CHAPTER = re.compile(rf"^\s*第{_NUMERAL}[章节编][\s　]")
# two articles with less in common are two articles, not one that changed
ALIKE = 0.45
# what is compared character by character at once; longer stretches are shown whole
LARGEST = 4_000_000
_CHUNK = re.compile(r"[^。；！？]*[。；！？]|[^。；！？]+")
_BLANK = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Article:
    """One article (第四条) or item (四、) of a document; a text without either goes by paragraphs, without number."""

    number: str
    text: str


@dataclass(frozen=True, slots=True)
class ArticleChange:
    """An article that only one text has, or that both have with other words. `segments` are the whole of both."""

    kind: Literal["changed", "added", "removed"]
    old: Article | None
    new: Article | None
    segments: tuple[Segment, ...]


def split_articles(text: str) -> tuple[Article, ...]:
    """The text in articles; where there are fewer than two, in items 一、二、; without these, in lines."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    for mark in (_ARTICLE, _ITEM):
        if sum(bool(mark.match(line)) for line in lines) >= 2:
            return tuple(_collected(lines, mark))
    return tuple(Article("", line) for line in lines)


def article_changes(old: str, new: str) -> tuple[ArticleChange, ...]:
    """What changed from one text to the other, in the order of the new one. Unchanged articles are left out, also when
    they only got another number; so are marks and spaces that changed with the typist."""
    before, after = split_articles(old), split_articles(new)
    keys_before, keys_after = [comparable(one.text) for one in before], [comparable(one.text) for one in after]
    found: list[ArticleChange] = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, keys_before, keys_after, autojunk=False).get_opcodes():
        if tag != "equal":
            found += _block(before[i1:i2], after[j1:j2], set(keys_before), set(keys_after))
    return tuple(found)


def exact_differences(before: str, after: str) -> tuple[Segment, ...]:
    """Two copies of one text, blanks and line ends aside: every other character counts. In order, joined."""
    old, new = _CHUNK.findall(_BLANK.sub("", before)), _CHUNK.findall(_BLANK.sub("", after))
    made: list[Segment] = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        left, right = "".join(old[i1:i2]), "".join(new[j1:j2])
        if tag == "equal":
            _add(made, "same", left)
        else:
            _characters(made, left, right)
    return tuple(made)


def _collected(lines: list[str], mark: re.Pattern[str]) -> Iterator[Article]:
    """What stands before the first article is a part without number; headings of chapters are no part of any."""
    number, words = "", list[str]()
    for line in lines:
        if _CHAPTER.match(line):
            continue
        found = mark.match(line)
        if found:
            if words:
                yield Article(number, "\n".join(words))
            number, words = found[1], [line[found.end() :].strip()]
        else:
            words.append(line)
    if words:
        yield Article(number, "\n".join(words))


def _block(
    before: Sequence[Article], after: Sequence[Article], all_before: set[str], all_after: set[str]
) -> Iterator[ArticleChange]:
    """Pairs those that are alike; an article that stands unchanged elsewhere was moved, which is no change of words."""
    old = [one for one in before if comparable(one.text) not in all_after]
    new = [one for one in after if comparable(one.text) not in all_before]
    pairs = _pairs(old, new)
    taken = set(pairs.values())
    left = [place for place in range(len(old)) if place not in taken]
    for place, one in enumerate(new):
        partner = pairs.get(place)
        while left and partner is not None and left[0] < partner:
            yield _removed(old[left.pop(0)])
        if partner is None:
            yield ArticleChange("added", None, one, (Segment("added", one.text),))
        else:
            yield ArticleChange("changed", old[partner], one, differences(old[partner].text, one.text))
    for place in left:
        yield _removed(old[place])


def _removed(one: Article) -> ArticleChange:
    return ArticleChange("removed", one, None, (Segment("removed", one.text),))


def _pairs(old: Sequence[Article], new: Sequence[Article]) -> dict[int, int]:
    """Place in new → place in old, the most alike first, each once."""
    scored = []
    for j, after in enumerate(new):
        for i, before in enumerate(old):
            score = _likeness(before, after)
            if score >= ALIKE:
                scored.append((score, -j, -i))
    pairs: dict[int, int] = {}
    used: set[int] = set()
    for _, j, i in sorted(scored, reverse=True):
        if -j not in pairs and -i not in used:
            pairs[-j] = -i
            used.add(-i)
    return pairs


def _likeness(before: Article, after: Article) -> float:
    one, other = comparable(before.text)[:2000], comparable(after.text)[:2000]
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.ratio() if matcher.quick_ratio() >= ALIKE else 0.0


def _characters(made: list[Segment], left: str, right: str) -> None:
    if len(left) * len(right) > LARGEST:
        _add(made, "removed", left)
        _add(made, "added", right)
        return
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        if tag == "equal":
            _add(made, "same", left[i1:i2])
        else:
            _add(made, "removed", left[i1:i2])
            _add(made, "added", right[j1:j2])


def _add(made: list[Segment], kind: Literal["same", "removed", "added"], text: str) -> None:
    if not text:
        return
    if made and made[-1].kind == kind:
        made[-1] = Segment(kind, made[-1].text + text)
    else:
        made.append(Segment(kind, text))
