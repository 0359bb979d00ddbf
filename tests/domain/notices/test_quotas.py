"""Numbers that bind a task, and numbers that only describe."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.domain.notices._quotas import find_quotas

BINDING = [
    # 明文下限
    ("每年组织培训不少于2次", ">=", 2, "次", "year"),
    ("每季度至少报送1篇信息", ">=", 1, "篇", "quarter"),
    ("至少设置“视频、图片、文字”3个子栏目", ">=", 3, "个", None),
    ("分值权重不低于4%的要求", ">=", 4, "%", None),
    ("抽查数量占比不低于总数的20%", ">=", 20, "%", None),
    # 达到、超过、以上
    ("图解比例达到80%以上", ">=", 80, "%", None),
    ("发布稿件500篇以上", ">=", 500, "篇", None),
    ("每年开展2次以上专项检查", ">=", 2, "次", "year"),
    # 上限
    ("错敏率不超过1%", "<=", 1, "%", None),
    ("失业率控制在4.5%以内", "<=", 4.5, "%", None),
    # 有周期的次数
    ("每季度召开一次新闻发布会", "=", 1, "次", "quarter"),
    ("一季一次", "=", 1, "次", "quarter"),
    # 必须配备的人
    ("各确定1名联络员", "=", 1, "名", None),
    ("明确一名社区负责同志分管", "=", 1, "名", None),
    # 点名要做的场次与产出
    ("组织2场政策宣讲", "=", 2, "场", None),
    ("培育示范点10个", "=", 10, "个", None),
    # 万、亿乘开
    ("产业收入保持在万亿元以上", ">=", 1_000_000_000_000, "元", None),
    ("快递业务量达到25亿件", ">=", 2_500_000_000, "件", None),
    # 压减幅度
    ("办理时限压缩50%", ">=", 50, "%", None),
    # 繁体
    ("每年至少聽取1次匯報", ">=", 1, "次", "year"),
]


@pytest.mark.parametrize(("text", "op", "value", "unit", "period"), BINDING)
def test_a_binding_number(text, op, value, unit, period):
    (quota,) = find_quotas(text, 0)
    assert (quota.op, quota.value, quota.unit, quota.period) == (op, value, unit, period)


def test_a_range_is_a_floor_and_a_ceiling():
    assert [(q.op, q.value) for q in find_quotas("电炉钢比达到5%-10%", 0)] == [(">=", 5), ("<=", 10)]


def test_a_list_of_outputs_goes_on():
    assert [q.value for q in find_quotas("培训骨干300名，乡镇干部1700名，走访村民", 0)] == [300, 1700]


def test_a_part_of_a_quota_inherits_its_period():
    quotas = find_quotas("每年开展解读不少于4次，其中，负责同志带头解读应不少于2次", 0)
    assert [(q.value, q.period) for q in quotas] == [(4, "year"), (2, "year")]


def test_each_rhythm_of_a_clause_goes_with_its_own_number():
    quotas = find_quotas("每周至少举办一次专场招聘、每月至少举办一次综合招聘", 0)
    assert [q.period for q in quotas] == ["week", "month"]


def test_what_is_counted_is_named():
    (quota,) = find_quotas("每年至少开展1次政务公开工作培训", 0)
    assert quota.of == "政务公开工作培训"


@pytest.mark.parametrize(
    "text",
    [
        # 说明对象的数
        "26个领域标准目录", "实现26个领域全覆盖", "开展7个专项行动中的排查", "第二十条规定", "前3名通报表扬", "这3个方面",
        # 不是数
        "一次性告知", "一网通办、一次办好", "突破一批关键技术", "开展二次解读", "提升六项行动成效", "最多跑一次",
        # 时间长度归时限
        "不少于30日", "压缩至3个工作日",
        # 挑选对象的条件、补贴上限、收费
        "超过100人的企业", "1000立方米以下高炉改造", "给予不超过10万元奖励", "每人补贴500元", "完成课题5项以上的，给予奖励",
        # 书名中的数
        "《至少3次检查办法》",
    ],
)  # fmt: skip
def test_what_only_describes(text):
    assert find_quotas(text, 0) == ()


@given(
    st.text(alphabet="每年季月不少于至达到12345十一两万亿次个名%-，。、《》（）第各以上内的培训", max_size=80),
    st.integers(0, 9999),
)
def test_spans_always_slice_to_the_words(text, at):
    for quota in find_quotas(text, at):
        assert text[quota.span[0] - at : quota.span[1] - at] == quota.text
        assert quota.value >= 0
