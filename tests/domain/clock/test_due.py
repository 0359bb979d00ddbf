"""Last days of limits: the rows an official would check by finger on the wall calendar."""

from datetime import date as d

import pytest

from gongkai.domain.clock import CalendarNotPublished, due_after, due_on, load_calendar

CALENDAR = load_calendar()

# 收到日、7个工作日、20个工作日、40个工作日（两次计满）
VECTORS = [
    # 春节连休，前后各有一个周六调休上班
    (d(2026, 2, 9), d(2026, 2, 25), d(2026, 3, 13), d(2026, 4, 13)),
    # 中秋、国庆相连，10月10日周六上班
    (d(2026, 9, 24), d(2026, 10, 12), d(2026, 10, 29), d(2026, 11, 26)),
    # 五一前一天收到
    (d(2026, 4, 30), d(2026, 5, 13), d(2026, 6, 1), d(2026, 6, 30)),
    # 中秋周末上班，国庆七天
    (d(2021, 9, 17), d(2021, 9, 28), d(2021, 10, 21), d(2021, 11, 18)),
]


@pytest.mark.parametrize(("received", "seven", "twenty", "forty"), VECTORS)
def test_published_vectors(received: d, seven: d, twenty: d, forty: d) -> None:
    assert [due_on(received, days, CALENDAR) for days in (7, 20, 40)] == [seven, twenty, forty]


CASES = [
    # 收到日不计，次日起算
    (d(2024, 3, 4), 3, (), d(2024, 3, 7)),
    # 调休上班的周日算工作日，法定假日不算
    (d(2024, 9, 27), 3, (), d(2024, 10, 8)),
    # 周末收到，下周一是第一日
    (d(2024, 3, 9), 1, (), d(2024, 3, 11)),
    # 零日：收到当日
    (d(2024, 3, 9), 0, (), d(2024, 3, 9)),
    # 征求第三方意见的三天不计
    (d(2024, 3, 4), 3, (d(2024, 3, 5), d(2024, 3, 6), d(2024, 3, 7)), d(2024, 3, 12)),
    # 暂停落在周末，不影响期限
    (d(2024, 3, 4), 5, (d(2024, 3, 9), d(2024, 3, 10)), d(2024, 3, 11)),
    # 2018年12月29日周六上班，31日放假：由次年的通知规定
    (d(2018, 12, 28), 1, (), d(2018, 12, 29)),
    (d(2018, 12, 29), 1, (), d(2019, 1, 2)),
    # 2020年春节延长至2月2日
    (d(2020, 1, 23), 1, (), d(2020, 2, 3)),
    # 2015年9月3日至5日抗战胜利纪念日调休，6日周日上班
    (d(2015, 9, 2), 1, (), d(2015, 9, 6)),
]


@pytest.mark.parametrize(("received", "working_days", "paused", "last"), CASES)
def test_working_days(received: d, working_days: int, paused: tuple[d, ...], last: d) -> None:
    assert due_on(received, working_days, CALENDAR, paused) == last


LIMITS = [
    # 三十日，末日是端午节，顺延到下周一
    (d(2026, 5, 20), 30, "days", d(2026, 6, 22)),
    # 末日逢周六，顺延到周一
    (d(2024, 3, 6), 10, "days", d(2024, 3, 18)),
    # 末日逢调休上班的周六：是工作日，不顺延
    (d(2026, 2, 4), 10, "days", d(2026, 2, 14)),
    # 末日逢国庆，顺延到节后上班第一天
    (d(2024, 9, 1), 30, "days", d(2024, 10, 8)),
    # 三个月，到期月的对应日
    (d(2024, 3, 13), 3, "months", d(2024, 6, 13)),
    # 没有对应日的，月末日；2024年闰年
    (d(2024, 1, 31), 1, "months", d(2024, 2, 29)),
    (d(2023, 8, 31), 6, "months", d(2024, 2, 29)),
    # 跨年：11月30日起三个月；2026年2月28日周六调休上班
    (d(2025, 11, 30), 3, "months", d(2026, 2, 28)),
    # 工作日也可从这里算
    (d(2026, 2, 9), 20, "working_days", d(2026, 3, 13)),
]


@pytest.mark.parametrize(("start", "amount", "unit", "last"), LIMITS)
def test_days_and_months(start: d, amount: int, unit: str, last: d) -> None:
    assert due_after(start, amount, unit, CALENDAR) == last


def test_a_limit_may_be_told_to_end_on_a_holiday() -> None:
    assert due_after(d(2024, 9, 1), 30, "days", CALENDAR, moves_off_holidays=False) == d(2024, 10, 1)


def test_pauses_lengthen_days_and_months() -> None:
    # 暂停四天，顺延四天
    paused = (d(2024, 3, 7), d(2024, 3, 8), d(2024, 3, 9), d(2024, 3, 10))
    assert due_after(d(2024, 3, 4), 10, "days", CALENDAR, paused) == d(2024, 3, 18)
    assert due_after(d(2024, 3, 4), 1, "months", CALENDAR, paused) == d(2024, 4, 8)


def test_an_extension_and_a_restart_are_the_same_rule() -> None:
    received, clarified = d(2026, 2, 9), d(2026, 2, 26)
    # 延长二十个工作日：自收到日起四十个工作日
    assert due_on(received, 20 + 20, CALENDAR) == due_on(due_on(received, 20, CALENDAR), 20, CALENDAR)
    # 补正后重新起算
    assert due_on(clarified, 20, CALENDAR) == d(2026, 3, 25)


def test_an_unpublished_year_is_named() -> None:
    with pytest.raises(CalendarNotPublished, match="2027年") as caught:
        due_on(d(2026, 12, 30), 2, CALENDAR)
    assert caught.value.year == 2027


def test_an_unpublished_year_matters_only_when_a_day_falls_in_it() -> None:
    # 最后一个工作日就是12月31日，不必知道次年安排
    assert due_on(d(2026, 12, 30), 1, CALENDAR) == d(2026, 12, 31)
    # 2027年的自然日：只有末日需要日历
    with pytest.raises(CalendarNotPublished):
        due_after(d(2026, 12, 30), 10, "days", CALENDAR)
    assert due_after(d(2026, 12, 30), 10, "days", CALENDAR, moves_off_holidays=False) == d(2027, 1, 9)
    # 暂停的日子不需要日历
    with pytest.raises(CalendarNotPublished, match="2027年"):
        due_on(d(2026, 12, 31), 1, CALENDAR, paused=(d(2027, 1, 1),))


def test_a_negative_limit_is_refused() -> None:
    with pytest.raises(ValueError, match="不能是负数"):
        due_on(d(2026, 3, 2), -1, CALENDAR)
    with pytest.raises(ValueError, match="不能是负数"):
        due_after(d(2026, 3, 2), -1, "months", CALENDAR)
