"""Automatic numbers of a Word document, counted as Word shows them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from gongkai.apps.files.readers.word.names import Element, child, is_on, number, value, w
from gongkai.apps.files.readers.word.numerals import numeral

PLACE = re.compile(r"%([1-9])")


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: where it starts, how it counts, and the pattern its number stands in."""

    start: int
    format: str
    pattern: str
    # 0: never restarts; n: restarts after level n (counted from 1); None: after any higher level
    restart: int | None
    is_legal: bool
    style: str | None


@dataclass(slots=True)
class Numbering:
    """The lists of a document, and how far each has counted."""

    levels: dict[str, dict[int, Level]] = field(default_factory=dict)
    abstract_of: dict[str, str] = field(default_factory=dict)
    starts: dict[str, dict[int, int]] = field(default_factory=dict)
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)
    _begun: set[tuple[str, int]] = field(default_factory=set)

    def label(self, list_id: str, depth: int) -> str:
        """Count one paragraph of a list and give the number Word prints before it; "" for bullets."""
        levels = self.levels.get(list_id, {})
        level = levels.get(depth)
        if level is None:
            return ""
        counts = self._counts.setdefault(self.abstract_of[list_id], {})
        override = self.starts.get(list_id, {}).get(depth)
        if override is not None and (list_id, depth) not in self._begun:
            counts[depth] = override - 1
        self._begun.add((list_id, depth))
        counts[depth] = counts.get(depth, level.start - 1) + 1
        for deeper in [at for at in counts if at > depth and _restarts(levels.get(at), depth)]:
            del counts[deeper]
        return _shown(level, levels, counts)

    def depth_of_style(self, list_id: str, style: str, default: int) -> int:
        """The level a paragraph style is tied to in a list."""
        return next((at for at, level in self.levels.get(list_id, {}).items() if level.style == style), default)


def _restarts(level: Level | None, after: int) -> bool:
    return level is None or level.restart is None or (level.restart > 0 and after < level.restart)


def _shown(level: Level, levels: dict[int, Level], counts: dict[int, int]) -> str:
    if level.format == "bullet":
        return ""

    def fill(place: re.Match[str]) -> str:
        at = int(place.group(1)) - 1
        named = levels.get(at)
        if named is None:
            return ""
        count = counts.get(at, named.start)
        return numeral(count, "decimal" if level.is_legal else named.format)

    return PLACE.sub(fill, level.pattern).strip()


def numbering_of(root: Element | None, list_of_style: dict[str, str]) -> Numbering:
    """Read numbering.xml. `list_of_style` names the list that a numbering style points to."""
    found = Numbering()
    if root is None:
        return found
    abstracts = {node.get(w("abstractNumId"), ""): node for node in root.findall(w("abstractNum"))}
    abstract_of = {node.get(w("numId"), ""): value(node, "abstractNumId") or "" for node in root.findall(w("num"))}
    for node in root.findall(w("num")):
        list_id = node.get(w("numId"), "")
        abstract_id = _linked(abstract_of[list_id], abstracts, abstract_of, list_of_style)
        found.abstract_of[list_id] = abstract_id
        found.levels[list_id] = _levels(abstracts.get(abstract_id))
        for override in node.findall(w("lvlOverride")):
            depth = number(override.get(w("ilvl")))
            own = child(override, "lvl")
            if own is not None:
                found.levels[list_id][depth] = _level(own)
            start = value(override, "startOverride")
            if start is not None and depth in found.levels[list_id]:
                # the overridden start holds at the first use and at every restart
                found.starts.setdefault(list_id, {})[depth] = number(start, 1)
                found.levels[list_id][depth] = replace(found.levels[list_id][depth], start=number(start, 1))
    return found


def _linked(
    abstract_id: str, abstracts: dict[str, Element], abstract_of: dict[str, str], list_of_style: dict[str, str]
) -> str:
    """Follow one numStyleLink: the list's levels stand in the abstract list of a numbering style."""
    style = value(abstracts.get(abstract_id), "numStyleLink")
    if style is None:
        return abstract_id
    return abstract_of.get(list_of_style.get(style, ""), abstract_id)


def _levels(abstract: Element | None) -> dict[int, Level]:
    if abstract is None:
        return {}
    return {number(node.get(w("ilvl"))): _level(node) for node in abstract.findall(w("lvl"))}


def _level(node: Element) -> Level:
    restart = value(node, "lvlRestart")
    return Level(
        start=number(value(node, "start"), 0 if child(node, "start") is None else 1),
        format=value(node, "numFmt") or "decimal",
        pattern=value(node, "lvlText") or "",
        restart=None if restart is None else number(restart),
        is_legal=is_on(node, "isLgl"),
        style=value(node, "pStyle"),
    )
