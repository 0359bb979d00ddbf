"""Signature and release. Nothing else makes a document public, save an emergency."""

from __future__ import annotations

import logging
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django_tasks import task

from gongkai.apps.audit.operations import record
from gongkai.apps.documents.models import Document, DocumentDuty
from gongkai.apps.documents.operations import make_public, set_state, settle
from gongkai.apps.jobs.operations import enqueue
from gongkai.apps.orgs.models import User
from gongkai.apps.publishing._facts import Case, facts_of, with_texts
from gongkai.apps.publishing._holder import let_go
from gongkai.apps.publishing.models import ReviewProcess, ReviewStep
from gongkai.apps.publishing.operations.letters import tell_officers, tell_submitter
from gongkai.apps.publishing.operations.submission import end, locked
from gongkai.domain.workflow import Blocked, publication_blockers

log = logging.getLogger(__name__)
State = ReviewProcess.State
# a release that fails is tried again for hours: the machine may be down
TRIES = 12


def sign(
    *,
    actor: User,
    process: ReviewProcess,
    publish_at: datetime | None = None,
    at_once: bool = False,
    comment: str = "",
    now: datetime | None = None,
) -> ReviewProcess:
    """Sign what passed all steps: it is public now, or waits for `publish_at`.

    Without `publish_at` the time wished for at submission counts while it lies ahead, unless `at_once`.
    """
    now = now or timezone.now()
    with transaction.atomic():
        case = locked(process)
        wished = case.document.publish_at
        if publish_at is None and not at_once and wished and wished > now:
            publish_at = wished
        step = next((row for row in case.steps if row.kind == ReviewStep.Kind.SIGN), None)
        facts = with_texts(facts_of(case, actor, step=step, now=now, publish_at=publish_at), case)
        if refused := publication_blockers("sign", facts):
            raise Blocked(refused)
        if step:
            step.verdict, step.done_by, step.done_at, step.comment = "passed", actor, now, comment.strip()[:500]
            step.save(update_fields=["verdict", "done_by", "done_at", "comment"])
        _mark_signed(case, now, publish_at)
        if publish_at:
            for each, document in zip(case.processes, case.documents, strict=True):
                each.state = State.SIGNED
                each.save(update_fields=["state"])
                set_state(document, Document.State.SCHEDULED)
            _plan(case.processes[0], publish_at)
        else:
            release(case, actor=actor, at=now)
        after = {"定时发布": timezone.localtime(publish_at).strftime("%Y-%m-%d %H:%M")} if publish_at else {}
        record(actor=actor, action="签发", target=case.document, after=after, unit=case.document.publisher)
    return case.processes[0]


def reschedule(
    *, actor: User, process: ReviewProcess, publish_at: datetime | None, now: datetime | None = None
) -> ReviewProcess:
    """Move a planned release to another time, still ahead."""
    now = now or timezone.now()
    with transaction.atomic():
        case = locked(process)
        step = next((row for row in case.steps if row.kind == ReviewStep.Kind.SIGN), None)
        facts = facts_of(case, actor, step=step, now=now, publish_at=publish_at)
        if (refused := publication_blockers("schedule", facts)) or publish_at is None:
            raise Blocked(refused)
        before = {"定时发布": str(case.document.publish_at)}
        Document.objects.filter(pk__in=[document.pk for document in case.documents]).update(publish_at=publish_at)
        _plan(case.processes[0], publish_at)
        after = {"定时发布": str(publish_at)}
        record(
            actor=actor,
            action="改期发布",
            target=case.document,
            before=before,
            after=after,
            unit=case.document.publisher,
        )
    return case.processes[0]


def publish_due(now: datetime | None = None) -> int:
    """Release what was signed and whose time has come; returns how many. Safe to run at any moment and again: each
    release is one transaction, and what is public is signed no more. What may no longer be published goes back."""
    now = now or timezone.now()
    due = ReviewProcess.objects.filter(state=State.SIGNED, bundled_with=None, document__publish_at__lte=now).order_by(
        "document__publish_at", "pk"
    )
    released, failed = 0, None
    for process in list(due.select_related("document")):
        try:
            released += _release_due(process, now)
        except Exception as error:
            log.exception("release of review %s failed", process.pk)
            failed = error
    if failed:
        raise failed
    return released


@task()
def release_due() -> int:
    """The job that waits for a planned moment: releases whatever is due by then."""
    return publish_due()


def release(case: Case, *, actor: User | None, at: datetime) -> None:
    """Make the whole bundle public at one moment and close its review. Nothing is logged here."""
    lead = case.processes[0]
    is_later = lead.purpose == ReviewProcess.Purpose.LATER
    for process, document in zip(case.processes, case.documents, strict=True):
        if is_later and not document.has_unpublished_changes:
            set_state(document, Document.State.PUBLISHED)
        else:
            make_public(
                actor=actor,
                document=document,
                at=at,
                note=process.change_note or lead.change_note,
                is_major=lead.is_major,
            )
        process.state, process.ended_at = State.PUBLISHED, at
        process.save(update_fields=["state", "ended_at"])
        let_go(process.workflow_state_id, "published", actor=actor, now=at)
    if is_later:
        Document.objects.filter(pk=case.document.pk).update(later_review_due_on=None)
        kinds = (DocumentDuty.Kind.LATER_REVIEW,)
        settle(document=case.document, kinds=kinds, text="已补办审查。", now=at)
    tell_submitter(lead, "published", f"{'已补审' if is_later else '已发布'}：《{case.document.title}》", "", at)


def _release_due(process: ReviewProcess, now: datetime) -> bool:
    with transaction.atomic():
        case = locked(process)
        # looked at again under the lock: another worker may have been first
        publish_at = case.document.publish_at
        facts = with_texts(facts_of(case, None, now=now, publish_at=publish_at), case)
        if facts.process_state != "signed":
            return False
        refused = publication_blockers("publish", facts)
        try:
            with transaction.atomic():  # what is found wrong at the last moment leaves nothing half public
                if not refused:
                    release(case, actor=None, at=now)
        except Blocked as blocked:
            refused = tuple(blocked.blockers)
            case = locked(process)
        if refused:
            reason = f"到期未能发布：{''.join(refused)}"
            end(case, State.RETURNED, actor=None, now=now, reason=reason)
            tell_officers(case.processes[0], "held", f"到期未能发布：《{case.document.title}》", reason, now)
            record(actor=None, action="定时发布退回", target=case.document, after={"原因": reason})
            return False
        record(actor=None, action="定时发布", target=case.document, unit=case.document.publisher)
    return True


def _mark_signed(case: Case, now: datetime, publish_at: datetime | None) -> None:
    ids = [document.pk for document in case.documents]
    Document.objects.filter(pk__in=ids).update(signed_at=now, publish_at=publish_at)


def _plan(process: ReviewProcess, publish_at: datetime) -> None:
    key = f"release:{process.pk}:{int(publish_at.timestamp())}"
    enqueue(release_due, key=key, run_after=publish_at, max_attempts=TRIES)
