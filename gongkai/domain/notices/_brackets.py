"""Brackets and quotation marks in pairs, so that a mark inside a pair is never taken for structure."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from gongkai.domain.notices._values import Span

_CLOSING = {")": "(", "”": "“", "》": "《", "」": "「", "』": "『"}
_MARKS = re.compile(r"[()“”《》「」『』\n]")
_OPENING = frozenset(_CLOSING.values())
# A pair longer than this is two halves that never belonged together: one of them was lost in copying
_LONGEST = 1_600
# a bracket that lost its other half encloses no more than the rest of its sentence
_SENTENCE = 400


@dataclass(frozen=True, slots=True)
class Pairs:
    """The outermost pairs of a text, by position. `inside` costs a binary search."""

    spans: tuple[Span, ...]
    starts: tuple[int, ...]
    # round brackets that their line never closes, to the end of that line
    unclosed: tuple[Span, ...] = ()

    def inside(self, at: int) -> bool:
        """Whether the position stands within a pair, its own marks not counted as within."""
        index = bisect_right(self.starts, at) - 1
        return index >= 0 and self.spans[index][0] < at < self.spans[index][1] - 1

    def in_broken(self, view: str, at: int) -> bool:
        """Whether the position follows a bracket never closed, within the same sentence."""
        index = bisect_right(self.unclosed, (at, 0)) - 1
        if index < 0:
            return False
        start, end = self.unclosed[index]
        return start < at < min(end, start + _SENTENCE) and "。" not in view[start:at]

    def within(self, start: int, end: int) -> tuple[Span, ...]:
        """The outermost pairs that lie wholly between start and end."""
        first = bisect_right(self.starts, start - 1)
        last = bisect_right(self.starts, end)
        return tuple(span for span in self.spans[first:last] if span[1] <= end)


def find_pairs(view: str) -> Pairs:
    """Pairs up the brackets and quotes of the matching view. A half without its other half is ignored.

    Pairs never cross a line end, and a closing mark skips over unclosed marks of another kind.
    """
    closed: list[Span] = []
    unclosed: list[Span] = []
    open_marks: list[tuple[str, int]] = []
    for found in _MARKS.finditer(view + "\n"):
        at, mark = found.start(), found[0]
        if mark == "\n":
            unclosed += [(start, at) for kind, start in open_marks if kind == "("]
            open_marks.clear()
        elif mark in _OPENING:
            open_marks.append((mark, at))
        elif mark in _CLOSING:
            _close(open_marks, closed, _CLOSING[mark], at)
    pairs = _outermost(closed)
    return Pairs(pairs.spans, pairs.starts, tuple(span for span in unclosed if not pairs.inside(span[0])))


def _close(open_marks: list[tuple[str, int]], closed: list[Span], kind: str, at: int) -> None:
    """Closes the nearest open mark of this kind; looks back over at most eight unclosed ones."""
    for back in range(len(open_marks) - 1, max(-1, len(open_marks) - 9), -1):
        mark, start = open_marks[back]
        if mark == kind:
            del open_marks[back:]
            if at - start < _LONGEST:
                closed.append((start, at + 1))
            return


def _outermost(closed: list[Span]) -> Pairs:
    outer: list[Span] = []
    for start, end in sorted(closed, key=lambda span: (span[0], -span[1])):
        if not outer or start >= outer[-1][1]:
            outer.append((start, end))
    return Pairs(tuple(outer), tuple(start for start, _ in outer))
