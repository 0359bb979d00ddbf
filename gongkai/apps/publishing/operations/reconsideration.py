"""Looking again at what is withheld (PUB-15), and the daily look at what is owed."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django_tasks import task

from gongkai.apps.audit.operations import record
from gongkai.apps.documents._locks import held
from gongkai.apps.documents.models import Document, DocumentDuty
from gongkai.apps.documents.operations import decide_openness, open_duty, settle
from gongkai.apps.documents.permissions import may_edit, may_see
from gongkai.apps.orgs.models import User
from gongkai.apps.orgs.operations import send_message
from gongkai.apps.publishing.models import ReviewProcess, ReviewStep
from gongkai.apps.publishing.operations.letters import address_of, people_of
from gongkai.apps.publishing.operations.submission import UNSEEN
from gongkai.apps.publishing.queries.lists import should_be_public, to_reconsider
from gongkai.domain.clock import WorkCalendar, due_after
from gongkai.domain.statutes import time_limit
from gongkai.domain.workflow import Blocked, step_words

Class = Document.OpennessClass
Kind = DocumentDuty.Kind
NO_CALENDAR = WorkCalendar()


def reconsider(
    *, actor: User, document: Document, openness_class: str, reason: str, now: datetime | None = None
) -> Document:
    """Decide again on what is withheld: it stays so until the next look, or gets another attribute and goes its way.

    Blocked without a reason, for what is not withheld, and for people whose document it is not.
    """
    now = now or timezone.now()
    with transaction.atomic():
        row = held(document.pk)
        if row is None or not may_see(actor, row):
            raise Blocked([UNSEEN])
        problems = []
        if not may_edit(actor, row):
            problems.append("再评估由发布机构、责任单位或起草单位的联络员办理。")
        if row.openness_class != Class.WITHHELD:
            problems.append("文件不是不予公开的，不用再评估。")
        if not reason.strip():
            problems.append("请写明评估意见。")
        if problems:
            raise Blocked(problems)
        decide_openness(
            actor=actor,
            document=row,
            openness_class=openness_class,
            reason=reason,
            refusal_ground=row.refusal_ground if openness_class == Class.WITHHELD else "",
            now=now,
        )
        if openness_class == Class.WITHHELD:
            Document.objects.filter(pk=row.pk).update(reconsider_on=next_look(timezone.localdate(now)))
        settle(document=row, kinds=(Kind.RECONSIDER,), text=f"评估结论：{Class(openness_class).label}。", now=now)
        row.refresh_from_db()
        after = {"结论": row.get_openness_class_display(), "意见": reason, "下次评估": str(row.reconsider_on or "")}
        record(actor=actor, action="不予公开再评估", target=row, after=after, unit=row.publisher)
    return row


def next_look(today: date) -> date:
    """The day by which what is withheld is looked at again."""
    limit = time_limit("reconsider_after", today)
    return due_after(today, limit.amount, limit.unit, NO_CALENDAR, moves_off_holidays=False)


@task()
def watch_reviews() -> int:
    """The daily look: duties for what should be public and for what must be looked at again, and a word to who is late
    with a step. Returns how many duties were opened. Each is opened once."""
    now = timezone.now()
    today = timezone.localdate(now)
    opened = 0
    with transaction.atomic():
        for gap in should_be_public(today=today):
            if not gap.document.live:
                opened += bool(
                    open_duty(
                        kind=Kind.PUBLISH,
                        document=gap.document,
                        text=f"《{gap.document.title}》{gap.sentence}",
                        opened_on=today,
                        due_on=gap.due_on,
                        key=str(gap.due_on),
                    )
                )
        for document in to_reconsider(today=today):
            opened += bool(
                open_duty(
                    kind=Kind.RECONSIDER,
                    document=document,
                    text=f"《{document.title}》不予公开已到再评估日期，请重新评估。",
                    opened_on=today,
                    due_on=document.reconsider_on,
                    key=str(document.reconsider_on),
                )
            )
        _warn_of_late_steps(today, now)
    return opened


def _warn_of_late_steps(today: date, now: datetime) -> None:
    late = ReviewStep.objects.filter(
        process__state=ReviewProcess.State.RUNNING, verdict="", opened_on__isnull=False, due_on__lt=today
    ).select_related("process__document", "unit")
    for step in late.defer("process__document__body", "process__document__text"):
        title = f"{step_words(step.kind, step.ordinal)}逾期：《{step.process.document.title}》"
        for user in people_of(step):
            send_message(
                user=user,
                key=f"review-late:{step.pk}:{today}",
                title=title,
                text=f"期限为 {step.due_on}。",
                url=address_of(step.process_id),
                now=now,
            )
