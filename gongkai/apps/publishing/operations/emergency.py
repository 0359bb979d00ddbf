"""Emergency publication: first public, then reviewed, and marked as such."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from gongkai.apps.audit.operations import record
from gongkai.apps.documents._locks import held
from gongkai.apps.documents.models import Document, DocumentDuty
from gongkai.apps.documents.operations import make_public, open_duty, set_state
from gongkai.apps.documents.permissions import may_see
from gongkai.apps.orgs.models import User
from gongkai.apps.orgs.queries import oversight_office, work_calendar
from gongkai.apps.publishing._facts import RUNNING as UNDER_WAY
from gongkai.apps.publishing._facts import Case, case_of, facts_of, hidden_policy, proof_blockers
from gongkai.apps.publishing.models import ReviewProcess
from gongkai.apps.publishing.operations.findings import run_proofing
from gongkai.apps.publishing.operations.letters import tell_officers
from gongkai.apps.publishing.operations.submission import UNSEEN, start
from gongkai.domain.clock import CalendarNotPublished, due_after
from gongkai.domain.statutes import time_limit
from gongkai.domain.workflow import Blocked, publication_blockers

Purpose = ReviewProcess.Purpose


def publish_in_emergency(*, actor: User, document: Document, reason: str, now: datetime | None = None) -> ReviewProcess:
    """Publish at once, by the office and with its reason. The document is marked, its unit owes a later review, and
    that review is opened: a running one goes on as the later review. Attribute and proofing are never waived."""
    now = now or timezone.now()
    with transaction.atomic():
        row = held(document.pk)
        if row is None or not may_see(actor, row):
            raise Blocked([UNSEEN])
        case = _case(row)
        run_proofing(actor=actor, document=row, now=now)
        found, hidden = proof_blockers([row]), hidden_policy(row)
        facts = facts_of(case, actor, now=now, reason=reason, proof_blockers=found, policy_not_public=hidden)
        if refused := publication_blockers("publish_now", facts):
            raise Blocked(refused)
        due = _later_review_due(timezone.localdate(now))
        Document.objects.filter(pk=row.pk).update(
            is_emergency=True, later_review_due_on=due, signed_at=now, publish_at=None
        )
        make_public(actor=actor, document=row, at=now, note=f"应急发布：{reason.strip()}")
        process = _later_review(case, row, actor, reason, now)
        open_duty(
            kind=DocumentDuty.Kind.LATER_REVIEW,
            document=row,
            text=f"《{row.title}》已应急发布，请补办发布审查。",
            opened_on=timezone.localdate(now),
            due_on=due,
            key=str(process.pk),
        )
        tell_officers(process, "emergency", f"应急发布，须补办审查：《{row.title}》", reason, now)
        record(
            actor=actor, action="应急发布", target=row, after={"原因": reason, "补审期限": str(due)}, unit=row.publisher
        )
    return process


def _case(row: Document) -> Case:
    """The document alone: what is reviewed with it keeps its turn."""
    process = ReviewProcess.objects.filter(document=row, state__in=UNDER_WAY).select_related("bundled_with").first()
    if process and process.bundled_with:
        policy = process.bundled_with.document.title
        raise Blocked([f"《{row.title}》正与《{policy}》一起审查，请对《{policy}》应急发布，或者先撤销送审。"])
    if process:
        return case_of(process)
    return Case(row, (), (), (), oversight_office())


def _later_review(case: Case, row: Document, actor: User, reason: str, now: datetime) -> ReviewProcess:
    fresh = Document.objects.get(pk=row.pk)
    if case.process is None:
        alone = Case(fresh, (), (), (), case.office)
        return start(alone, actor=actor, purpose=Purpose.LATER, note=reason, is_major=True, now=now)
    process = case.process
    process.purpose, process.state = Purpose.LATER, ReviewProcess.State.RUNNING
    process.save(update_fields=["purpose", "state"])
    set_state(fresh, Document.State.IN_REVIEW)
    return process


def _later_review_due(today: date) -> date:
    limit = time_limit("later_review", today)
    try:
        return due_after(today, limit.amount, limit.unit, work_calendar())
    except CalendarNotPublished:
        return due_after(today, limit.amount, "days", work_calendar(), moves_off_holidays=False)
