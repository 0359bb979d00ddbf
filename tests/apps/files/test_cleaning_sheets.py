"""Excel files before they are published: what is hidden is gone for good, what is shown stays the same."""

from __future__ import annotations

import io
import zipfile

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.workbook.defined_name import DefinedName

from gongkai.apps.files.cleaning import clean
from gongkai.domain.workflow import Blocked
from tests.apps.files.samples import zipped


def told(result) -> dict[str, int]:
    return {line["what"]: line["count"] for line in result.report}


def everything(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        return "\n".join(name + parts.read(name).decode("utf-8", "replace") for name in parts.namelist())


def saved(book: openpyxl.Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def counted(data: bytes, figures: dict[str, str]) -> bytes:
    """The workbook with the figures that Excel would have saved beside its formulas."""
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        every = {name: parts.read(name) for name in parts.namelist()}
    for name, content in every.items():
        if name.startswith("xl/worksheets/sheet"):
            text = content.decode()
            for place, figure in figures.items():
                text = text.replace(f'<c r="{place}"><f>', f'<c r="{place}"><F>')
                start = text.find(f'<c r="{place}"><F>')
                if start >= 0:
                    end = text.index("</c>", start)
                    cell = (
                        text[start:end]
                        .replace("<F>", "<f>")
                        .replace("<v />", "")
                        .replace("<v/>", "")
                        .replace("<v></v>", "")
                    )
                    text = text[:start] + cell + f"<v>{figure}</v>" + text[end:]
            every[name] = text.encode()
    return zipped(every)


def listing() -> openpyxl.Workbook:
    """A list as offices keep them: a hidden column of phone numbers, a hidden row, a hidden sheet, a remark."""
    book = openpyxl.Workbook()
    book.properties.creator, book.properties.lastModifiedBy = "张三丰", "李四光"
    page = book.active
    page.title = "补贴名单"
    for line in [
        ("姓名", "电话", "金额"),
        ("甲", "13800000001", 100),
        ("乙", "13800000002", 200),
        ("丙", "13800000003", 300),
    ]:
        page.append(line)
    page.column_dimensions["B"].hidden = True
    page.row_dimensions[3].hidden = True
    page["A2"].comment = Comment("核实一下身份证", "王五")
    other = book.create_sheet("底稿")
    other["A1"] = "身份证号330106199001011234"
    other.sheet_state = "hidden"
    return book


def test_hidden_rows_columns_and_sheets_are_gone_for_good():
    result = clean(saved(listing()), "名单.xlsx")
    assert told(result) == {"隐藏的工作表": 1, "批注": 1, "隐藏的行": 1, "隐藏的列": 1, "作者信息": 2}
    left = everything(result.data)
    for word in (
        "13800000001",
        "13800000002",
        "乙",
        "330106199001011234",
        "底稿",
        "核实一下",
        "王五",
        "张三丰",
        "李四光",
    ):
        assert word not in left, word
    page = openpyxl.load_workbook(io.BytesIO(result.data)).active
    assert [[cell.value for cell in row] for row in page.iter_rows()] == [
        ["姓名", None, "金额"],
        ["甲", None, 100],
        [None, None, None],
        ["丙", None, 300],
    ], "places do not move: printed ranges and merged cells still fit"
    assert page.row_dimensions[3].hidden
    assert "甲" in result.text
    assert clean(result.data, "名单.xlsx").report == []


def test_formulas_stay_where_nothing_is_hidden():
    book = openpyxl.Workbook()
    book.active.append([1, 2, "=A1+B1"])
    result = clean(counted(saved(book), {"C1": "3"}), "表.xlsx")
    assert openpyxl.load_workbook(io.BytesIO(result.data)).active["C1"].value == "=A1+B1"
    assert result.report in ([], [{"what": "作者信息", "count": 1}])


def test_formulas_become_their_figures_where_something_they_used_is_gone():
    book = listing()
    book["补贴名单"]["C5"] = "=SUM(C2:C4)"
    result = clean(counted(saved(book), {"C5": "600"}), "表.xlsx")
    assert openpyxl.load_workbook(io.BytesIO(result.data)).active["C5"].value == 600
    assert told(result)["公式改为数值"] == 1


def test_formulas_without_figures_are_not_lost():
    book = listing()
    book["补贴名单"]["C5"] = "=SUM(C2:C4)"
    with pytest.raises(Blocked, match="请用 Excel 打开并保存一次"):
        clean(saved(book), "表.xlsx")


def test_names_that_lead_to_hidden_things_go_and_printed_areas_stay():
    book = listing()
    shown = book.create_sheet("说明")
    shown["A1"] = "说明"
    shown.print_area = "A1:B2"
    book.move_sheet("底稿", -1)
    book.defined_names["底数"] = DefinedName("底数", attr_text="底稿!$A$1")
    book.defined_names["外部"] = DefinedName("外部", attr_text="[1]Sheet1!$A$1")
    book.defined_names["标题"] = DefinedName("标题", attr_text="补贴名单!$A$1")
    result = clean(saved(book), "表.xlsx")
    after = openpyxl.load_workbook(io.BytesIO(result.data))
    assert after.sheetnames == ["补贴名单", "说明"]
    assert list(after.defined_names) == ["标题"]
    assert after["说明"].print_area == "'说明'!$A$1:$B$2"
    assert told(result)["隐藏或失效的名称"] == 2


def test_a_workbook_of_hidden_sheets_only_is_refused():
    data = saved(listing())
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        every = {name: parts.read(name) for name in parts.namelist()}
    every["xl/workbook.xml"] = every["xl/workbook.xml"].replace(b'state="visible"', b'state="veryHidden"')
    with pytest.raises(Blocked, match="没有可见的工作表"):
        clean(zipped(every), "表.xlsx")


def test_macros_and_embedded_files_are_refused():
    data = saved(openpyxl.Workbook())
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        every = {name: parts.read(name) for name in parts.namelist()}
    with pytest.raises(Blocked, match=r"不含宏的 \.xlsx"):
        clean(zipped(every | {"xl/vbaProject.bin": b"x"}), "表.xlsx")
    with pytest.raises(Blocked, match="宏"):
        clean(zipped(every | {"xl/macrosheets/sheet1.xml": b"<x/>"}), "表.xlsx")


def test_merged_cells_styles_and_charts_survive():
    from openpyxl.chart import BarChart, Reference

    book = listing()
    page = book.active
    page.merge_cells("D1:E2")
    chart = BarChart()
    chart.add_data(Reference(page, min_col=3, min_row=1, max_row=4), titles_from_data=True)
    page.add_chart(chart, "G2")
    result = clean(saved(book), "表.xlsx")
    after = openpyxl.load_workbook(io.BytesIO(result.data)).active
    assert [str(each) for each in after.merged_cells.ranges] == ["D1:E2"]
    assert len(after._charts) == 1
