"""Dates as printed, and dates that lost their marks."""

from datetime import date as d

import pytest

from gongkai.domain.text import read_date

WHOLE = [
    ("2026年6月4日", d(2026, 6, 4)),
    # 汉字日期
    ("二〇二六年十二月三十一日", d(2026, 12, 31)),
    ("二○二六年六月四日", d(2026, 6, 4)),
    # 字间空格
    ("2026 年 6 月 4 日", d(2026, 6, 4)),
    # 分隔符
    ("2026-06-04", d(2026, 6, 4)), ("2026/6/4", d(2026, 6, 4)), ("2026.06.04", d(2026, 6, 4)),
    # 正文中的日期
    ("青溪县人民政府办公室 2026年3月2日印发", d(2026, 3, 2)),
    # 八位数字只有一种读法
    ("20260604", d(2026, 6, 4)),
]  # fmt: skip


@pytest.mark.parametrize(("text", "on"), WHOLE)
def test_a_whole_date_has_one_reading(text, on):
    read = read_date(text)
    assert read.readings == (on,)
    assert not read.is_damaged


DAMAGED = [
    # 年月日丢失，只有一种读法
    ("2026531", (d(2026, 5, 31),)),
    ("202664", (d(2026, 6, 4),)),
    # 两种读法都列出，由人定
    ("2027115", (d(2027, 1, 15), d(2027, 11, 5))),
    # 空格占了年月日的位置
    ("2026 6 4", (d(2026, 6, 4),)),
]


@pytest.mark.parametrize(("text", "readings"), DAMAGED)
def test_a_damaged_date_lists_what_it_can_be(text, readings):
    read = read_date(text)
    assert read.readings == readings
    assert read.is_damaged


def test_the_span_is_the_date_alone():
    text = "现定于2026年6月4日召开"
    read = read_date(text)
    assert text[read.start : read.end] == "2026年6月4日"


@pytest.mark.parametrize("text", ["2026年13月1日", "2026年2月30日", "2026995", "青溪县", "12345热线"])
def test_what_is_no_date_is_none(text):
    assert read_date(text) is None
