"""From the tree of a plan to drafts of tasks: which headings are sections, which points and paragraphs are tasks."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import zip_longest

from gongkai.domain.notices._outline import PLAIN, SHORT_TITLE, Node, title_length
from gongkai.domain.notices._outline_closers import Closers
from gongkai.domain.notices._outline_marks import BRACKETED, CHINESE, COLUMN
from gongkai.domain.notices._paint import Canvas, trimmed
from gongkai.domain.notices._rules import rule
from gongkai.domain.notices._units import looks_like_units
from gongkai.domain.notices._values import Span

_SHORTEST_DUTY = 10
_LONGEST_PREAMBLE_TITLE = 32
# a first sentence longer than this is not a heading but a heading run into its paragraph
_LONGEST_SENTENCE_TITLE = 32
# a piece this short before the only bracket of a paragraph is the title of the whole paragraph
_TITLE_PIECE = 26


@dataclass(slots=True)
class Draft:
    """A task before its facts are read: where its words stand and what was printed to assign it."""

    span: Span
    number: Span | None
    section: tuple[Span, ...]
    closers: list[Span] = field(default_factory=list)
    # unit and limit cells of its table row: (role, span)
    cells: list[tuple[str, Span]] = field(default_factory=list)
    in_table: bool = False
    group: int = -1


class Drafter:
    """Walks the tree once, in document order, and paints what it places."""

    def __init__(
        self, view: str, closers: Closers, canvas: Canvas, *, has_points: bool = True, has_hosts: bool = False
    ) -> None:
        self._view = view
        self._closers = closers
        self._canvas = canvas
        # whether anything numbered hangs under the 一、 headings of this plan; if not, they are the points
        self._has_points = has_points
        # whether a heading may be the unit of what stands under it; a table has columns for that
        self._has_hosts = has_hosts
        self.drafts: list[Draft] = []
        # drafts from here on have met no unit bracket yet
        self._open_from = 0
        self._closed_last: list[Draft] = []

    def walk(self, node: Node, section: tuple[Span, ...]) -> None:
        """Drafts of everything under a heading."""
        seen_point = False
        has_points = _any_numbered(node)
        for child, after in zip_longest(node.children, node.children[1:]):
            if child.level != PLAIN:
                seen_point = True
                self._point(child, section)
                continue
            opens = not seen_point and (node.level <= 0 or (node.level <= CHINESE and has_points))
            if after and self._only_units(after):
                # its units stand on the next line: no talk that introduces
                opens = False
            later_points = bool(after) and after.level != PLAIN
            self._paragraph(child, section, opens=opens, announces=later_points)
        self._share_last(node)

    def _share_last(self, node: Node) -> None:
        """Points that run on in one line share the bracket that ends the line, when none of them has its own."""
        points = [child.segment for child in node.children if child.level > COLUMN]
        if len(points) < 2 or any(point.ends_line for point in points[:-1]):
            return
        numbers = {point.number for point in points}
        made = [draft for draft in self.drafts[-len(points) :] if draft.number in numbers]
        if len(made) == len(points) and made[-1].closers and not any(draft.closers for draft in made[:-1]):
            for draft in made[:-1]:
                draft.closers += made[-1].closers

    def _point(self, node: Node, section: tuple[Span, ...]) -> None:
        self._paint_number(node)
        if node.level <= BRACKETED and self._is_preamble(node):
            self._canvas.stroke(_extent(node), "preamble")
            self._heading(node, self._title(node))
        elif node.children and self._only_units(node.children[0]):
            # a short point with its units on the next line is no heading
            self._task(node, node.segment.body, section, node.segment.number)
            self.walk(node, section)
        elif node.children:
            self._parent(node, section)
        elif node.level <= CHINESE:
            self._chapter(node, section)
        else:
            self._task(node, node.segment.body, section, node.segment.number)

    def _parent(self, node: Node, section: tuple[Span, ...]) -> None:
        """A heading with points or paragraphs under it; with words of its own beyond the title it is a task as well."""
        body, title = node.segment.body, self._title(node)
        if self._is_assigned_heading(node):
            self._assigned_heading(node, section)
            return
        rest = trimmed(self._view, title[1], body[1])
        entry = _printed(node, title)
        if node.level > COLUMN and not node.is_title:
            self._task(node, body, section, node.segment.number)
            # a whole sentence stands for the heading it lacks, cut to the length of one
            short = rest[0] < rest[1] and title[1] - title[0] <= 2 * SHORT_TITLE
            entry = title if short else trimmed(self._view, body[0], min(body[1], body[0] + SHORT_TITLE))
        elif rest[1] - rest[0] > SHORT_TITLE and node.level > CHINESE and not self._announces(rest):
            self._task(node, body, section, node.segment.number)
        elif self._has_own_words(node):
            # the paragraph under the title stands on a line of its own
            own = node.children.pop(0).segment.body
            self._task(node, (body[0], own[1]), section, node.segment.number)
        else:
            self._heading(node, title)
            if rest[0] < rest[1]:
                self._pieces(node, rest, (*section, entry), None, otherwise="preamble")
        host = self._host(title) if node.level <= COLUMN and self._has_hosts else None
        first = len(self.drafts)
        self.walk(node, (*section, entry))
        for draft in self.drafts[first:]:
            if host and not draft.closers and not draft.cells:
                draft.cells.append(("unit", host))

    def _has_own_words(self, node: Node) -> bool:
        """Whether a （一） title with numbered points has a paragraph of its own first, that no bracket closes."""
        own = node.children[0].segment
        return (
            node.level == BRACKETED
            and node.is_title
            and own.level == PLAIN
            and _any_numbered(node)
            and own.body[1] - own.body[0] > SHORT_TITLE
            and self._is_duty(own.body)
            and not self._announces(own.body)
            and not self._closers.within(*own.body)
        )

    def _is_assigned_heading(self, node: Node) -> bool:
        """Whether a heading has numbered points under it and nothing of its own but a title and its unit bracket."""
        body = node.segment.body
        closers = self._closers.within(*body)
        if len(closers) != 1 or not _any_numbered(node) or self._view[closers[0][1] : body[1]].strip(" 。;:\n"):
            return False
        words = self._words_before(body, closers[0])
        return self._is_one_sentence(words)

    def _assigned_heading(self, node: Node, section: tuple[Span, ...]) -> None:
        """The bracket of a heading assigns every point under it that has none of its own."""
        closer = self._closers.within(*node.segment.body)[0]
        title = self._words_before(node.segment.body, closer) or node.segment.body
        self._heading(node, title)
        self._canvas.stroke((closer[0], node.segment.body[1]), "units")
        first = len(self.drafts)
        self._open_from = first
        self.walk(node, (*section, _printed(node, title)))
        for draft in self.drafts[first:]:
            if not draft.closers and not draft.cells:
                draft.closers.append(closer)
        self._open_from = len(self.drafts)

    def _only_units(self, node: Node) -> bool:
        """Whether a paragraph is nothing but the units of what stands above it."""
        if node.level != PLAIN:
            return False
        closers = self._closers.within(*node.segment.body)
        return bool(closers) and not self._words_before(node.segment.body, closers[0])

    def _host(self, title: Span) -> Span | None:
        """A heading that is the name of a body is the unit of the duties under it."""
        words = self._view[title[0] : title[1]].rstrip("。:")
        if len(words) > _TITLE_PIECE or rule("verb_first").match(words) or not looks_like_units(words):
            return None
        return title[0], title[0] + len(words)

    def _chapter(self, node: Node, section: tuple[Span, ...]) -> None:
        """A 一、 heading without points: its paragraph is one task; where nothing goes deeper it is a point."""
        body = node.segment.body
        if not self._has_points:
            self._task(node, body, section, node.segment.number)
            return
        title = self._title(node)
        rest = trimmed(self._view, title[1], body[1])
        self._heading(node, title)
        if rest[0] < rest[1]:
            self._pieces(node, rest, (*section, _printed(node, title)), None, otherwise="task")

    def _paragraph(self, node: Node, section: tuple[Span, ...], *, opens: bool, announces: bool) -> None:
        """An unnumbered paragraph: a task when it assigns a duty, else talk that introduces."""
        body = node.segment.body
        closers = self._closers.within(*body)
        if self._only_units(node):
            self._close_backwards(closers, body)
            return
        if closers and self._continues_point():
            last = self.drafts[self._open_from]
            self._canvas.stroke((last.span[1], body[0]), "task")
            last.span = (last.span[0], closers[0][0])
            last.closers.append(closers[0])
            self._canvas.stroke((last.span[0], closers[0][0]), "task")
            self._canvas.stroke(closers[0], "units")
            self._open_from = len(self.drafts)
            rest = trimmed(self._view, closers[0][1], body[1])
            if rest[0] < rest[1]:
                self._pieces(node, rest, section, None, otherwise="task")
            return
        idle = opens or (announces and self._announces(body)) or not self._is_duty(body)
        self._pieces(node, body, section, None, otherwise="preamble" if idle else "task")

    def _task(self, node: Node, body: Span, section: tuple[Span, ...], number: Span | None) -> None:
        self._pieces(node, body, section, number, otherwise="task")

    def _pieces(
        self, node: Node, body: Span, section: tuple[Span, ...], number: Span | None, *, otherwise: str
    ) -> None:
        """One draft for each stretch that a unit bracket closes, and one for a duty that follows the last of them."""
        since = body[0]
        first = len(self.drafts)
        for closer in self._closers.within(*body):
            self._canvas.stroke(closer, "units")
            words = self._words_before((since, body[1]), closer)
            if words:
                self._canvas.stroke((since, words[0]), "units" if since > body[0] else "task")
                self._add(node, words, section, number if len(self.drafts) == first else None, [closer])
            elif self.drafts:
                self.drafts[-1].closers.append(closer)
            since = closer[1]
        rest = trimmed(self._view, since, body[1])
        if not self._view[rest[0] : rest[1]].strip("。;,.、: "):
            self._canvas.stroke(rest, "units" if since > body[0] else "unplaced")
        elif since > body[0]:
            while self._view[rest[0]] in "。;,、. \n":
                self._canvas.stroke((rest[0], rest[0] + 1), "units")
                rest = rest[0] + 1, rest[1]
            self._after_last(node, rest, section, self.drafts[first:])
        elif otherwise == "task":
            self._add(node, rest, section, number, [])
        else:
            self._canvas.stroke(rest, "preamble")
        if since > body[0]:
            self._open_from = len(self.drafts)

    def _after_last(self, node: Node, rest: Span, section: tuple[Span, ...], made: list[Draft]) -> None:
        """Words after the last bracket of a paragraph: its body, when the bracket closed only a title; else a duty."""
        only_title = len(made) == 1 and self._is_one_sentence(made[0].span)
        if only_title:
            # (一)Title.(units)Body: the bracket stands after the title and closes the whole point
            made[0].span = (made[0].span[0], rest[1])
            self._canvas.stroke(rest, "task")
        elif self._is_duty(rest):
            self._add(node, rest, section, None, [])
        else:
            self._canvas.stroke(rest, "preamble")

    def _add(self, node: Node, span: Span, section: tuple[Span, ...], number: Span | None, closers: list[Span]) -> None:
        self._canvas.stroke(span, "task")
        self._closed_last = []
        self.drafts.append(Draft(span, number, section, closers, group=node.segment.group))

    def _close_backwards(self, closers: list[Span], body: Span) -> None:
        """A bracket on a line of its own closes every point above it that has met none, within the same heading."""
        self._canvas.stroke(body, "units")
        if self._open_from < len(self.drafts) or not self._closed_last:
            waiting = self.drafts[self._open_from :] or self.drafts[-1:]
            home = waiting[-1].section if waiting else ()
            self._closed_last = [draft for draft in waiting if draft.section == home]
        # a second line of units (配合单位:, 完成时限:) goes to the same points as the first
        for draft in self._closed_last:
            draft.closers += closers
        self._open_from = len(self.drafts)

    def _continues_point(self) -> bool:
        """Whether the last draft is a numbered point that no bracket has closed yet."""
        return self._open_from == len(self.drafts) - 1 and self.drafts[-1].number is not None

    def _words_before(self, body: Span, closer: Span) -> Span | None:
        """The words before a closing bracket; None when there is nothing but marks."""
        span = trimmed(self._view, body[0], closer[0])
        while span[0] < span[1] and self._view[span[0]] in "。;,、 \n":
            span = (span[0] + 1, span[1])
        return span if self._view[span[0] : span[1]].strip("。;,.、: \n") else None

    def _is_preamble(self, node: Node) -> bool:
        """Aims, principles, background: by the heading, unless something under it is assigned to a unit."""
        start, end = self._title(node)
        words = self._view[start : min(end, start + _LONGEST_PREAMBLE_TITLE)]
        is_idle = rule("preamble_title").search(words) or rule("statement").match(self._view[start:end])
        return bool(is_idle) and not self._closers.within(*_extent(node))

    def _announces(self, span: Span) -> bool:
        return bool(rule("lead_in").search(self._view[max(span[0], span[1] - 60) : span[1]]))

    def _is_duty(self, span: Span) -> bool:
        words = self._view[span[0] : span[1]]
        return (
            len(words) >= _SHORTEST_DUTY
            and not rule("validity").match(words)
            and not rule("furniture").match(words)
            and not rule("principle").match(words)
            and not rule("advert").match(words)
            and not (len(words) < 120 and rule("lead_in").search(words))
        )

    def _is_one_sentence(self, span: Span | None) -> bool:
        if not span:
            return False
        words = self._view[span[0] : span[1]]
        return len(words) <= _TITLE_PIECE and not any(mark in words[:-1] for mark in "。;!?")

    def _title(self, node: Node) -> Span:
        body = node.segment.body
        stock = rule("stock_heading").match(self._view, *body) if node.level <= CHINESE else None
        if stock:
            return stock.span()
        if node.is_title:
            return body
        sentence = title_length(self._view, body)
        run_in = self._run_in(body) if node.level <= CHINESE and sentence > _LONGEST_SENTENCE_TITLE else 0
        return body[0], body[0] + (run_in or sentence)

    def _run_in(self, body: Span) -> int:
        """Length of a heading that ran into its paragraph when the line break was lost; 0 when its end is not seen."""
        head = self._view[body[0] : min(body[1], body[0] + 48)]
        ends = [match.end() for match in rule("title_end").finditer(head)]
        # the clause that ends the heading is more than a bare noun after a comma
        whole = (end for end in ends if end - head.rfind(",", 0, end) >= 6 and not _inside_pair(head[:end]))
        return next(whole, 0)

    def _heading(self, node: Node, title: Span) -> None:
        self._canvas.stroke(title, "heading")
        self._paint_number(node)

    def _paint_number(self, node: Node) -> None:
        for segment in (node.segment, *node.repeats):
            if segment.number:
                self._canvas.stroke(segment.number, "number")
            if segment is not node.segment:
                self._canvas.stroke(segment.body, "heading")


def _inside_pair(words: str) -> bool:
    """Whether the words end inside quotes or brackets."""
    return any(words.count(opening) > words.count(closing) for opening, closing in ("“”", "()", "《》"))


def _any_numbered(node: Node) -> bool:
    return any(child.level != PLAIN for child in node.children)


def _printed(node: Node, title: Span) -> Span:
    """The heading as printed, its number included."""
    return (node.segment.number[0] if node.segment.number else title[0]), title[1]


def _extent(node: Node) -> Span:
    """From the first to the last character of a node and all under it."""
    last = node
    while last.children:
        last = last.children[-1]
    return node.segment.body[0], max(node.segment.body[1], last.segment.body[1])
