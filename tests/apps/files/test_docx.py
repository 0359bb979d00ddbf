"""Word files as a reader of the printed page sees them."""

import pytest

from gongkai.apps.files.readers import read_bytes
from gongkai.domain.notices import Paragraph, SourceBlock, Table, UnreadableNotice
from tests.apps.files.samples import cell, docx, item, level, p, row, word_list, zipped


def read(body: str, **parts: str) -> list[SourceBlock]:
    found = read_bytes(docx(body, **parts), "notice.docx")
    assert not isinstance(found, str)
    return found


def texts(body: str, **parts: str) -> list[str]:
    return [block.label + block.text for block in read(body, **parts) if isinstance(block, Paragraph)]


def run(text: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


BODIES = [
    # 空段不算
    (p("一、总体要求") + p("") + p("　　"), ["一、总体要求"]),
    # 修订：删去的不读，插入的读
    (
        f"<w:p>{run('公开')}<w:del><w:r><w:delText>预算</w:delText></w:r></w:del><w:ins>{run('决算')}</w:ins></w:p>",
        ["公开决算"],
    ),
    # 修订：移走的不读，移来的读
    (f"<w:p><w:moveFrom>{run('旧处')}</w:moveFrom><w:moveTo>{run('新处')}</w:moveTo></w:p>", ["新处"]),
    # 修订：段落标记被删，与下一段相连
    (
        "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>及时公开</w:t></w:r></w:p>" + p("财政预算"),
        ["及时公开财政预算"],
    ),
    # 最后一段的段落标记被删，文字不丢
    (p("甲") + "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>乙</w:t></w:r></w:p>", ["甲", "乙"]),
    # 隐藏文字不读；明确写了不隐藏的照读
    (
        "<w:p>" + run("显示") + run("隐藏", "<w:vanish/>") + run("照读", '<w:vanish w:val="0"/>') + "</w:p>",
        ["显示照读"],
    ),
    # 软回车分行，制表符作空格，不间断连字符照写
    (
        "<w:p><w:r><w:t>牵头单位</w:t><w:tab/><w:t>县教育局</w:t><w:br/><w:t>2024</w:t><w:noBreakHyphen/><w:t>2025</w:t></w:r></w:p>",
        ["牵头单位 县教育局", "2024-2025"],
    ),
    # 分页符不分段
    ('<w:p><w:r><w:t>上页</w:t><w:br w:type="page"/><w:t>下页</w:t></w:r></w:p>', ["上页下页"]),
    # 超链接、智能标记、内容控件、域结果里的文字照读；域代码不读
    (
        f"<w:p><w:hyperlink>{run('门户网站')}</w:hyperlink><w:smartTag>{run('2024年')}</w:smartTag>"
        f"<w:fldSimple>{run('第3页')}</w:fldSimple><w:r><w:instrText>PAGEREF</w:instrText></w:r></w:p>",
        ["门户网站2024年第3页"],
    ),
    (f"<w:sdt><w:sdtContent>{p('内容控件里的段落')}</w:sdtContent></w:sdt>", ["内容控件里的段落"]),
    # 目录与正文重复，不读
    (
        '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
        f"<w:sdtContent>{p('一、总体要求……1')}</w:sdtContent></w:sdt>{p('一、总体要求')}",
        ["一、总体要求"],
    ),
    # 拼音注在上面，不读
    (f"<w:p><w:ruby><w:rt>{run('洨')}</w:rt><w:rubyBase>{run('洨河镇')}</w:rubyBase></w:ruby></w:p>", ["洨河镇"]),
    # 脚注号不读
    ("<w:p><w:r><w:t>公开</w:t></w:r><w:r><w:footnoteReference/></w:r></w:p>", ["公开"]),
    # 文本框读一次：新旧两种写法同时存在
    (
        "<w:p><w:r><w:t>正文</w:t><mc:AlternateContent><mc:Choice><w:drawing><wps:txbx><w:txbxContent>"
        + p("框内文字")
        + "</w:txbxContent></wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent>"
        + p("框内文字")
        + "</w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>",
        ["正文", "框内文字"],
    ),
]


@pytest.mark.parametrize(("body", "expected"), BODIES)
def test_paragraphs(body: str, expected: list[str]) -> None:
    assert texts(body) == expected


def test_hidden_by_a_character_style() -> None:
    styles = '<w:style w:type="character" w:styleId="Note"><w:rPr><w:vanish/></w:rPr></w:style>'
    body = "<w:p>" + run("显示") + run("批注", '<w:rStyle w:val="Note"/>') + "</w:p>"
    assert texts(body, styles=styles) == ["显示"]


def test_lines_of_a_contents_style_are_skipped() -> None:
    styles = '<w:style w:type="paragraph" w:styleId="11"><w:name w:val="toc 1"/></w:style>'
    assert texts(p("一、总体要求 1", '<w:pStyle w:val="11"/>') + p("一、总体要求"), styles=styles) == ["一、总体要求"]


def shape(table: SourceBlock) -> list[list[tuple[str, int, int, int]]]:
    assert isinstance(table, Table)
    return [[(each.text, each.column, each.row_span, each.column_span) for each in line] for line in table.rows]


def test_merged_cells() -> None:
    down, again = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    body = (
        "<w:tbl>"
        + "".join(
            (
                row(cell("序号"), cell("任务"), cell("牵头单位")),
                row(cell("一、优化环境", '<w:gridSpan w:val="3"/>')),
                row(cell("1"), cell("公开清单"), cell("县财政局", down)),
                row(cell("2"), cell("公开目录"), cell("", again)),
                # 修订中删去的一行
                row(cell("删"), cell("删"), cell("删"), properties="<w:del/>"),
                row(cell("3"), cell("公开指南"), cell("县教育局", down)),
            )
        )
        + "</w:tbl>"
    )
    assert shape(read(body)[0]) == [
        [("序号", 0, 1, 1), ("任务", 1, 1, 1), ("牵头单位", 2, 1, 1)],
        [("一、优化环境", 0, 1, 3)],
        [("1", 0, 1, 1), ("公开清单", 1, 1, 1), ("县财政局", 2, 2, 1)],
        [("2", 0, 1, 1), ("公开目录", 1, 1, 1)],
        [("3", 0, 1, 1), ("公开指南", 1, 1, 1), ("县教育局", 2, 1, 1)],
    ]


def test_cells_merged_across_in_the_old_way_and_rows_that_begin_later() -> None:
    across, on = '<w:hMerge w:val="restart"/>', "<w:hMerge/>"
    body = (
        "<w:tbl>"
        + row(cell("甲"), cell("乙", across), cell("", on))
        + row(cell("丙"), cell("丁"), properties='<w:gridBefore w:val="1"/>')
        + "</w:tbl>"
    )
    assert shape(read(body)[0]) == [[("甲", 0, 1, 1), ("乙", 1, 1, 2)], [("丙", 1, 1, 1), ("丁", 2, 1, 1)]]


def test_numbers_are_printed_before_the_text_of_a_cell() -> None:
    numbered = f"<w:tc>{item('公开预算。')}{item('公开决算。')}</w:tc>"
    body = f"<w:tbl><w:tr>{numbered}{cell('县财政局')}</w:tr></w:tbl>"
    table = read(body, numbering=word_list(level(0, "decimal", "%1.")))[0]
    assert shape(table)[0][0][0] == "1.公开预算。\n2.公开决算。"


def test_a_table_inside_a_cell_gives_its_lines() -> None:
    inner = "<w:tbl>" + row(cell("子项"), cell("县教育局")) + "</w:tbl>"
    body = f"<w:tbl><w:tr><w:tc>{p('任务')}{inner}{p('')}</w:tc>{cell('县财政局')}</w:tr></w:tbl>"
    assert shape(read(body)[0])[0][0][0] == "任务\n子项\t县教育局"


def test_a_frame_of_one_cell_is_no_table() -> None:
    body = "<w:tbl>" + row(cell("各镇人民政府：")) + row(cell("请公开。")) + "</w:tbl>"
    assert texts(body) == ["各镇人民政府：", "请公开。"]


def test_text_under_many_nested_tables_is_not_lost() -> None:
    deep = f"<w:tbl>{row('<w:tc>' + p('外') + '@' + '</w:tc>', cell('旁'))}</w:tbl>"
    body = p("最里面的任务")
    for _ in range(40):
        body = deep.replace("@", body)
    assert "最里面的任务" in shape(read(body)[0])[0][0][0]


def test_strict_open_xml_is_read() -> None:
    strict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    xml = f'<w:document xmlns:w="{strict}"><w:body>{p("严格格式")}</w:body></w:document>'
    found = read_bytes(zipped({"word/document.xml": xml}), "a.docx")
    assert found == [Paragraph("严格格式")]


def test_the_main_part_may_have_another_name() -> None:
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r" '
        'Type="http://x/relationships/officeDocument" Target="/word/document2.xml"/></Relationships>'
    )
    data = zipped(
        {
            "_rels/.rels": relations,
            "word/document2.xml": docx_xml(p("另一个名字")),
            "word/document.xml": docx_xml(p("旧的一份")),
        }
    )
    assert read_bytes(data, "a.docx") == [Paragraph("另一个名字")]


def docx_xml(body: str) -> str:
    return f'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{body}</w:body></w:document>'


def test_no_body() -> None:
    with pytest.raises(UnreadableNotice, match="没有 Word 正文"):
        read_bytes(zipped({"word/document.xml": "<a/>"}), "a.docx")
