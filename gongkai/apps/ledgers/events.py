"""What the ledger announces after it happened. `project/wiring.py` says who listens."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class NoticeAccepted:
    """A notice entered the ledger, or a correction of it was taken over."""

    notice_id: int
    is_correction: bool


@dataclass(frozen=True, slots=True)
class ItemSubmitted:
    """A unit says that an item is done; the lead unit has to check."""

    item_id: int
    unit_id: int


@dataclass(frozen=True, slots=True)
class ItemChecked:
    """The lead unit gave its verdict on a unit."""

    item_id: int
    unit_id: int
    is_satisfied: bool


@dataclass(frozen=True, slots=True)
class ItemReturned:
    """An item went back to those who work on it."""

    item_id: int
    remark: str


@dataclass(frozen=True, slots=True)
class ItemClosedOut:
    """An item was closed out."""

    item_id: int


@dataclass(frozen=True, slots=True)
class ItemsAssigned:
    """Items were given to a unit."""

    item_ids: tuple[int, ...]
    unit_id: int
