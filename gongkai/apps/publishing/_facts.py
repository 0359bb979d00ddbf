"""The facts of a document and its review, as the domain wants them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from wagtail.models import Revision

from gongkai.apps.documents.models import Document, Relation
from gongkai.apps.documents.permissions import may_edit
from gongkai.apps.documents.queries import kind_rule, missing
from gongkai.apps.documents.queries.desk import visible_to
from gongkai.apps.orgs.models import Unit, User
from gongkai.apps.orgs.queries import oversight_office
from gongkai.apps.publishing._texts import is_same_text
from gongkai.apps.publishing.models import Finding, ReviewProcess, ReviewStep
from gongkai.apps.publishing.permissions import may_take, standing
from gongkai.domain.workflow import Person, PublicationFacts, StepFacts

Kind = ReviewStep.Kind
State = Document.State
RUNNING = (ReviewProcess.State.RUNNING, ReviewProcess.State.SIGNED)
# drafts that can still go along with their policy
FREE = (State.DRAFT, State.RETURNED)


@dataclass(frozen=True, slots=True)
class Case:
    """A document with what is reviewed together with it, loaded once for one operation or one page."""

    document: Document
    processes: tuple[ReviewProcess, ...]
    steps: tuple[ReviewStep, ...]
    # interpretations that go along
    partners: tuple[Document, ...]
    office: Unit | None

    @property
    def process(self) -> ReviewProcess | None:
        """The process that holds the steps."""
        return self.processes[0] if self.processes else None

    @property
    def documents(self) -> tuple[Document, ...]:
        """The document and its partners."""
        return (self.document, *self.partners)


def person(user: User | None) -> Person:
    """Somebody as the sentences name him; None is the system."""
    return Person(user.pk, user.get_full_name()) if user else Person(0, "系统")


def short(unit: Unit | None) -> str:
    """A unit as people say it."""
    return (unit.short_name or unit.name) if unit else "政务公开主管部门"


def new_case(document: Document, actor: User | None) -> Case:
    """A document that is not under review, and the drafts of its interpretation. What another unit writes about it,
    unseen by who submits, is neither told nor taken along."""
    ids = Relation.objects.filter(target=document, kind=Relation.Kind.INTERPRETS, document__live=False)
    seen = visible_to(actor, with_public=False) if actor else Document.objects.all()
    drafts = seen.filter(pk__in=ids.values("document"), state__in=FREE).order_by("pk")
    return Case(document, (), (), tuple(drafts), oversight_office())


def case_of(process: ReviewProcess) -> Case:
    """A review with all that goes through it together. The process may be any of the bundle."""
    lead_id = process.bundled_with_id or process.pk
    rows = ReviewProcess.objects.select_related("document", "document__publisher", "document__drafting_unit")
    lead = rows.get(pk=lead_id)
    others = list(rows.filter(bundled_with=lead_id).order_by("pk"))
    steps = lead.steps.select_related("unit", "claimed_by", "done_by")
    partners = tuple(row.document for row in others)
    return Case(lead.document, (lead, *others), tuple(steps), partners, oversight_office())


def facts_of(
    case: Case, actor: User | None, *, step: ReviewStep | None = None, now: datetime, **filled: Any
) -> PublicationFacts:
    """Everything a rule may ask, for this person. `filled` is what was typed in."""
    held = standing(actor)
    document, process = case.document, case.process
    made = tuple(step_facts(row, case) for row in case.steps)
    return PublicationFacts(
        actor=person(actor),
        is_writer=actor is not None and may_edit(actor, document),
        is_office=held.is_office,
        may_take=step is not None and may_take(held, step, document),
        writer_words=short(document.drafting_unit or document.publisher),
        office_words=short(case.office),
        state=document.state,
        is_live=document.live,
        has_changes=document.has_unpublished_changes,
        openness=document.openness_class,
        is_sensitive=document.is_sensitive,
        needs_later_review=document.is_emergency and document.later_review_due_on is not None,
        drafters=drafters_of(case),
        process_state=process.state if process else "",
        purpose=process.purpose if process else "first",
        steps=made,
        step=next((fact for fact in made if step and fact.key == step.pk), None),
        now=now,
        **filled,
    )


def with_texts(facts: PublicationFacts, case: Case) -> PublicationFacts:
    """The facts that need the texts themselves: gaps, findings, sameness, interpretation. Costs some queries."""
    document = case.document
    if document.kind != Document.Kind.INTERPRETATION:
        facts = replace(facts, **_interpretation(case))
    return replace(
        with_sameness(facts, case),
        policy_not_public=hidden_policy(document),
        gaps=_told(case, missing),
        has_sign_off_units=not document.is_sensitive or document.sign_off_units.exists(),
    )


def with_sameness(facts: PublicationFacts, case: Case) -> PublicationFacts:
    """What a single step asks of the texts: open findings, and that nobody changed a word."""
    return replace(facts, proof_blockers=proof_blockers(case.documents), is_same_text=is_same_text(case.processes))


def proof_blockers(documents: Sequence[Document]) -> tuple[str, ...]:
    """What proofing found and nobody has settled, as sentences. One query."""
    rows = Finding.objects.filter(
        document__in=documents, state=Finding.State.OPEN, severity=Finding.Severity.BLOCK
    ).order_by("document", "pk")
    titles = {document.pk: document.title for document in documents}
    alone = len(documents) == 1
    return tuple(row.message if alone else f"《{titles[row.document_id]}》：{row.message}" for row in rows)


def drafters_of(case: Case) -> frozenset[int]:
    """Who wrote any of the texts: who made them, who submitted them, who saved a draft before submission. A proofreader
    of an earlier round, who only corrected, is not one."""
    named = {document.created_by_id for document in case.documents}
    named |= {process.submitted_by_id for process in case.processes}
    return frozenset(pk for pk in named | _writers(case) if pk)


def _writers(case: Case) -> set[int | None]:
    if not case.processes:
        return set()
    kind = ContentType.objects.get_for_model(Document)
    last = max((process.revision_id or 0 for process in case.processes), default=0)
    wrote = Revision.objects.filter(
        base_content_type=kind, object_id__in=[str(document.pk) for document in case.documents], pk__lte=last
    )
    corrected = ReviewStep.objects.filter(process__document__in=case.documents, kind=Kind.PROOF).exclude(
        text_changes=[]
    )
    authors = set(wrote.order_by().values_list("user", flat=True).distinct())
    return authors - set(corrected.values_list("done_by", flat=True))


def step_facts(step: ReviewStep, case: Case) -> StepFacts:
    """A step with the words for who owes it."""
    return StepFacts(
        key=step.pk,
        kind=step.kind,
        ordinal=step.ordinal,
        rank=step.rank,
        owed_by=_owed_by(step, case),
        claimed_by=person(step.claimed_by) if step.claimed_by else None,
        done_by=person(step.done_by) if step.done_by else None,
        is_passed=step.verdict == ReviewStep.Verdict.PASSED,
    )


def _owed_by(step: ReviewStep, case: Case) -> str:
    office = short(case.office)
    if step.kind == Kind.SIGN:
        publisher = short(case.document.publisher)
        return f"{office}主管部门人员或{'' if publisher == office else publisher}审核员"
    if step.kind == Kind.SIGN_OFF:
        return short(step.unit)
    return f"{short(step.unit) if step.unit else office}审核员"


def _interpretation(case: Case) -> dict[str, Any]:
    document = case.document
    needs = kind_rule(document.kind).needs_interpretation
    has = bool(case.partners)
    if needs and not has:
        bound = Relation.objects.filter(target=document, kind=Relation.Kind.INTERPRETS, document__live=True)
        has = bound.exists()
    return {"needs_interpretation": needs, "has_interpretation": has, "is_waived": bool(document.waiver_reason.strip())}


def hidden_policy(document: Document) -> str:
    """The title of the policy that an interpretation explains, while the public can read none of them; "" otherwise."""
    if document.kind != Document.Kind.INTERPRETATION:
        return ""
    targets = Relation.objects.filter(document=document, kind=Relation.Kind.INTERPRETS)
    rows = list(targets.values_list("target__title", "target__live"))
    return "" if any(live for _, live in rows) or not rows else rows[0][0]


def _told(case: Case, ask: Any) -> tuple[str, ...]:
    """The sentences of each document; those of a partner say whose they are."""
    told: list[str] = []
    for document in case.documents:
        mark = "" if document.pk == case.document.pk else f"解读《{document.title}》："
        told += [f"{mark}{sentence}" for sentence in ask(document)]
        if mark and document.openness_class != Document.OpennessClass.PROACTIVE:
            told.append(f"{mark}还没有认定为主动公开。")
    return tuple(told)
