"""The wording lists that the place keeps besides the built-in rows."""

from __future__ import annotations

from django.db import transaction

from gongkai.apps.audit.operations import record
from gongkai.apps.orgs.models import User
from gongkai.apps.publishing.models import WordingEntry
from gongkai.apps.publishing.permissions import may_keep_wording
from gongkai.domain.workflow import Blocked

NO_RIGHT = "用语规则由政务公开主管部门维护。"


def save_wording(
    *,
    actor: User,
    entry: WordingEntry | None = None,
    kind: str,
    wrong: str,
    right: str = "",
    is_blocking: bool = False,
    basis: str = "",
    is_active: bool = True,
) -> WordingEntry:
    """Add a row or change one. A leader's row needs the right name and post; one that blocks needs its basis."""
    wrong, right, basis = wrong.strip(), right.strip(), basis.strip()
    with transaction.atomic():
        row = WordingEntry.objects.select_for_update().get(pk=entry.pk) if entry else WordingEntry()
        before = {"规则": str(row), "启用": row.is_active} if row.pk else None
        row.kind, row.wrong, row.right = kind, wrong, right
        row.is_blocking, row.basis, row.is_active = is_blocking, basis, is_active
        if problems := _problems(actor, row):
            raise Blocked(problems)
        row.save()
        after = {
            "规则": str(row),
            "类别": row.get_kind_display(),
            "启用": is_active,
            "必须改正": is_blocking,
            "依据": basis,
        }
        record(actor=actor, action="修改用语规则" if before else "新增用语规则", target=row, before=before, after=after)
    return row


def switch_wording(*, actor: User, entry: WordingEntry, is_active: bool) -> WordingEntry:
    """Switch a row on or off; it stays in the list."""
    with transaction.atomic():
        if not may_keep_wording(actor):
            raise Blocked([NO_RIGHT])
        row = WordingEntry.objects.select_for_update().get(pk=entry.pk)
        before, row.is_active = row.is_active, is_active
        row.save(update_fields=["is_active"])
        action = "启用用语规则" if is_active else "停用用语规则"
        record(actor=actor, action=action, target=row, before={"启用": before}, after={"启用": is_active})
    return row


def _problems(actor: User, row: WordingEntry) -> list[str]:
    problems = [] if may_keep_wording(actor) else [NO_RIGHT]
    if row.kind not in WordingEntry.Kind.values:
        problems.append("请选择类别。")
    if not row.wrong:
        problems.append("请填写错误写法。")
    elif len(row.wrong) == 1:
        problems.append("错误写法至少两个字，否则会误报。")
    elif row.wrong == row.right:
        problems.append("错误写法和规范写法相同。")
    if row.kind == WordingEntry.Kind.LEADER and not row.right:
        problems.append("请填写领导的规范姓名和职务。")
    if row.is_blocking and not row.basis:
        problems.append("必须改正的规则要写明依据。")
    if row.wrong and WordingEntry.objects.filter(kind=row.kind, wrong=row.wrong).exclude(pk=row.pk).exists():
        problems.append(f"“{row.wrong}”已在列表中。")
    return problems
