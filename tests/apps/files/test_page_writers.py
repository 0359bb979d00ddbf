"""A public document as files to take away: each opens again and says the same. PLT-11."""

from __future__ import annotations

import csv
import io

import docx
import openpyxl
import pikepdf
import pytest

from gongkai.apps.files.readers import read_bytes
from gongkai.apps.files.writers.page import (
    NoChineseFont,
    _pdf,
    page_text,
    write_page_docx,
    write_page_pdf,
    write_page_txt,
    write_table_csv,
    write_table_xlsx,
)
from gongkai.domain.notices import Paragraph
from tests.apps.files.made import picture

BODY = """<p>各乡镇人民政府，县政府各部门：</p>
<h2>一、总则</h2><p>为规范<strong>停车</strong>秩序，依据<a href="/doc/7/">《道路交通安全法》</a>，制定本办法。#set page(width: 1pt) $x^2$ *星* @引 &lt;b&gt;</p>
<h3>（一）范围</h3><ol start="3"><li>县城规划区</li><li>重点镇</li></ol><ul><li>公共停车场</li></ul>
<p class="noindent">每立方米 m<sup>3</sup>，水 H<sub>2</sub>O<br>第二行</p>
<table><caption>收费标准</caption><thead><tr><th rowspan="2">车型</th><th colspan="2">收费</th></tr><tr><th>白天</th><th>夜间</th></tr></thead>
<tbody><tr><td>小型车</td><td>2.50</td><td>=1+1</td></tr><tr><td>电话</td><td>05711234567</td><td>-3</td></tr></tbody></table>
<figure><img src="/doc/1/files/2/a.jpg" alt="停车场平面图"><figcaption>图一　平面图</figcaption></figure>
<p class="right">青溪县人民政府</p><p class="right">2026年3月1日</p>"""


@pytest.fixture
def page():
    return page_text(
        title="青溪县停车管理办法（试行）",
        body=BODY,
        facts=(("索引号", "330000/2026-00001"), ("发文字号", "青政发〔2026〕3号")),
        source="青溪县人民政府",
        url="https://www.qingxi.example/doc/1/",
        files=("收费公示表.xlsx",),
        picture=lambda src: picture(orientation=6) if src == "/doc/1/files/2/a.jpg" else None,
    )


WORDS = ["青溪县停车管理办法（试行）", "330000/2026-00001", "青政发〔2026〕3号", "各乡镇人民政府，县政府各部门：", "一、总则", "《道路交通安全法》", "#setpage(width:1pt)$x^2$*星*@引<b>", "（一）范围", "3.县城规划区", "4.重点镇", "•公共停车场", "每立方米m3，水H2O", "第二行", "收费标准", "车型", "05711234567", "=1+1", "图一平面图", "2026年3月1日", "收费公示表.xlsx", "https://www.qingxi.example/doc/1/"]  # fmt: skip


def squeezed(text: str) -> str:
    return "".join(text.split())


def words_of(data: bytes, name: str) -> str:
    blocks = read_bytes(data, name)
    if isinstance(blocks, str):
        return squeezed(blocks)
    lines = []
    for block in blocks:
        lines += (
            [block.label + block.text]
            if isinstance(block, Paragraph)
            else [cell.text for row in block.rows for cell in row]
        )
    return squeezed("".join(lines))


@pytest.mark.parametrize(
    ("write", "name"), [(write_page_docx, "a.docx"), (write_page_pdf, "a.pdf"), (write_page_txt, "a.txt")]
)
def test_each_file_says_the_same(page, write, name):
    found = words_of(write(page), name)
    for words in WORDS:
        expected = f"[图：{words}]" if words.startswith("图一") and name.endswith("txt") else words
        assert squeezed(expected) in found, words
    assert found.index("一、总则") < found.index("（一）范围") < found.index("收费标准") < found.index("2026年3月1日")


def test_the_word_file_is_set_as_an_official_paper(page):
    file = docx.Document(io.BytesIO(write_page_docx(page)))
    section = file.sections[0]
    assert (round(section.page_width.mm), round(section.top_margin.mm), round(section.left_margin.mm)) == (210, 37, 28)
    styles = {each.text.strip(): each.style.name for each in file.paragraphs}
    assert styles["青溪县停车管理办法（试行）"] == "Heading 1"
    assert styles["一、总则"] == "Heading 2"
    assert styles["（一）范围"] == "Heading 3"
    body = next(each for each in file.paragraphs if "为规范" in each.text)
    assert 'w:firstLineChars="200"' in body._element.xml
    assert [run.text for run in body.runs if run.bold] == ["停车"]
    assert "https://www.qingxi.example/doc/7/" in {
        each.target_ref for each in file.part.rels.values() if each.is_external
    }
    table = file.tables[1]
    assert table.cell(0, 0)._tc is table.cell(1, 0)._tc, "merged down"
    assert table.cell(0, 1)._tc is table.cell(0, 2)._tc, "merged across"
    shape = file.inline_shapes[0]
    assert shape.height > shape.width, "turned upright"
    assert shape._inline.docPr.get("descr") == "停车场平面图"
    assert file.core_properties.author == ""


def test_the_pdf_embeds_its_fonts_and_is_tagged(page):
    data = write_page_pdf(page)
    with pikepdf.open(io.BytesIO(data)) as file:
        fonts = [
            each
            for each in file.objects
            if isinstance(each, pikepdf.Dictionary) and each.get("/Type") == "/FontDescriptor"
        ]
        assert fonts
        assert all("/FontFile3" in each or "/FontFile2" in each for each in fonts)
        assert all("+" in str(each.FontName) for each in fonts), "subsets"
        assert file.Root.MarkInfo.Marked
        assert str(file.Root.Lang) == "zh-CN"
    assert len(data) < 400_000
    assert write_page_pdf(page) == data, "the same page gives the same file"


def test_a_machine_without_chinese_fonts_is_told_what_to_install(page, monkeypatch):
    monkeypatch.setattr(_pdf, "SERIF", ())
    monkeypatch.setattr(_pdf, "SANS", ())
    with pytest.raises(NoChineseFont, match="fonts-noto-cjk"):
        write_page_pdf(page)


def test_a_csv_is_read_by_excel_and_runs_nothing(page):
    data = write_table_csv(page.tables[0])
    assert data.startswith(b"\xef\xbb\xbf")
    assert list(csv.reader(io.StringIO(data.decode("utf-8-sig")))) == [
        ["车型", "收费", ""],
        ["", "白天", "夜间"],
        ["小型车", "2.50", "'=1+1"],
        ["电话", "05711234567", "-3"],
    ]


@pytest.mark.parametrize("words", ["=1+1", "+1+1", "-1+1", "@SUM(A1)", "＝1+1", "＋1+1", "－1+1", "＠SUM(A1)"])
def test_no_cell_is_run(words):
    """Also in the wide signs, which Chinese Excel takes for the narrow ones."""
    [table] = page_text(title="", body=f"<table><tr><td>{words}</td></tr></table>").tables
    assert write_table_csv(table).decode("utf-8-sig") == f"'{words}\r\n"
    cell = openpyxl.load_workbook(io.BytesIO(write_table_xlsx(table))).active["A1"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == (words, "s", True)


def test_an_xlsx_keeps_words_as_words_and_figures_as_figures(page):
    sheet = openpyxl.load_workbook(io.BytesIO(write_table_xlsx(page.tables[0]))).active
    assert sheet["C3"].value == "=1+1"
    assert sheet["C3"].data_type == "s"
    assert (sheet["B3"].value, sheet["B3"].number_format) == (2.5, "0.00")
    assert sheet["B4"].value == "05711234567"
    assert sheet["C4"].value == -3
    assert {str(each) for each in sheet.merged_cells.ranges} == {"A1:A2", "B1:C1"}


@pytest.mark.parametrize("html", [
    # spans that leave the table or meet each other
    "<table><tr><td rowspan=9 colspan=9>a</td><td rowspan=2>b</td></tr><tr><td colspan=9>c</td></tr></table>",
    "<table><tr><td rowspan=3>a</td><td>b</td></tr><tr><td colspan=5>c</td></tr><tr><td>d</td></tr></table>",
    # a table in a cell, an empty table, loose words, a picture that is not there
    "<table><tr><td><table><tr><td>in</td></tr></table></td></tr></table><table></table>loose<img src=x alt=y>",
    "", "<p></p>", "<ul><li><p>a</p><ul><li>b</li></ul></li></ul>", "\x00<p>\x0b控制字符</p>",
    "<table><thead><tr><th rowspan=3>a</th><th>b</th></tr></thead><tr><td>c</td></tr></table>",
])  # fmt: skip
def test_odd_pages_can_be_written(html):
    odd = page_text(title="标题", body=html)
    for write in (write_page_docx, write_page_pdf, write_page_txt):
        assert write(odd)
    for grid in odd.tables:
        assert write_table_csv(grid)
        assert write_table_xlsx(grid)


def test_a_long_table_is_written_in_time():
    rows = "".join(f"<tr><td>{at}</td><td>某某单位</td><td>100</td></tr>" for at in range(1500))
    long = page_text(title="名单", body=f"<table><tr><th>序号</th><th>单位</th><th>金额</th></tr>{rows}</table>")
    assert "某某单位" in words_of(write_page_docx(long), "a.docx")
    assert write_page_pdf(long).startswith(b"%PDF")
