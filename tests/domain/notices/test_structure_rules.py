"""The tables of rules themselves: every row defends itself, and none knows a place, a year or a document."""

from __future__ import annotations

import re

import pytest

from gongkai.domain.notices import read
from gongkai.domain.notices._assign import BASES
from gongkai.domain.notices._rules import COLUMN_HEADS, RULES, column_role


def test_every_rule_says_why() -> None:
    assert all(len(rule.why) > 20 for rule in RULES.values())
    assert all(why for _, _, why in COLUMN_HEADS)


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.id)
def test_no_rule_names_a_year(rule) -> None:
    assert not re.search(r"(?<!\d)(?:19|20)\d\d(?!\d)", rule.pattern.pattern)


HEADS = [
    # 牵头、主办、主责都是牵头列
    ("牵头单位", "lead"),
    ("主责部门", "lead"),
    # 责任、配合、落实、承办都是责任列；括号里的话不改变它
    ("责任科室", "unit"),
    ("落实单位", "unit"),
    ("责任单位(排在首位的为牵头单位)", "unit"),
    # 人不是单位
    ("牵头领导", "note"),
    ("责任人", "note"),
    ("完成时限", "limit"),
    ("公开载体", "channel"),
    ("贯彻举措", "content"),
    ("工作任务", "task"),
    # 句子不是表头
    ("公开预算决算信息", None),
]


@pytest.mark.parametrize(("head", "role"), HEADS)
def test_column_heads(head: str, role: str | None) -> None:
    assert column_role(head) == role


BASIS = [
    ("一、公开\n1.公开预算。（责任单位：县财政局）\n", "bracket"),
    ("任务\t责任单位\n公开预算。\t县财政局\n公开规划。\t县发改局\n", "column"),
    ("一、县财政局\n1.公开预算决算信息。\n", "heading"),
    ("一、公开\n1.县财政局：公开预算决算信息。\n", "label"),
    ("一、公开\n1.县财政局要公开预算决算信息。\n", "doer"),
    ("一、公开\n1.全面公开预算决算信息。\n", "none"),
]


@pytest.mark.parametrize(("source", "basis"), BASIS)
def test_a_task_says_what_assigned_it(source: str, basis: str) -> None:
    assert basis in BASES
    assert read(source).tasks[0].basis == basis
