"""From a file to a draft: what is printed is taken over, what is not stays empty."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest
from docx import Document as Docx

from gongkai.apps.documents.queries.originals import clean_body, read_draft
from gongkai.domain.workflow import Blocked

LETTER = """青溪县人民政府文件
青政规〔2026〕3号
青溪县人民政府关于印发
城区停车管理办法的通知
各镇人民政府，县政府各部门：
现将《城区停车管理办法》印发给你们，请认真贯彻执行。
一、总体要求
（一）适用范围
本办法适用于县城规划区。
青溪县人民政府
2026年5月20日
（此件公开发布）
"""


def test_a_letter_gives_its_head_and_its_body():
    read = read_draft(LETTER.encode(), "办法.txt")
    assert read.title == "青溪县人民政府关于印发城区停车管理办法的通知"
    assert (read.document_number, read.issuer_text) == ("青政规〔2026〕3号", "青溪县人民政府")
    assert (read.dated_on, read.is_marked_public) == (date(2026, 5, 20), True)
    assert "<h2>一、总体要求</h2>" in read.body
    assert "<h3>（一）适用范围</h3>" in read.body
    assert '<p class="right">2026年5月20日</p>' in read.body
    # the head stands in the metadata, not again in the body
    assert "青政规〔2026〕3号" not in read.body
    assert "文件</" not in read.body


def test_a_word_file_keeps_its_table_with_joined_cells():
    file = Docx()
    file.add_paragraph("2026年重点项目清单")
    table = file.add_table(rows=2, cols=3)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "项目"
    table.cell(0, 2).text = "投资<万元>"
    for column in range(3):
        table.cell(1, column).text = f"值{column}"
    kept = BytesIO()
    file.save(kept)
    read = read_draft(kept.getvalue(), "清单.docx")
    assert read.title == "2026年重点项目清单"
    assert '<td colspan="2">项目</td>' in read.body
    assert "投资&lt;万元&gt;" in read.body
    assert (read.document_number, read.dated_on, read.issuer_text) == ("", None, "")


def test_without_a_title_the_name_of_the_file_stands_for_it():
    assert read_draft("只有一句话。".encode(), "情况反映.txt").title == "情况反映"


def test_what_cannot_be_read_is_refused_in_one_sentence():
    with pytest.raises(Blocked) as refused:
        read_draft(b"\x89PNG\r\n\x1a\n" + bytes(40), "扫描.png")
    assert refused.value.blockers[0].startswith("“扫描.png”读不出来：")


def test_markup_that_has_no_business_in_a_body_goes():
    assert clean_body('<p onclick="x()">甲<script>x()</script></p>') == "<p>甲</p>"
