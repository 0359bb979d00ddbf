"""A year loaded by an administrator is checked before it is believed."""

from datetime import date as d

import pytest

from gongkai.domain.clock import (
    CalendarNotPublished,
    CalendarYearRefused,
    WorkCalendar,
    due_on,
    load_calendar,
    parse_year,
)


def table(**changes: object) -> dict[str, object]:
    """A year that is in order, with some entries changed."""
    whole: dict[str, object] = {
        "year": 2027,
        "source": {"title": "青溪县节假日安排（示例）", "number": "青政办〔2026〕1号"},
        "holidays": [{"name": "元旦", "first": d(2026, 12, 31), "last": d(2027, 1, 2)}],
        "make_up_workdays": [{"name": "元旦", "on": d(2026, 12, 26)}],
    }
    return whole | changes


def test_a_year_in_order() -> None:
    year = parse_year(table())
    assert list(year.holidays) == [d(2026, 12, 31), d(2027, 1, 1), d(2027, 1, 2)]
    assert year.make_up_workdays == {d(2026, 12, 26): "元旦"}
    assert (year.source_number, year.is_verified) == ("青政办〔2026〕1号", False)


def test_dates_may_come_as_text_from_a_form() -> None:
    year = parse_year(table(holidays=[{"name": "元旦", "first": "2027-01-01", "last": "2027-01-03"}]))
    assert len(year.holidays) == 3


def test_next_years_notice_rules_the_last_days_of_december() -> None:
    this_year = parse_year(
        table(
            year=2026, holidays=[{"name": "元旦", "first": d(2026, 1, 1), "last": d(2026, 1, 3)}], make_up_workdays=[]
        )
    )
    before = WorkCalendar.of([this_year])
    after = WorkCalendar.of([this_year, parse_year(table())])
    # 次年通知未发布：31日是普通的星期四
    assert due_on(d(2026, 12, 30), 1, before) == d(2026, 12, 31)
    # 发布后：26日周六上班，31日放假
    assert due_on(d(2026, 12, 25), 1, after) == d(2026, 12, 26)
    assert due_on(d(2026, 12, 30), 1, after) == d(2027, 1, 4)


def test_a_december_day_of_an_unrecorded_year_stays_unknown() -> None:
    with pytest.raises(CalendarNotPublished, match="2026年"):
        WorkCalendar.of([parse_year(table())]).is_working_day(d(2026, 12, 31))


def test_a_later_notice_prevails() -> None:
    earlier = parse_year(
        table(
            year=2026,
            holidays=[{"name": "元旦", "first": d(2026, 1, 1), "last": d(2026, 1, 1)}],
            make_up_workdays=[{"name": "元旦", "on": d(2026, 12, 27)}],
        )
    )
    later = parse_year(
        table(holidays=[{"name": "元旦", "first": d(2026, 12, 27), "last": d(2027, 1, 1)}], make_up_workdays=[])
    )
    assert not WorkCalendar.of([later, earlier]).is_working_day(d(2026, 12, 27))


def test_a_loaded_year_is_added_and_replaces_a_recorded_one() -> None:
    calendar = load_calendar(
        [
            table(),
            table(
                year=2024, holidays=[{"name": "校庆", "first": "2024-03-05", "last": "2024-03-05"}], make_up_workdays=[]
            ),
        ]
    )
    assert due_on(d(2026, 12, 30), 1, calendar) == d(2027, 1, 4)
    assert not calendar.is_working_day(d(2024, 3, 5))
    # 2024年的原安排整年被替换
    assert calendar.is_working_day(d(2024, 10, 1))
    assert [each.year for each in calendar.recorded] == list(range(2004, 2028))


REFUSED = [
    # 年份
    ({"year": None}, "年份缺失"),
    ({"year": 1900}, "年份缺失"),
    # 没有来源就不能采信
    ({"source": {}}, "缺少来源通知的标题"),
    ({"holidays": []}, "没有列出放假日期"),
    # 起止颠倒
    ({"holidays": [{"name": "春节", "first": d(2027, 2, 10), "last": d(2027, 2, 5)}]}, "春节的结束日期2027-02-05早于"),
    ({"holidays": [{"name": "春节", "first": d(2027, 2, 10)}]}, "春节缺少放假的起止日期"),
    # 把月份写错，一放两个月
    ({"holidays": [{"name": "春节", "first": d(2027, 2, 5), "last": d(2027, 4, 5)}]}, "超过16天"),
    # 两个假期重叠
    (
        {
            "holidays": [
                {"name": "中秋节", "first": d(2027, 9, 30), "last": d(2027, 10, 2)},
                {"name": "国庆节", "first": d(2027, 10, 1), "last": d(2027, 10, 7)},
            ]
        },
        "2027-10-01重复列入中秋节和国庆节",
    ),
    # 不属于这一年
    ({"holidays": [{"name": "春节", "first": d(2028, 2, 5), "last": d(2028, 2, 6)}]}, "不属于2027年安排"),
    # 星期一本来就上班
    ({"make_up_workdays": [{"name": "春节", "on": d(2027, 2, 15)}]}, "2027-02-15是星期一，本来就上班"),
    ({"make_up_workdays": [{"name": "元旦", "on": d(2027, 1, 2)}]}, "既放假（元旦）又上班"),
    ({"make_up_workdays": [{"name": "春节", "on": "不知道"}]}, "调休上班缺少日期"),
    (
        {"make_up_workdays": [{"name": "春节", "on": d(2027, 2, 20)}, {"name": "春节", "on": d(2027, 2, 20)}]},
        "重复列为调休上班",
    ),
]


@pytest.mark.parametrize(("changes", "sentence"), REFUSED)
def test_a_year_that_contradicts_itself_is_refused(changes: dict[str, object], sentence: str) -> None:
    with pytest.raises(CalendarYearRefused, match=sentence):
        parse_year(table(**changes))


def test_all_problems_are_named_at_once() -> None:
    with pytest.raises(CalendarYearRefused) as caught:
        parse_year(table(source={}, make_up_workdays=[{"name": "春节", "on": d(2027, 2, 15)}]))
    assert len(caught.value.problems) == 2
