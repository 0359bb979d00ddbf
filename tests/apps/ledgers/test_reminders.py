"""Rules remind once; escalation reaches the office; a job killed half way finishes the next time."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from gongkai.apps.ledgers import operations
from gongkai.apps.ledgers.models import LedgerItem, Reminder, ReminderRule
from gongkai.apps.ledgers.operations import Blocked, reminders
from gongkai.apps.orgs.models import Message
from tests.apps.ledgers.samples import accept, at, item


@pytest.fixture
def task(cast) -> LedgerItem:
    """县司法局牵头、县财政局负责，2026-06-30（周二）到期。别的任务不参加。"""
    notice = accept(cast)
    LedgerItem.objects.exclude(position=1).update(due_on=None)
    return item(notice, 1)


def simulate(first: date, last: date) -> None:
    day = first
    while day <= last:
        operations.run_daily(day)
        operations.run_daily(day)
        day += timedelta(days=1)


def test_each_rule_reminds_exactly_once(cast, task):
    simulate(date(2026, 6, 1), date(2026, 7, 31))
    sent = {}
    for row in Reminder.objects.select_related("rule", "unit").order_by("sent_at", "unit"):
        sent.setdefault((str(row.sent_at.date()), row.rule.name), []).append(row.unit)
    assert sent == {
        # 6 月 30 日往前 5 个工作日，跨过一个周末
        ("2026-06-23", "到期前 5 个工作日"): [cast.finance],
        ("2026-06-29", "到期前 1 个工作日"): [cast.finance],
        ("2026-06-30", "到期当天"): [cast.finance, cast.justice],
        # 逾期报主管部门
        ("2026-07-01", "逾期 1 个工作日"): [cast.office, cast.finance, cast.justice],
        ("2026-07-07", "逾期 5 个工作日"): [cast.office, cast.finance, cast.justice],
    }
    # 每人每条提醒收到一次
    told = {
        user.username: Message.objects.filter(user=user).count()
        for user in (
            cast.officer,
            cast.second_officer,
            cast.finance_liaison,
            cast.justice_liaison,
            cast.planning_liaison,
        )
    }
    assert told == {"lin": 2, "gao": 2, "qian": 5, "fan": 3, "ji": 0}


def test_closed_items_are_left_alone(cast, task):
    LedgerItem.objects.filter(pk=task.pk).update(state="closed_out")
    simulate(date(2026, 6, 20), date(2026, 7, 10))
    assert not Reminder.objects.exists()


def test_a_new_due_date_reminds_anew(cast, task):
    operations.run_daily(date(2026, 6, 30))
    operations.change_item(actor=cast.officer, item=task, changes={"due_on": "2026-07-15"}, now=at("2026-07-01"))
    operations.run_daily(date(2026, 7, 15))
    assert set(Reminder.objects.values_list("due_on", flat=True)) == {date(2026, 6, 30), date(2026, 7, 15)}


def test_a_worker_that_stood_still_catches_up_with_the_latest_rule_only(cast, task):
    # 六月底到七月三日停机：只补最近的一条，不把漏掉的都发一遍
    operations.run_daily(date(2026, 7, 3))
    assert set(Reminder.objects.values_list("rule__name", flat=True)) == {"逾期 1 个工作日"}
    # 停得太久的不再补
    Reminder.objects.all().delete()
    operations.run_daily(date(2026, 7, 20))
    assert not Reminder.objects.exists()


def test_killed_after_entering_and_before_telling(cast, task, monkeypatch):
    def killed(*words):
        raise KeyboardInterrupt

    monkeypatch.setattr(reminders, "_deliver", killed)
    with pytest.raises(KeyboardInterrupt):
        operations.run_daily(date(2026, 6, 30))
    monkeypatch.undo()
    assert (Reminder.objects.count(), Message.objects.count()) == (2, 0)
    operations.run_daily(date(2026, 6, 30))
    assert (Reminder.objects.count(), Message.objects.count()) == (2, 2)


def test_killed_between_two_people(cast, task, monkeypatch):
    sent = []
    send = reminders.send_message

    def dies_at_the_second(**words):
        if sent:
            raise KeyboardInterrupt
        sent.append(words["user"])
        return send(**words)

    monkeypatch.setattr(reminders, "send_message", dies_at_the_second)
    with pytest.raises(KeyboardInterrupt):
        operations.run_daily(date(2026, 6, 30))
    monkeypatch.undo()
    operations.run_daily(date(2026, 6, 30))
    assert Message.objects.count() == 2
    assert Message.objects.values("user").distinct().count() == 2


def test_an_item_added_the_same_day_is_told_without_repeating_the_first(cast, task):
    operations.run_daily(date(2026, 6, 30))
    LedgerItem.objects.filter(position=4).update(due_on=date(2026, 6, 30))
    operations.run_daily(date(2026, 6, 30))
    texts = [row.text for row in Message.objects.filter(user=cast.finance_liaison).order_by("pk")]
    assert len(texts) == 2
    assert "规范性文件" in texts[0]
    assert "规范性文件" not in texts[1]


def test_urging_by_hand(cast, task):
    sent = operations.remind(actor=cast.officer, items=[task], remark="请本周完成", now=at("2026-06-10"))
    assert {row.unit for row in sent} == {cast.finance, cast.justice}
    message = Message.objects.get(user=cast.finance_liaison)
    assert message.title == "林静催办：1 项任务"
    assert message.text.startswith("请本周完成")
    # 再催一次是另一回事
    operations.remind(actor=cast.officer, items=[task], now=at("2026-06-11"))
    assert Message.objects.filter(user=cast.finance_liaison).count() == 2


def test_rules_are_checked_and_switched_off_not_deleted(cast):
    operations.ensure_rules()
    operations.ensure_rules()
    assert ReminderRule.objects.count() == 5
    rule = ReminderRule.objects.get(days=0)
    operations.save_rule(actor=cast.officer, rule=rule, name="到期当天", days=0, receivers=["office"], is_active=False)
    rule.refresh_from_db()
    assert (rule.is_active, rule.receivers) == (False, ["office"])
    with pytest.raises(Blocked) as refusal:
        operations.save_rule(actor=cast.officer, name="到期当天", days=90, receivers=["mayor"])
    assert refusal.value.blockers == ("请选择提醒谁。", "天数应在前后 60 天之内。", "已经有名为“到期当天”的规则。")


def test_a_recurring_duty_comes_back_when_the_period_was_worked_on(cast, task):
    notice = task.notice
    yearly = item(notice, 2)
    limit = yearly.time_limits.get()
    limit.offset = "every quarter"
    limit.save()
    LedgerItem.objects.filter(pk=yearly.pk).update(due_on=date(2026, 3, 31))
    # 一季度没有动静：仍是逾期
    operations.run_daily(date(2026, 4, 2))
    yearly.refresh_from_db()
    assert yearly.due_on == date(2026, 3, 31)
    operations.record_quota(
        actor=cast.officer,
        quota=yearly.quotas.get(),
        count=1,
        done_on=date(2026, 3, 20),
        note="一季度发布会",
        now=at("2026-04-02"),
    )
    operations.run_daily(date(2026, 4, 3))
    yearly.refresh_from_db()
    assert yearly.due_on == date(2026, 6, 30)
