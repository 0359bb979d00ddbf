"""Numbers as officials write them."""

import pytest

from gongkai.domain.text import read_number

ROWS = [
    # 阿拉伯数字，带千分位与小数
    ("12", 12), ("1,200", 1200), ("12,345,678", 12345678), ("4.5", 4.5),
    # 全角数字与半角同值
    ("１２", 12),
    # 汉字数字：位值
    ("四", 4), ("十", 10), ("十二", 12), ("二十", 20), ("一百零五", 105), ("三百二十", 320), ("一万二千", 12000), ("两", 2),
    # 逐位书写的年份；○ 与 〇 相同
    ("二○三五", 2035), ("二〇二六", 2026),
    # 万、亿乘开
    ("3万", 30000), ("1.5亿", 150_000_000), ("2万亿", 2_000_000_000_000), ("万亿", 1_000_000_000_000),
    # 大写数字
    ("伍佰", 500),
    # 繁体
    ("兩萬", 20000),
]  # fmt: skip


@pytest.mark.parametrize(("text", "value"), ROWS)
def test_value(text, value):
    assert read_number(text) == value


@pytest.mark.parametrize("text", ["", "若干", "第三", "1.2.3", "3个", "百分之五十"])
def test_what_is_no_numeral_has_no_value(text):
    assert read_number(text) is None
