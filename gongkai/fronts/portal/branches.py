"""Sections as lines of a table: how much hangs in each and below it, when the last came, and what is still empty."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from gongkai.apps.sections.models import Section
from gongkai.fronts.portal.tree import Node

Totals = tuple[int, datetime | None]


@dataclass(frozen=True, slots=True)
class Line:
    """A section. `has_text`: it says something itself, or a section below it does; then no count is needed."""

    node: Node
    count: int
    last: datetime | None
    has_text: bool
    is_below: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether nothing is there yet."""
        return not self.count and not self.has_text

    @property
    def changed_at(self) -> datetime | None:
        """When the last document came, or when the text was last published."""
        if self.last or not self.has_text:
            return self.last
        told = (node.changed_at for node in self.node.walk() if _says_something(node) and node.changed_at)
        return max(told, default=None)


@dataclass(frozen=True, slots=True)
class Lines:
    """The lines with something in them, and those without, which are folded away."""

    filled: tuple[Line, ...]
    empty: tuple[Line, ...]


def line(node: Node, totals: Mapping[int, Totals], *, is_below: bool = False) -> Line:
    """One section with all below it."""
    has_text = any(_says_something(below) for below in node.walk())
    return Line(node, *sums(node, totals), has_text, is_below)


def folded(lines: Iterable[Line]) -> Lines:
    """Part the empty ones; while all are empty there is nothing to put before them."""
    rows = tuple(lines)
    filled = tuple(row for row in rows if not row.is_empty)
    return Lines(filled, tuple(row for row in rows if row.is_empty)) if filled else Lines(rows, ())


def sums(node: Node, totals: Mapping[int, Totals]) -> Totals:
    """How many documents hang in a section and below it, and when the last came."""
    found = [totals[below.pk] for below in node.walk() if below.pk in totals]
    return sum(count for count, _ in found), max((at for _, at in found if at), default=None)


def _says_something(node: Node) -> bool:
    """A section of the gazette leads to the gazette."""
    return node.has_text or node.content_kind == Section.ContentKind.GAZETTE
