"""Workbooks that nobody meant as a catalogue, or that Excel left half done: one clear sentence each. CAT-08."""

from __future__ import annotations

import io
from time import perf_counter

import pytest
from openpyxl import Workbook

from gongkai.apps.sections._catalogue_in import MOST_ROWS, read_catalogue

HEADS = [
    "序号",
    "一级事项",
    "二级事项",
    "公开内容（要素）",
    "公开依据",
    "公开时限",
    "公开主体",
    "公开渠道和载体",
    "公开对象",
    "公开方式",
    "公开层级",
]
ROW = [1, "学生资助", "评审", "名单", "条例", "20个工作日内", "县教育局", "■政府网站", "全社会", "主动", "县级"]


def book(rows: list[list[object]], heads: list[str] = HEADS) -> bytes:
    made = Workbook()
    for row in ([heads] if heads else []) + rows:
        made.active.append(row)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def told(data: bytes) -> list[str]:
    return [str(problem) for problem in read_catalogue(data).problems]


def without(name: str) -> bytes:
    at = HEADS.index(name)
    return book([ROW[:at] + ROW[at + 1 :]], HEADS[:at] + HEADS[at + 1 :])


FORMULA = "是公式，文件里没有算出的结果，请在 Excel 里打开后另存，或者改成文字。"


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        # 少一列说少哪一列，不逐行报错
        (without("一级事项"), None),
        (without("公开依据"), "工作表“Sheet”第 1 行：缺少“公开依据”列。"),
        (without("公开内容（要素）"), "工作表“Sheet”第 1 行：缺少“公开内容（要素）”列。"),
        # 没有表头
        (book([ROW], []), "工作表“Sheet”：没有找到“一级事项、公开内容、公开依据”等表头。"),
        (book([]), "工作表“Sheet”第 1 行：表头下面没有内容。"),
        # 公式没有结果：不说成“没有填写”
        (book([[*ROW[:3], "=A2&A3", *ROW[4:]]]), f"工作表“Sheet”第 2 行：有 1 行{FORMULA}"),
        (book([[f"=A{n}" for n in range(11)]] * 3), f"工作表“Sheet”第 2 行：有 3 行{FORMULA}"),
        # 把几个领域放在一起的大表
        (
            book([[n, "学生资助", f"第{n}项", *ROW[3:]] for n in range(5000)]),
            f"工作表“Sheet”：表头下面有 5000 行，一个领域的目录不超过 {MOST_ROWS} 行，请分领域存成几个文件。",
        ),
        (
            book([[n, f"第{n}项"] for n in range(5000)]),
            f"工作表“Sheet”：表头下面有 5000 行，一个领域的目录不超过 {MOST_ROWS} 行，请分领域存成几个文件。",
        ),
    ],
)
def test_one_sentence_says_what_is_wrong(data, sentence):
    began = perf_counter()
    if sentence is None:  # 没有一级事项列，只有二级事项：二级事项当事项用
        assert [row["first_item"] for row in read_catalogue(data).rows] == ["评审"]
    else:
        assert told(data) == [sentence]
    assert perf_counter() - began < 5


def test_neither_item_column():
    heads = [name for name in HEADS if "事项" not in name]
    assert told(book([[1, *ROW[3:]]], heads)) == ["工作表“Sheet”第 1 行：缺少“一级事项”列。"]


def test_the_number_may_be_a_formula_and_heads_may_come_again():
    # 序号用公式、每页重印一次表头的表照样读
    read = read_catalogue(book([["=ROW()-1", *ROW[1:]], HEADS, [2, "学生资助", "发放", *ROW[3:]]]))
    assert (read.problems, [row["second_item"] for row in read.rows]) == ([], ["评审", "发放"])
