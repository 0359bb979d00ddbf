"""Counters, due dates, the clocks of a notice, reminders' days, look-back."""

from __future__ import annotations

from datetime import date as d
from itertools import pairwise

import pytest

from gongkai.domain.clock import CalendarNotPublished, load_calendar
from gongkai.domain.ledger import (
    ClockClause,
    LimitFacts,
    LookBackFacts,
    NoticeClocks,
    QuotaFacts,
    ReminderTiming,
    effective_due_on,
    is_look_back_candidate,
    notice_clocks,
)

CALENDAR = load_calendar()


def quota(value=4.0, period="year", op=">=", unit="次", entries=()) -> QuotaFacts:
    return QuotaFacts("开展政策解读", op, value, unit, period, tuple(entries))


SHORT = [
    # 一次没有
    (quota(), d(2026, 6, 1), ("“开展政策解读”全年还差 4 次。",)),
    # 三次，还差一次；去年的不算
    (quota(entries=[(d(2026, 2, 1), 3), (d(2025, 12, 31), 5)]), d(2026, 6, 1), ("“开展政策解读”全年还差 1 次。",)),
    # 超过不倒找
    (quota(entries=[(d(2026, 2, 1), 9)]), d(2026, 6, 1), ()),
    # 每季度一次：到六月只欠二季度的，三四季度还没到
    (
        quota(1, "quarter", entries=[(d(2026, 3, 31), 1)]),
        d(2026, 6, 1),
        ("“开展政策解读”第二季度还差 1 次。",),
    ),
    # 每月一次：二月底问，一、二月都欠
    (quota(1, "month"), d(2026, 2, 28), ("“开展政策解读”1月还差 1 次。", "“开展政策解读”2月还差 1 次。")),
    # 半年
    (quota(1, "half_year"), d(2026, 7, 1), ("“开展政策解读”上半年还差 1 次。", "“开展政策解读”下半年还差 1 次。")),
    # 没有周期：一共多少算多少，不论年份
    (quota(2, "", entries=[(d(2025, 12, 1), 2)]), d(2026, 6, 1), ()),
    # 比例看最近一次，不相加
    (
        quota(4, "", unit="%", entries=[(d(2026, 1, 1), 3), (d(2026, 5, 1), 2)]),
        d(2026, 6, 1),
        ("“开展政策解读”还差 2%。",),
    ),
    # 不超过：不会欠
    (quota(4, op="<="), d(2026, 6, 1), ()),
]


@pytest.mark.parametrize(("counter", "today", "sentences"), SHORT)
def test_shortfalls(counter, today, sentences):
    assert counter.shortfalls(2026, today) == sentences


def test_periods_cover_the_year():
    for period, number in (("year", 1), ("half_year", 2), ("quarter", 4), ("month", 12)):
        counts = quota(1, period).counts(2024)
        assert len(counts) == number
        assert (counts[0].starts_on, counts[-1].ends_on) == (d(2024, 1, 1), d(2024, 12, 31))
        assert all((b.starts_on - a.ends_on).days == 1 for a, b in pairwise(counts))


FIXED, LATER = LimitFacts("fixed", d(2026, 6, 30)), LimitFacts("fixed", d(2026, 10, 31))
DUE = [
    # 两个日期取早的
    ([LATER, FIXED], d(2026, 3, 1), d(2026, 6, 30)),
    # 事后期限：事情还没有发生
    ([LimitFacts("relative", None, "20 working_days after 申请")], d(2026, 3, 1), None),
    # 2026-02-09 起 20 个工作日，跨春节
    ([LimitFacts("relative", None, "20 working_days after 申请", d(2026, 2, 9))], d(2026, 3, 1), d(2026, 3, 13)),
    # 印发后 3 个月：1 月 30 日起是 4 月 30 日
    ([LimitFacts("relative", None, "3 months after 印发", d(2026, 1, 30))], d(2026, 3, 1), d(2026, 4, 30)),
    # 有的期限没有数目（法定期限内）
    ([LimitFacts("relative", None, "statutory period", d(2026, 1, 30))], d(2026, 3, 1), None),
    # 每年：到年底
    ([LimitFacts("recurring", None, "every year")], d(2026, 3, 1), d(2026, 12, 31)),
    # 每季度：本季度末；次年再看，也不超出当年
    ([LimitFacts("recurring", None, "every quarter")], d(2026, 4, 1), d(2026, 6, 30)),
    ([LimitFacts("recurring", None, "every month")], d(2026, 2, 10), d(2026, 2, 28)),
    ([LimitFacts("recurring", None, "every half_year")], d(2027, 2, 10), d(2026, 12, 31)),
    # 有固定日期时，周期的不提前
    ([LATER, LimitFacts("recurring", None, "every month")], d(2026, 2, 10), d(2026, 10, 31)),
    # 没有时限
    ([], d(2026, 2, 10), None),
]


@pytest.mark.parametrize(("limits", "today", "due_on"), DUE)
def test_due_date_of_an_item(limits, today, due_on):
    assert effective_due_on(limits, CALENDAR, 2026, today) == due_on


def test_a_year_without_calendar_is_said():
    with pytest.raises(CalendarNotPublished):
        effective_due_on([LimitFacts("relative", None, "5 working_days", d(2031, 5, 1))], CALENDAR, 2031, d(2031, 5, 1))


def relative(offset: str) -> LimitFacts:
    return LimitFacts("relative", None, offset)


def test_clocks_of_a_notice_are_read_from_the_words_around_its_limits():
    clauses = [
        ClockClause(
            relative("10 working_days after publication"),
            "本方案公佈後10個工作日內",
            "各單位要在",
            "制定具體工作計劃報縣政府辦公室備案，並",
        ),
        ClockClause(relative("30 working_days"), "30个工作日内", "将工作计划备案，并在", "于政府网站公开。"),
        ClockClause(LimitFacts("fixed", d(2026, 12, 20)), "12月20日前", "", "将工作落实情况报县政府办公室"),
    ]
    found = notice_clocks(clauses, d(2026, 3, 2), CALENDAR)
    assert found == NoticeClocks(d(2026, 3, 16), d(2026, 4, 14), d(2026, 12, 20))


NO_CLOCK = [
    # 五个工作日答复来电，不是计划的期限
    ClockClause(relative("5 working_days after 来电"), "5个工作日内", "必须在", "主动回复来电人"),
    # 公开的是决算，不是工作计划
    ClockClause(relative("20 days after 批复"), "批复后20日内", "部门决算在", "向社会公开"),
    # 没有日期
    ClockClause(relative("prescribed period"), "规定时限", "在", "内报备"),
]


@pytest.mark.parametrize("clause", NO_CLOCK)
def test_limits_of_single_tasks_set_no_clock(clause):
    assert notice_clocks([clause], d(2026, 3, 2), CALENDAR) == NoticeClocks()


TIMINGS = [
    # 到期前 5 个工作日：跨过清明假期（4 月 4 至 6 日）
    (-5, True, d(2026, 4, 10), d(2026, 4, 2)),
    # 到期当天，哪怕是休息日
    (0, True, d(2026, 5, 2), d(2026, 5, 2)),
    # 逾期 1 个工作日：周五到期，周一提醒
    (1, True, d(2026, 6, 26), d(2026, 6, 29)),
    # 按自然日
    (-3, False, d(2026, 5, 2), d(2026, 4, 29)),
    # 没有公布放假安排的年份按自然日提前，不会不提醒
    (-5, True, d(2031, 5, 20), d(2031, 5, 15)),
]


@pytest.mark.parametrize(("days", "is_working", "due_on", "on"), TIMINGS)
def test_day_of_a_reminder(days, is_working, due_on, on):
    assert ReminderTiming(days, is_working).falls_on(due_on, CALENDAR) == on


@pytest.mark.parametrize(
    ("facts", "is_candidate"),
    [
        # 有明确责任主体和时限要求
        (LookBackFacts(1, True), True),
        # 没有时限
        (LookBackFacts(2, False), False),
        # 没有责任主体
        (LookBackFacts(0, True), False),
        # 已随更正撤回
        (LookBackFacts(1, True, True), False),
    ],
)
def test_look_back_takes_items_with_a_body_and_a_limit(facts, is_candidate):
    assert is_look_back_candidate(facts) is is_candidate
