"""Damage that copying and hijacked sites leave."""

import pytest

from gongkai.domain.text import find_noise

ROWS = [
    # 网页代码混入正文
    ('做好公开工作<sub id="a1"></sub>。', "markup", '<sub id="a1">'),
    ("附件&nbsp;1", "markup", "&nbsp;"),
    ("[bookmark: _GoBack]各乡镇", "markup", "[bookmark: _GoBack]"),
    # 编码错误留下的字符
    ("落实“六?！比蝿?。", "mojibake", "六?！比蝿?"),
    ("青溪县锟斤拷政府", "mojibake", "锟斤拷"),
    ("公开\ufffd\ufffd目录", "replacement", "\ufffd\ufffd"),
    # 转码工具给生僻字加的注音
    ("經(jīng)開區(qū)管委會", "pinyin", "(jīng)"),
    # 被植入的广告
    ("附件：bet365体育在线2026年任务清单", "spam", "bet365体育在线2026年任务清单"),
]


@pytest.mark.parametrize(("text", "kind", "words"), ROWS)
def test_damage_is_found_where_it_stands(text, kind, words):
    first = find_noise(text)[0]
    assert (first.kind, text[first.start : first.end]) == (kind, words)


@pytest.mark.parametrize(
    "text",
    [
        "怎么办？！一是要公开。",
        "掀起学习高潮，抽出专人负责",
        "整治棋牌室扰民问题",
        "各乡镇（街道）、县直各部门",
        "比上年增长 <5%",
    ],
)
def test_official_prose_is_not_damage(text):
    assert find_noise(text) == ()
