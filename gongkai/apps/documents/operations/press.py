"""The press plan by quarter and the events that took place, with their results. INT-08 to INT-10."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from gongkai.apps.audit.events import announce
from gongkai.apps.audit.operations import record
from gongkai.apps.documents._words import short
from gongkai.apps.documents.events import PressEventDropped, PressEventRecorded
from gongkai.apps.documents.models import Document, PressEvent, PressPlan
from gongkai.apps.documents.permissions import may_work_for
from gongkai.apps.orgs.models import Unit, User
from gongkai.domain.workflow import Blocked

# 新闻发布会、新闻通气会、媒体专访、线上线下答问
PRESS_FORMS = (
    Document.Form.CONFERENCE,
    Document.Form.BRIEFING,
    Document.Form.INTERVIEW,
    Document.Form.ONLINE,
    Document.Form.QA,
)


def plan_press(
    *,
    actor: User,
    plan: PressPlan | None = None,
    unit: Unit,
    title: str,
    form: str,
    planned_on: date,
    policy: Document | None = None,
) -> PressPlan:
    """Plan a press event, or change one. Year and quarter follow from the day."""
    with transaction.atomic():
        problems = _facts_problems(actor, unit, title, form)
        if plan is not None and not may_work_for(actor, plan.unit_id):
            problems.append(f"这项计划由{short(plan.unit)}提出，您不能修改。")
        if problems:
            raise Blocked(problems)
        row = plan or PressPlan()
        row.unit, row.title, row.form, row.policy = unit, title.strip(), form, policy
        row.planned_on, row.year, row.quarter = planned_on, planned_on.year, (planned_on.month + 2) // 3
        row.save()
        after = {"主题": row.title, "计划日期": str(planned_on), "形式": row.get_form_display()}
        record(actor=actor, action="制定新闻发布计划", target=row, after=after, unit=unit)
    return row


def drop_plan(*, actor: User, plan: PressPlan, reason: str) -> PressPlan:
    """Give a planned event up, with the reason. One that took place stays."""
    with transaction.atomic():
        problems = []
        if not may_work_for(actor, plan.unit_id):
            problems.append(f"这项计划由{short(plan.unit)}提出，您不能取消。")
        if not reason.strip():
            problems.append("请写明取消的原因。")
        if plan.events.exists():
            problems.append("已经登记了新闻发布，不能取消计划。")
        if problems:
            raise Blocked(problems)
        plan.dropped_reason = reason.strip()[:200]
        plan.save(update_fields=["dropped_reason"])
        record(actor=actor, action="取消新闻发布计划", target=plan, after={"原因": plan.dropped_reason}, unit=plan.unit)
    return plan


def record_press_event(
    *,
    actor: User,
    event: PressEvent | None = None,
    unit: Unit,
    title: str,
    form: str,
    held_on: date,
    speaker_text: str,
    rank: str,
    policy: Document | None = None,
    plan: PressPlan | None = None,
    media_text: str = "",
    now: datetime | None = None,
) -> PressEvent:
    """Record a press-style interpretation that took place, or correct a record. It counts from here (INT-08)."""
    with transaction.atomic():
        problems = _facts_problems(actor, unit, title, form)
        if event is not None and not may_work_for(actor, event.unit_id):
            problems.append(f"这次新闻发布由{short(event.unit)}登记，您不能修改。")
        if held_on > timezone.localdate(now):
            problems.append("日期不能晚于今天。")
        if not speaker_text.strip():
            problems.append("请填写发布人。")
        if rank not in PressEvent.Rank.values:
            problems.append("请选择发布人身份。")
        if plan is not None:
            problems += _plan_problems(plan, unit, event)
        if problems:
            raise Blocked(problems)
        row = event or PressEvent(recorded_by=actor)
        row.unit, row.title, row.form, row.held_on, row.plan = unit, title.strip(), form, held_on, plan
        row.policy = policy or (plan.policy if plan else None)
        row.speaker_text, row.rank, row.media_text = speaker_text.strip(), rank, media_text.strip()
        row.save()
        after = {"主题": row.title, "日期": str(held_on), "发布人身份": row.get_rank_display()}
        record(actor=actor, action="登记新闻发布", target=row, after=after, unit=unit)
        announce(PressEventRecorded(row.pk))
    return row


def set_press_result(*, actor: User, event: PressEvent, result: Document | None) -> PressEvent:
    """Name the item in the interpretation section that shows what came of the event (INT-10)."""
    with transaction.atomic():
        problems = []
        if not may_work_for(actor, event.unit_id):
            problems.append(f"这次新闻发布由{short(event.unit)}登记，您不能修改。")
        if result is not None and result.kind != Document.Kind.INTERPRETATION:
            problems.append("解读成果请选择政策解读。")
        if problems:
            raise Blocked(problems)
        event.result = result
        event.save(update_fields=["result"])
        after = {"解读成果": result.title if result else ""}
        record(actor=actor, action="归集解读成果", target=event, after=after, unit=event.unit)
    return event


def drop_press_event(*, actor: User, event: PressEvent, reason: str) -> None:
    """Take out a record that was wrong; what was counted from it goes too."""
    with transaction.atomic():
        problems = []
        if not may_work_for(actor, event.unit_id):
            problems.append(f"这次新闻发布由{short(event.unit)}登记，您不能删除。")
        if not reason.strip():
            problems.append("请写明删除的原因。")
        if problems:
            raise Blocked(problems)
        pk, unit = event.pk, event.unit
        before = {"主题": event.title, "日期": str(event.held_on)}
        record(
            actor=actor, action="删除新闻发布", target=event, before=before, after={"原因": reason.strip()}, unit=unit
        )
        event.delete()
        announce(PressEventDropped(pk))


def _facts_problems(actor: User, unit: Unit, title: str, form: str) -> list[str]:
    problems = []
    if not may_work_for(actor, unit.pk):
        problems.append(f"您不是{short(unit)}的联络员。")
    if not title.strip():
        problems.append("请填写主题。")
    if form not in PRESS_FORMS:
        problems.append("请选择新闻发布的形式。")
    return problems


def _plan_problems(plan: PressPlan, unit: Unit, event: PressEvent | None) -> list[str]:
    if plan.unit_id != unit.pk:
        return [f"这项计划是{short(plan.unit)}的。"]
    if plan.dropped_reason:
        return ["这项计划已经取消。"]
    if plan.events.exclude(pk=event.pk if event else 0).exists():
        return ["这项计划已经登记过新闻发布。"]
    return []
