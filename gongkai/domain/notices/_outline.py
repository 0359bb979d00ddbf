"""From lines to numbered and unnumbered segments, and from segments to a tree of headings and points."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise

from gongkai.domain.notices._brackets import Pairs
from gongkai.domain.notices._outline_marks import BRACKETED, COLUMN, marks
from gongkai.domain.notices._paint import trimmed
from gongkai.domain.notices._rules import rule
from gongkai.domain.notices._values import Span

PLAIN = 0
_SENTENCE_ENDS = "。;!?"
# a line this long that ends inside a sentence was broken by the page, not by the writer
_BROKEN_LINE = 25
_LONGEST_TITLE = 60
_SHORT_LINE = 30
_GLUED = 40
# an Arabic-numbered point with points under it is a heading when its own words are no more than this
SHORT_TITLE = 15


@dataclass(slots=True)
class Segment:
    """A stretch that begins with a number, or an unnumbered paragraph (level 0)."""

    level: int
    number: Span | None
    body: Span
    # whether the segment ends where its line ends, so that what follows stands on a new line
    ends_line: bool = True
    # which row of a flattened table it stands in
    group: int = -1


@dataclass(slots=True)
class Node:
    """A segment with what hangs under it, and the further paragraphs that belong to its own text."""

    segment: Segment
    children: list[Node] = field(default_factory=list)
    is_title: bool = False
    # where the same heading is printed again, at the top of a new page
    repeats: list[Segment] = field(default_factory=list)

    @property
    def level(self) -> int:
        """The depth of its mark; 0 for an unnumbered paragraph."""
        return self.segment.level

    def numbered_children(self) -> bool:
        """Whether a numbered point hangs under it."""
        return any(child.level != PLAIN for child in self.children)


def segments(view: str, lines: Iterable[Span], pairs: Pairs) -> list[Segment]:
    """Cuts lines at their numbering marks."""
    found = []
    for (start, end), inside in marks(view, lines, pairs):
        first = inside[0].span[0] if inside else end
        body = trimmed(view, start, first)
        if body[0] < body[1]:
            found.append(Segment(PLAIN, None, body, not inside))
        for number, mark in enumerate(inside):
            last = number + 1 == len(inside)
            stop = end if last else inside[number + 1].span[0]
            found.append(Segment(mark.level, mark.span, trimmed(view, mark.span[1], stop), last))
    return found


def name_headings(view: str, found: list[Segment]) -> None:
    """In a part without numbered chapters, a short line without a sentence above a paragraph is a heading."""
    if any(PLAIN < segment.level <= BRACKETED for segment in found):
        return
    for segment, after in pairwise(found):
        words = view[segment.body[0] : segment.body[1]]
        is_short = segment.level == PLAIN and segment.ends_line and len(words) <= _SHORT_LINE
        is_plan_title = segment is found[0] and bool(rule("plan_title").search(words))
        if is_short and not is_plan_title and not any(mark in words for mark in "。;,:|") and _is_text(view, after):
            segment.level = COLUMN


def _is_text(view: str, segment: Segment) -> bool:
    return segment.level != PLAIN or "。" in view[segment.body[0] : segment.body[1]]


def part_closing(view: str, found: list[Segment]) -> None:
    """Cuts the duty that closes the plan from the last point it sticks to."""
    last = found[-1] if found else None
    if last is None or last.level == PLAIN:
        return
    match = rule("closing_duty").search(view, *last.body)
    if match:
        found.append(Segment(PLAIN, None, (match.start(), last.body[1])))
        last.body = trimmed(view, last.body[0], match.start())


def joined(view: str, lines: list[Span]) -> list[Span]:
    """Puts a line that breaks off inside a sentence together with the next one, unless that begins a point."""
    found: list[Span] = []
    last: Span = (0, 0)
    for start, end in lines:
        if found and _goes_on(view, last, start, end):
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
        last = (start, end)
    return found


def begins(view: str, start: int, end: int) -> bool:
    """Whether a line begins something of its own: a point, the units of one, a table cell, a page foot."""
    return bool(
        rule("mark").match(view, start, end)
        or rule("labelled_units").match(view, start, end)
        or rule("furniture").match(view[start:end])
    )


def _goes_on(view: str, before: Span, start: int, end: int) -> bool:
    last = view[before[1] - 1]
    long_enough = before[1] - before[0] >= _BROKEN_LINE
    ends_open = last in ",、-" or not (last in "。;:!?)”》>|" or rule("signed").search(view, before[1] - 14, before[1]))
    if not (long_enough and ends_open) or view[start] in "(|":
        return False
    if rule("labelled_units").match(view, *before):
        # a line of units ends without a mark; only a 、 says that more names follow
        return last in ",、"
    # a numbered heading on its own line has no end mark either: only a comma proves that it goes on
    return not begins(view, start, end) and (last in ",、" or not rule("mark").match(view, before[0], before[1]))


def is_title(view: str, segment: Segment) -> bool:
    """Whether the segment is a heading and nothing else: one short sentence that its line or the next mark ends."""
    start, end = segment.body
    words = view[start:end]
    if any(mark in words[:-1] for mark in _SENTENCE_ENDS):
        return False
    if segment.level <= COLUMN:
        # clauses that run on in a line of their own making are a heading glued to its paragraph
        glued = not segment.ends_line and len(words) > _GLUED and "," in words
        return len(words) <= _LONGEST_TITLE and not glued
    # a point with an end mark is a duty unless it is as short as a name
    return len(words) <= SHORT_TITLE or (segment.ends_line and len(words) <= 40 and words[-1:] not in "。;!?.,:、")


def title_length(view: str, span: Span) -> int:
    """Length of the first sentence with its end mark, when more follows within the span; otherwise of all of it."""
    for at in range(span[0], min(span[1], span[0] + 2 * _LONGEST_TITLE)):
        if view[at] in "。!?;" or (view[at] == ":" and at - span[0] < 30):
            return at + 1 - span[0]
    return span[1] - span[0]


def tree(view: str, found: Iterable[Segment]) -> Node:
    """Hangs each segment under the nearest heading of an outer level. A heading repeated at a page break stays one."""
    root = Node(Segment(-1, None, (0, 0)), is_title=True)
    path = [root]
    for segment in found:
        node = Node(segment, is_title=segment.level != PLAIN and is_title(view, segment))
        if segment.level == PLAIN:
            _plain_parent(path).children.append(node)
            continue
        same = next((known for known in path if known.level == segment.level and segment.level <= COLUMN), None)
        if same and _squeezed(view, same) == _squeezed(view, node):
            same.repeats.append(segment)
            del path[path.index(same) + 1 :]
            continue
        while path[-1].level >= segment.level:
            path.pop()
        path[-1].children.append(node)
        path.append(node)
    return root


def _plain_parent(path: list[Node]) -> Node:
    """A paragraph belongs to the heading right above it, or, after a finished point, to the heading of that point."""
    while len(path) > 1 and not path[-1].is_title:
        path.pop()
    return path[-1]


def _squeezed(view: str, node: Node) -> str:
    start, end = node.segment.body
    number = node.segment.number
    printed = view[number[0] : number[1]] if number else ""
    return printed + "".join(view[start:end].split()).rstrip("。.;:")
