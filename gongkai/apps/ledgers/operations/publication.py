"""The chain of notices, and what the public sees of one."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from gongkai.apps.audit.operations import record
from gongkai.apps.ledgers.models import Notice
from gongkai.apps.ledgers.permissions import may_manage
from gongkai.apps.orgs.models import User
from gongkai.domain.workflow import Blocked


def link_superior(*, actor: User, notice: Notice, superior: Notice | None) -> Notice:
    """Say which notice this one carries out; None unlinks. A chain never closes on itself."""
    if not may_manage(actor):
        raise Blocked(["只有政务公开主管部门可以关联上级文件。"])
    with transaction.atomic():
        row = Notice.objects.select_for_update().get(pk=notice.pk)
        # as it stands now, not as the caller read it
        above = Notice.objects.get(pk=superior.pk) if superior else None
        while above is not None:
            if above.pk == row.pk:
                raise Blocked(["上级文件不能是它自己，也不能是它的下级文件。"])
            above = above.superior
        before = {"上级文件": str(row.superior or "")}
        row.superior = superior
        row.save(update_fields=["superior"])
        record(actor=actor, action="关联上级文件", target=row, before=before, after={"上级文件": str(superior or "")})
    return row


def publish_notice(*, actor: User, notice: Notice, now: datetime | None = None) -> Notice:
    """Show the tasks of a notice and their state to the public."""
    return _show(actor, notice, True, now)


def unpublish_notice(*, actor: User, notice: Notice, now: datetime | None = None) -> Notice:
    """Take them off the public site."""
    return _show(actor, notice, False, now)


def _show(actor: User, notice: Notice, is_public: bool, now: datetime | None) -> Notice:
    if not may_manage(actor):
        raise Blocked(["只有政务公开主管部门可以决定台账是否公开。"])
    with transaction.atomic():
        row = Notice.objects.select_for_update().get(pk=notice.pk)
        if row.kind == Notice.Kind.REFERENCE:
            raise Blocked(["这份通知仅作对照，没有台账可以公开。"])
        if row.is_public == is_public:
            raise Blocked(["这份通知的台账已经公开。" if is_public else "这份通知的台账没有公开。"])
        row.is_public = is_public
        row.made_public_at = (now or timezone.now()) if is_public else None
        row.save(update_fields=["is_public", "made_public_at"])
        record(actor=actor, action="公开台账" if is_public else "取消公开台账", target=row)
    return row
