"""What a corrected notice would change in the ledger, before anything changes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from gongkai.apps.ledgers.models import LedgerItem, Notice, NoticeImport
from gongkai.apps.ledgers.queries.progress import items_with_progress
from gongkai.domain.ledger import Clause, align

LABELS = {
    "number": "编号",
    "text": "任务",
    "section": "章节",
    "lead_units": "牵头单位",
    "responsible_units": "责任单位",
    "deadlines": "时限",
    "quotas": "数量要求",
    "paths": "公开路径",
}


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of a task that would change."""

    name: str
    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class ImportChange:
    """One task: added, removed, changed or kept. `has_progress`: a removed one is withdrawn, not deleted."""

    kind: str
    item: LedgerItem | None
    index: int | None
    text: str
    fields: tuple[FieldChange, ...] = ()
    has_progress: bool = False


def import_changes(imported: NoticeImport) -> tuple[ImportChange, ...]:
    """The difference between the draft and the notice it corrects; empty when it corrects none."""
    notice = imported.notice
    if notice is None or imported.state != NoticeImport.State.UNDER_REVIEW:
        return ()
    tasks = list(imported.draft.get("tasks", ()))
    items = current_items(notice)
    worked = set(items_with_progress(notice).values_list("pk", flat=True))
    changes = []
    for item, index in pair(items, [task["text"] for task in tasks]):
        if item is None and index is not None:
            changes.append(ImportChange("added", None, index, tasks[index]["text"]))
        elif item is not None and index is None:
            changes.append(ImportChange("removed", item, None, item.text, has_progress=item.pk in worked))
        elif item is not None and index is not None:
            fields = tuple(_differences(item, tasks[index]))
            kind = "changed" if fields else "kept"
            changes.append(ImportChange(kind, item, index, tasks[index]["text"], fields, item.pk in worked))
    return tuple(changes)


def current_items(notice: Notice) -> list[LedgerItem]:
    """The items that the notice has in the ledger, with what hangs on them."""
    items = LedgerItem.objects.filter(
        notice=notice, origin=LedgerItem.Origin.NOTICE, withdrawn_on__isnull=True
    ).order_by("position", "pk")
    return list(items.prefetch_related("item_units", "time_limits", "quotas__entries", "declared_paths"))


def pair(items: Sequence[LedgerItem], texts: Sequence[str]) -> list[tuple[LedgerItem | None, int | None]]:
    """Which item each new task is: the same words first, else the most alike in order."""
    by_text: dict[str, list[int]] = {}
    for place, item in enumerate(items):
        by_text.setdefault(_squeezed(item.text), []).append(place)
    same: dict[int, int] = {}
    for index, text in enumerate(texts):
        places = by_text.get(_squeezed(text))
        if places:
            same[index] = places.pop(0)
    left_old = [place for place in range(len(items)) if place not in set(same.values())]
    left_new = [index for index in range(len(texts)) if index not in same]
    rows = align([Clause(items[place].text) for place in left_old], [Clause(texts[index]) for index in left_new])
    for row in rows:
        if row.old_index is not None and row.new_index is not None:
            same[left_new[row.new_index]] = left_old[row.old_index]
    paired: list[tuple[LedgerItem | None, int | None]] = [
        (items[same[index]] if index in same else None, index) for index in range(len(texts))
    ]
    kept = set(same.values())
    return paired + [(item, None) for place, item in enumerate(items) if place not in kept]


def _squeezed(text: str) -> str:
    return "".join(text.split())


def _differences(item: LedgerItem, task: Mapping[str, Any]) -> Iterable[FieldChange]:
    before, after = _of_item(item), _of_task(task)
    for name, label in LABELS.items():
        if _squeezed(before[name]) != _squeezed(after[name]):
            yield FieldChange(name, label, before[name], after[name])


def _of_item(item: LedgerItem) -> dict[str, str]:
    units: dict[str, list[str]] = {"lead": [], "responsible": []}
    for row in sorted(item.item_units.all(), key=lambda row: (row.order, row.pk)):
        units.setdefault(row.role, []).append(row.unit_text)
    return {
        "number": item.number_text,
        "text": item.text,
        "section": " › ".join(item.section_path),
        "lead_units": "、".join(units["lead"]),
        "responsible_units": "、".join(units["responsible"]),
        "deadlines": "；".join(_day(row.text, row.due_on) for row in _in_order(item.time_limits.all())),
        "quotas": "；".join(row.text for row in _in_order(item.quotas.all())),
        "paths": "；".join(dict.fromkeys(row.path_text for row in _in_order(item.declared_paths.all()))),
    }


def _in_order(rows: Iterable[Any]) -> list[Any]:
    return sorted(rows, key=lambda row: row.pk)


def _day(text: str, on: object) -> str:
    return f"{text}（{on}）" if on else text


def _of_task(task: Mapping[str, Any]) -> dict[str, str]:
    return {
        "number": task.get("number") or "",
        "text": task["text"],
        "section": " › ".join(task.get("section", ())),
        "lead_units": "、".join(task.get("lead_units", ())),
        "responsible_units": "、".join(task.get("responsible_units", ())),
        "deadlines": "；".join(_day(row["text"], row.get("date")) for row in task.get("deadlines", ())),
        "quotas": "；".join(row["text"] for row in task.get("quotas", ())),
        "paths": "；".join(dict.fromkeys(">".join(path) for path in task.get("paths", ()))),
    }
