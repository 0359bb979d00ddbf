"""新旧对照逐条比；正式版本逐字比。"""

from __future__ import annotations

import pytest

from gongkai.domain.comparison import Segment, article_changes, exact_differences
from gongkai.domain.comparison._articles import split_articles

OLD = """青溪县人才公寓管理办法
第一章　总则
第一条　为规范人才公寓管理，制定本办法。
第二条　本办法适用于本县行政区域内的人才公寓。
第三条　租金按照同地段市场价的百分之七十收取。
第二章　附则
第四条　本办法自2023年5月1日起施行。"""

NEW = """青溪县人才公寓管理办法
第一章　总则
第一条　为规范人才公寓管理，制定本办法。
第二条　县住房城乡建设部门负责人才公寓的房源筹集。
第三条　本办法适用于本县行政区域内的人才公寓。
第四条　租金按照同地段市场价的百分之六十收取。
第二章　附则
第五条　本办法自2023年5月1日起施行。"""


def kinds(old, new):
    return [(one.kind, one.old and one.old.number, one.new and one.new.number) for one in article_changes(old, new)]


CASES = [
    # 只有条文顺序号变了的不列；新增一条、改动一条，各列一行
    (OLD, NEW, [("added", None, "第二条"), ("changed", "第三条", "第四条")]),
    # 反过来看就是删去一条
    (NEW, OLD, [("removed", "第二条", None), ("changed", "第四条", "第三条")]),
    # 一模一样，没有可列的
    (OLD, OLD, []),
    # 换了全角逗号、加了空格，不是改动
    (OLD, OLD.replace("，", ",").replace("本办法", "本 办法"), []),
    # 没有“第X条”的文件按“一、”比
    ("一、提高认识。\n二、抓好落实。", "一、提高认识。\n二、每月抓好落实。", [("changed", "二", "二")]),
    # 都没有的按段比
    ("甲段说一件事。\n乙段说另一件事。", "甲段说一件事。", [("removed", "", None)]),
]


@pytest.mark.parametrize(("old", "new", "expected"), CASES)
def test_only_changed_articles_appear(old, new, expected):
    assert kinds(old, new) == expected


def test_the_changed_words_of_an_article_are_marked():
    changed = next(one for one in article_changes(OLD, NEW) if one.kind == "changed")
    assert [(part.kind, part.text) for part in changed.segments if part.kind != "same"] == [
        ("removed", "七"),
        ("added", "六"),
    ]


def test_articles_keep_their_numbers_and_chapters_are_no_part_of_them():
    assert [one.number for one in split_articles(OLD)] == ["", "第一条", "第二条", "第三条", "第四条"]
    assert "第二章" not in "".join(one.text for one in split_articles(OLD))


EXACT = [
    # 一个字不同，是一处
    ("第一条 本条例自公布之日起施行。", "第一条 本条例自公布之日起实行。", [("removed", "施"), ("added", "实")], 1),
    # 标点不同也算：正式文本一个字符都不能差
    ("甲、乙。", "甲，乙。", [("removed", "、"), ("added", "，")], 1),
    # 空格和换行不算
    ("第一条　为了公开。\n第二条 施行。", "第一条 为了公开。第二条施行。", [], 0),
    # 少了一句
    ("甲。乙。丙。", "甲。丙。", [("removed", "乙。")], 1),
    # 分开的两处是两处
    ("子丑寅卯辰巳。", "子牛寅卯龙巳。", [("removed", "丑"), ("added", "牛"), ("removed", "辰"), ("added", "龙")], 2),
]


@pytest.mark.parametrize(("local", "official", "changes", "count"), EXACT)
def test_every_character_of_an_official_text_counts(local, official, changes, count):
    segments = exact_differences(local, official)
    assert [(part.kind, part.text) for part in segments if part.kind != "same"] == changes
    assert Segment.places(segments) == count
    assert "".join(part.text for part in segments if part.kind != "added") == "".join(local.split())
    assert "".join(part.text for part in segments if part.kind != "removed") == "".join(official.split())


def test_a_long_regulation_is_compared_at_once():
    text = "".join(f"第{place}条 行政机关应当依照本条例的规定公开政府信息，并对其真实性负责。" for place in range(800))
    wrong = text.replace("第555条 行政机关应当", "第555条 行政机关可以")
    assert Segment.places(exact_differences(wrong, text)) == 1
