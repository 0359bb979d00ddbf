"""A notice against the superior one it carries out, clause by clause. TSK-13."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from gongkai.apps.ledgers.models import LedgerItem, Notice
from gongkai.domain.ledger import Clause, Demand, Segment, align

KINDS = {"kept": "一致", "edited": "有改动", "tightened": "要求更严", "dropped": "未列入", "new": "新增"}


@dataclass(frozen=True, slots=True)
class AlignedItem:
    """A task of the superior notice and what became of it here. `segments` is the difference word by word."""

    kind: str
    kind_word: str
    old: LedgerItem | None
    new: LedgerItem | None
    similarity: float
    segments: tuple[Segment, ...]
    remarks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Alignment:
    """The whole comparison, in the order of the lower notice, and how many of each kind."""

    superior: Notice
    notice: Notice
    rows: tuple[AlignedItem, ...]
    counts: dict[str, int]


def alignment(notice: Notice, superior: Notice | None = None) -> Alignment | None:
    """Compare a notice with its superior one (or another); None when none is linked. Six queries."""
    above = superior or notice.superior
    if above is None:
        return None
    old, new = _items(above), _items(notice)
    rows = tuple(
        AlignedItem(
            row.kind,
            KINDS[row.kind],
            old[row.old_index] if row.old_index is not None else None,
            new[row.new_index] if row.new_index is not None else None,
            row.similarity,
            row.segments,
            row.remarks,
        )
        for row in align([_clause(item) for item in old], [_clause(item) for item in new])
    )
    counts = Counter(row.kind for row in rows)
    return Alignment(above, notice, rows, {kind: counts[kind] for kind in KINDS})


def _items(notice: Notice) -> list[LedgerItem]:
    origins = (LedgerItem.Origin.NOTICE, LedgerItem.Origin.REFERENCE)
    items = LedgerItem.objects.filter(notice=notice, origin__in=origins, withdrawn_on__isnull=True)
    return list(items.order_by("position", "pk").prefetch_related("time_limits", "quotas"))


def _clause(item: LedgerItem) -> Clause:
    """Only days that are printed count: an event's day or a period's end is the ledger's, not the notice's."""
    days = [row.due_on for row in item.time_limits.all() if row.kind == "fixed" and row.due_on]
    demands = tuple(Demand(row.op, row.value, row.unit, row.period) for row in item.quotas.all())
    return Clause(item.text, min(days, default=None), demands)
