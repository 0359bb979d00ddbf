"""Warnings a person must look at."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.domain.notices._damage import find_damage

ROWS = [
    # 日期缺少分隔，给出建议
    ("于2026531前报送县政府", "damaged_date", "2026531", "2026-05-31"),
    ("在20266月底前完成", "damaged_date", "20266月底前", "2026年6月底前"),
    # 落款日期独占一行
    ("青溪县人民政府办公室\n202664\n", "damaged_date", "202664", "2026-06-04"),
    # 括号未闭合
    ("做好归集工作（公开路径：政府网站>规划。", "unclosed_bracket", "（", None),
    ("落实《政府网站发展指引要求。", "unclosed_bracket", "《", None),
    # 编号丢失、跳号
    ("1.公开规划\n．公开预算\n", "missing_number", "．", None),
    ("一、规划\n1.公开\n2.解读\n4.回应\n", "missing_number", "4", None),
    # 乱码、代码、广告
    ("落实“六?！比蝿?”", "mojibake", "六?！比蝿?", None),
    ("公开<p>目录", "markup", "<p>", None),
    ("beat365在线 任务清单", "spam", "beat365在线", None),
]


@pytest.mark.parametrize(("text", "code", "words", "proposal"), ROWS)
def test_damage_is_named_placed_and_if_sure_repaired(text, code, words, proposal):
    (warned,) = find_damage(text)
    assert (warned.code, text[slice(*warned.span)], warned.proposal) == (code, words, proposal)
    assert warned.message.endswith("。")


@pytest.mark.parametrize(
    "text",
    [
        "各县（市、区）政府要落实〔责任单位：县政府办〕。",
        "《关于印发〈方案〉的通知》",
        # 编号的右括号没有左括号，不算
        "1)公开规划；2)公开预算",
        "电话12345，邮编443000，2026年第3号",
        # 换章重新编号；编号后紧跟年份；小数不是编号
        "一、规划\n1.公开\n2.解读\n二、回应\n1.收集\n2.研判\n3.2026年底前办结\n4.回访\n3.5万人参加",
    ],
)
def test_sound_text_warns_of_nothing(text):
    assert find_damage(text) == ()


def test_a_bracket_closed_far_away_is_not_closed():
    assert [w.code for w in find_damage("（" + "文" * 500 + "）")] == ["unclosed_bracket"]


@given(st.text(alphabet="（）〔〕《》“”2026531月底前\n<p>?！文(jīng)", max_size=80))
def test_spans_stay_inside_the_text(text):
    for warned in find_damage(text):
        assert 0 <= warned.span[0] < warned.span[1] <= len(text)
