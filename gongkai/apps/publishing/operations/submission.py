"""Sending a document to review with its interpretation, and taking it back."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from gongkai.apps.audit.operations import record
from gongkai.apps.documents._locks import hold as hold_documents
from gongkai.apps.documents.models import Document, Relation
from gongkai.apps.documents.operations import set_state
from gongkai.apps.documents.permissions import may_see
from gongkai.apps.documents.queries import working_copy
from gongkai.apps.orgs.models import User
from gongkai.apps.publishing._facts import Case, case_of, facts_of, new_case, with_texts
from gongkai.apps.publishing._holder import hold, let_go
from gongkai.apps.publishing._ranks import lay_out
from gongkai.apps.publishing._texts import fingerprint
from gongkai.apps.publishing.models import ReviewProcess
from gongkai.apps.publishing.operations.findings import run_proofing
from gongkai.apps.publishing.operations.letters import tell_of_steps, tell_submitter
from gongkai.domain.workflow import Blocked, missing_interpretation, publication_blockers

State, Purpose = ReviewProcess.State, ReviewProcess.Purpose
UNSEEN = "没有找到这份文件，或者您不能查看。"


def submit(
    *,
    actor: User,
    document: Document,
    change_note: str = "",
    is_major: bool = True,
    publish_at: datetime | None = None,
    now: datetime | None = None,
) -> ReviewProcess:
    """Send the newest draft to review, its interpretation with it. `publish_at` is the release wished for.

    A policy without interpretation and without waiver goes back at once (材料不全的予以退回): the process returned has
    state RETURNED and says why. Everything else that is missing is Blocked, and nothing is kept.
    """
    now = now or timezone.now()
    with transaction.atomic():
        drafts = Relation.objects.filter(target=document.pk, kind=Relation.Kind.INTERPRETS, document__live=False)
        hold_documents([document.pk, *drafts.values_list("document_id", flat=True)])
        row = Document.objects.filter(pk=document.pk).first()
        if row is None or not may_see(actor, row):
            raise Blocked([UNSEEN])
        case = new_case(row, actor)
        facts = with_texts(facts_of(case, actor, now=now, change_note=change_note, publish_at=publish_at), case)
        if refused := publication_blockers("file", facts):
            raise Blocked(refused)
        if reason := missing_interpretation(facts):
            return _send_back(case, actor, reason, now)
        for each in case.documents:
            run_proofing(actor=actor, document=each, now=now)
        if refused := publication_blockers("submit", with_texts(facts, case)):
            raise Blocked(refused)
        purpose = _purpose(row)
        process = start(case, actor=actor, purpose=purpose, note=change_note, is_major=is_major, now=now)
        Document.objects.filter(pk__in=[each.pk for each in case.documents]).update(publish_at=publish_at)
        after = {"事由": process.get_purpose_display(), "变更说明": change_note, "同步": _titles(case)}
        record(actor=actor, action="送审", target=row, after=after, unit=row.publisher)
    return process


def start(case: Case, *, actor: User | None, purpose: str, note: str, is_major: bool, now: datetime) -> ReviewProcess:
    """Make the process of the document, those of its partners, and the steps. For other operations: no right is
    checked and nothing is logged here."""
    lead: ReviewProcess | None = None
    for document in case.documents:
        revision = document.latest_revision or document.save_revision(user=actor, clean=False)
        process = ReviewProcess.objects.create(
            document=document,
            bundled_with=lead,
            revision=revision,
            workflow_state=hold(document, actor=actor, revision=revision),
            purpose=purpose,
            change_note=note.strip()[:300],
            is_major=is_major,
            submitted_by=actor,
            submitted_at=now,
            fingerprint=fingerprint(working_copy(document)),
        )
        lead = lead or process
        set_state(document, Document.State.IN_REVIEW)
    if lead is None:
        raise ValueError("a case has at least its own document")
    lay_out(lead, case, now)
    tell_of_steps(lead, lead.steps.exclude(opened_on=None), now)
    return lead


def cancel(*, actor: User, process: ReviewProcess, reason: str, now: datetime | None = None) -> ReviewProcess:
    """Take a submission back, before or after it was signed. Blocked without a reason, and once it is public."""
    now = now or timezone.now()
    with transaction.atomic():
        case = locked(process)
        if refused := publication_blockers("cancel", facts_of(case, actor, now=now, reason=reason)):
            raise Blocked(refused)
        end(case, State.CANCELLED, actor=actor, now=now, reason=reason)
        unit = case.document.publisher
        record(actor=actor, action="撤销送审", target=case.document, after={"原因": reason}, unit=unit)
    return case.processes[0]


def locked(process: ReviewProcess) -> Case:
    """The case of a process, its documents and its lead held for this transaction, in this order, so that two people
    never take one step and no text changes meanwhile."""
    lead_id = process.bundled_with_id or process.pk
    bundle = ReviewProcess.objects.filter(Q(pk=lead_id) | Q(bundled_with=lead_id))
    hold_documents(bundle.values_list("document_id", flat=True))
    ReviewProcess.objects.select_for_update(no_key=True).get(pk=lead_id)
    return case_of(process)


def end(case: Case, state: str, *, actor: User | None, now: datetime, reason: str) -> None:
    """Close the processes of a bundle without publishing: returned or cancelled. Nothing is logged here."""
    is_return = state == State.RETURNED
    for process, document in zip(case.processes, case.documents, strict=True):
        process.state, process.ended_at = state, now
        process.returned_reason = reason.strip()[:500]
        process.save(update_fields=["state", "ended_at", "returned_reason"])
        let_go(process.workflow_state_id, str(state), actor=actor, now=now, comment=reason)
        Document.objects.filter(pk=document.pk).update(publish_at=None, signed_at=_signed_before(document))
        set_state(document, Document.State.RETURNED if is_return else Document.State.DRAFT)
    if is_return:
        title = f"已退回：《{case.document.title}》"
        tell_submitter(case.processes[0], "returned", title, reason, now)


def _signed_before(document: Document) -> datetime | None:
    """What is public keeps the signature it was published with."""
    return document.signed_at if document.live else None


def _send_back(case: Case, actor: User, reason: str, now: datetime) -> ReviewProcess:
    document = case.document
    process = ReviewProcess.objects.create(
        document=document,
        revision=document.latest_revision,
        purpose=_purpose(document),
        state=State.RETURNED,
        submitted_by=actor,
        submitted_at=now,
        ended_at=now,
        returned_reason=reason,
    )
    set_state(document, Document.State.RETURNED)
    tell_submitter(process, "returned", f"已退回：《{document.title}》", reason, now)
    record(actor=actor, action="送审退回", target=document, after={"原因": reason}, unit=document.publisher)
    return process


def _purpose(document: Document) -> str:
    if document.live and document.is_emergency and document.later_review_due_on:
        return Purpose.LATER
    return Purpose.CHANGE if document.live else Purpose.FIRST


def _titles(case: Case) -> str:
    return "、".join(f"《{document.title}》" for document in case.partners)
