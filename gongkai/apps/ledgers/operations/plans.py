"""Plans that units file and publish, the report of completion, and a notice's own clocks."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from gongkai.apps.audit.operations import record
from gongkai.apps.ledgers.models import CompletionReport, FiledPlan, Notice
from gongkai.apps.ledgers.permissions import may_manage, may_work_for
from gongkai.apps.ledgers.queries.plans import report_draft, units_of_notice
from gongkai.apps.orgs.models import Unit, User
from gongkai.domain.workflow import Blocked

CLOCKS = {
    "plan_due_on": "计划报备期限",
    "plan_publication_due_on": "计划公开期限",
    "report_due_on": "完成情况报送期限",
}


def file_plan(*, actor: User, notice: Notice, unit: Unit, text: str, now: datetime | None = None) -> FiledPlan:
    """File the unit's plan with the oversight office. Until it is public it may be filed anew; the first day counts."""
    if refused := [*_not_ours(actor, notice, unit), *([] if text.strip() else ["请填写工作计划。"])]:
        raise Blocked(refused)
    with transaction.atomic():
        Notice.objects.select_for_update().get(pk=notice.pk)
        plan = FiledPlan.objects.filter(notice=notice, unit=unit).first() or FiledPlan(notice=notice, unit=unit)
        if plan.published_on:
            raise Blocked(["工作计划已经公开，不能再改。"])
        before = {"计划": plan.text}
        plan.text = text.strip()
        plan.filed_on = plan.filed_on or timezone.localdate(now)
        plan.filed_by = actor
        plan.save()
        record(actor=actor, action="报备工作计划", target=plan, before=before, after={"计划": plan.text}, unit=unit)
    return plan


def publish_plan(*, actor: User, notice: Notice, unit: Unit, now: datetime | None = None) -> FiledPlan:
    """Publish a filed plan to the public."""
    if refused := _not_ours(actor, notice, unit):
        raise Blocked(refused)
    with transaction.atomic():
        plan = FiledPlan.objects.select_for_update().filter(notice=notice, unit=unit).first()
        if plan is None or plan.filed_on is None:
            raise Blocked(["工作计划还没有报备，不能公开。"])
        if plan.published_on:
            raise Blocked(["工作计划已经公开。"])
        plan.published_on, plan.published_by = timezone.localdate(now), actor
        plan.save()
        record(actor=actor, action="公开工作计划", target=plan, unit=unit)
    return plan


def send_report(
    *, actor: User, notice: Notice, unit: Unit, text: str = "", now: datetime | None = None
) -> CompletionReport:
    """Send the report of completion. The figures are counted now, never typed; the first sending sets the day."""
    if refused := _not_ours(actor, notice, unit):
        raise Blocked(refused)
    today = timezone.localdate(now)
    with transaction.atomic():
        Notice.objects.select_for_update().get(pk=notice.pk)
        figures = report_draft(notice, unit, today=today).figures
        report = CompletionReport.objects.filter(notice=notice, unit=unit).first()
        report = report or CompletionReport(notice=notice, unit=unit, sent_on=today)
        before = {"数据": report.figures}
        report.figures, report.text, report.sent_by = figures, text.strip(), actor
        report.save()
        record(actor=actor, action="报送完成情况", target=report, before=before, after={"数据": figures}, unit=unit)
    return report


def set_notice_clocks(*, actor: User, notice: Notice, changes: Mapping[str, date | None]) -> Notice:
    """Set by when plans are filed, published and reports sent: plan_due_on, plan_publication_due_on, report_due_on."""
    if not may_manage(actor):
        raise Blocked(["只有政务公开主管部门可以调整期限。"])
    unknown = [name for name in changes if name not in CLOCKS]
    if unknown:
        raise Blocked([f"没有“{name}”这个字段。" for name in unknown])
    with transaction.atomic():
        row = Notice.objects.select_for_update().get(pk=notice.pk)
        before = {CLOCKS[name]: str(getattr(row, name) or "") for name in changes}
        for name, on in changes.items():
            setattr(row, name, on)
        row.save(update_fields=list(changes))
        after = {CLOCKS[name]: str(on or "") for name, on in changes.items()}
        record(actor=actor, action="调整期限", target=row, before=before, after=after)
    return row


def _not_ours(actor: User, notice: Notice, unit: Unit) -> list[str]:
    name = unit.short_name or unit.name
    if not may_work_for(actor, unit.pk):
        return [f"您不是{name}的联络员。"]
    return [] if unit.pk in units_of_notice(notice) else [f"这份通知没有给{name}的任务。"]
