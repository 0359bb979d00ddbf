"""回头看: last year's items with a named body and a time limit are looked at once more."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.db.models import Count
from django.utils import timezone

from gongkai.apps.audit.operations import record
from gongkai.apps.ledgers.models import ItemEvent, ItemUnit, LedgerItem, LookBackReview
from gongkai.apps.ledgers.permissions import may_manage
from gongkai.apps.orgs.models import User
from gongkai.domain.ledger import LookBackFacts, is_look_back_candidate
from gongkai.domain.workflow import Blocked

Result = LookBackReview.Result


def start_look_back(*, actor: User, year: int) -> int:
    """Put the qualifying items of the year before on this year's list. Run again it adds what is missing.

    Returns how many were added. Only items that name a body and a time limit qualify.
    """
    if not may_manage(actor):
        raise Blocked(["只有政务公开主管部门可以开展回头看。"])
    with transaction.atomic():
        last = LedgerItem.objects.filter(year=year - 1).exclude(
            origin__in=(LedgerItem.Origin.SUB_TASK, LedgerItem.Origin.REFERENCE)
        )
        if not last.exists():
            raise Blocked([f"台账中没有 {year - 1} 年的任务。"])
        known = set(LookBackReview.objects.filter(year=year).values_list("item_id", flat=True))
        counted = last.annotate(
            units=Count("item_units", distinct=True), limits=Count("time_limits", distinct=True)
        ).order_by("pk")
        rows = [
            LookBackReview(year=year, item=item)
            for item in counted
            if item.pk not in known
            and is_look_back_candidate(
                LookBackFacts(item.units, bool(item.limits or item.due_on), item.withdrawn_on is not None)
            )
        ]
        LookBackReview.objects.bulk_create(rows, ignore_conflicts=True)
        after = {"新列入": len(rows), "已列入": len(known)}
        record(actor=actor, action="开展回头看", target=f"{year}年回头看", after=after)
    return len(rows)


def record_look_back(
    *,
    actor: User,
    review: LookBackReview,
    result: str,
    remark: str = "",
    due_on: date | None = None,
    now: datetime | None = None,
) -> LookBackReview:
    """Write down what was found. 未完成 enters this year's ledger as a new item that follows the old one.

    A finding other than 已落实 needs a remark. A finding that made an item cannot be changed any more.
    """
    if not may_manage(actor):
        raise Blocked(["只有政务公开主管部门可以填写核查结果。"])
    if result not in (Result.HELD, Result.SLIPPED, Result.REOPENED):
        raise Blocked(["请选择核查结果。"])
    if result != Result.HELD and not remark.strip():
        raise Blocked(["请写明核查发现的情况。"])
    now = now or timezone.now()
    with transaction.atomic():
        row = LookBackReview.objects.select_for_update(of=("self",)).select_related("item").get(pk=review.pk)
        if row.new_item_id:
            raise Blocked(["这一项已转入今年的台账，不能再改核查结果。"])
        before = {"结果": row.get_result_display(), "情况": row.remark}
        row.result, row.remark, row.reviewed_by, row.reviewed_at = result, remark.strip(), actor, now
        if result == Result.REOPENED:
            row.new_item = _followed(row, actor, due_on, now)
        row.save()
        after = {"结果": row.get_result_display(), "情况": row.remark}
        record(actor=actor, action="填写回头看结果", target=row, before=before, after=after)
    return row


def _followed(review: LookBackReview, actor: User, due_on: date | None, now: datetime) -> LedgerItem:
    """A new item of this year with the words and the units of the old one."""
    old = review.item
    made = LedgerItem.objects.create(
        origin=LedgerItem.Origin.LOOK_BACK,
        follows=old,
        year=review.year,
        position=old.position,
        section_path=["回头看", *old.section_path],
        chapter="回头看",
        text=old.text,
        due_on=due_on,
    )
    units = [
        ItemUnit(
            item=made,
            unit_id=row.unit_id,
            group_id=row.group_id,
            role=row.role,
            unit_text=row.unit_text,
            order=row.order,
            is_principal=row.is_principal,
        )
        for row in ItemUnit.objects.filter(item=old).order_by("order", "pk")
    ]
    ItemUnit.objects.bulk_create(units)
    ItemEvent.objects.create(item=made, action="look_back", remark=review.remark, actor=actor, at=now)
    return made
