"""What documents announce after it happened. `project/wiring.py` says who listens."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DraftSaved:
    """The newest draft has other words or files than before: it has to be proofread."""

    document_id: int


@dataclass(frozen=True, slots=True)
class DocumentPublished:
    """A document appeared, or a new version of it did."""

    document_id: int
    is_first: bool = True
    is_major: bool = True


@dataclass(frozen=True, slots=True)
class DocumentWithdrawn:
    """A document was taken back; its address says so."""

    document_id: int


@dataclass(frozen=True, slots=True)
class ValidityChanged:
    """A document was amended, lapsed or repealed, or is in force again. What rests on it has to be looked at."""

    document_id: int
    validity: str


@dataclass(frozen=True, slots=True)
class DutyOpened:
    """A unit owes something because of a document."""

    duty_id: int


@dataclass(frozen=True, slots=True)
class PressEventRecorded:
    """A press-style interpretation took place (INT-08)."""

    event_id: int


@dataclass(frozen=True, slots=True)
class PressEventDropped:
    """A press event was entered by mistake and taken out again."""

    event_id: int
