"""What units owe because a document changed or lacks something. The key of a duty makes a second one impossible."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from gongkai.apps.audit.events import announce
from gongkai.apps.audit.operations import record
from gongkai.apps.documents.events import DutyOpened
from gongkai.apps.documents.models import Document, DocumentDuty
from gongkai.apps.documents.permissions import may_close_duty
from gongkai.apps.orgs.models import User
from gongkai.domain.workflow import Blocked

Kind = DocumentDuty.Kind


def open_duty(
    *,
    kind: str,
    document: Document,
    text: str,
    opened_on: date,
    cause: Document | None = None,
    unit_id: int | None = None,
    due_on: date | None = None,
    key: str = "",
) -> DocumentDuty | None:
    """Open a duty of the unit that answers for the document; None when the same one was opened before.

    For other operations: nothing is logged here. `key` tells two occasions of the same kind and cause apart.
    """
    whole = ":".join(filter(None, (kind, str(document.pk), str(cause.pk) if cause else "", key)))[:120]
    duty, is_new = DocumentDuty.objects.get_or_create(
        key=whole,
        defaults={
            "kind": kind,
            "document": document,
            "cause": cause,
            "unit_id": unit_id or owner_id(document),
            "text": text[:300],
            "opened_on": opened_on,
            "due_on": due_on,
        },
    )
    if is_new:
        announce(DutyOpened(duty.pk))
    return duty if is_new else None


def close_duty(*, actor: User, duty: DocumentDuty, text: str, now: datetime | None = None) -> DocumentDuty:
    """Say how a duty was done. Blocked without words, for people of other units, and for what is closed."""
    text = text.strip()
    with transaction.atomic():
        row = DocumentDuty.objects.select_for_update(of=("self",)).select_related("unit", "document").get(pk=duty.pk)
        problems = []
        if not may_close_duty(actor, row.unit_id):
            problems.append(f"这件待办由{row.unit.short_name or row.unit.name}办理，您不能办结。")
        if row.done_at:
            problems.append("这件待办已经办结。")
        if not text:
            problems.append("请写明办理情况。")
        if len(text) > 300:
            problems.append(f"办理情况有{len(text)}个字，超过300个字的上限。")
        if problems:
            raise Blocked(problems)
        row.done_at, row.done_by, row.done_text = now or timezone.now(), actor, text
        row.save(update_fields=["done_at", "done_by", "done_text"])
        record(actor=actor, action="办结文件待办", target=row, after={"办理情况": text}, unit=row.unit)
    return row


def settle(
    *, document: Document, kinds: tuple[str, ...], text: str, now: datetime, except_causes: frozenset[int] = frozenset()
) -> None:
    """Close what the document's own change has settled. For other operations: nothing is logged here."""
    duties = DocumentDuty.objects.filter(document=document, kind__in=kinds, done_at__isnull=True)
    if except_causes:
        duties = duties.exclude(cause_id__in=except_causes)
    duties.update(done_at=now, done_text=text)


def owner_id(document: Document) -> int:
    """Who answers for the document: its responsible unit, else its drafting unit, else its publisher."""
    return document.responsible_unit_id or document.drafting_unit_id or document.publisher_id
