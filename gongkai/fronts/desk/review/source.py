"""The left pane: the notice as it came in, each stretch tied to its tasks, each value marked by its kind."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from gongkai.apps.ledgers.queries.imports import DraftTask, ImportReview

Span = tuple[int, int]
# painted in this order: what comes later lies on top. (kind, the word of the legend)
KINDS = {"u": "单位", "q": "数量", "d": "时限", "p": "公开路径", "bad": "待确认", "lost": "未归位"}
FAINT = frozenset({"furniture", "damage"})
BOLD = frozenset({"heading", "title"})


@dataclass(slots=True)
class Canvas:
    """What lies where in the text: the kind of a value, the tasks it belongs to, the label of its block."""

    text: str
    edges: set[int] = field(default_factory=set)
    kinds: list[tuple[Span, str]] = field(default_factory=list)
    owners: dict[Span, set[int]] = field(default_factory=lambda: defaultdict(set))
    labels: list[tuple[Span, str]] = field(default_factory=list)

    def mark(self, span: Sequence[int] | None, kind: str) -> None:
        """Mark a value."""
        if clean := self._clean(span):
            self.kinds.append((clean, kind))

    def own(self, span: Sequence[int] | None, task_id: int) -> None:
        """Tie a stretch to a task."""
        if clean := self._clean(span):
            self.owners[clean].add(task_id)

    def label(self, span: Sequence[int], label: str) -> None:
        """Note what a block is."""
        if clean := self._clean(span):
            self.labels.append((clean, label))

    def _clean(self, span: Sequence[int] | None) -> Span | None:
        if not span:
            return None
        start, end = max(0, int(span[0])), min(len(self.text), int(span[1]))
        if start >= end:
            return None
        self.edges.update((start, end))
        return start, end


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch in which nothing changes."""

    start: int
    end: int
    kind: str
    tasks: tuple[int, ...]
    label: str


def render(review: ImportReview) -> SafeString:
    """The whole text as paragraphs. Linear in its length; every character of it is shown."""
    canvas = paint(review)
    firsts = {task.span[0]: task for task in review.tasks if task.span}
    by_line = _lines(canvas, _runs(canvas))
    return mark_safe("".join(_paragraph(canvas.text, runs, firsts) for runs in by_line))  # noqa: S308 - escaped below


def paint(review: ImportReview) -> Canvas:
    """Everything that is known of the text, laid over it."""
    imported = review.imported
    canvas = Canvas(imported.text)
    for block in imported.reading.get("blocks", ()):
        canvas.label(block["span"], block["label"])
    read = imported.reading.get("tasks", ())
    _paint_values(canvas, read, review)
    _paint_owners(canvas, read, review.tasks)
    for task in review.tasks:
        for deadline in task.deadlines:
            if deadline.get("needs_confirmation"):
                canvas.mark(deadline.get("span"), "bad")
    for deadline in review.notice.get("deadlines", ()):
        canvas.mark(deadline.get("span"), "bad" if deadline.get("needs_confirmation") else "d")
    if not review.is_unplaced_seen:
        for row in review.unplaced:
            canvas.mark(row.get("span"), "lost")
    return canvas


def _paint_values(canvas: Canvas, read: Iterable[Mapping[str, Any]], review: ImportReview) -> None:
    for task in read:
        spans = task.get("spans", {})
        for role in ("lead_units", "responsible_units"):
            for name, span in zip(task.get(role, ()), spans.get(role, ()), strict=False):
                unit = review.units.get(name)
                canvas.mark(span, "bad" if unit and unit.is_open else "u")
        for span in spans.get("paths", ()):
            canvas.mark(span, "p")
        for name, kind in (("deadlines", "d"), ("quotas", "q")):
            for row in task.get(name, ()):
                canvas.mark(row.get("span"), kind)


def _paint_owners(canvas: Canvas, read: Sequence[Mapping[str, Any]], tasks: Iterable[DraftTask]) -> None:
    """A task owns its words; the unit lines and the number of whatever was read from these words go with it."""
    places = sorted((task["spans"]["text"], task["spans"]) for task in read if task.get("spans", {}).get("text"))
    spans = [(int(place[0]), int(place[1]), around) for place, around in places]
    starts = {task.span[0]: task.id for task in tasks if task.span}
    for task in tasks:
        if not task.span:
            continue
        canvas.own(task.span, task.id)
        for start, end, around in _overlapping(spans, task.span):
            if start in starts and starts[start] == task.id:
                canvas.own(around.get("number"), task.id)
            for role in ("lead_units", "responsible_units"):
                for span in around.get(role, ()):
                    if not (start <= span[0] < end):
                        canvas.own(span, task.id)


def _overlapping(spans: Sequence[tuple[int, int, Any]], span: Span) -> list[tuple[int, int, Any]]:
    from_, to = 0, len(spans)
    while from_ < to:  # the first place that ends after our start: places do not overlap one another
        middle = (from_ + to) // 2
        if spans[middle][1] <= span[0]:
            from_ = middle + 1
        else:
            to = middle
    found = []
    for place in spans[from_:]:
        if place[0] >= span[1]:
            break
        found.append(place)
    return found


def _runs(canvas: Canvas) -> list[Run]:
    order = {kind: rank for rank, kind in enumerate(KINDS)}
    text = canvas.text
    edges = sorted(canvas.edges | {0, len(text)} | {at for at, char in enumerate(text) if char == "\n"})
    places = {edge: number for number, edge in enumerate(edges)}
    count = max(0, len(edges) - 1)
    kinds, labels = [""] * count, [""] * count
    tasks: list[set[int]] = [set() for _ in range(count)]
    for (start, end), kind in sorted(canvas.kinds, key=lambda row: order[row[1]]):
        kinds[places[start] : places[end]] = [kind] * (places[end] - places[start])
    for (start, end), label in canvas.labels:
        labels[places[start] : places[end]] = [label] * (places[end] - places[start])
    for (start, end), ids in canvas.owners.items():
        for place in range(places[start], places[end]):
            tasks[place] |= ids
    return [Run(edges[n], edges[n + 1], kinds[n], tuple(sorted(tasks[n])), labels[n]) for n in range(count)]


def _lines(canvas: Canvas, runs: Iterable[Run]) -> Iterator[list[Run]]:
    line: list[Run] = []
    for run in runs:
        if canvas.text[run.start] == "\n":
            if line:
                yield line
            line = []
            if run.end - run.start > 1:
                line.append(Run(run.start + 1, run.end, run.kind, run.tasks, run.label))
        else:
            line.append(run)
    if line:
        yield line


def _paragraph(text: str, runs: Sequence[Run], firsts: Mapping[int, DraftTask]) -> str:
    if not text[runs[0].start : runs[-1].end].strip():
        return ""
    labels = {run.label for run in runs if run.label}
    kind = (
        "h"
        if labels and labels <= BOLD | {"number"} and labels & BOLD
        else "faint"
        if labels and labels <= FAINT
        else ""
    )
    begins = [firsts[run.start] for run in runs if run.start in firsts]
    parts = []
    for run in runs:
        if run.start in firsts:
            task = firsts[run.start]
            parts.append(f'<b class="n{"" if task is begins[0] else " in"}" data-t="{task.id}">{task.index + 1}</b>')
        parts.append(_run(text, run))
    return f'<p class="{kind}">{"".join(parts)}</p>' if kind else f"<p>{''.join(parts)}</p>"


def _run(text: str, run: Run) -> str:
    words = escape(text[run.start : run.end].replace("\t", "　"))
    owners = f' data-t="{" ".join(map(str, run.tasks))}"' if run.tasks else ""
    if run.kind:
        where = f' id="s{run.start}"' if run.kind in ("bad", "lost") else ""
        return f'<mark class="{run.kind}"{owners}{where}>{words}</mark>'
    return f"<span{owners}>{words}</span>" if owners else str(words)
