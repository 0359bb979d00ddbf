"""Two texts in rows: the paragraphs that belong together, also where one was put in between."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import zip_longest

# paragraphs that share less than this are two, not one changed
ALIKE = 0.3
# beyond this many comparisons paragraphs are taken in their order
MOST = 40_000
_NUMBER = re.compile(r"^第[一二三四五六七八九十百千零\d]+[章节条][\s　]*")


def paired(before: Sequence[str], after: Sequence[str]) -> list[tuple[str, str]]:
    """Rows of (old, new); "" where a paragraph has no other side. Equal ones anchor, what lies between is matched by
    what it says: the number of an article may have moved."""
    rows: list[tuple[str, str]] = []
    for _, i, until, j, end in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        olds, news = before[i:until], after[j:end]
        if len(olds) * len(news) > MOST or list(olds) == list(news):
            rows += zip_longest(olds, news, fillvalue="")
        else:
            rows += _matched(olds, news)
    return rows


def _matched(olds: Sequence[str], news: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The alignment in order that shares most words."""
    likes = [[_likeness(one, other) for other in map(_pairs_of, news)] for one in map(_pairs_of, olds)]
    best = [[0.0] * (len(news) + 1) for _ in range(len(olds) + 1)]
    for i in range(len(olds) - 1, -1, -1):
        for j in range(len(news) - 1, -1, -1):
            both = best[i + 1][j + 1] + likes[i][j] if likes[i][j] >= ALIKE else 0.0
            best[i][j] = max(best[i + 1][j], best[i][j + 1], both)
    i = j = 0
    while i < len(olds) and j < len(news):
        if likes[i][j] >= ALIKE and best[i][j] == best[i + 1][j + 1] + likes[i][j]:
            yield olds[i], news[j]
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            yield olds[i], ""
            i += 1
        else:
            yield "", news[j]
            j += 1
    yield from ((one, "") for one in olds[i:])
    yield from (("", one) for one in news[j:])


def _pairs_of(text: str) -> frozenset[str]:
    """The neighbouring characters of a paragraph without its number."""
    words = _NUMBER.sub("", text)
    return frozenset(words[at : at + 2] for at in range(len(words) - 1)) or frozenset((words,))


def _likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """Shared ÷ all, from 0 to 1."""
    return 2 * len(one & other) / (len(one) + len(other))
