"""新闻发布：按季度计划，登记即计数，差几次说得清；计数送到台账的数量要求。"""

from __future__ import annotations

from datetime import date

import pytest

from gongkai.apps.documents.events import PressEventRecorded
from gongkai.apps.documents.models import PressEvent
from gongkai.apps.documents.operations.press import (
    drop_plan,
    drop_press_event,
    plan_press,
    record_press_event,
    set_press_result,
)
from gongkai.apps.documents.queries.press import (
    events_without_result,
    overdue_plans,
    press_count,
    press_quarters,
)
from gongkai.apps.ledgers.models import QuotaEntry
from gongkai.apps.ledgers.operations.counting import bind_quota, count_press_event, unbind_quota
from gongkai.domain.workflow import Blocked
from tests.apps.documents.paper import at, drafted, interpretation, normative, publish, related, section
from tests.apps.ledgers.samples import accept, item

TODAY = date(2026, 10, 8)


def held(cast, title, on, rank="spokesperson", unit=None, **values):
    return record_press_event(
        actor=cast.officer, unit=unit or cast.media, title=title, form="conference", held_on=on,
        speaker_text="新闻发言人", rank=rank, now=at(date(2026, 12, 31)), **values,
    )  # fmt: skip


def test_three_events_with_one_leader_are_one_and_one_short(cast):
    held(cast, "一季度发布会", date(2026, 2, 5), "leader")
    held(cast, "二季度发布会", date(2026, 5, 5))
    held(cast, "三季度发布会", date(2026, 8, 5))
    held(cast, "去年的发布会", date(2025, 8, 5), "leader")
    count = press_count(2026)
    assert (count.total, count.by_leaders) == (3, 1)
    assert count.sentence == "还差 1 次，其中负责人带头 1 次"
    assert "不少于4次" in count.rule["source"]["article"]
    held(cast, "局长谈预算", date(2026, 11, 5), "leader")
    assert press_count(2026).sentence == "已够"


def test_each_quarter_says_whether_the_pace_is_kept(cast):
    held(cast, "一季度发布会", date(2026, 2, 5))
    quarters = press_quarters(2026, date(2026, 7, 1))
    assert [quarter.warning for quarter in quarters] == [
        "",
        "按每季度均衡推进，到第二季度末还差 1 次，其中负责人带头 1 次。",
        "按每季度均衡推进，到第三季度末还差 2 次，其中负责人带头 1 次。",
        "",
    ]


def test_a_planned_event_without_a_record_becomes_overdue(cast, django_assert_num_queries):
    values = {"actor": cast.finance_liaison, "unit": cast.finance, "form": "conference"}
    late = plan_press(**values, title="预算发布会", planned_on=date(2026, 9, 10))
    coming = plan_press(**values, title="决算发布会", planned_on=TODAY)
    done = plan_press(**values, title="补贴发布会", planned_on=date(2026, 9, 1))
    gone = plan_press(**values, title="取消的发布会", planned_on=date(2026, 9, 2))
    drop_plan(actor=cast.finance_liaison, plan=gone, reason="并入预算发布会")
    held(cast, "补贴发布会", date(2026, 9, 1), unit=cast.finance, plan=done)
    assert list(overdue_plans(TODAY)) == [late]
    with django_assert_num_queries(2):
        quarters = press_quarters(2026, TODAY)
    assert [(row.plan.pk, row.state) for row in quarters[2].planned] == [
        (done.pk, "without_result"),
        (gone.pk, "dropped"),
        (late.pk, "overdue"),
    ]
    assert [row.state for row in quarters[3].planned] == ["planned"]
    assert coming.quarter == 4


def test_an_event_without_a_public_result_is_flagged(cast):
    event = held(cast, "预算发布会", date(2026, 9, 1))
    assert list(events_without_result()) == [event]
    target = publish(drafted(normative(cast)))
    places = [section("政策解读")]
    draft = drafted(interpretation(cast), places=places, relations=related("interprets", target))
    set_press_result(actor=cast.officer, event=event, result=draft)
    assert list(events_without_result()) == [event]
    set_press_result(actor=cast.officer, event=event, result=publish(draft))
    assert not events_without_result().exists()


def test_units_record_their_own_events_only_and_not_those_to_come(cast):
    with pytest.raises(Blocked) as refused:
        record_press_event(
            actor=cast.town_liaison, unit=cast.finance, title="发布会", form="text", held_on=date(2026, 9, 9),
            speaker_text="", rank="leader", now=at(date(2026, 9, 1)),
        )  # fmt: skip
    assert refused.value.blockers == (
        "您不是县财政局的联络员。",
        "请选择新闻发布的形式。",
        "日期不能晚于今天。",
        "请填写发布人。",
    )


@pytest.fixture
def quota(cast):
    """任务第 2 项：每年组织新闻发布会不少于4次（县政府办公室牵头，县融媒体中心负责）。"""
    return item(accept(cast), 2).quotas.get()


def counted(quota):
    return [(entry.done_on, entry.note) for entry in quota.entries.all()]


def test_a_bound_number_is_filled_by_press_events_of_its_units(cast, quota, django_capture_on_commit_callbacks):
    held(cast, "绑定前的发布会", date(2026, 2, 5))
    bind_quota(actor=cast.officer, quota=quota, kind="press")
    assert counted(quota) == [(date(2026, 2, 5), "新闻发布会：绑定前的发布会")]
    with django_capture_on_commit_callbacks(execute=True):
        event = held(cast, "补贴发布会", date(2026, 4, 5))
        held(cast, "不在这一项的单位", date(2026, 4, 6), unit=cast.planning)
        held(cast, "去年的", date(2025, 4, 6))
    assert len(counted(quota)) == 2
    # 重复通知一次，仍是一次
    count_press_event(PressEventRecorded(event.pk))
    assert len(counted(quota)) == 2
    with django_capture_on_commit_callbacks(execute=True):
        drop_press_event(actor=cast.officer, event=event, reason="登记错了")
    assert [note for _, note in counted(quota)] == ["新闻发布会：绑定前的发布会"]


def test_a_corrected_event_is_counted_as_corrected(cast, quota, django_capture_on_commit_callbacks):
    bind_quota(actor=cast.officer, quota=quota, kind="press_by_leader", is_whole_place=True)
    with django_capture_on_commit_callbacks(execute=True):
        event = held(cast, "县长谈规划", date(2026, 4, 5), "leader", unit=cast.planning)
    assert counted(quota) == [(date(2026, 4, 5), "新闻发布会：县长谈规划")]
    with django_capture_on_commit_callbacks(execute=True):
        held(cast, "发言人谈规划", date(2026, 4, 5), unit=cast.planning, event=event)
    assert counted(quota) == []
    assert PressEvent.objects.count() == 1


def test_a_number_that_nobody_bound_is_left_alone(cast, quota, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        held(cast, "发布会", date(2026, 4, 5))
    assert counted(quota) == []
    with pytest.raises(Blocked, match="自动统计由政务公开主管部门设置"):
        bind_quota(actor=cast.finance_liaison, quota=quota, kind="press")


def test_unbinding_takes_back_what_was_counted_and_leaves_what_people_entered(cast, quota):
    held(cast, "发布会", date(2026, 4, 5))
    QuotaEntry.objects.create(quota=quota, count=1, done_on=date(2026, 1, 5), note="人工登记", made_by=cast.officer)
    source = bind_quota(actor=cast.officer, quota=quota, kind="press")
    assert len(counted(quota)) == 2
    unbind_quota(actor=cast.officer, source=source)
    assert [note for _, note in counted(quota)] == ["人工登记"]
