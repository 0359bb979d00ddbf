"""One review: its page, its steps, and what each action is refused for."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from django.utils import timezone

from gongkai.apps.documents.models import Document
from gongkai.apps.documents.queries import working_copy
from gongkai.apps.orgs.models import User
from gongkai.apps.publishing._facts import Case, case_of, facts_of, new_case, step_facts, with_texts
from gongkai.apps.publishing._ranks import gates_for
from gongkai.apps.publishing.models import ReviewProcess, ReviewStep
from gongkai.apps.publishing.permissions import Standing, may_take, standing
from gongkai.domain.comparison import Segment, differences
from gongkai.domain.workflow import PublicationFacts, missing_interpretation, publication_blockers, step_words

Kind = ReviewStep.Kind


@dataclass(frozen=True, slots=True)
class ShownStep:
    """A step as the page lists it, with what this person may do about it."""

    step: ReviewStep
    words: str
    owed_by: str
    is_open: bool
    is_overdue: bool
    gates: tuple[tuple[str, str], ...]
    gate_words: tuple[str, ...]
    # why this person may not; empty means may
    claim_blockers: tuple[str, ...] = ()
    release_blockers: tuple[str, ...] = ()
    pass_blockers: tuple[str, ...] = ()

    @property
    def may_do(self) -> bool:
        """Whether the person may take the step in hand now."""
        return self.is_open and not self.pass_blockers

    @property
    def personal_blockers(self) -> tuple[str, ...]:
        """Why it is not for this person, beyond what the line of the step says anyway: whose it is, who holds it."""
        if not self.is_open or self.step.kind == Kind.SIGN or self.step.claimed_by_id:
            return ()
        return tuple(sentence for sentence in self.pass_blockers if not sentence.startswith(f"{self.words}由"))


@dataclass(frozen=True, slots=True)
class ReviewedText:
    """One text of the review as it stands, and how it differs from what is public."""

    document: Document
    is_policy: bool
    changes: tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class ProcessPage:
    """A review with everything its page shows."""

    process: ReviewProcess
    document: Document
    texts: tuple[ReviewedText, ...]
    steps: tuple[ShownStep, ...]
    sign_blockers: tuple[str, ...]
    schedule_blockers: tuple[str, ...]
    cancel_blockers: tuple[str, ...]

    @property
    def mine(self) -> ShownStep | None:
        """The step this person can take now: one already claimed comes first."""
        open_steps = [row for row in self.steps if row.may_do and row.step.kind != Kind.SIGN]
        claimed = [row for row in open_steps if row.step.claimed_by_id]
        return next(iter(claimed or open_steps), None)


def process_of(document: Document) -> ReviewProcess | None:
    """The newest review of a document; for a bundled interpretation that of its policy."""
    rows = ReviewProcess.objects.filter(document=document).select_related("bundled_with")
    newest = rows.order_by("-pk").first()
    return (newest.bundled_with or newest) if newest else None


def gates_of(step: ReviewStep) -> tuple[tuple[str, str], ...]:
    """The gates a step has to tick, as (code, word)."""
    return gates_for(step, timezone.now())


def publish_blockers(
    document: Document, user: User, *, change_note: str = "", now: datetime | None = None
) -> list[str]:
    """Why this person may not send the document to review now; empty when it may go. What proofing would find in an
    unsaved text is not in it."""
    case = new_case(document, user)
    facts = with_texts(facts_of(case, user, now=now or timezone.now(), change_note=change_note), case)
    told = list(publication_blockers("submit", facts))
    if facts.is_writer and (reason := missing_interpretation(facts)):
        told.append(reason)
    return told


def process_page(process: ReviewProcess, user: User, *, now: datetime | None = None) -> ProcessPage:
    """The page of a review for this person, with the blockers of every action."""
    now = now or timezone.now()
    case, held = case_of(process), standing(user)
    plain = facts_of(case, user, now=now)
    texts = with_texts(plain, case)
    lead = case.processes[0]
    sign = next((step for step in case.steps if step.kind == Kind.SIGN), None)
    signing = _for_step(texts, case, held, sign) if sign else texts
    return ProcessPage(
        process=lead,
        document=case.document,
        texts=tuple(_text(document, document.pk == case.document.pk) for document in case.documents),
        steps=tuple(_shown(step, case, held, texts, now) for step in case.steps),
        sign_blockers=publication_blockers("sign", signing),
        schedule_blockers=tuple(
            sentence for sentence in publication_blockers("schedule", signing) if sentence != "请选择发布时间。"
        ),
        cancel_blockers=publication_blockers("cancel", replace(plain, reason="—")),
    )


def _shown(step: ReviewStep, case: Case, held: Standing, texts: PublicationFacts, now: datetime) -> ShownStep:
    facts = step_facts(step, case)
    here = _for_step(texts, case, held, step)
    gates = gates_for(step, now)
    words = dict(gates)
    turn = texts.is_turn_of(facts)
    # what the form still asks for is no refusal
    filled = replace(here, gates_needed=(), basis="—")
    return ShownStep(
        step=step,
        words=step_words(step.kind, step.ordinal),
        owed_by=facts.owed_by,
        is_open=turn,
        is_overdue=turn and step.due_on is not None and step.due_on < timezone.localdate(now),
        gates=gates,
        gate_words=tuple(words.get(code, code) for code in step.gates),
        claim_blockers=publication_blockers("claim", here) if turn else (),
        release_blockers=publication_blockers("release", here) if turn else (),
        pass_blockers=publication_blockers("pass_step", filled) if turn else (),
    )


def _for_step(facts: PublicationFacts, case: Case, held: Standing, step: ReviewStep) -> PublicationFacts:
    """The same facts seen from one step."""
    made = next(fact for fact in facts.steps if fact.key == step.pk)
    return replace(facts, step=made, may_take=may_take(held, step, case.document))


def _text(document: Document, is_policy: bool) -> ReviewedText:
    draft = working_copy(document)
    if not document.live or not document.has_unpublished_changes:
        return ReviewedText(draft, is_policy, ())
    return ReviewedText(draft, is_policy, differences(document.text, draft.text))
