"""Taking a document back (PUB-12). Its address says that it was withdrawn, and why; only a new review restores it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from gongkai.apps.audit.events import announce
from gongkai.apps.audit.operations import record
from gongkai.apps.documents._locks import held
from gongkai.apps.documents._state import mark_public_change
from gongkai.apps.documents.events import DocumentWithdrawn
from gongkai.apps.documents.models import Attachment, Document, Placement
from gongkai.apps.documents.operations.drafts import UNSEEN
from gongkai.apps.documents.permissions import may_edit, may_see
from gongkai.apps.orgs.models import User
from gongkai.domain.workflow import Blocked


def withdraw(*, actor: User | None, document: Document, reason: str, now: datetime | None = None) -> Document:
    """Take a live document off the site. A reason is needed: the public reads it at the old address."""
    reason, now = reason.strip(), now or timezone.now()
    with transaction.atomic():
        row = held(document.pk)
        if row is None or (actor is not None and not may_see(actor, row)):
            raise Blocked([UNSEEN])
        problems = []
        if actor is not None and not may_edit(actor, row):
            problems.append("您不是发布机构、责任单位或起草单位的联络员，不能撤回这份文件。")
        if not row.live:
            problems.append("文件没有发布，不需要撤回。")
        if row.state in (Document.State.IN_REVIEW, Document.State.SCHEDULED):
            problems.append("文件的变更正在审查，请先撤销送审。")
        if not reason:
            problems.append("请写明撤回原因，原因会在原网址上公布。")
        if len(reason) > 300:
            problems.append(f"撤回原因有{len(reason)}个字，超过300个字的上限。")
        if problems:
            raise Blocked(problems)
        _take_off(row, reason, now)
        mark_public_change()
        record(actor=actor, action="撤回文件", target=row, after={"撤回原因": reason}, unit=row.publisher)
        announce(DocumentWithdrawn(row.pk))
    return row


def _take_off(row: Document, reason: str, now: datetime) -> None:
    row.live, row.state = False, Document.State.WITHDRAWN
    # the row is the draft again: what was written and never published is dropped, its revision stays in the history
    row.has_unpublished_changes = False
    row.withdrawn_on, row.withdrawal_reason, row.changed_at = timezone.localdate(now), reason, now
    row.save(
        update_fields=["live", "state", "has_unpublished_changes", "withdrawn_on", "withdrawal_reason", "changed_at"]
    )
    Placement.objects.filter(document=row).update(is_live=False)
    Attachment.objects.filter(document=row).update(is_live=False)
