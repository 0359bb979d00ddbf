"""What must be known of a document and its review to say whether a step is possible."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

NUMERALS = "零一二三四五六七八九"
STEP_WORDS = {"secrecy": "保密审查", "review": "审核", "proof": "校对", "sign_off": "会签", "sign": "签发"}
# the six of 三审三校, each by another person
SIX = ("review", "proof")


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who acts."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class StepFacts:
    """One step of a review. Those of one rank run side by side; `owed_by`: whose people take it (县财政局审核员)."""

    key: int
    kind: str
    ordinal: int
    rank: int
    owed_by: str
    claimed_by: Person | None = None
    done_by: Person | None = None
    is_passed: bool = False

    @property
    def words(self) -> str:
        """第二次审核, 保密审查, 会签."""
        return step_words(self.kind, self.ordinal)


@dataclass(frozen=True, slots=True)
class PublicationFacts:
    """A document, its running review, the person who wants to act, and what that person has filled in."""

    actor: Person
    # --- what the person may do by role
    is_writer: bool = False
    is_office: bool = False
    may_take: bool = False
    # --- who owes what, as it is said: 县财政局, 县政府办公室
    writer_words: str = "起草单位"
    office_words: str = "政务公开主管部门"
    # --- the document
    state: str = "draft"
    is_live: bool = False
    has_changes: bool = False
    openness: str = ""
    gaps: tuple[str, ...] = ()
    proof_blockers: tuple[str, ...] = ()
    needs_interpretation: bool = False
    has_interpretation: bool = False
    is_waived: bool = False
    # the policy that this text interprets, while the public cannot read it
    policy_not_public: str = ""
    is_sensitive: bool = False
    has_sign_off_units: bool = False
    needs_later_review: bool = False
    drafters: frozenset[int] = frozenset()
    # --- the review
    process_state: str = ""
    purpose: str = "first"
    steps: tuple[StepFacts, ...] = ()
    step: StepFacts | None = None
    is_same_text: bool = True
    # --- what was filled in
    gates_needed: tuple[tuple[str, str], ...] = ()
    gates_ticked: frozenset[str] = frozenset()
    comment: str = ""
    basis: str = ""
    reason: str = ""
    change_note: str = ""
    publish_at: datetime | None = None
    now: datetime | None = None

    def is_turn_of(self, step: StepFacts) -> bool:
        """Whether the review runs and it is this step's turn."""
        return self.process_state == "running" and not step.is_passed and step.rank == open_rank(self.steps)


def step_words(kind: str, ordinal: int) -> str:
    """A step as people say it. Raises KeyError for a kind that does not exist."""
    return f"第{NUMERALS[ordinal]}次{STEP_WORDS[kind]}" if ordinal else STEP_WORDS[kind]


def open_rank(steps: Iterable[StepFacts]) -> int | None:
    """The rank whose turn it is; None when every step has been passed."""
    return min((step.rank for step in steps if not step.is_passed), default=None)
