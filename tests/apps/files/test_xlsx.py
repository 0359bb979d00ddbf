"""Workbooks: titles, merged cells, and numbers as the sheet shows them."""

import io
from datetime import date, datetime

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from gongkai.apps.files.readers import read_bytes
from gongkai.apps.files.readers.sheets.shown import shown
from gongkai.domain.notices import Cell, Paragraph, SourceBlock, Table, UnreadableNotice
from tests.apps.files.samples import zipped


def saved(book: Workbook) -> list[SourceBlock]:
    out = io.BytesIO()
    book.save(out)
    found = read_bytes(out.getvalue(), "ledger.xlsx")
    assert not isinstance(found, str)
    return found


def ledger() -> tuple[Workbook, Worksheet]:
    book = Workbook()
    sheet = book.active
    sheet.append(["青溪县2024年政务公开任务分解表"])
    sheet.merge_cells("A1:D1")
    sheet.append(["填报单位：青溪县人民政府办公室", None, "日期：2024年4月18日"])
    sheet.append(["序号", "工作任务", "牵头单位", "完成时限"])
    sheet.append([1, "公开预算", "县财政局", date(2024, 6, 30)])
    sheet.append([2, "公开决算", None, "长期"])
    sheet.merge_cells("C4:C5")
    return book, sheet


def test_a_ledger() -> None:
    book, sheet = ledger()
    sheet["D4"].number_format = 'yyyy"年"m"月"d"日";@'
    assert saved(book) == [
        # 标题行、填报行在表外
        Paragraph("青溪县2024年政务公开任务分解表"),
        Paragraph("填报单位：青溪县人民政府办公室　日期：2024年4月18日"),
        Table(
            (
                (Cell("序号", 0), Cell("工作任务", 1), Cell("牵头单位", 2), Cell("完成时限", 3)),
                (Cell("1", 0), Cell("公开预算", 1), Cell("县财政局", 2, 2), Cell("2024年6月30日", 3)),
                (Cell("2", 0), Cell("公开决算", 1), Cell("长期", 3)),
            )
        ),
    ]


def test_a_title_over_two_rows_is_a_title() -> None:
    book = Workbook()
    book.active["A1"] = "青溪县任务分解表"
    book.active.merge_cells("A1:B2")
    for place, text in (("A3", "任务"), ("B3", "单位"), ("A4", "公开预算"), ("B4", "县财政局")):
        book.active[place] = text
    assert [type(block) for block in saved(book)] == [Paragraph, Table]


def test_notes_after_the_table() -> None:
    book, sheet = ledger()
    sheet.append(["注：牵头单位排在首位。"])
    assert saved(book)[-1] == Paragraph("注：牵头单位排在首位。")


def test_a_section_row_stays_in_the_table() -> None:
    book, sheet = ledger()
    sheet.append(["二、政策解读"])
    sheet.merge_cells("A6:D6")
    sheet.append([3, "解读新政策", "县教育局", "6月底"])
    table = saved(book)[-1]
    assert isinstance(table, Table)
    assert table.rows[3] == (Cell("二、政策解读", 0, 1, 4),)


def test_formats_far_below_the_data_do_not_count() -> None:
    book, sheet = ledger()
    sheet["D1048000"].number_format = "0%"
    assert len(saved(book)) == 3


def test_sheets_in_order_hidden_ones_left_out() -> None:
    book, _ = ledger()
    second = book.create_sheet("附件2")
    second.append(["序号", "单位"])
    second.append([1, "县教育局"])
    hidden = book.create_sheet("底稿")
    hidden.append(["甲", "乙"])
    hidden.sheet_state = "hidden"
    found = saved(book)
    assert Paragraph("附件2") in found
    assert sum(isinstance(block, Table) for block in found) == 2


def test_a_sheet_of_one_column_is_paragraphs() -> None:
    book = Workbook()
    for text in ("关于公开的通知", "一、总体要求\n二、任务", None, "完"):
        book.active.append([text])
    assert saved(book) == [
        Paragraph("关于公开的通知"),
        Paragraph("一、总体要求"),
        Paragraph("二、任务"),
        Paragraph("完"),
    ]


def test_formulas_give_their_last_result_and_errors_nothing() -> None:
    sheet = (
        '<row r="1"><c r="A1" t="str"><f>B1&amp;"局"</f><v>县财政局</v></c><c r="B1" t="e"><v>#REF!</v></c>'
        '<c r="C1" t="b"><v>1</v></c><c r="D1" t="inlineStr"><is><r><t>分</t></r><r><t>工</t></r></is></c>'
        '<c t="n"><v>3</v></c></row>'
    )
    found = read_bytes(workbook(sheet), "a.xlsx")
    assert found == [Table(((Cell("县财政局", 0), Cell("是", 1), Cell("分工", 2), Cell("3", 3)),))]


def workbook(rows: str) -> bytes:
    main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    office = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    relations = "http://schemas.openxmlformats.org/package/2006/relationships"
    return zipped(
        {
            "xl/workbook.xml": f'<workbook {main} {office}><sheets><sheet name="Sheet1" sheetId="1" r:id="r1"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{relations}"><Relationship Id="r1" Target="/xl/one.xml"/></Relationships>',
            "xl/one.xml": f"<worksheet {main}><sheetData>{rows}</sheetData></worksheet>",
        }
    )


def test_too_many_cells_are_refused() -> None:
    cells = "".join(f'<row r="{at}">{"<c><v>1</v></c>" * 100}</row>' for at in range(1, 2_100))
    with pytest.raises(UnreadableNotice, match="20 万个单元格"):
        read_bytes(workbook(cells), "a.xlsx")


SHOWN = [
    # 整数不带小数点
    (3.0, "General", "3"),
    (0.1 + 0.2, "General", "0.3"),
    # 百分数
    (0.95, "0%", "95%"),
    (0.125, "0.0%", "12.5%"),
    # 千位分隔、固定小数、可省小数
    (12345.678, "#,##0.00", "12,345.68"),
    (1.5, "0.##", "1.5"),
    (7, "000", "007"),
    # 格式里的文字：序号后的点、第几项
    (3, '0"."', "3."),
    (3, '"第"0"项"', "第3项"),
    # 中文数字
    (12, '[DBNum1][$-804]General"、"', "十二、"),
    # 日期：44377 是 2021年6月30日
    (44377, "yyyy/m/d", "2021/6/30"),
    (44377, 'yyyy"年"m"月"d"日";@', "2021年6月30日"),
    (44377, "yyyy-mm-dd", "2021-06-30"),
    (44377, 'm"月"d"日"', "6月30日"),
    (44377, '[$-F800]yyyy"年"m"月"', "2021年6月"),
    (44377, '[DBNum1][$-804]yyyy"年"m"月"d"日"', "二〇二一年六月三十日"),
    (44377.5, "yyyy/m/d h:mm", "2021/6/30 12:00"),
    (44377.75, "上午/下午h:mm", "下午18:00"),
    # 分钟和月份都是 m
    (0.5 + 7 / 1440, "h:mm:ss", "12:07:00"),
    # 负数
    (-5, "0;(0)", "(5)"),
    (-5, "0", "-5"),
    # 超出历法的数按数字写
    (1e12, "yyyy/m/d", "1000000000000"),
    (float("nan"), "General", ""),
]


@pytest.mark.parametrize(("value", "pattern", "expected"), SHOWN)
def test_numbers_as_shown(value: float, pattern: str, expected: str) -> None:
    assert shown(value, pattern) == expected


def test_dates_counted_from_1904() -> None:
    assert shown(42915, "yyyy/m/d", is_1904=True) == "2021/6/30"


def test_times_are_kept_to_the_minute() -> None:
    book = Workbook()
    book.active.append(["时间", "事项"])
    book.active.append([datetime(2024, 6, 30, 9, 30), "听证"])
    book.active["A2"].number_format = "yyyy/m/d h:mm"
    table = saved(book)[0]
    assert isinstance(table, Table)
    assert table.rows[1][0].text == "2024/6/30 9:30"


CSV = [
    # 逗号分隔，引号里有逗号和换行
    ('序号,任务\n1,"公开预算,\n公开决算"\n'.encode(), "a.csv", "公开预算,\n公开决算"),
    # 制表符分隔，GB18030
    ("序号\t任务\n1\t公开预算\n".encode("gb18030"), "a.tsv", "公开预算"),
    # 分号分隔
    ("序号;任务\n1;公开预算\n".encode(), "a.csv", "公开预算"),
]


@pytest.mark.parametrize(("data", "name", "text"), CSV)
def test_separated_text(data: bytes, name: str, text: str) -> None:
    assert read_bytes(data, name) == [Table(((Cell("序号", 0), Cell("任务", 1)), (Cell("1", 0), Cell(text, 1))))]
