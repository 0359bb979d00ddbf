"""The right pane: the proposed tasks under their headings, each value as a person reads it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from gongkai.apps.ledgers.queries.imports import DraftTask, DraftUnit, ImportReview
from gongkai.apps.orgs.queries import members_of_groups
from gongkai.apps.sections.queries import aliases, place_in_tree, sections_by_path
from gongkai.domain.notices import leaves

PERIODS = {"year": "每年", "half_year": "每半年", "quarter": "每季度", "month": "每月", "week": "每周"}
SHOWN_UNITS = 3
SIGNS = {">=": "≥", "<=": "≤", "=": "="}


@dataclass(frozen=True, slots=True)
class UnitWords:
    """A unit name as shown: `kind` says whether it is clear, a guess, unknown, or kept as printed on purpose."""

    text: str
    role: str
    kind: str
    meant: str = ""
    members: int | None = None
    guess_id: int | None = None


@dataclass(frozen=True, slots=True)
class LimitWords:
    """A time limit as shown. `index` is its place in the task, `date` the proposal while it is not confirmed."""

    index: int
    text: str
    is_odd: bool
    date: str
    printed: str


@dataclass(frozen=True, slots=True)
class PathWords:
    """A disclosure path: `start` is shown only in the open row, the last two names always.

    `note` says whether the place is in the tree already; empty when accepting will propose it.
    """

    start: str
    end: str
    whole: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One task as a row."""

    task: DraftTask
    band: str
    units: tuple[UnitWords, ...]
    limits: tuple[LimitWords, ...]
    quotas: tuple[str, ...]
    paths: tuple[PathWords, ...]

    @property
    def hidden_units(self) -> int:
        """How many clear unit names a closed row leaves out."""
        count = sum(unit.kind == "clear" for unit in self.units[SHOWN_UNITS:])
        return count if count > 1 else 0

    @property
    def number(self) -> int:
        """Its place in the list, counted from one."""
        return self.task.index + 1


def rows_of(review: ImportReview) -> list[Row]:
    """All rows in order. Four queries: the sizes of groups, the sections and their spellings."""
    sizes, notes = _group_sizes(review.units.values()), _section_notes()
    return [_row(task, sizes, notes) for task in review.tasks]


def _section_notes() -> Callable[[tuple[str, ...]], str]:
    """A function of a path: which section it is already, and whose."""
    spellings, sections = aliases(), sections_by_path()

    def note(path: tuple[str, ...]) -> str:
        found = [sections.get(">".join(place_in_tree(leaf))) for leaf in leaves([path], spellings)]
        if not found or None in found:
            return ""
        owner = found[0].owner_unit if found[0] else None
        return f"栏目已有，归{owner.short_name or owner.name}" if owner else "栏目已有"

    return note


def _group_sizes(units: Iterable[DraftUnit]) -> Mapping[int, int]:
    groups = {unit.group.pk: unit.group for unit in units if unit.group}
    return {pk: len(members) for pk, members in members_of_groups(groups.values()).items()} if groups else {}


def _row(task: DraftTask, sizes: Mapping[int, int], note: Callable[[tuple[str, ...]], str]) -> Row:
    units = [unit_words(unit, "lead", sizes) for unit in task.leads]
    units += [unit_words(unit, "responsible", sizes) for unit in task.responsibles]
    return Row(
        task=task,
        band=" › ".join(task.section),
        units=tuple(units),
        limits=tuple(limit_words(index, row) for index, row in enumerate(task.deadlines)),
        quotas=tuple(map(quota_words, task.quotas)),
        paths=tuple(path_words(path, note(path)) for path in task.paths),
    )


def unit_words(unit: DraftUnit, role: str, sizes: Mapping[int, int]) -> UnitWords:
    """A unit of the draft as a chip."""
    if unit.group:
        return UnitWords(unit.text, role, "clear", unit.group.name, sizes.get(unit.group.pk, 0))
    if unit.unit:
        return UnitWords(unit.text, role, "clear", unit.unit.name)
    if unit.is_left:
        return UnitWords(unit.text, role, "left")
    if unit.candidates:
        best = unit.candidates[0]
        return UnitWords(unit.text, role, "guess", best.short_name or best.name, guess_id=best.pk)
    return UnitWords(unit.text, role, "unknown")


def limit_words(index: int, row: Mapping[str, Any]) -> LimitWords:
    """A fixed limit is its day; any other is what the notice says."""
    text, date = str(row.get("text") or ""), str(row.get("date") or "")
    is_odd = bool(row.get("needs_confirmation"))
    return LimitWords(index, date if date and not is_odd else text, is_odd, date, text)


def path_words(path: tuple[str, ...], note: str = "") -> PathWords:
    """政府网站 › 政府信息公开 › 规划信息 › 专项规划: the leaf is what people look for."""
    cut = len(path) - 2 if len(path) > 3 else 0
    return PathWords(" › ".join(path[:cut]), " › ".join(path[cut:]), " › ".join(path), note)


def quota_words(row: Mapping[str, Any]) -> str:
    """主要负责同志 每年 ≥ 2 次."""
    value = row.get("value")
    number = f"{value:g}" if isinstance(value, int | float) else str(value)
    words = (row.get("of") or "", PERIODS.get(row.get("period") or "", ""), SIGNS.get(row.get("op") or "", ""), number)
    unit = str(row.get("unit") or "")
    return " ".join(word for word in words if word) + (f" {unit}" if unit else "")


@dataclass(frozen=True, slots=True)
class Counts:
    """What the head line says."""

    tasks: int
    paths: int
    characters: int
    lost: int
    dates: int
    units: int
    attention: int


def counts_of(review: ImportReview) -> Counts:
    """The figures of the head line."""
    letter = sum(bool(row.get("needs_confirmation")) for row in review.notice.get("deadlines", ()))
    dates = sum(bool(row.get("needs_confirmation")) for task in review.tasks for row in task.deadlines)
    return Counts(
        tasks=len(review.tasks),
        paths=review.path_count,
        characters=review.character_count,
        lost=0 if review.is_unplaced_seen else len(review.unplaced),
        dates=dates + letter,
        units=sum(unit.is_open for unit in review.units.values()),
        attention=sum(task.needs_attention for task in review.tasks),
    )
