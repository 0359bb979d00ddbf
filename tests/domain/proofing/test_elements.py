"""解读八要素：缺的、照抄的，恰好列出来。"""

from __future__ import annotations

import tomllib
from importlib.resources import files

import pytest

from gongkai.domain.proofing import Element, element_gaps

TABLE = tomllib.loads(files("gongkai.data").joinpath("checks/interpretation.toml").read_text("utf-8"))
ABOUT = TABLE["about"]
ELEMENTS = [
    Element(
        **{"shortest": ABOUT["shortest"], "copied_share": ABOUT["copied_share"]}
        | {key: tuple(value) if key == "cues" else value for key, value in row.items()}
    )
    for row in TABLE["elements"]
]
POLICY = """第一条 为了促进老年人就近用餐，制定本办法。
第二条 年满60周岁的本县户籍老年人可以享受助餐补贴。
第三条 早餐每人每次补贴2元，午餐每人每次补贴5元。"""
FILLED = {
    "background": "全县六十岁以上老人超过三成，独居老人做饭难的来信去年有四百多件。",
    "purpose": "让老人走十五分钟就能吃上热饭，也让食堂办得下去。",
    "measures": "每个镇至少办两处食堂，按实际用餐人次给补贴，刷卡时直接扣减。",
    "audience": "户口在本县、满六十岁的老人，不分城镇和农村。",
    "standards": "吃一顿早餐少付两元，午餐少付五元，残疾老人再多减一元。",
    "keywords": "助餐补贴；老年食堂",
    "terms": "“助餐点”指能堂食的老年食堂，不含只送餐的商户。",
    "differences": "原来按月发现金，现在改成按餐抵扣；年龄从七十岁降到六十岁。",
}


def without(*codes, **others):
    return {code: text for code, text in (FILLED | others).items() if code not in codes}


CASES = [
    # 八项齐全
    (FILLED, "", True, []),
    # 去掉两项，恰好列出这两项
    (without("terms", "purpose"), "", True, [("purpose", "missing"), ("terms", "missing")]),
    # 只写了两个字，等于没写
    (without(background="略。"), "", True, [("background", "missing")]),
    # 文件没有专业名词、执行标准的，写明“无”就够；背景不能没有
    (without(terms="无", standards="不涉及。"), "", True, []),
    (without(background="无"), "", True, [("background", "missing")]),
    # 把条文原样搬过来，不算解读
    (
        without(standards="早餐每人每次补贴2元，午餐每人每次补贴5元。"),
        "",
        True,
        [("standards", "copied")],
    ),
    # 搬过来再多说几句自己的话，算解读
    (
        without(standards="早餐每人每次补贴2元，午餐每人每次补贴5元。也就是说一天两顿可以省七元，一个月两百多元。"),
        "",
        True,
        [],
    ),
    # 关键词本来就出自原文
    (without(keywords="助餐补贴"), "", True, []),
    # 没有旧文件，不要求新旧差异
    (without("differences"), "", False, []),
    (without("differences"), "", True, [("differences", "missing")]),
    # 没有分栏填写，但正文有相应小标题和内容
    (
        without("background", "terms"),
        "一、出台背景\n去年来信里做饭难占了三成，县里因此起草。\n二、名词解释\n“助餐点”指能堂食的老年食堂。",
        True,
        [],
    ),
    # 有小标题而没有内容
    (
        without("background"),
        "一、出台背景\n二、其他\n由县民政局解释有关问题和办理程序。",
        True,
        [("background", "missing")],
    ),
]


@pytest.mark.parametrize(("filled", "body", "has_predecessor", "expected"), CASES)
def test_exactly_what_is_missing_or_copied_is_listed(filled, body, has_predecessor, expected):
    gaps = element_gaps(filled, body, POLICY, elements=ELEMENTS, has_predecessor=has_predecessor)
    assert [(gap.element.code, gap.kind) for gap in gaps] == expected


def test_there_are_eight_required_elements():
    assert [one.name for one in ELEMENTS if one.is_required] == [
        "出台背景", "出台目的", "核心举措", "适用对象", "执行标准", "关键词", "专业名词", "新旧差异",
    ]  # fmt: skip
