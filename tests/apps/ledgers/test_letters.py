"""Who is told of a step. `project/wiring.py` ties these to the events; here they are called with them."""

from __future__ import annotations

from gongkai.apps.ledgers import operations
from gongkai.apps.ledgers.events import ItemChecked, ItemReturned, ItemsAssigned, ItemSubmitted
from gongkai.apps.ledgers.operations import letters
from gongkai.apps.orgs.models import Message
from tests.apps.ledgers.samples import accept, at, item

NOW = at("2026-05-06")


def told() -> dict[str, list[str]]:
    """What each person was told, oldest first."""
    found: dict[str, list[str]] = {}
    for message in Message.objects.select_related("user").order_by("pk"):
        found.setdefault(message.user.username, []).append(message.title)
    return found


def test_each_step_tells_those_whose_turn_it_is(cast):
    task = item(accept(cast), 1)
    operations.add_evidence(
        actor=cast.finance_liaison,
        item=task,
        unit=cast.finance,
        kind="link",
        title="x",
        url="https://q.example",
        now=NOW,
    )
    operations.submit_for_check(actor=cast.finance_liaison, item=task, unit=cast.finance, now=NOW)
    Message.objects.all().delete()
    letters.tell_checkers(ItemSubmitted(task.pk, cast.finance.pk))
    letters.tell_checkers(ItemSubmitted(task.pk, cast.finance.pk))
    assert told() == {"fan": ["请检查：县财政局已提交核验"]}
    operations.give_verdict(actor=cast.justice_liaison, item=task, unit=cast.finance, is_satisfied=True, now=NOW)
    Message.objects.all().delete()
    letters.tell_of_check(ItemChecked(task.pk, cast.finance.pk, True))
    assert told() == {"lin": ["请确认销号：牵头单位已检查"], "gao": ["请确认销号：牵头单位已检查"]}
    Message.objects.all().delete()
    letters.tell_of_check(ItemChecked(task.pk, cast.finance.pk, False))
    assert told() == {"qian": ["检查认为还没有完成"]}
    Message.objects.all().delete()
    letters.tell_workers(ItemReturned(task.pk, "请补齐"))
    assert told() == {"qian": ["退回：请补齐"], "fan": ["退回：请补齐"]}


def test_assigned_items_are_told_in_one_message(cast):
    notice = accept(cast)
    items = [item(notice, 1), item(notice, 2)]
    operations.assign(actor=cast.officer, items=items, unit=cast.planning, role="responsible", now=NOW)
    Message.objects.all().delete()
    letters.tell_of_assignment(ItemsAssigned(tuple(row.pk for row in items), cast.planning.pk))
    assert told() == {"ji": ["新交办 2 项任务"]}
