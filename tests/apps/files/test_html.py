"""Web pages: the notice comes out, the furniture stays."""

from pathlib import Path

import pytest

from gongkai.apps.files.readers import read_blocks, read_bytes
from gongkai.domain.notices import Paragraph, Table, UnreadableNotice
from tests.apps.files import pages

SHARED = Path(__file__).resolve().parents[4] / "shared"
LETTER = [
    "青溪县人民政府办公室关于印发青溪县2024年政务公开工作要点的通知",
    "青政办发〔2024〕12号",
    "各镇人民政府、街道办事处，县政府各部门：",
    "《青溪县2024年政务公开工作要点》已经县政府同意，现印发给你们，请认真贯彻执行。",
    "青溪县人民政府办公室",
    "2024年4月18日",
    "一、加强重点领域信息公开",
    "1.公开财政预决算信息。县财政局要在预算批准后20日内公开，做到格式统一、内容完整、长期保留。（责任单位：县财政局）",
    "2.公开义务教育招生政策，及时回答家长关心的问题，每年不少于两次集中解读。（责任单位：县教育局）",
]


def texts(page: str, name: str = "notice.html") -> list[str]:
    found = read_bytes(page.encode(), name)
    assert not isinstance(found, str)
    return [block.text for block in found if isinstance(block, Paragraph)]


def table(page: str) -> Table:
    found = read_bytes(page.encode(), "notice.html")
    return next(block for block in found if isinstance(block, Table))


def test_a_modern_page() -> None:
    assert texts(pages.MODERN) == [
        # 标题、来源和发布时间在正文之外，属于通知
        "青溪县人民政府办公室关于印发青溪县2024年政务公开工作要点的通知",
        "来源：青溪县人民政府办公室 发布时间：2024-04-19 09:30 浏览次数：",
        *LETTER,
    ]


def test_a_page_laid_out_by_tables() -> None:
    assert texts(pages.TABLES) == [
        # 索引表的标签和值成对读出
        "索引号：QX01-2024-0012",
        "发文机关：青溪县人民政府办公室",
        "发文字号：青政办发〔2024〕12号",
        "成文日期：2024年4月18日",
        *LETTER,
    ]


def test_a_task_table_keeps_its_merged_cells() -> None:
    assert texts(pages.TASKS) == ["现将《青溪县2024年政务公开任务分工》印发给你们，请于12月底前完成，并报送落实情况。"]
    shape = [
        [(cell.text, cell.column, cell.row_span, cell.column_span) for cell in row] for row in table(pages.TASKS).rows
    ]
    assert shape == [
        [("序号", 0, 1, 1), ("工作任务", 1, 1, 1), ("牵头单位", 2, 1, 1), ("责任单位", 3, 1, 1)],
        # 章节行横跨全表
        [("一、优化营商环境", 0, 1, 4)],
        [("1", 0, 1, 1), ("公开涉企收费清单，\n动态调整。", 1, 1, 1), ("县发展改革局", 2, 2, 1), ("县财政局", 3, 1, 1)],
        # 牵头单位从上一行延下来
        [("2", 0, 1, 1), ("公开市场准入负面清单。", 1, 1, 1), ("", 3, 1, 1)],
    ]


FRAGMENTS = [
    # 换行标记分段
    ("<div>第一段要公开。<br>第二段要公开。<br/><br/>第三段。</div>", ["第一段要公开。", "第二段要公开。", "第三段。"]),
    # 空格实体和全角空格是缩进，不是内容
    ("<div><p>&nbsp;&nbsp;&nbsp;&nbsp;首行缩进。</p><p>　　全角缩进。</p></div>", ["首行缩进。", "全角缩进。"]),
    # 源代码里的换行不是空格
    ("<div><p>按照职责\n      分工负责，\n每年公开\n 2 次。</p></div>", ["按照职责分工负责，每年公开 2 次。"]),
    # 有序列表显示的编号不在文字里：见 test_ordered_lists
    # 零宽字符删去，上标留下
    ("<div><p>政\u200b务公\ufeff开 10m<sup>2</sup></p></div>", ["政务公开 10m2"]),
    # 脚本、样式、隐藏文字都不是通知
    (
        "<div><script>alert('公开')</script><style>p{}</style><p hidden>隐藏</p><p>正文要公开。</p></div>",
        ["正文要公开。"],
    ),
    # 打印、关闭、字号按钮
    (
        "<div><p>正文要公开，全文如下。</p><p>【打印】 【关闭】</p><p>字体：大 中 小</p></div>",
        ["正文要公开，全文如下。"],
    ),
    # 文字直接写在页面上
    ("<html><body>关于公开的通知<p>请公开。</p></body></html>", ["关于公开的通知", "请公开。"]),
]


@pytest.mark.parametrize(("page", "expected"), FRAGMENTS)
def test_lines(page: str, expected: list[str]) -> None:
    assert texts(page) == expected


def test_ordered_lists_show_their_numbers() -> None:
    page = '<div><ol start="3"><li>公开预算。</li><li>公开决算。</li></ol><ol type="a"><li>甲项。</li></ol><ul><li>乙项。</li></ul></div>'
    found = read_bytes(page.encode(), "a.html")
    assert [(block.label, block.text) for block in found] == [
        ("3.", "公开预算。"),
        ("4.", "公开决算。"),
        ("a.", "甲项。"),
        ("", "乙项。"),
    ]


MENU = "<ul>" + "".join(f"<li><a href='#'>栏目导航{at}政务公开目录</a></li>" for at in range(30)) + "</ul>"
NEWS = (
    "<div><h3>热点新闻</h3>"
    + "".join(f"<p><a href='#'>青溪县召开第{at}次常务会议部署安全生产工作</a> 2024-04-1{at}</p>" for at in range(9))
    + "</div>"
)


def test_a_short_notice_among_many_links() -> None:
    # 正文只有几行，导航和新闻列表占了大半个页面
    page = f"""<html><body>{MENU}<div><div><h2>关于调整政务公开领导小组的通知</h2><p>发布日期：2024-04-18</p>
    <div><p>各镇人民政府：</p><p>经研究，调整领导小组成员。</p><p>青溪县人民政府办公室</p></div></div>{NEWS}</div>
    <div>版权所有：青溪县人民政府 地址：青溪县人民路1号，邮编：000000，电话：000-0000000</div></body></html>"""
    assert texts(page) == [
        "关于调整政务公开领导小组的通知",
        "发布日期：2024-04-18",
        "各镇人民政府：",
        "经研究，调整领导小组成员。",
        "青溪县人民政府办公室",
    ]


def test_a_page_of_links_is_no_notice() -> None:
    with pytest.raises(UnreadableNotice, match="没有正文"):
        read_bytes(f"<html><body>{MENU}{NEWS}</body></html>".encode(), "a.html")


def test_a_list_of_attached_files_belongs_to_the_notice() -> None:
    files = "".join(f"<li><a href='#'>{at}.任务分工表.docx</a></li>" for at in range(1, 6))
    page = f"<div><p>请各单位公开预算，做到格式统一、内容完整、长期保留。</p><p>附件：</p><ul>{files}</ul></div>"
    assert texts(page)[-1] == "5.任务分工表.docx"


def test_properties_in_a_definition_list() -> None:
    page = """<div><dl><dt>索引号：</dt><dd>QX-1</dd><dt>发文字号：</dt><dd>青政办发〔2024〕12号</dd></dl>
    <div><p>各镇人民政府，公开预算，做到格式统一、内容完整、长期保留。</p></div></div>"""
    assert texts(page)[:2] == ["索引号：QX-1", "发文字号：青政办发〔2024〕12号"]


def test_a_long_task_does_not_make_its_table_a_layout() -> None:
    task = "公开预算，做到格式统一、内容完整。" * 90
    page = f"<table><tr><td>工作任务</td><td>责任单位</td></tr><tr><td>{task}</td><td>县财政局</td></tr></table>"
    assert table(page).rows[1][0].text == task


def test_a_link_inside_the_text_stays() -> None:
    page = "<div><p>依据<a href='#'>《政府信息公开条例》</a>公开，并在<a href='#'>门户网站</a>发布。</p><p>附件：<a href='#'>任务分工.docx</a></p></div>"
    assert texts(page) == ["依据《政府信息公开条例》公开，并在门户网站发布。", "附件：任务分工.docx"]


def test_declared_and_real_encoding_may_differ() -> None:
    page = pages.MODERN.replace("utf-8", "gb2312")
    assert [block.text for block in read_bytes(page.encode(), "a.html")][2:] == LETTER
    assert [block.text for block in read_bytes(page.encode("gb18030"), "a.html")][2:] == LETTER


def test_a_page_without_text_is_refused() -> None:
    with pytest.raises(UnreadableNotice, match="没有正文"):
        read_bytes(b"<html><body><script>var a = 1</script></body></html>", "a.html")


def test_a_page_nested_beyond_reason_is_read() -> None:
    deep = "<div>" * 5_000 + "<p>正文要公开，全文如下。</p>" + "</div>" * 5_000
    assert texts(deep) == ["正文要公开，全文如下。"]


def test_a_column_number_cannot_fill_the_memory() -> None:
    page = '<table border="1"><tr><td colspan="99999">任务</td></tr><tr><td rowspan="99999">甲</td><td>乙</td></tr><tr><td>丙</td></tr></table>'
    rows = table(page).rows
    assert (rows[0][0].column_span, rows[1][0].row_span) == (200, 2)


def test_a_saved_web_archive() -> None:
    head = 'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="B"\r\n\r\n--B\r\n'
    part = 'Content-Type: text/html; charset="utf-8"\r\nContent-Transfer-Encoding: 8bit\r\n\r\n'
    archive = f"{head}{part}<html><body><p>正文要公开，全文如下。</p></body></html>\r\n--B--\r\n"
    assert texts(archive, "notice.doc") == ["正文要公开，全文如下。"]


def test_pages_of_the_state_councils_site() -> None:
    folder = SHARED / "notices"
    for path in sorted(folder.glob("*.html")) if folder.is_dir() else []:
        found = [block.text for block in read_blocks(path) if isinstance(block, Paragraph)]
        assert found[0].startswith("索引号："), path.name
        assert "（此件公开发布）" in found[-1], path.name
        assert not any("扫一扫" in text or "var " in text for text in found), path.name


@pytest.mark.parametrize("closed", ["", "</div>" * 90_000])
def test_nesting_beyond_measure_is_refused_at_once(closed):
    """The parser needs the square of the depth: this page took minutes."""
    with pytest.raises(UnreadableNotice, match="网页过大"):
        read_bytes(("<div>" * 90_000 + "正文要公开。" + closed).encode(), "通知.html")
