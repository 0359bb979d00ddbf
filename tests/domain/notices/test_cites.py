"""Documents cited in 《》."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.domain.notices._cites import find_cites

ROWS = [
    ("严格落实《政府网站发展指引》要求", ["政府网站发展指引"]),
    # 年号属于书名
    ("公开《市场准入负面清单(2026年版)》", ["市场准入负面清单(2026年版)"]),
    # 同一文件只记一次；简称照印记录
    ("按照《青溪县公开办法》（以下简称《办法》），《青溪县公开办法》所列", ["青溪县公开办法", "办法"]),
    # 书名里的书名属于外层
    ("《关于印发〈行动方案〉的通知》", ["关于印发〈行动方案〉的通知"]),
    ("《关于印发《行动方案》的通知》精神", ["关于印发《行动方案》的通知"]),
    # 网站、报纸不是文件
    ("对照《青溪法治信息网》和《青溪日报》", []),
    # 没有书名号的文号不是引用
    ("落实青政办发〔2026〕6号文件", []),
    # 不闭合的书名号不成书名
    ("落实《政府网站发展指引要求，做好工作。", []),
]


@pytest.mark.parametrize(("text", "titles"), ROWS)
def test_titles(text, titles):
    assert [cite.text for cite in find_cites(text, 0)] == titles


def test_an_unclosed_mark_does_not_swallow_the_next_title():
    text = "《第一个书名没有闭合，" + "文" * 200 + "《第二个办法》"
    assert [cite.text for cite in find_cites(text, 0)] == ["第二个办法"]


@given(st.text(alphabet="《》〈〉办法网 \n。", max_size=60), st.integers(0, 9999))
def test_spans_always_slice_to_the_words(text, at):
    for cite in find_cites(text, at):
        assert text[cite.span[0] - at : cite.span[1] - at] == cite.text
