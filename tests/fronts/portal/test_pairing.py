"""Old and new text side by side: what belongs together stands in one row."""

from __future__ import annotations

from time import perf_counter

import pytest

from gongkai.fronts.portal.pairing import paired

ROWS = [
    # 相同的在一行
    (["甲", "乙"], ["甲", "乙"], [("甲", "甲"), ("乙", "乙")]),
    # 插入一条，后面的条号都变了，仍然各对各的
    (
        ["第一条　为了规范停车，制定本办法。", "第二条　停车三十分钟以内不收费。", "第三条　收费收入上缴国库。"],
        ["第一条　为了规范停车，制定本办法。", "第二条　县公安局负责施划停车位。", "第三条　停车六十分钟以内不收费。",
         "第四条　收费收入全额上缴国库。"],
        [("第一条　为了规范停车，制定本办法。", "第一条　为了规范停车，制定本办法。"), ("", "第二条　县公安局负责施划停车位。"),
         ("第二条　停车三十分钟以内不收费。", "第三条　停车六十分钟以内不收费。"),
         ("第三条　收费收入上缴国库。", "第四条　收费收入全额上缴国库。")],
    ),
    # 删去的没有另一边；毫不相干的不算改动
    (["第一条　残疾人专用车辆免费停放。", "第二条　本办法自公布之日起施行。"], ["第一条　本办法自公布之日起施行，有效期五年。"],
     [("第一条　残疾人专用车辆免费停放。", ""), ("第二条　本办法自公布之日起施行。", "第一条　本办法自公布之日起施行，有效期五年。")]),
    (["早餐供应豆浆"], ["河道禁止采砂"], [("早餐供应豆浆", ""), ("", "河道禁止采砂")]),
    # 空的一边、一个字的段落
    ([], ["新"], [("", "新")]),
    (["旧"], [], [("旧", "")]),
    (["甲"], ["乙"], [("甲", ""), ("", "乙")]),
]  # fmt: skip


@pytest.mark.parametrize(("before", "after", "rows"), ROWS)
def test_paragraphs_that_belong_together_stand_in_one_row(before, after, rows):
    assert sorted(paired(before, after)) == sorted(rows)
    # nothing is lost, and both sides keep their order
    assert [old for old, _ in paired(before, after) if old] == before
    assert [new for _, new in paired(before, after) if new] == after


def test_long_texts_without_a_common_paragraph_are_paired_in_a_moment():
    before, after = (
        [f"第{n}条　旧规定之{n}内容" for n in range(1500)],
        [f"第{n}条　新办法之{n}说明" for n in range(1500)],
    )
    started = perf_counter()
    assert len(paired(before, after)) == 1500
    assert perf_counter() - started < 2
