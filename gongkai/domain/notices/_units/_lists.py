"""Who does it: the units in a bracket, a cell or a line, and the bodies that running text names as doers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from gongkai.domain.notices._units._words import (
    BARE_SUFFIX,
    DROPPED_TAIL,
    FIRST_LEADS,
    HEADER,
    JOINING,
    LABEL,
    LEAD_TAIL,
    LEADING_WORDS,
    LIMIT_SEGMENT,
    NO_BODY,
    NOT_A_NAME,
    NOTE_SEGMENT,
    RESPONSIBLE_VERB,
    ROLE_OF_LABEL,
    SHARED_END,
    SHARED_HEAD,
    SUFFIX,
    VERB_HEAD,
)
from gongkai.domain.notices._values import Found, Span
from gongkai.domain.text import plain

# a stretch without separators that is longer names nobody
_LONGEST_PIECE = 300
_SEPARATORS = "、,;。/"
_NONE = re.compile(r"[\s\-/.]*(?:无)?[\s\-/.]*\Z")


@dataclass(frozen=True, slots=True)
class Assignment:
    """The units of a task by role, limits printed among them, and whether the text says that the first unit leads.

    `for_all` holds the units that the text assigns to every following task as well ("以下均需…落实，不再列出").
    """

    lead: tuple[Found, ...] = ()
    responsible: tuple[Found, ...] = ()
    limits: tuple[Found, ...] = ()
    first_leads: bool = False
    for_all: tuple[Found, ...] = ()


@dataclass(slots=True)
class _Sorting:
    """Names read so far: those waiting for the verb that gives them a role, and those that have one."""

    waiting: list[Span] = field(default_factory=list)
    lead: list[Span] = field(default_factory=list)
    responsible: list[Span] = field(default_factory=list)
    limits: list[Span] = field(default_factory=list)
    for_all: list[Span] = field(default_factory=list)

    def close(self, role: str | None) -> None:
        """Give the waiting names their role."""
        if role == "lead":
            self.lead += self.waiting
        elif role == "responsible":
            self.responsible += self.waiting
        self.waiting = []


def split_units(text: str, at: int) -> Assignment:
    """The units named in a bracket, cell or line, as printed, with their roles.

    A name is never cut inside brackets. A verb (牵头, 负责, 配合) gives its role to all names waiting before it; a
    label (责任单位：) to all names after it. Names that no verb and no label claims are responsible.
    """
    view = plain(text)
    start, end = _unwrapped(view)
    if _NONE.match(view, start, end):
        return Assignment()
    sorting = _Sorting()
    for role, part_start, part_end in _labelled_parts(view, start, end):
        _sort_part(view, part_start, part_end, role, sorting)
    first_leads = bool(FIRST_LEADS.search(view, start, end))
    if first_leads and not sorting.lead and sorting.responsible:
        sorting.lead = [sorting.responsible.pop(0)]
    return Assignment(
        lead=first_of_each(text, at, sorting.lead),
        responsible=first_of_each(text, at, sorting.responsible),
        limits=first_of_each(text, at, sorting.limits),
        first_leads=first_leads,
        for_all=first_of_each(text, at, sorting.for_all),
    )


def looks_like_units(text: str) -> bool:
    """Whether a bracket, cell or line is a list of units, with or without a label or a verb."""
    view = plain(text)
    start, end = _unwrapped(view)
    if LABEL.match(view, start, end):
        return True
    if HEADER.fullmatch(view, start, end):
        return False
    if end - start < 2 or end - start > 1500 or NOT_A_NAME.match(view, start):
        return False
    pieces = [view[a:b] for a, b in _pieces(view, start, end)]
    has_verb = any(LEAD_TAIL.search(piece) or _tail(piece, 0, len(piece)) is not None for piece in pieces)
    names = [
        name
        for piece in pieces
        if not NOTE_SEGMENT.match(piece) and not LIMIT_SEGMENT.match(piece)
        for name in [_bare_name(piece)]
        if name
    ]
    if not names or any(len(name) > 40 or ":" in name for name in names):
        return False
    if len(names) == 1 and len(names[0]) < 3 and not has_verb:
        # (单位), (街道): half of a name
        return False
    if not has_verb and any("的" in name or VERB_HEAD.match(name) for name in names):
        return False
    suffix = SUFFIX if has_verb else BARE_SUFFIX
    fitting = sum(
        bool(suffix.search(name)) and not NOT_A_NAME.match(name) and not NO_BODY.search(name) for name in names
    )
    return fitting == len(names) or (has_verb and fitting >= max(1, len(names) * 0.6))


def _unwrapped(view: str) -> Span:
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


def _labelled_parts(view: str, start: int, end: int) -> Iterator[tuple[str | None, int, int]]:
    """Cut at labels: the role a label gives (or None before the first), and the stretch it governs."""
    role: str | None = None
    since = counted = start
    depth = 0
    for found in LABEL.finditer(view, start, end):
        depth += _depth(view, counted, found.start())
        counted = found.start()
        if depth > 0:
            continue
        if found.start() > since:
            yield role, since, found.start()
        role = _role(found["label"])
        since = found.end()
    if since < end:
        yield role, since, end


def _role(label: str) -> str:
    """A label that names only persons (责任人, 分管领导) gives no unit."""
    if re.search(r"(?:人|人员|领导|同志)\Z", label) and not re.search(r"单位|部门|处室|科室|股室", label):
        return "dropped"
    return next((name for word, name in ROLE_OF_LABEL if word in label), "dropped")


def _depth(view: str, start: int, place: int) -> int:
    return view.count("(", start, place) - view.count(")", start, place)


def _sort_part(view: str, start: int, end: int, role: str | None, sorting: _Sorting) -> None:
    for a, b in _pieces(view, start, end):
        piece = view[a:b]
        if role == "limit" or (LIMIT_SEGMENT.match(piece) and not BARE_SUFFIX.search(piece)):
            sorting.limits.append((a, b))
        elif NOTE_SEGMENT.match(piece):
            sorting.close(role or "responsible")
            if re.match(r"以下", piece):
                sorting.for_all += _note_names(view, a, end)
                break
        elif role != "dropped":
            _sort_piece(view, a, b, role, sorting)
    sorting.close(role if role in {"lead", "responsible"} else "responsible")


def _sort_piece(view: str, start: int, end: int, role: str | None, sorting: _Sorting) -> None:
    """One piece between separators: names, perhaps ending in the verb that gives the waiting names their role."""
    if end - start > _LONGEST_PIECE:
        # prose, not a list of names
        sorting.waiting.append((start, end))
        return
    for found in LEAD_TAIL.finditer(view, start, end):
        sorting.waiting += _names(view, start, found.start())
        sorting.close("lead" if role != "responsible" else role)
        start = found.end()
    tail = _tail(view, start, end)
    sorting.waiting += _names(view, start, end if tail is None else tail)
    if tail is not None:
        sorting.close(role or "responsible")


def _tail(view: str, start: int, end: int) -> int | None:
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


def _note_names(view: str, start: int, end: int) -> list[Span]:
    """Units of a note for all following tasks: 以下任务均需X、Y落实，不再列出."""
    found = re.compile(r"以下[^,。]{0,12}?(?:均需|均由|均含|由|均)").match(view, start, end)
    if not found:
        return []
    stop = re.compile(r"(?:负责|落实|牵头)?[,。;]?\s*(?:不再|$)").search(view, found.end(), end)
    names = _Sorting()
    for a, b in _pieces(view, found.end(), stop.start() if stop else end):
        _sort_piece(view, a, b, "responsible", names)
    return names.responsible + names.waiting


def _pieces(view: str, start: int, end: int) -> Iterator[Span]:
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
    left = view[max(since, place - _LONGEST_PIECE) : place].strip()
    right = re.compile(r"\s*([^、,;。/\s]{0,40})").match(view, place, end)
    return bool(
        left and right and BARE_SUFFIX.search(left) and SUFFIX.search(_bare_name(right[1])) and len(right[1]) > 2
    )


def _trimmed(view: str, start: int, end: int) -> Span:
    while start < end and view[start] in " \n\r":
        start += 1
    while start < end and view[end - 1] in " \n\r":
        end -= 1
    return start, end


def _names(view: str, start: int, end: int) -> list[Span]:
    """The names in a piece, cut at 和, 及, 会同 where both sides are bodies, cleaned of words that are no name."""
    names = []
    cuts = [found.span() for found in JOINING.finditer(view, start, end) if _joins(view, start, found, end)]
    for a, b in zip([start, *(cut[1] for cut in cuts)], [*(cut[0] for cut in cuts), end], strict=True):
        name = _cleaned(view, a, b)
        if name[1] - name[0] > 1:
            names.append(name)
    return names


def _joins(view: str, start: int, found: re.Match[str], end: int) -> bool:
    if _depth(view, start, found.start()):
        return False
    if found.start() == start:
        # a name may begin like a joining word: 和平区
        return False
    if found[0] in {"会同", "商"}:
        return True
    left = view[start : found.start()]
    right = view[found.end() : end]
    return bool(BARE_SUFFIX.search(DROPPED_TAIL.sub("", left)) and SUFFIX.search(_bare_name(right)) and right != "单位")


def _cleaned(view: str, start: int, end: int) -> Span:
    start, end = _trimmed(view, start, end)
    lead = LEADING_WORDS.match(view, start, end)
    if lead:
        start = lead.end()
    tail = DROPPED_TAIL.search(view, start, end)
    if tail:
        end = tail.start()
    return _trimmed(view, start, end)


def _bare_name(piece: str) -> str:
    """The piece without its role verb and without words that are no name."""
    lead = LEAD_TAIL.search(piece)
    piece = piece[: lead.start()] if lead else piece
    tail = _tail(piece, 0, len(piece))
    start, end = _cleaned(piece, 0, len(piece) if tail is None else tail)
    return piece[start:end]


def first_of_each(text: str, at: int, spans: list[Span]) -> tuple[Found, ...]:
    """Each name once, in text order."""
    kept: dict[str, Found] = {}
    for start, end in sorted(spans):
        kept.setdefault(text[start:end], Found(text[start:end], (at + start, at + end)))
    return tuple(kept.values())
