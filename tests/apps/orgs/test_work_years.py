"""A year's holiday arrangement arrives: it is checked, recorded, counted with, corrected and taken back."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai.apps.audit.models import AuditEntry
from gongkai.apps.ledgers.models import TimeLimit
from gongkai.apps.ledgers.operations import change_item, set_event_day
from gongkai.apps.ledgers.operations.due_dates import recount
from gongkai.apps.orgs.models import WorkYear
from gongkai.apps.orgs.operations import load_work_year, withdraw_work_year
from gongkai.apps.orgs.queries import work_calendar
from gongkai.domain.clock import CalendarNotPublished
from gongkai.domain.workflow import Blocked
from tests.apps.ledgers.samples import NOTICE, accept, at, item

YEAR_2027 = """year = 2027
[source]
title = "国务院办公厅关于2027年部分节假日安排的通知"
number = "国办发明电〔2026〕9号"
[[holidays]]
name = "元旦"
first = 2027-01-01
last = 2027-01-03
[[make_up_workdays]]
name = "元旦"
on = 2027-01-09
"""
# 更正：元旦多放一天
CORRECTED = YEAR_2027.replace("last = 2027-01-03", "last = 2027-01-04")
NOW = at("2026-12-01")

REFUSED = [
    # 随系统提供并已核对的年份不能改录
    (
        YEAR_2027.replace("2027", "2026").replace("2026-01-09", "2026-01-10"),
        "2026年的放假安排随系统提供，已经核对，不能改录。",
    ),
    # 写法有误的说在第几行
    ("year = 2027\n[source\n", "第 2 行写法有误，读不出来。"),
    # 来源网址会成为链接
    (YEAR_2027.replace("number =", 'url = "javascript:alert(1)"\nnumber ='), "来源网址填写有误"),
    # 括号套括号、没有这一天、贴得太多，都是一句话
    ("a = " + "[" * 9000, "读不出来"),
    (YEAR_2027.replace("2027-01-03", "2027-02-30"), "读不出来"),
    ("#" * 20_001, "一次只录入一年"),
]


def load(actor, text=YEAR_2027, now=NOW):
    return load_work_year(actor=actor, text=text, now=now)


@pytest.mark.parametrize(("text", "sentence"), REFUSED)
def test_what_contradicts_itself_is_not_recorded(cast, text, sentence):
    with pytest.raises(Blocked) as refused:
        load(cast.officer, text)
    assert sentence in "".join(refused.value.blockers)
    assert not WorkYear.objects.exists()


def test_only_the_office_and_the_administrator_load(cast):
    for nobody in (cast.finance_liaison, cast.reviewer, cast.auditor, cast.stranger):
        with pytest.raises(Blocked, match="只有政务公开主管部门人员或系统管理员可以办理"):
            load(nobody)
    assert load(cast.admin).source_text == "国务院办公厅关于2027年部分节假日安排的通知（国办发明电〔2026〕9号）"
    with pytest.raises(Blocked):
        withdraw_work_year(actor=cast.finance_liaison, year=2027)


def test_a_loaded_year_counts_at_once_and_is_corrected_and_taken_back(cast, django_assert_num_queries):
    day = date(2027, 1, 4)
    with pytest.raises(CalendarNotPublished):
        work_calendar().is_working_day(day)
    load(cast.officer)
    with django_assert_num_queries(1):
        assert work_calendar().is_working_day(day)
    with pytest.raises(Blocked, match="与已录入的相同"):
        load(cast.officer, YEAR_2027.replace("\n", "\r\n"))
    # 同一时刻的更正也立刻生效
    load(cast.second_officer, CORRECTED)
    assert not work_calendar().is_working_day(day)
    withdraw_work_year(actor=cast.officer, year=2027)
    with pytest.raises(CalendarNotPublished):
        work_calendar().is_working_day(day)
    with pytest.raises(Blocked, match="没有录入过2027年"):
        withdraw_work_year(actor=cast.officer, year=2027)
    actions = AuditEntry.objects.order_by("pk").values_list("action", flat=True)
    assert list(actions) == ["录入放假安排", "更正放假安排", "撤回放假安排"]


def test_a_year_that_another_process_recorded_is_seen(cast):
    assert 2027 not in work_calendar().years
    WorkYear.objects.create(year=2027, text=YEAR_2027, source_text="通知", loaded_at=NOW)
    assert 2027 in work_calendar().years


def test_limits_that_waited_for_the_year_get_their_day(cast, django_capture_on_commit_callbacks):
    task = item(accept(cast), 3)
    limit = TimeLimit.objects.create(item=task, kind="relative", text="印发后10个工作日内", offset="10 working_days")
    set_event_day(actor=cast.officer, time_limit=limit, event_on=date(2026, 12, 25), now=at("2026-12-25"))
    task.refresh_from_db()
    assert task.due_on is None
    # 录入、更正、撤回之后的到期日：12月28日至31日四天，元旦后1月4日至9日（9日上班）六天
    for change, due_on in [
        (lambda: load(cast.officer), date(2027, 1, 9)),
        (lambda: load(cast.officer, CORRECTED), date(2027, 1, 11)),
        (lambda: withdraw_work_year(actor=cast.officer, year=2027), None),
        (lambda: load(cast.officer), date(2027, 1, 9)),
    ]:
        with django_capture_on_commit_callbacks(execute=True):
            change()
        task.refresh_from_db()
        limit.refresh_from_db()
        assert task.due_on == limit.due_on == due_on
    assert task.events.filter(action="recount").count() == 4
    # 再算一次什么也不变，也不留记录
    entries = AuditEntry.objects.count()
    assert recount(year=2027) == 0
    assert AuditEntry.objects.count() == entries


def test_a_day_set_by_hand_stays(cast, django_capture_on_commit_callbacks):
    task = item(accept(cast), 3)
    limit = TimeLimit.objects.create(item=task, kind="relative", text="印发后10个工作日内", offset="10 working_days")
    set_event_day(actor=cast.officer, time_limit=limit, event_on=date(2026, 12, 25), now=at("2026-12-25"))
    change_item(actor=cast.officer, item=task, changes={"due_on": date(2026, 12, 31)})
    with django_capture_on_commit_callbacks(execute=True):
        load(cast.officer)
    task.refresh_from_db()
    limit.refresh_from_db()
    assert (task.due_on, limit.due_on) == (date(2026, 12, 31), date(2027, 1, 9))


def test_the_clocks_of_a_late_notice_are_filled(cast, django_capture_on_commit_callbacks):
    notice = accept(cast, NOTICE.replace("2026年3月2日", "2026年12月22日"), now=at("2026-12-23"))
    assert notice.plan_due_on is None
    with django_capture_on_commit_callbacks(execute=True):
        load(cast.officer)
    notice.refresh_from_db()
    # 12月23日至31日七个工作日，1月4日至6日三个
    assert notice.plan_due_on == date(2027, 1, 6)
