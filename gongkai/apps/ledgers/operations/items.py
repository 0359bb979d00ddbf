"""What the office does with items: give them to units, change them; and the key areas that a unit sets for itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from gongkai.apps.audit.events import announce
from gongkai.apps.audit.operations import record
from gongkai.apps.ledgers.events import ItemsAssigned
from gongkai.apps.ledgers.models import ItemEvent, ItemUnit, LedgerItem
from gongkai.apps.ledgers.operations.item_rows import mark_principal
from gongkai.apps.ledgers.operations.steps import step
from gongkai.apps.ledgers.permissions import may_manage, may_work_for
from gongkai.apps.orgs.models import Unit, User
from gongkai.domain.workflow import Blocked

Role = ItemUnit.Role


def assign(
    *, actor: User, items: Iterable[LedgerItem], unit: Unit, role: str, now: datetime | None = None
) -> list[LedgerItem]:
    """Give items to a unit in a role (交办), all or none. Where the unit has the role already nothing changes.

    A name that was not matched and reads like the unit is not touched: correct it with `choose_unit` before accepting.
    """
    if not may_manage(actor):
        raise Blocked(["只有政务公开主管部门可以交办。"])
    if role not in Role.values:
        raise Blocked(["请选择单位的角色。"])
    now = now or timezone.now()
    with transaction.atomic():
        wanted = [item.pk for item in items]
        rows = list(LedgerItem.objects.select_for_update().filter(pk__in=wanted).order_by("pk"))
        if refused := [*_closed(rows), *([] if rows else ["请先选择任务。"])]:
            raise Blocked(refused)
        held = ItemUnit.objects.filter(item__in=rows, unit=unit, role=role).values_list("item_id", flat=True)
        changed = [row for row in rows if row.pk not in set(held)]
        for row in changed:
            ItemUnit.objects.create(item=row, unit=unit, role=role, unit_text=unit.short_name or unit.name, order=99)
            _settle_principal(row)
        words = f"{unit.short_name or unit.name}（{Role(role).label}）"
        ItemEvent.objects.bulk_create(
            [ItemEvent(item=row, action="assign", remark=words, actor=actor, unit=unit, at=now) for row in changed]
        )
        if changed:
            announce(ItemsAssigned(tuple(row.pk for row in changed), unit.pk))
        after = {"单位": str(unit), "角色": Role(role).label, "条目": [row.pk for row in changed]}
        record(actor=actor, action="交办", target=unit, after=after, unit=unit)
    return changed


def unassign(*, actor: User, item_unit: ItemUnit, now: datetime | None = None) -> None:
    """Take a unit off an item. What it did there stays."""
    with step(actor=actor, item=item_unit.item, action="assign", now=now) as taken:
        taken.before = {"单位": item_unit.unit_text, "角色": item_unit.get_role_display()}
        taken.remark = f"取消{item_unit.unit_text}（{item_unit.get_role_display()}）"
        item_unit.delete()
        _settle_principal(taken.item)


def change_item(
    *, actor: User, item: LedgerItem, changes: Mapping[str, Any], now: datetime | None = None
) -> LedgerItem:
    """Change text, due_on, due_text, is_standing, chapter or channels of an item. What the notice said stays in it."""
    checked: dict[str, Any] = {}
    refused = []
    for name, value in changes.items():
        try:
            label, read = FIELDS[name]
            checked[name] = read(value)
        except KeyError:
            refused.append(f"没有“{name}”这个字段。")
        except (ValueError, TypeError):
            refused.append(f"“{label}”填写有误，请检查。")
    if refused:
        raise Blocked(refused)
    with step(actor=actor, item=item, action="change_item", now=now) as taken:
        labels = {name: FIELDS[name][0] for name in checked}
        taken.before = {labels[name]: str(getattr(taken.item, name) or "") for name in checked}
        for name, value in checked.items():
            setattr(taken.item, name, value)
        taken.after = {labels[name]: str(value or "") for name, value in checked.items()}
        taken.remark = "修改" + "、".join(labels.values())
    return taken.item


def add_own_item(
    *,
    actor: User,
    unit: Unit,
    year: int,
    area: str,
    contents: str,
    requirement: str = "",
    due_on: date | None = None,
    now: datetime | None = None,
) -> LedgerItem:
    """A key area that a unit sets for itself for the year (未涉及部门自定重点领域). It leads it and answers for it."""
    if not (may_manage(actor) or may_work_for(actor, unit.pk)):
        raise Blocked([f"您不是{unit.short_name or unit.name}的联络员。"])
    refused = [f"请填写{label}。" for label, words in (("重点领域", area), ("公开内容", contents)) if not words.strip()]
    if refused:
        raise Blocked(refused)
    text = f"{contents.strip()}（公开要求：{requirement.strip()}）" if requirement.strip() else contents.strip()
    with transaction.atomic():
        made = LedgerItem.objects.create(
            origin=LedgerItem.Origin.OWN,
            year=year,
            position=LedgerItem.objects.filter(origin=LedgerItem.Origin.OWN, year=year).count() + 1,
            section_path=[area.strip()],
            chapter=area.strip()[:200],
            text=text,
            due_on=due_on,
            made_by_unit=unit,
        )
        name = unit.short_name or unit.name
        ItemUnit.objects.create(item=made, unit=unit, role=Role.LEAD, unit_text=name, is_principal=True)
        ItemEvent.objects.create(item=made, action="add_own_item", actor=actor, unit=unit, at=now or timezone.now())
        record(actor=actor, action="自定重点领域", target=made, after={"年度": year, "领域": area}, unit=unit)
    return made


def _closed(rows: Iterable[LedgerItem]) -> list[str]:
    refused = []
    for row in rows:
        if row.withdrawn_on:
            refused.append(f"“{row.text[:20]}”已随通知更正撤回。")
        elif row.state == LedgerItem.State.CLOSED_OUT:
            refused.append(f"“{row.text[:20]}”已销号，不能交办。")
    return refused


def _settle_principal(item: LedgerItem) -> None:
    rows = list(ItemUnit.objects.filter(item=item).order_by("order", "pk"))
    former = [row for row in rows if row.is_principal]
    mark_principal(rows)
    # the old mark goes before the new one comes: an item has one at a time
    for row in sorted(rows, key=lambda row: row.is_principal):
        if row.is_principal != (row in former):
            row.save(update_fields=["is_principal"])


def _needed(value: Any) -> str:
    if not str(value or "").strip():
        raise ValueError
    return str(value).strip()


def _day(value: Any) -> date | None:
    if not value:
        return None
    return value if isinstance(value, date) else date.fromisoformat(str(value))


def _words(value: Any) -> list[str]:
    if isinstance(value, str):
        raise TypeError
    return [str(word).strip() for word in value if str(word).strip()]


FIELDS: dict[str, tuple[str, Callable[[Any], Any]]] = {
    "text": ("任务", _needed),
    "due_on": ("到期日", _day),
    "due_text": ("时限原文", lambda value: str(value or "").strip()[:200]),
    "is_standing": ("长期坚持", bool),
    "chapter": ("章", lambda value: str(value or "").strip()[:200]),
    "channels": ("其他渠道", _words),
}
