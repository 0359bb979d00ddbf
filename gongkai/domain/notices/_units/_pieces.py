"""Cut a list of units into names: pieces between separators, names inside pieces, words that are no name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongkai.domain.notices._units._words import (
    BARE_SUFFIX,
    DROPPED_TAIL,
    JOINING,
    LEAD_TAIL,
    LEADING_WORDS,
    LIMIT_SEGMENT,
    PERSON,
    RESPONSIBLE_VERB,
    SHARED_END,
    SHARED_HEAD,
    STARS,
    SUFFIX,
)
from gongkai.domain.notices._values import Span

# a stretch without separators that is longer names nobody
LONGEST_PIECE = 300
_SEPARATORS = "、,;。/"


def unwrapped(view: str) -> Span:
    """The text without surrounding blanks, without the bracket that encloses it whole, without its last full stop."""
    start, end = 0, len(view)
    for _ in range(3):
        while start < end and view[start] in " \n\r。;":
            start += 1
        while start < end and view[end - 1] in " \n\r。;":
            end -= 1
        if end - start > 1 and view[start] == "(" and _closing(view, start, end) == end - 1:
            start, end = start + 1, end - 1
        elif end - start > 1 and view[start] == "(" and _closing(view, start, end) is None:
            # the bracket was never closed
            start += 1
        else:
            break
    return start, end


def _closing(view: str, opening: int, end: int) -> int | None:
    """Where the bracket opened at `opening` closes; None when it does not."""
    depth = 0
    for place in range(opening, end):
        if view[place] == "(":
            depth += 1
        elif view[place] == ")":
            depth -= 1
            if not depth:
                return place
    return None


def depth_between(view: str, start: int, place: int) -> int:
    """How many brackets more open than close between two places; negative when more close."""
    return view.count("(", start, place) - view.count(")", start, place)


def pieces(view: str, start: int, end: int) -> Iterator[Span]:
    """The stretches between separators that stand outside brackets and quotation marks."""
    depth, since = 0, start
    for place in range(start, end):
        mark = view[place]
        if mark in "(“":
            depth += 1
        elif mark in ")”":
            depth = max(0, depth - 1)
        elif not depth and (mark in _SEPARATORS or (mark in " \n" and _breaks(view, since, place, end))):
            if mark == "、" and _shares_end(view, since, place, end):
                continue
            if place > since:
                yield _trimmed(view, since, place)
            since = place + 1
    if since < end:
        yield _trimmed(view, since, end)


def _shares_end(view: str, since: int, place: int, end: int) -> bool:
    """市、县人民政府 stays one name: its first part is a bare level of government."""
    since = max(since, place - 40, view.rfind("、", max(since, place - 40), place) + 1)
    return bool(SHARED_HEAD.match(view, since, place) and SHARED_END.match(view, place, end))


def _breaks(view: str, since: int, place: int, end: int) -> bool:
    """A blank or a line end separates two names when both sides are whole names."""
    left = view[max(since, place - LONGEST_PIECE) : place].strip()
    right = re.compile(r"\s*([^、,;。/\s]{0,40})").match(view, place, end)
    if not left or not right or not BARE_SUFFIX.search(left):
        return False
    is_name = bool(SUFFIX.search(bare_name(right[1]))) and len(right[1]) > 2
    return is_name or bool(LIMIT_SEGMENT.match(right[1]))


def _trimmed(view: str, start: int, end: int) -> Span:
    """Without blanks and stars around, and without brackets at the end that have no partner inside."""
    while start < end and view[start] in " \n\r":
        start += 1
    spare = -depth_between(view, start, end)
    while start < end:
        mark = view[end - 1]
        if not (mark in " \n\r(*★" or (mark == ")" and spare > 0)):
            break
        spare += (mark == "(") - (mark == ")")
        end -= 1
    return start, end


def names_in(view: str, start: int, end: int) -> list[Span]:
    """The names in a piece, cut at 和, 及, 会同 where both sides are bodies, cleaned of words that are no name."""
    names = []
    cuts = [found.span() for found in JOINING.finditer(view, start, end) if _joins(view, start, found, end)]
    for a, b in zip([start, *(cut[1] for cut in cuts)], [*(cut[0] for cut in cuts), end], strict=True):
        name = _cleaned(view, a, b)
        if name[1] - name[0] > 1:
            names.append(name)
    return names


def _joins(view: str, start: int, found: re.Match[str], end: int) -> bool:
    if depth_between(view, start, found.start()):
        return False
    if found.start() == start:
        # a name may begin like a joining word: 和平区
        return False
    if found[0] in {"会同", "商"}:
        return True
    left = view[start : found.start()]
    right = view[found.end() : end]
    return bool(BARE_SUFFIX.search(DROPPED_TAIL.sub("", left)) and SUFFIX.search(bare_name(right)) and right != "单位")


def _cleaned(view: str, start: int, end: int) -> Span:
    start, end = _trimmed(view, start, end)
    for words in (STARS, LEADING_WORDS):
        lead = words.match(view, start, end)
        start = lead.end() if lead else start
    for words in (PERSON, DROPPED_TAIL):
        tail = words.search(view, start, end)
        end = tail.start() if tail else end
    return _trimmed(view, start, end)


def verb_start(view: str, start: int, end: int) -> int | None:
    """Where the verb begins that ends a piece: the first one that stands after a whole name.

    项目推进中心 is a name: what follows its 推进 ends like a body.
    """
    fallback = None
    for found in RESPONSIBLE_VERB.finditer(view, start, end):
        before = DROPPED_TAIL.sub("", view[start : found.start()])
        if not before.strip() or SUFFIX.search(before):
            return found.start()
        if fallback is None and not BARE_SUFFIX.search(found["rest"]):
            fallback = found.start()
    return fallback


def bare_name(piece: str) -> str:
    """The piece without its role verb and without words that are no name."""
    lead = LEAD_TAIL.search(piece)
    piece = piece[: lead.start()] if lead else piece
    tail = verb_start(piece, 0, len(piece))
    start, end = _cleaned(piece, 0, len(piece) if tail is None else tail)
    return piece[start:end]
