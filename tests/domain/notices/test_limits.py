"""Time limits: what counts, what date it is, and what never counts."""

from datetime import date as d

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.domain.notices._limits import find_limits

FIXED = [
    # 写明年月日
    ("各单位于2026年6月30日前完成清理", "2026年6月30日前", d(2026, 6, 30)),
    # 年份随方案
    ("6月30日前报送总结", "6月30日前", d(2026, 6, 30)),
    # 月底前为当月最后一日
    ("2026年2月底前印发", "2026年2月底前", d(2026, 2, 28)),
    # N月前为上月最后一日
    ("4月前完成", "4月前", d(2026, 3, 31)),
    # 一月前落在上年
    ("2027年1月前完成", "2027年1月前", d(2026, 12, 31)),
    # 汉字月份
    ("十月底前建成专区", "十月底前", d(2026, 10, 31)),
    # 旬
    ("3月中旬前摸底", "3月中旬前", d(2026, 3, 20)),
    # 年底、年内与完成动词连用
    ("年底前基本实现", "年底前", d(2026, 12, 31)),
    ("年内至少听取一次汇报", "年内", d(2026, 12, 31)),
    ("全年举办开放日活动4场", "全年", d(2026, 12, 31)),
    # 半年、季度取期末；季度前取上季末
    ("上半年完成初稿", "上半年", d(2026, 6, 30)),
    ("三季度末前完成", "三季度末前", d(2026, 9, 30)),
    ("第三季度前完成", "第三季度前", d(2026, 6, 30)),
    # 裸年份后有完成动词
    ("力争到2027年覆盖率达到90%", "2027年", d(2027, 12, 31)),
    ("2026年，全面建成", "2026年", d(2026, 12, 31)),
    # 起止年份取末年
    ("2026—2028年，实现全覆盖", "2026—2028年", d(2028, 12, 31)),
    # 次年
    ("于次年1月底前报送", "次年1月底前", d(2027, 1, 31)),
    # 五年规划末
    ("“十五五”末实现", "“十五五”末", d(2030, 12, 31)),
    # 固定日期的节日
    ("国庆节前上线", "国庆节前", d(2026, 9, 30)),
    # 分隔符日期
    ("2026-06-30前", "2026-06-30前", d(2026, 6, 30)),
    # 政策失效日
    ("有效期至2027年12月31日", "2027年12月31日", d(2027, 12, 31)),
    # 繁体照样读，原样返回
    ("2026年6月底之前完成規劃", "2026年6月底之前", d(2026, 6, 30)),
]


@pytest.mark.parametrize(("text", "words", "on"), FIXED)
def test_a_fixed_limit_has_its_words_and_its_date(text, words, on):
    limits = find_limits(text, 0, 2026)
    assert (limits[0].text, limits[0].kind, limits[0].on) == (words, "fixed", on)
    assert not limits[0].needs_confirmation


def test_dates_in_a_row_share_the_last_ones_before():
    limits = find_limits("3月31日、6月30日、12月20日前报送", 0, 2026)
    assert [limit.on for limit in limits] == [d(2026, 3, 31), d(2026, 6, 30), d(2026, 12, 20)]


def test_dates_in_a_row_share_around():
    assert [limit.offset for limit in find_limits("9月20日、12月20日前后检查", 0, 2026)] == ["around", "around"]


def test_the_year_printed_before_carries_on_in_the_sentence():
    limits = find_limits("2027年3月底前完成试点，6月底前推开。9月底前评估", 0, 2026)
    assert [limit.on for limit in limits] == [d(2027, 3, 31), d(2027, 6, 30), d(2026, 9, 30)]


RELATIVE = [
    # 事件紧接数字时一并记录
    ("自印发之日起15个工作日内公开", "印发之日起15个工作日内", "15 working_days"),
    ("在收到申请后5日内答复", "收到申请后5日内", "5 days"),
    ("在县政府部门印发标准指引3个月内编制目录", "县政府部门印发标准指引3个月内", "3 months"),
    # 不相接的事件不记
    ("不能当场答复的，必须在5个工作日内回复来电人", "5个工作日内", "5 working_days"),
    # 汉字数字、半年、小时
    ("三十日内办结", "三十日内", "30 days"),
    ("半年内完成整改", "半年内", "6 months"),
    ("24小时内发布信息", "24小时内", "24 hours"),
    # 压缩到的时限、不少于的公示期也是时限
    ("办理时限压缩至3个工作日", "3个工作日", "3 working_days"),
    ("公开征求意见不少于30日", "30日", "30 days"),
    # 提前
    ("提前5个工作日公告", "提前5个工作日", "5 working_days before"),
    ("听证会举行10日前公告", "10日前", "10 days before"),
    # 有名无数
    ("在法定期限内公布年报", "法定期限内", "statutory period"),
    ("按规定时限报送", "规定时限", "prescribed period"),
    # 期满
    ("5年过渡期满后重新办理", "5年过渡期满后", "after the 5-year period"),
    ("春节前完成", "春节前", "before 春节"),
    ("并于下年度将结果公开", "下年度", "within the following year"),
]


@pytest.mark.parametrize(("text", "words", "offset"), RELATIVE)
def test_a_relative_limit_counts_from_its_event(text, words, offset):
    (limit,) = find_limits(text, 0, 2026)
    assert (limit.text, limit.kind, limit.on) == (words, "relative", None)
    assert limit.offset.startswith(offset)


@pytest.mark.parametrize(
    ("text", "words", "offset"),
    [
        ("每年对文件进行清理", "每年", "every year"),
        ("每季度末通报", "每季度末", "every quarter, by"),
        ("每月20日前报送", "每月20日前", "every month, by"),
        ("每半年调度", "每半年", "every half year"),
        ("每两年评估一遍", "每两年", "every year"),
        ("按月公开收支", "按月", "every month"),
        ("政务公开一季一调度", "一季一调度", "every quarter"),
        # 具名的日子年年都有
        ("在全国科技活动周期间开放", "全国科技活动周期间", "every year"),
    ],
)
def test_a_recurring_duty(text, words, offset):
    (limit,) = find_limits(text, 0, 2026)
    assert (limit.text, limit.kind, limit.on) == (words, "recurring", None)
    assert limit.offset.startswith(offset)


def test_the_second_date_of_a_recurring_pair_recurs():
    limits = find_limits("每年6月15日和12月15日前报送", 0, 2026)
    assert [limit.kind for limit in limits] == ["recurring", "recurring"]


DAMAGED = [
    ("于2026531前集中发布", d(2026, 5, 31)),
    ("在20266月底前更新", d(2026, 6, 30)),
    ("202610月底前完成", d(2026, 10, 31)),
    # 两种读法：次年的取早者，结果年初上报
    ("于2027115前报县政府", d(2027, 1, 15)),
    # 当年的取晚者，方案印发多在一月之后
    ("于2026115前完成整改", d(2026, 11, 5)),
]


@pytest.mark.parametrize(("text", "on"), DAMAGED)
def test_a_damaged_date_is_proposed_never_trusted(text, on):
    (limit,) = find_limits(text, 0, 2026)
    assert limit.on == on
    assert limit.needs_confirmation


@pytest.mark.parametrize(
    "text",
    [
        # 不是时限的副词
        "定期通报，及时更新，第一时间发布，动态调整，当场答复，全天候服务",
        # 程序先后没有长度
        "提交审议前公布草案",
        # 说明对象的年份
        "落实2026年政务公开工作要点", "编制2025年度报告", "《2026年12月底前工作安排》",
        # 过去的年数、对象的年限
        "近三年内的规划", "毕业2年内高校毕业生",
        # 别的事情的节奏
        "结合每季度新闻发布会计划开展解读", "每人每月补贴50元",
        # 过去的情况、日常与年度计划
        "截至2025年12月31日，全县共公开文件100件", "2025年，全县实现全覆盖", "按日常监管要求检查", "按年度计划推进", "到2035年远景目标",
        # 施行日期
        "2026年5月1日起施行",
    ],
)  # fmt: skip
def test_what_is_no_limit(text):
    assert find_limits(text, 0, 2026) == ()


def test_without_any_year_a_limit_is_relative():
    (limit,) = find_limits("年底前完成", 0, None)
    assert (limit.kind, limit.on) == ("relative", None)


COLUMN = [
    ("6月", d(2026, 6, 30)), ("2026年12月", d(2026, 12, 31)), ("2026.11", d(2026, 11, 30)), ("第三季度", d(2026, 9, 30)),
    ("全年", d(2026, 12, 31)), ("2026年3月至6月", d(2026, 6, 30)), ("10月31日", d(2026, 10, 31)), ("2027年", d(2027, 12, 31)),
]  # fmt: skip


@pytest.mark.parametrize(("text", "on"), COLUMN)
def test_in_a_column_of_limits_a_bare_period_counts(text, on):
    assert [limit.on for limit in find_limits(text, 0, 2026, column=True)] == [on]


def test_in_a_column_a_bare_length_counts():
    (limit,) = find_limits("20个工作日", 0, 2026, column=True)
    assert limit.offset == "20 working_days"


@pytest.mark.parametrize("text", ["持续推进", "长期坚持", "常态化", "动态更新", "及时", "——"])
def test_a_standing_entry_of_a_column_is_no_limit(text):
    assert find_limits(text, 0, 2026, column=True) == ()


@given(
    st.text(alphabet="每年月日前底末内2026013十一二半季度工作个小时自起至、，。—-《》（）今次下上", max_size=80),
    st.integers(0, 9999),
    st.sampled_from([None, 2026]),
    st.booleans(),
)
def test_spans_always_slice_to_the_words(text, at, year, column):
    for limit in find_limits(text, at, year, column):
        assert text[limit.span[0] - at : limit.span[1] - at] == limit.text
        assert (limit.on is not None) == (limit.kind == "fixed")


def test_a_long_row_of_dates_is_read_without_recursion_errors():
    assert len(find_limits("3月31日、" * 2000 + "6月30日前", 0, 2026)) > 1
