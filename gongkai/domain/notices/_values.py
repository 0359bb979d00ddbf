"""What reading a notice yields. Every found value carries its span (start, end) in the normalised text."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

Span = tuple[int, int]

# What a stretch of the text is. Every non-blank character belongs to exactly one labelled block.
# `preamble` is the plan's own talk of aims and principles, which assigns nothing.
Label = Literal[
    "title",
    "letter",
    "preamble",
    "heading",
    "task",
    "number",
    "units",
    "limit",
    "channel",
    "table_head",
    "signature",
    "furniture",
    "damage",
    "unplaced",
]


@dataclass(frozen=True, slots=True)
class Found:
    """A value as printed, and where it stands."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Deadline:
    """A time limit. `on` is set exactly when `kind` is fixed; `offset` describes ('10 working_days after …')."""

    text: str
    span: Span
    kind: Literal["fixed", "relative", "recurring"]
    on: date | None = None
    offset: str | None = None
    # a damaged date ("2021531前") is proposed, never trusted
    needs_confirmation: bool = False
    basis: str = ""


@dataclass(frozen=True, slots=True)
class Quota:
    """A number that binds the task: at least four times a year."""

    text: str
    span: Span
    op: Literal[">=", "<=", "="]
    value: float
    unit: str
    period: str | None = None
    of: str = ""
    basis: str = ""


@dataclass(frozen=True, slots=True)
class DisclosurePath:
    """A declared place of disclosure: the segments between the `>` marks, `/` alternatives kept in one segment."""

    segments: tuple[str, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Warned:
    """Something a person must look at. `proposal` is what the reader would put there."""

    code: str
    message: str
    span: Span
    proposal: str | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """A labelled stretch of the normalised text."""

    label: Label
    span: Span


@dataclass(frozen=True, slots=True)
class Task:
    """One task of the plan. `section` runs from the outer heading to the inner one, as printed."""

    text: str
    span: Span
    number: Found | None = None
    section: tuple[Found, ...] = ()
    lead_units: tuple[Found, ...] = ()
    responsible_units: tuple[Found, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    quotas: tuple[Quota, ...] = ()
    paths: tuple[DisclosurePath, ...] = ()
    channels: tuple[Found, ...] = ()
    cites: tuple[Found, ...] = ()
    # what assigned the units: the id of a row in `_assign.BASES`
    basis: str = ""


@dataclass(frozen=True, slots=True)
class Notice:
    """The covering letter and the head of the plan."""

    title: Found | None = None
    issuer: Found | None = None
    document_number: Found | None = None
    written_on: date | None = None
    written_on_text: Found | None = None
    published_on: date | None = None
    recipients: tuple[Found, ...] = ()
    attachment_title: Found | None = None
    disclosure_attribute: str | None = None
    legal_basis: tuple[Found, ...] = ()
    deadlines: tuple[Deadline, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was read, and all that could not be placed."""

    text: str
    notice: Notice
    tasks: tuple[Task, ...]
    blocks: tuple[Block, ...]
    unplaced: tuple[Found, ...]
    warnings: tuple[Warned, ...] = ()
    # how each part was read, in order: table, flattened_table, prose; or letter_only
    notes: tuple[str, ...] = field(default=())
