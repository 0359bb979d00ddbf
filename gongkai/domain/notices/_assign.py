"""From a draft to a task: units by role, time limits, quotas, paths, channels, citations."""

from __future__ import annotations

from collections.abc import Iterable

from gongkai.domain.notices._cites import find_cites
from gongkai.domain.notices._doers import doers
from gongkai.domain.notices._limits import find_limits
from gongkai.domain.notices._outline_drafts import Draft
from gongkai.domain.notices._paint import trimmed
from gongkai.domain.notices._paths import find_paths
from gongkai.domain.notices._quotas import find_quotas
from gongkai.domain.notices._rules import rule
from gongkai.domain.notices._units import Assignment, looks_like_units, split_units
from gongkai.domain.notices._values import Deadline, DisclosurePath, Found, Span, Task

# How a task came by its units, for people who ask why
BASES = {
    "bracket": "a bracket or a label printed with the words names them",
    "column": "the unit columns of its table row, or of the row above where merged cells are printed once",
    "heading": "the heading it stands under is the name of a body",
    "label": "the name of a body opens the duties",
    "doer": "nothing is printed apart; the words themselves name who does it",
    "none": "nobody is named",
}
_LEADING_LABEL = 20
_WINDOW = 4_000


class Assigner:
    """Turns drafts into tasks; remembers what the notice says once for all tasks."""

    def __init__(self, text: str, view: str, plan_year: int | None) -> None:
        self._text, self._view, self._year = text, view, plan_year
        self._first_leads = bool(rule("first_leads").search(view))
        self.unit_labels: list[Span] = []

    def task(self, draft: Draft) -> Task:
        """The task of a draft."""
        span = trimmed(self._text, *draft.span)
        label, span = self._leading_label(draft, span)
        holes = [closer for closer in draft.closers if span[0] <= closer[0] and closer[1] <= span[1]]
        words = self._without(span, holes)
        assignments = [self._read(closer) for closer in draft.closers]
        lead, responsible, limits = self._units(draft, assignments, label, span)
        windows = self._windows(span)
        declared = [find_paths(self._text[start:end], start) for start, end in windows]
        more_paths, more_channels = self._places(draft)
        return Task(
            text=words,
            span=span,
            number=self._found(draft.number) if draft.number else None,
            section=tuple(self._found(entry) for entry in draft.section),
            lead_units=lead,
            responsible_units=responsible,
            deadlines=self._deadlines(draft, span, holes, limits),
            quotas=tuple(quota for start, end in windows for quota in find_quotas(self._text[start:end], start)),
            # a column may repeat what the words declare
            paths=_distinct_paths([*(path for found in declared for path in found.paths), *more_paths]),
            channels=_once([*(channel for found in declared for channel in found.channels), *more_channels]),
            basis=self._basis(draft, label, bool(lead or responsible)),
            cites=_once(cite for start, end in windows for cite in find_cites(self._text[start:end], start)),
        )

    @staticmethod
    def _basis(draft: Draft, label: Found | None, named: bool) -> str:
        if not named:
            return "none"
        if draft.closers:
            return "bracket"
        if draft.cells:
            return "column" if draft.in_table else "heading"
        return "label" if label else "doer"

    def _leading_label(self, draft: Draft, span: Span) -> tuple[Found | None, Span]:
        """处室-first prose: the body named before the gap or colon is the unit and not part of the duties."""
        match = rule("unit_first").match(self._view, span[0], span[1])
        if not match or draft.closers or draft.cells or not looks_like_units(self._text[slice(*match.span("who"))]):
            return None, span
        if match.end("who") - span[0] > _LEADING_LABEL:
            return None, span
        who = match.span("who")
        self.unit_labels.append((span[0], match.end("gap")))
        return self._found(who), trimmed(self._text, match.end(), span[1])

    def _units(
        self, draft: Draft, assignments: list[Assignment], label: Found | None, span: Span
    ) -> tuple[tuple[Found, ...], tuple[Found, ...], list[Found]]:
        lead: list[Found] = []
        responsible: list[Found] = []
        limits: list[Found] = []
        for found in assignments:
            lead += found.lead
            responsible += found.responsible
            limits += found.limits
        for role, cell in draft.cells:
            if role in ("lead", "unit"):
                found = self._read(cell)
                named = [*found.lead, *found.responsible]
                lead += named if role == "lead" else found.lead
                responsible += [] if role == "lead" else found.responsible
                limits += found.limits
        if label:
            responsible += split_units(label.text, label.span[0]).responsible or (label,)
        elif not draft.closers and not draft.cells and not draft.in_table:
            start, end = self._windows(span)[0]
            by_words = doers(self._text[start:end], start)
            lead += by_words.lead
            responsible += by_words.responsible
        if self._first_leads and not lead and responsible and (draft.closers or draft.cells):
            lead, responsible = responsible[:1], responsible[1:]
        return _once(lead), _once(responsible), limits

    def _windows(self, span: Span) -> list[Span]:
        """The task in stretches of whole sentences: no duty is so long, but a text without structure can be."""
        found = []
        start, end = span
        while end - start > _WINDOW:
            cut = max(
                self._view.rfind("。", start + 1, start + _WINDOW), self._view.rfind("\n", start + 1, start + _WINDOW)
            )
            stop = cut + 1 if cut > start else start + _WINDOW
            found.append((start, stop))
            start = stop
        return [*found, (start, end)]

    def _read(self, span: Span) -> Assignment:
        start, end = span
        # a dash before the names is a mark, not part of the first name; alone it says that there is none
        while start < end - 1 and self._view[start] in "- ":
            start += 1
        return split_units(self._text[start:end], start)

    def _deadlines(self, draft: Draft, span: Span, holes: list[Span], limits: list[Found]) -> tuple[Deadline, ...]:
        found = [
            limit
            for start, end in self._windows(span)
            for limit in find_limits(self._text[start:end], start, self._year)
            if not any(hole[0] <= limit.span[0] < hole[1] for hole in holes)
        ]
        apart = [(limit.text, limit.span[0]) for limit in limits]
        apart += [(self._text[start:end], start) for role, (start, end) in draft.cells if role == "limit"]
        for words, at in apart:
            for limit in find_limits(words, at, self._year, column=True):
                # the column says again what the words say
                if not any(limit.text == known.text and limit.on == known.on for known in found):
                    found.append(limit)
        return tuple(found)

    def _places(self, draft: Draft) -> tuple[list[DisclosurePath], list[Found]]:
        """Paths and channels of the columns that hold nothing else."""
        paths: list[DisclosurePath] = []
        channels: list[Found] = []
        for role, (start, end) in draft.cells:
            if role == "path":
                label = "公开路径:"
                read = find_paths(f"({label}{self._text[start:end]})", start - len(label) - 1)
                paths += read.paths
                channels += read.channels
            elif role == "channel":
                at = start
                for piece in _pieces(self._view[start:end]):
                    words = trimmed(self._text, at, at + len(piece))
                    if words[0] < words[1]:
                        channels.append(self._found(words))
                    at += len(piece) + 1
        return paths, channels

    def _without(self, span: Span, holes: list[Span]) -> str:
        """The words of the task without the unit brackets that stand inside them."""
        parts = []
        at = span[0]
        for start, end in holes:
            parts.append(self._text[at:start])
            at = end
        parts.append(self._text[at : span[1]])
        return "".join(parts).strip()

    def _found(self, span: Span) -> Found:
        return Found(self._text[span[0] : span[1]], span)


def _once(found: Iterable[Found]) -> tuple[Found, ...]:
    kept: dict[str, Found] = {}
    for unit in found:
        kept.setdefault(unit.text, unit)
    return tuple(kept.values())


def _distinct_paths(found: Iterable[DisclosurePath]) -> tuple[DisclosurePath, ...]:
    kept: dict[tuple[str, ...], DisclosurePath] = {}
    for path in found:
        kept.setdefault(path.segments, path)
    return tuple(kept.values())


def _pieces(words: str) -> list[str]:
    for mark in ",;、\n":
        words = words.replace(mark, "\x00")
    return words.split("\x00")
