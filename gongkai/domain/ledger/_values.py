"""States of an item, the people who act on it, and what a judgement on it may look at."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class State(StrEnum):
    """Where an item stands. 逾期 is never stored: it follows from the due date and the day."""

    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    AWAITING_CHECK = "awaiting_check"
    CLOSED_OUT = "closed_out"


STATE_WORDS = {
    State.NOT_STARTED: "未开始",
    State.IN_PROGRESS: "推进中",
    State.AWAITING_CHECK: "待核验",
    State.CLOSED_OUT: "已销号",
}


@dataclass(frozen=True, slots=True)
class Person:
    """A person as a refusal names them."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class OwedCheck:
    """A check that a lead unit owes on a unit. `is_refused`: it was made, and the unit was found not to be done."""

    lead: str
    unit: str
    is_refused: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """All that decides whether a person may take a step on an item."""

    state: State
    actor: Person
    # may manage the ledger (主管部门人员)
    is_office: bool = False
    # acts for a unit that checks this item: its lead units, else the first unit named
    is_lead: bool = False
    # acts for a unit that works on this item
    is_worker: bool = False
    has_units: bool = True
    is_withdrawn: bool = False
    # a task that a unit broke down for itself is finished by the unit alone
    is_sub_task: bool = False
    evidence_count: int = 0
    submitted_by: Person | None = None
    evidence_by: tuple[Person, ...] = ()
    checkers: tuple[Person, ...] = ()
    owed_checks: tuple[OwedCheck, ...] = ()
    # checking units in which nobody but the submitter could check, and that person
    lone_checkers: tuple[tuple[str, Person], ...] = ()
    open_sub_task_count: int = 0
    # sentences of the quota counters that are not full yet
    shortfalls: tuple[str, ...] = field(default=())
