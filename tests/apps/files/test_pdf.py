"""PDF: lines become paragraphs again, ruled lines a table, page furniture goes."""

import pytest

from gongkai.apps.files.readers import read_bytes
from gongkai.domain.notices import Paragraph, SourceBlock, Table, UnreadableNotice
from tests.apps.files.samples import Run, pdf

# 16 pt on a text width of 448 pt: 28 characters to the line
LEFT, SIZE = 72.0, 16.0
LONG = "为深入贯彻落实上级关于政务公开工作的决策部署，持续提升政务公开工作质效，更好发挥以公开促落实强监管功能，现将有关事项通知如下。"


def paragraph(text: str, top: float, indent: int = 2) -> list[Run]:
    """A paragraph set as in a printed notice: two characters indented, full lines, 28 pt apart."""
    runs: list[Run] = []
    first = 28 - indent
    pieces = [text[:first], *(text[at : at + 28] for at in range(first, len(text), 28))]
    for at, piece in enumerate(pieces):
        runs.append((LEFT + (indent * SIZE if at == 0 else 0), top - 28 * at, SIZE, piece))
    return runs


def read(pages: list[list[Run]], drawn: str = "") -> list[SourceBlock]:
    found = read_bytes(pdf(pages, drawn), "notice.pdf")
    assert not isinstance(found, str)
    return found


def texts(pages: list[list[Run]]) -> list[str]:
    return [block.text for block in read(pages) if isinstance(block, Paragraph)]


def test_full_lines_run_on_and_indented_lines_begin() -> None:
    page = paragraph(LONG, 760) + paragraph("一、及时公开财政预算。", 660) + paragraph(LONG, 632)
    assert texts([page]) == [LONG, "一、及时公开财政预算。", LONG]


def test_a_numbered_line_begins_a_paragraph_even_when_the_line_before_is_full() -> None:
    page = [
        (LEFT, 760.0, SIZE, "公" * 28),
        (LEFT, 732.0, SIZE, "（二）公开决算信息，"),
        (LEFT, 704.0, SIZE, "3.公开债务信息。"),
    ]
    assert texts([page]) == ["公" * 28, "（二）公开决算信息，", "3.公开债务信息。"]


def test_a_title_on_two_lines_is_one() -> None:
    page = [
        (LEFT + 37, 780.0, 22.0, "青溪县人民政府办公室关于印发政务公"),
        (LEFT + 136, 745.0, 22.0, "开工作要点的通知"),
        (LEFT + 150, 710.0, SIZE, "青政办发〔2024〕12号"),
        *paragraph(LONG, 670),
    ]
    assert texts([page])[:3] == ["青溪县人民政府办公室关于印发政务公开工作要点的通知", "青政办发〔2024〕12号", LONG]


def test_paragraphs_run_on_over_the_page() -> None:
    runs = paragraph(LONG, 760)
    first, second = runs[:2], [(x, 760.0, size, text) for x, _, size, text in runs[2:]]
    assert texts([first, second]) == [LONG]


def test_page_numbers_and_running_heads_are_dropped() -> None:
    pages = [
        [
            (LEFT, 800.0, 10.0, "青溪县人民政府办公室文件"),
            *paragraph(f"第{name}段。" + LONG, 740),
            (280.0, 40.0, 12.0, number),
        ]
        for name, number in (("一", "— 1 —"), ("二", "- 2 -"), ("三", "第3页 共3页"))
    ]
    assert texts(pages) == [f"第{name}段。" + LONG for name in "一二三"]


def test_a_number_inside_the_text_is_no_page_number() -> None:
    assert "2024" in texts([[*paragraph(LONG, 760), (LEFT, 400.0, SIZE, "2024")]])


def test_latin_words_keep_their_spaces_and_bold_is_read_once() -> None:
    page = [(LEFT, 760.0, SIZE, "公开目录"), (LEFT + 0.4, 760.0, SIZE, "公开目录"), (LEFT, 700.0, SIZE, "open data")]
    assert texts([page]) == ["公开目录", "open data"]


def test_slanted_watermarks_are_not_read() -> None:
    drawn = f"BT /F1 40 Tf 0.7 0.7 -0.7 0.7 200 300 Tm <{'内部资料'.encode('utf-16-be').hex()}> Tj ET"
    found = read_bytes(pdf([paragraph(LONG, 760)], drawn), "a.pdf")
    assert found == [Paragraph(LONG)]


def line(x0: float, y0: float, x1: float, y1: float) -> str:
    return f"{x0} {y0} m {x1} {y1} l S\n"


def test_ruled_lines_make_a_table() -> None:
    xs, ys = (72.0, 112.0, 392.0, 520.0), (700.0, 660.0, 600.0, 540.0)
    drawn = "".join(line(xs[0], y, xs[-1], y) for y in ys if y != 600.0)
    # 牵头单位两行合并：中间的横线不到右边
    drawn += line(xs[0], 600.0, xs[2], 600.0) + "".join(line(x, ys[0], x, ys[-1]) for x in xs)
    page = [
        *paragraph(LONG, 800),
        (76.0, 675.0, 12.0, "序号"),
        (180.0, 675.0, 12.0, "工作任务"),
        (400.0, 675.0, 12.0, "牵头单位"),
        (80.0, 630.0, 12.0, "1"),
        (116.0, 636.0, 12.0, "主动公开财政预算信息，做到格式统一、内容完"),
        (116.0, 618.0, 12.0, "整。"),
        (80.0, 570.0, 12.0, "2"),
        (116.0, 570.0, 12.0, "主动公开财政决算信息。"),
        (400.0, 598.0, 12.0, "县财政局"),
        *paragraph("附件：公开目录", 500),
    ]
    found = read([page], drawn)
    assert [type(block) for block in found] == [Paragraph, Table, Paragraph]
    table = found[1]
    assert isinstance(table, Table)
    shape = [[(cell.text, cell.column, cell.row_span) for cell in row] for row in table.rows]
    assert shape == [
        [("序号", 0, 1), ("工作任务", 1, 1), ("牵头单位", 2, 1)],
        [("1", 0, 1), ("主动公开财政预算信息，做到格式统一、内容完整。", 1, 1), ("县财政局", 2, 2)],
        [("2", 0, 1), ("主动公开财政决算信息。", 1, 1)],
    ]


def ruled(ys: tuple[float, ...]) -> str:
    xs = (72.0, 112.0, 392.0, 520.0)
    return "".join(line(xs[0], y, xs[-1], y) for y in ys) + "".join(line(x, ys[0], x, ys[-1]) for x in xs)


def test_a_table_goes_on_over_the_page() -> None:
    # 表格跨页：表头重复一次，一行被截成两半
    first = [
        (76.0, 730.0, 12.0, "序号"),
        (180.0, 730.0, 12.0, "工作任务"),
        (400.0, 730.0, 12.0, "责任单位"),
        (80.0, 690.0, 12.0, "1"),
        (116.0, 690.0, 12.0, "主动公开财政预算"),
        (400.0, 690.0, 12.0, "县财政局"),
    ]
    second = [
        (76.0, 730.0, 12.0, "序号"),
        (180.0, 730.0, 12.0, "工作任务"),
        (400.0, 730.0, 12.0, "责任单位"),
        (116.0, 690.0, 12.0, "信息。"),
    ]
    found = read([first, second], ruled((750.0, 710.0, 670.0)))
    assert len(found) == 1
    assert isinstance(found[0], Table)
    assert [[cell.text for cell in row] for row in found[0].rows] == [
        ["序号", "工作任务", "责任单位"],
        ["1", "主动公开财政预算信息。", "县财政局"],
    ]


def test_a_chapter_that_reaches_over_the_page_and_a_row_that_only_looks_cut() -> None:
    # 章节合并格跨页：下一页留空；下一页首行是新任务，不是上一行的后半截
    first = [
        (76.0, 730.0, 12.0, "领域"),
        (180.0, 730.0, 12.0, "工作任务"),
        (400.0, 730.0, 12.0, "责任单位"),
        (74.0, 690.0, 9.0, "一、财政"),
        (116.0, 690.0, 12.0, "主动公开财政预算信息。"),
        (400.0, 690.0, 12.0, "县财政局"),
    ]
    second = [
        (116.0, 730.0, 12.0, "主动公开财政决算信息。"),
        (400.0, 730.0, 12.0, "县财政局"),
        (74.0, 690.0, 9.0, "二、教育"),
        (116.0, 690.0, 12.0, "主动公开招生政策。"),
        (400.0, 690.0, 12.0, "县教育局"),
    ]
    found = read([first, second], ruled((750.0, 710.0, 670.0)))
    assert len(found) == 1
    assert isinstance(found[0], Table)
    shape = [[(cell.text, cell.column, cell.row_span) for cell in row] for row in found[0].rows]
    assert shape[1:] == [
        [("一、财政", 0, 2), ("主动公开财政预算信息。", 1, 1), ("县财政局", 2, 1)],
        [("主动公开财政决算信息。", 1, 1), ("县财政局", 2, 1)],
        [("二、教育", 0, 1), ("主动公开招生政策。", 1, 1), ("县教育局", 2, 1)],
    ]


def test_a_unit_for_several_tasks_reaches_over_the_page() -> None:
    xs = (72.0, 112.0, 392.0, 520.0)
    # 第二页两行共用一个牵头单位，单位名印在上一页
    drawn = "".join(line(xs[0], y, xs[-1], y) for y in (750.0, 710.0, 630.0)) + line(xs[0], 670.0, xs[2], 670.0)
    drawn += "".join(line(x, 750.0, x, 630.0) for x in xs)
    first = [
        (76.0, 730.0, 12.0, "序号"),
        (180.0, 730.0, 12.0, "工作任务"),
        (400.0, 730.0, 12.0, "牵头单位"),
        (80.0, 690.0, 12.0, "1"),
        (116.0, 690.0, 12.0, "主动公开财政预算信息。"),
        (400.0, 670.0, 12.0, "县财政局"),
        (80.0, 650.0, 12.0, "2"),
        (116.0, 650.0, 12.0, "主动公开财政决算信息。"),
    ]
    second = [
        (80.0, 730.0, 12.0, "3"),
        (116.0, 730.0, 12.0, "主动公开政府债务信息。"),
        (80.0, 690.0, 12.0, "4"),
        (116.0, 690.0, 12.0, "主动公开招生政策。"),
        (400.0, 670.0, 12.0, "县教育局"),
        (80.0, 650.0, 12.0, "5"),
        (116.0, 650.0, 12.0, "主动公开救助政策。"),
    ]
    found = read([first, second], drawn)
    assert isinstance(found[0], Table)
    units = [(cell.text, cell.row_span) for row in found[0].rows for cell in row if cell.column == 2]
    assert units == [("牵头单位", 1), ("县财政局", 3), ("县教育局", 2)]


def test_a_mark_inside_an_open_bracket_opens_no_paragraph() -> None:
    page = [
        (LEFT, 760.0, SIZE, "主动公开财政预算信息，做到格式统一、内容完整（公开路径："),
        (LEFT, 732.0, SIZE, "1.首页>财政；2.其他渠道）。"),
    ]
    assert texts([page]) == ["主动公开财政预算信息，做到格式统一、内容完整（公开路径：1.首页>财政；2.其他渠道）。"]


def test_a_frame_around_text_is_no_table() -> None:
    drawn = "60 600 475 200 re S"
    assert [type(block) for block in read([paragraph(LONG, 760)], drawn)] == [Paragraph]


def test_pictures_only() -> None:
    with pytest.raises(UnreadableNotice, match="扫描图片"):
        read_bytes(pdf([[], []]), "a.pdf")


def test_damaged_and_foreign() -> None:
    whole = pdf([paragraph(LONG, 760)])
    with pytest.raises(UnreadableNotice, match="损坏"):
        read_bytes(whole[:200], "a.pdf")
    with pytest.raises(UnreadableNotice, match="损坏"):
        read_bytes(b"%PDF-1.7\nnothing here", "a.pdf")
