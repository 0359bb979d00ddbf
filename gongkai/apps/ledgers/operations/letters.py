"""Telling people what happened to their items: the reactions that `project/wiring.py` ties to the ledger's events."""

from __future__ import annotations

from collections.abc import Iterable

from gongkai.apps.ledgers.events import ItemChecked, ItemClosedOut, ItemReturned, ItemsAssigned, ItemSubmitted
from gongkai.apps.ledgers.models import ItemEvent, LedgerItem, Verdict
from gongkai.apps.ledgers.operations.reminders import address_of
from gongkai.apps.ledgers.permissions import ROLES
from gongkai.apps.ledgers.queries.facts import parts_of
from gongkai.apps.orgs.models import Membership, Unit, User
from gongkai.apps.orgs.operations import send_message
from gongkai.apps.orgs.queries import officers


def tell_checkers(event: ItemSubmitted) -> None:
    """A unit submitted: the people of the lead units are to check."""
    item, unit = LedgerItem.objects.get(pk=event.item_id), Unit.objects.get(pk=event.unit_id)
    title = f"请检查：{unit.short_name or unit.name}已提交核验"
    _tell(_people_of(parts_of(item).checkers), item, "submitted", title)


def tell_of_check(event: ItemChecked) -> None:
    """Checked and found wanting: the unit is told. All checked and found done: the office is to confirm."""
    item, unit = LedgerItem.objects.get(pk=event.item_id), Unit.objects.get(pk=event.unit_id)
    if not event.is_satisfied:
        _tell(_people_of([event.unit_id]), item, f"unsatisfied:{unit.pk}", "检查认为还没有完成")
        return
    done = Verdict.objects.filter(item=item, is_current=True, is_satisfied=True).values_list("unit_id", flat=True)
    if set(parts_of(item).checked) <= set(done):
        _tell(officers(), item, "confirm", "请确认销号：牵头单位已检查")


def tell_workers(event: ItemReturned) -> None:
    """Returned or reopened: the units that work on it are told why."""
    item = LedgerItem.objects.get(pk=event.item_id)
    _tell(_people_of(parts_of(item).workers), item, "returned", f"退回：{event.remark}")


def tell_of_close_out(event: ItemClosedOut) -> None:
    """Closed out: the units that worked on it are told."""
    item = LedgerItem.objects.get(pk=event.item_id)
    _tell(_people_of(parts_of(item).workers), item, "closed", "已销号")


def tell_of_assignment(event: ItemsAssigned) -> None:
    """Given to a unit: its people are told, once for all items."""
    items = list(LedgerItem.objects.filter(pk__in=event.item_ids).order_by("pk"))
    if not items:
        return
    lines = "\n".join(item.text[:60] for item in items[:20])
    step = _step(items[0])
    for user in _people_of([event.unit_id]):
        send_message(
            user=user,
            key=f"item:{items[0].pk}:assigned:{step}",
            title=f"新交办 {len(items)} 项任务",
            text=lines,
            url=address_of(items[0].pk if len(items) == 1 else None),
            by_mail=True,
        )


def _people_of(unit_ids: Iterable[int]) -> Iterable[User]:
    held = Membership.objects.filter(unit__in=list(unit_ids), role__in=(ROLES.LIAISON, ROLES.OFFICE))
    return User.objects.filter(is_active=True, pk__in=held.values("user"))


def _tell(people: Iterable[User], item: LedgerItem, word: str, title: str) -> None:
    """Once for one step of the item, however often the reaction runs."""
    key = f"item:{item.pk}:{word}:{_step(item)}"
    for user in people:
        send_message(user=user, key=key, title=title, text=item.text[:200], url=address_of(item.pk), by_mail=True)


def _step(item: LedgerItem) -> int:
    return ItemEvent.objects.filter(item=item).count()
