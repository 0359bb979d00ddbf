"""Planning periods: which are asked for, which are exempt. CAT-17."""

from __future__ import annotations

from django.db import transaction

from gongkai.apps.audit.operations import record
from gongkai.apps.documents.models import PlanPeriod
from gongkai.apps.documents.permissions import may_keep_libraries
from gongkai.apps.orgs.models import User
from gongkai.domain.workflow import Blocked


def save_period(
    *,
    actor: User,
    period: PlanPeriod | None = None,
    name: str,
    from_year: int,
    until_year: int,
    is_exempt: bool = False,
    exempt_text: str = "",
) -> PlanPeriod:
    """Name a period, or change one. What is exempt says by which notice."""
    name, exempt_text = name.strip(), exempt_text.strip()
    with transaction.atomic():
        problems = [] if may_keep_libraries(actor) else ["规划期由政务公开主管部门设置。"]
        if not name:
            problems.append("请填写规划期名称，例如“十四五”。")
        if from_year > until_year:
            problems.append("起始年不能晚于截止年。")
        if is_exempt and not exempt_text:
            problems.append("不作要求的规划期请写明依据。")
        if PlanPeriod.objects.exclude(pk=period.pk if period else 0).filter(name=name).exists():
            problems.append(f"已经有“{name}”。")
        if problems:
            raise Blocked(problems)
        row = period or PlanPeriod()
        row.name, row.from_year, row.until_year = name[:40], from_year, until_year
        row.is_exempt, row.exempt_text = is_exempt, exempt_text[:200] if is_exempt else ""
        row.save()
        after = {"起止": f"{from_year}—{until_year}", "不作要求": "是" if is_exempt else "否", "依据": row.exempt_text}
        record(actor=actor, action="设置规划期", target=row, after=after)
    return row


def drop_period(*, actor: User, period: PlanPeriod) -> None:
    """Take a period out; plans that name it stay as they are."""
    with transaction.atomic():
        if not may_keep_libraries(actor):
            raise Blocked(["规划期由政务公开主管部门设置。"])
        record(actor=actor, action="删除规划期", target=period)
        period.delete()
