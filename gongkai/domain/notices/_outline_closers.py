"""What closes a task: the bracket or the labelled words that name its units."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

from gongkai.domain.notices._brackets import Pairs
from gongkai.domain.notices._rules import rule
from gongkai.domain.notices._units import looks_like_units
from gongkai.domain.notices._values import Span

_LONGEST = 1_600
_ENDS = frozenset("。;!?)”:")


@dataclass(frozen=True, slots=True)
class Closers:
    """The unit brackets of a text in order."""

    spans: tuple[Span, ...]
    starts: tuple[int, ...]
    view: str
    pairs: Pairs

    def within(self, start: int, end: int) -> list[Span]:
        """The brackets and labelled words that name units between start and end."""
        first, last = bisect_left(self.starts, start), bisect_left(self.starts, end)
        found = [span for span in self.spans[first:last] if span[1] <= end]
        label = self._labelled(start, end)
        if label:
            found = [span for span in found if span[1] <= label[0] or span[0] >= label[1]]
            found.append(label)
            found.sort()
        return found

    def _labelled(self, start: int, end: int) -> Span | None:
        """责任单位:… printed without a bracket, to the end of its line."""
        for match in rule("labelled_units").finditer(self.view, start, end):
            before = self.view[max(start, match.start() - 3) : match.start()].strip()
            if (before and before[-1] not in _ENDS) or self.pairs.inside(match.start()):
                continue
            stop = self.view.find("\n", match.end(), end)
            # labels on lines of their own that follow one another are one assignment
            while stop >= 0 and rule("labelled_units").match(self.view, stop + 1, end):
                stop = self.view.find("\n", stop + 1, end)
            return match.start(), end if stop < 0 else stop
        return self._dashed(start, end)

    def _dashed(self, start: int, end: int) -> Span | None:
        """Names after a dash at the end of the last line."""
        since = max(start, self.view.rfind("。", start, end))
        match = rule("dashed_units").search(self.view[since:end])
        if match and since > start and looks_like_units(self.view[since + match.end() : end]):
            return since + match.start(), end
        return None


def find_closers(text: str, view: str, pairs: Pairs) -> Closers:
    """The brackets that name units: they stand after a sentence, or say so by a label, or end their line."""
    found = [span for span in pairs.spans if view[span[0]] == "(" and _closes(text, view, span)]
    broken = [span for span in pairs.unclosed if _after_sentence(view, span[0]) and _closes(text, view, span)]
    if broken:
        # an unclosed bracket runs to the end of its line and takes in what stands in it
        found = [span for span in found if not any(start < span[0] < end for start, end in broken)]
        found = sorted(found + broken)
    return Closers(tuple(found), tuple(start for start, _ in found), view, pairs)


def _ends_clause(before: str, after: str) -> bool:
    """Whether a bracket ends a clause and does not belong to the name of a body right before it."""
    return after[:1] in ("。", ";") and not rule("body_end").search(before)


def _after_sentence(view: str, at: int) -> bool:
    return view[max(0, at - 4) : at].rstrip(" ")[-1:] in tuple("。;!?”")


def _closes(text: str, view: str, span: Span) -> bool:
    start, end = span
    if not 4 <= end - start <= _LONGEST:
        return False
    if rule("labelled_units").match(view, start + 1, end):
        return True
    inner = text[start + 1 : end - (view[end - 1] == ")")]
    before = view[max(0, start - 4) : start].rstrip(" ")
    after = view[end : end + 2]
    if _ends_clause(before, after) and looks_like_units(inner):
        return True
    after = after.lstrip(" 。;")
    if rule("role_verb").search(view, start, end - 1) and (not after or after[0] in "\n。;,("):
        return looks_like_units(inner)
    stands_apart = not before or before[-1] in "\n。;!?”)" or not after or after[0] == "\n"
    return stands_apart and looks_like_units(inner)
