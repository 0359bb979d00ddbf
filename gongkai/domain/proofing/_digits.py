"""Runs of digits in a text, with what parts them: one walk in which identity numbers, cards and phones are sought."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from gongkai.domain.proofing._view import ZERO_WIDTH

# at most five signs between two groups of one number, brackets of an area prefix among them
_BETWEEN = rf"[ {ZERO_WIDTH}\n\-./()]{{1,5}}"
_CLUSTER = re.compile(rf"\d+(?:{_BETWEEN}\d+)*")
_GROUP = re.compile(r"\d+")
SHORTEST, LONGEST = 11, 19


@dataclass(frozen=True, slots=True)
class Group:
    """Digits without a gap. `gap` is what stands between this group and the one before, "" for the first."""

    digits: str
    start: int
    end: int
    gap: str


@dataclass(frozen=True, slots=True)
class Window:
    """Neighbouring groups read as one number."""

    digits: str
    start: int
    end: int
    sizes: tuple[int, ...]
    # what parts the groups, each kind once: " ", "-", "\n", "." …
    gaps: frozenset[str]

    @property
    def is_whole(self) -> bool:
        """One group, or parted by nothing that is seen."""
        return len(self.sizes) == 1


def clusters(view: str) -> Iterator[list[Group]]:
    """The groups of digits that stand close together, zero-width characters taken out of them."""
    for cluster in _CLUSTER.finditer(view):
        groups: list[Group] = []
        end = cluster.start()
        for piece in _GROUP.finditer(cluster[0]):
            start, stop = cluster.start() + piece.start(), cluster.start() + piece.end()
            gap = view[end:start].replace(ZERO_WIDTH, "")
            if groups and not gap:
                groups[-1] = Group(groups[-1].digits + piece[0], groups[-1].start, stop, groups[-1].gap)
            else:
                groups.append(Group(piece[0], start, stop, gap if groups else ""))
            end = stop
        yield _joined(groups)


def _joined(groups: list[Group]) -> list[Group]:
    """Digits that stand one by one (1 3 8 0 …) are one number when the whole row has the length of one.

    A longer row is a row of a table of figures: nothing in it is a number of a person, so it is dropped.
    """
    if len(groups) < SHORTEST:
        return groups
    made: list[Group] = []
    at = 0
    while at < len(groups):
        stop = at
        while (
            stop < len(groups)
            and len(groups[stop].digits) == 1
            and (stop == at or groups[stop].gap.isspace() == groups[at + 1].gap.isspace())
        ):
            stop += 1
        if stop - at >= SHORTEST:
            row = groups[at:stop]
            if len(row) <= LONGEST:
                made.append(Group("".join(group.digits for group in row), row[0].start, row[-1].end, row[0].gap))
            at = stop
        else:
            made.append(groups[at])
            at += 1
    return made


def windows(groups: list[Group], first: int) -> Iterator[tuple[int, Window]]:
    """Every reading that begins with the group `first`, shortest first, with the index of the group after it."""
    digits, gaps = "", frozenset[str]()
    sizes: tuple[int, ...] = ()
    for place in range(first, len(groups)):
        group = groups[place]
        if place > first:
            gaps |= frozenset(group.gap)
        digits += group.digits
        sizes += (len(group.digits),)
        if len(digits) > LONGEST and place > first:
            return
        yield place + 1, Window(digits, groups[first].start, group.end, sizes, gaps)
