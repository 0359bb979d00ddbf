"""Why each day counts or not."""

from datetime import date as d

from gongkai.domain.clock import explain, load_calendar

CALENDAR = load_calendar()


def test_working_days_one_by_one() -> None:
    days = explain(d(2026, 2, 12), 3, "working_days", CALENDAR, paused=[d(2026, 2, 13)])
    told = [(each.day.day, each.is_counted, each.reason, each.number) for each in days]
    assert told[:3] == [
        # 收到日
        (12, False, "当日不计，次日起算", 0),
        (13, False, "暂停计算", 0),
        # 周六上班
        (14, True, "星期六，春节调休上班", 1),
    ]
    # 九天春节
    assert {reason for _, _, reason, _ in told[3:12]} == {"春节假期"}
    assert told[12:] == [(24, True, "工作日", 2), (25, True, "工作日", 3)]


def test_a_weekend_is_called_by_its_name() -> None:
    days = explain(d(2026, 3, 6), 1, "working_days", CALENDAR)
    assert [each.reason for each in days[1:]] == ["星期六", "星期日", "工作日"]


def test_calendar_days_that_end_on_a_holiday_move() -> None:
    days = explain(d(2026, 9, 20), 5, "days", CALENDAR)
    assert [(each.day.day, each.is_counted, each.reason) for each in days[-4:]] == [
        (25, True, "期限最后一日，逢中秋节假期"),
        (26, False, "中秋节假期，继续顺延"),
        (27, False, "中秋节假期，继续顺延"),
        (28, False, "顺延至此日届满"),
    ]
    assert days[-4].number == 5


def test_the_last_counted_number_is_the_limit() -> None:
    days = explain(d(2026, 2, 9), 20, "working_days", CALENDAR)
    assert (days[-1].day, days[-1].number) == (d(2026, 3, 13), 20)
    assert sum(each.is_counted for each in days) == 20
