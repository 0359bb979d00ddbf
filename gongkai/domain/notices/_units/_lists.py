"""Sort the names of a list of units by role."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from gongkai.domain.notices._units._pieces import LONGEST_PIECE, depth_between, names_in, pieces, unwrapped, verb_start
from gongkai.domain.notices._units._words import (
    BARE_SUFFIX,
    FIRST_LEADS,
    LABEL,
    LEAD_TAIL,
    LIMIT_SEGMENT,
    NOTE_SEGMENT,
    OWN_ROLE,
    ROLE_OF_LABEL,
)
from gongkai.domain.notices._values import Found, Span
from gongkai.domain.text import plain

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
    start, end = unwrapped(view)
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


def _labelled_parts(view: str, start: int, end: int) -> Iterator[tuple[str | None, int, int]]:
    """Cut at labels: the role a label gives (or None before the first), and the stretch it governs."""
    role: str | None = None
    since = counted = start
    depth = 0
    for found in LABEL.finditer(view, start, end):
        depth += depth_between(view, counted, found.start())
        counted = found.start()
        if depth > 0 and view[found.start() - 1] != "(":
            continue
        if found.start() > since:
            yield role, since, found.start()
        role = _role("".join(found["label"].split()))
        since = found.end()
    if since < end:
        yield role, since, end


def _role(label: str) -> str:
    """A label that names only persons (责任人, 分管领导) gives no unit."""
    if re.search(r"(?:人|人员|领导|同志)\Z", label) and not re.search(r"单位|部门|处室|科室|股室", label):
        return "dropped"
    return next((name for word, name in ROLE_OF_LABEL if word in label), "dropped")


def _sort_part(view: str, start: int, end: int, role: str | None, sorting: _Sorting) -> None:
    for a, b in pieces(view, start, end):
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
    if end - start > LONGEST_PIECE:
        # prose, not a list of names
        sorting.waiting.append((start, end))
        return
    own = OWN_ROLE.search(view, start, end)
    if own:
        (sorting.lead if own["lead"] else sorting.responsible).extend(names_in(view, start, own.start()))
        return
    for found in LEAD_TAIL.finditer(view, start, end):
        sorting.waiting += names_in(view, start, found.start())
        sorting.close("lead")
        start = found.end()
    tail = verb_start(view, start, end)
    sorting.waiting += names_in(view, start, end if tail is None else tail)
    if tail is not None:
        sorting.close(role or "responsible")


def _note_names(view: str, start: int, end: int) -> list[Span]:
    """Units of a note for all following tasks: 以下任务均需X、Y落实，不再列出."""
    found = re.compile(r"以下[^,。]{0,12}?(?:均需|均由|均含|由|均)").match(view, start, end)
    if not found:
        return []
    stop = re.compile(r"(?:负责|落实|牵头)?[,。;]?\s*(?:不再|$)").search(view, found.end(), end)
    names = _Sorting()
    for a, b in pieces(view, found.end(), stop.start() if stop else end):
        _sort_piece(view, a, b, "responsible", names)
    return names.responsible + names.waiting


def first_of_each(text: str, at: int, spans: list[Span]) -> tuple[Found, ...]:
    """Each name once, in text order."""
    kept: dict[str, Found] = {}
    for start, end in sorted(spans):
        kept.setdefault(text[start:end], Found(text[start:end], (at + start, at + end)))
    return tuple(kept.values())
