"""Numbering marks: which of them are structure, also when every line break is lost."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from gongkai.domain.notices._brackets import Pairs
from gongkai.domain.notices._rules import rule
from gongkai.domain.notices._values import Span

# Depth of each kind of mark, outer to inner; unnumbered headings of a table column stand between （一） and 1.
CHAPTER, CHINESE, BRACKETED, COLUMN, ARABIC, DECIMAL, ROUND, HALF, CIRCLED = 5, 10, 20, 25, 30, 35, 40, 50, 60
_LEVELS = {
    "chapter": CHAPTER,
    "chinese": CHINESE,
    "bracketed": BRACKETED,
    "ringed": BRACKETED,
    "arabic": ARABIC,
    "dotted": ARABIC,
    "decimal": DECIMAL,
    "round": ROUND,
    "half": HALF,
    "hooped": ROUND,
    "circled": CIRCLED,
}
# the first of each row of characters that are a number in themselves
_ROWS = {"circled": "①", "hooped": "⑴", "dotted": "⒈", "ringed": "㈠"}
_DIGITS = {mark: value for value, mark in enumerate("一二三四五六七八九", 1)}
# after one of these a sentence is over, so that a mark may open the next point
_ENDS = frozenset("。;:!?)”》,")
_FIRM_ENDS = frozenset("。;:!?)”")
# a heading that ran into its first point is no longer than this
_RUN_IN = 60


@dataclass(frozen=True, slots=True)
class Mark:
    """A numbering mark that is structure."""

    span: Span
    level: int
    value: int


@dataclass(slots=True)
class Counter:
    """The last number seen at each level, so that a mark inside a line can be told from a figure."""

    last: dict[int, int] = field(default_factory=dict)

    def expects(self, level: int, value: int) -> bool:
        """Whether this number goes on from the last one of its level, or begins a level."""
        return value == 1 or self.last.get(level, 0) + 1 == value

    def take(self, level: int, value: int) -> None:
        """Remembers the number. Inner numbers are kept: some plans count their points through all chapters."""
        self.last[level] = value


def marks(view: str, lines: Iterable[Span], pairs: Pairs) -> Iterator[tuple[Span, list[Mark]]]:
    """Each line with its marks. A mark that begins a line counts; one inside a line must also go on from the last."""
    counter = Counter()
    pattern = rule("mark")
    for start, end in lines:
        found: list[Mark] = []
        for match in pattern.finditer(view, start, end):
            mark = _read(match)
            if mark is None or pairs.inside(match.start()):
                continue
            at_start = not view[start : match.start()].strip() if match.start() - start < 8 else False
            broken = pairs.in_broken(view, mark.span[0])
            # inside a line 1.5 is a figure, not a mark
            loose = not broken and mark.level != DECIMAL
            if at_start or (loose and _opens_point(view, start, found, mark, counter)):
                counter.take(mark.level, mark.value)
                found.append(mark)
        yield (start, end), found


def _read(match: re.Match[str]) -> Mark | None:
    kind = match.lastgroup or ""
    printed = match[kind]
    if kind in _ROWS:
        value = ord(printed) - ord(_ROWS[kind]) + 1
    elif kind == "decimal":
        value = int(printed.rpartition(".")[2])
    elif kind in {"arabic", "round", "half"}:
        value = int(printed)
    else:
        value = numeral(printed.strip("第章部分条"))
    span = match.start(), match.start() + len(match[0].rstrip())
    return Mark(span, _LEVELS[kind], value) if 0 < value < 400 else None


def numeral(words: str) -> int:
    """The value of a Chinese numeral up to ninety-nine; nought when it is none (一二 is two numbers, not one)."""
    tens, ten, ones = words.partition("十")
    if not ten:
        return _DIGITS.get(words, 0)
    if (tens and tens not in _DIGITS) or (ones and ones not in _DIGITS):
        return 0
    return _DIGITS.get(tens, 1) * 10 + _DIGITS.get(ones, 0)


def _opens_point(view: str, start: int, found: list[Mark], mark: Mark, counter: Counter) -> bool:
    """Whether a mark inside a line begins a point: after a sentence, or after a heading that ran into it."""
    if not counter.expects(mark.level, mark.value):
        return False
    at = mark.span[0]
    before = view[max(start, at - 4) : at].rstrip()[-1:]
    if before in _FIRM_ENDS:
        return True
    since = found[-1].span[1] if found else start
    title = view[since:at]
    # only a heading may run into a deeper mark, and a heading has no sentence in it
    if not found or found[-1].level >= mark.level or len(title) > _RUN_IN:
        return mark.level == CHINESE and mark.value > 1 and before in _ENDS
    return not any(end in title[:-1] for end in "。;!?")
