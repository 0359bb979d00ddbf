"""The ledger as a file: what officials see, and that no cell can do anything."""

import io

import docx
import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from gongkai.apps.files.writers import LedgerRow, LedgerSheet, write_docx, write_xlsx

SHEET = LedgerSheet(
    title="青溪县2024年政务公开工作任务台账",
    head=(("发文单位", "青溪县人民政府办公室"), ("文号", "青政办发〔2024〕12号"), ("印发日期", "2024年4月18日")),
    rows=(
        LedgerRow(
            "公开预算。",
            ("一、财政", "（一）预决算"),
            "1.",
            ("县财政局",),
            ("各镇", "县教育局"),
            ("2024年6月30日前",),
            ("不少于2次",),
            (("首页", "财政"), ("首页", "预决算")),
            ("推进中",),
        ),
        LedgerRow("公开决算。", ("一、财政", "（一）预决算"), "2.", ("县财政局",), extra=("已销号",)),
        LedgerRow("公开债务。", ("一、财政",), "3.", responsible=("县财政局",)),
        LedgerRow("公开招生政策。", ("二、教育",), "1."),
    ),
    extra_columns=("状态",),
)


def excel(sheet: LedgerSheet) -> Worksheet:
    out = io.BytesIO()
    write_xlsx(sheet, out)
    return openpyxl.load_workbook(out).active


def word(sheet: LedgerSheet) -> docx.document.Document:
    out = io.BytesIO()
    write_docx(sheet, out)
    out.seek(0)
    return docx.Document(out)


def test_excel_reads_like_the_paper_ledger() -> None:
    page = excel(SHEET)
    assert page["A1"].value == "青溪县2024年政务公开工作任务台账"
    assert page["A2"].value == "发文单位：青溪县人民政府办公室　文号：青政办发〔2024〕12号　印发日期：2024年4月18日"
    assert [each.value for each in page[3]] == [
        "领域",
        "类别",
        "序号",
        "工作任务",
        "牵头单位",
        "责任单位",
        "完成时限",
        "数量要求",
        "公开路径",
        "状态",
    ]
    assert [each.value for each in page[4]] == [
        "一、财政",
        "（一）预决算",
        "1.",
        "公开预算。",
        "县财政局",
        "各镇、县教育局",
        "2024年6月30日前",
        "不少于2次",
        "首页>财政\n首页>预决算",
        "推进中",
    ]


def test_chapters_are_merged_over_their_tasks() -> None:
    merged = {str(area) for area in excel(SHEET).merged_cells.ranges}
    # 标题和抬头横跨全表
    assert {"A1:J1", "A2:J2"} <= merged
    # 章和节各并两行；任务直接挂在章下的，章占满两列，否则空格会被读成承接上一节
    assert {"A4:A5", "B4:B5", "A6:B6", "A7:B7"} <= merged


def test_the_printed_page() -> None:
    page = excel(SHEET)
    assert (page.page_setup.orientation, page.page_setup.paperSize, page.page_setup.fitToHeight) == ("landscape", 9, 0)
    assert page.print_title_rows == "$3:$3"
    assert page.freeze_panes == "A4"
    assert all(each.alignment.wrap_text for each in page[4])


DANGEROUS = ['=HYPERLINK("http://x")', "+1+1", "-2", "@SUM(A1)", "\t=1", "=cmd|'/c calc'!A0"]


@pytest.mark.parametrize("text", DANGEROUS)
def test_no_cell_is_a_formula(text: str) -> None:
    sheet = LedgerSheet(text, ((text, text),), (LedgerRow(text, (text,), text, (text,), extra=(text,)),), (text,))
    page = excel(sheet)
    for line in page.iter_rows():
        for each in line:
            assert each.data_type in ("s", "n"), each.coordinate
            if each.value is not None:
                assert each.data_type == "s"
                # 有人双击编辑，也不会变成公式
                assert each.quotePrefix == str(each.value).startswith(("=", "+", "-", "@", "\t")), each.coordinate


def test_characters_no_file_may_hold_are_left_out() -> None:
    sheet = LedgerSheet("标\x00题", (), (LedgerRow("公\x0b开\x1f预算\ud800。", ("一\x01、财政",)),))
    assert excel(sheet)["A1"].value == "标题"
    assert excel(sheet)["C3"].value == "公开预算。"
    assert word(sheet).tables[0].rows[1].cells[2].text == "公开预算。"


def test_word_is_landscape_with_a_repeated_head() -> None:
    paper = word(SHEET)
    section = paper.sections[0]
    assert section.page_width > section.page_height
    table = paper.tables[0]
    assert table.rows[0]._tr.xpath("./w:trPr/w:tblHeader")
    assert all(each._tr.xpath("./w:trPr/w:cantSplit") for each in table.rows)
    assert paper.paragraphs[0].text == SHEET.title
    assert paper.paragraphs[0].runs[0].font.name == "黑体"


def test_word_merges_the_same_cells() -> None:
    table = word(SHEET).tables[0]
    # 合并的格在每一行都是同一格
    assert table.cell(1, 0)._tc is table.cell(2, 0)._tc
    assert table.cell(1, 1)._tc is table.cell(2, 1)._tc
    assert table.cell(3, 0)._tc is table.cell(3, 1)._tc
    assert table.cell(4, 0)._tc is table.cell(4, 1)._tc
    assert [each.text for each in table.rows[1].cells][2:6] == ["1.", "公开预算。", "县财政局", "各镇、县教育局"]


def test_markup_in_a_text_is_text() -> None:
    sheet = LedgerSheet("台账", (), (LedgerRow("公开<b>预算</b> & 决算"),))
    assert word(sheet).tables[0].rows[1].cells[1].text == "公开<b>预算</b> & 决算"


def test_an_empty_ledger_is_a_head_only() -> None:
    empty = LedgerSheet("台账")
    assert [each.value for each in excel(empty)[2]][:2] == ["序号", "工作任务"]
    assert len(word(empty).tables[0].rows) == 1


def test_numbers_when_the_notice_prints_none() -> None:
    # 原文没有序号时，按行编号
    page = excel(LedgerSheet("台账", (), (LedgerRow("公开预算。"), LedgerRow("公开决算。"))))
    assert [page["A3"].value, page["A4"].value] == ["1", "2"]
