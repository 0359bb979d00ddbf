"""Training of those who carry a policy out. INT-15."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from gongkai.apps.audit.operations import record
from gongkai.apps.documents._words import listed, short
from gongkai.apps.documents.models import Briefing, Document
from gongkai.apps.documents.permissions import may_work_for
from gongkai.apps.orgs.models import Unit, User
from gongkai.domain.workflow import Blocked


def record_briefing(
    *,
    actor: User,
    policy: Document,
    held_on: date,
    held_by: Unit,
    units: Sequence[Unit],
    note: str = "",
    now: datetime | None = None,
) -> Briefing:
    """Record which units were briefed on a policy."""
    with transaction.atomic():
        problems = [] if may_work_for(actor, held_by.pk) else [f"您不是{short(held_by)}的联络员。"]
        if not units:
            problems.append("请选择参加的单位。")
        if held_on > timezone.localdate(now):
            problems.append("日期不能晚于今天。")
        if problems:
            raise Blocked(problems)
        row = Briefing.objects.create(policy=policy, held_on=held_on, held_by=held_by, note=note.strip()[:300])
        row.units.set(units)
        after = {"日期": str(held_on), "参加单位": listed(short(unit) for unit in units)}
        record(actor=actor, action="登记执行培训", target=row, after=after, unit=held_by)
    return row


def drop_briefing(*, actor: User, briefing: Briefing) -> None:
    """Take out a record that was wrong."""
    with transaction.atomic():
        if not may_work_for(actor, briefing.held_by_id):
            raise Blocked([f"您不是{short(briefing.held_by)}的联络员。"])
        record(actor=actor, action="删除执行培训", target=briefing, unit=briefing.held_by)
        briefing.delete()
