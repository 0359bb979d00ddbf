"""Word files before they are published: who wrote, what was remarked, what was changed and hidden goes; the words stay."""

from __future__ import annotations

import io
import zipfile

import docx
import pytest
from PIL import Image

from gongkai.apps.files.cleaning import clean
from gongkai.domain.workflow import Blocked
from tests.apps.files.made import picture
from tests.apps.files.samples import WORD, cell, p, row, zipped
from tests.apps.files.samples import docx as raw_docx

TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">{}</Types>'
RELS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def told(result) -> dict[str, int]:
    return {line["what"]: line["count"] for line in result.report}


def package(body: str, links: str = "", types: str = "", **parts: str | bytes) -> bytes:
    """A Word file with its list of types and relationships, as Word writes it."""
    default = '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Default Extension="bin" ContentType="application/octet-stream"/>'
    return zipped(
        {
            "[Content_Types].xml": TYPES.format(
                f'{default}<Override PartName="/word/document.xml" ContentType="{MAIN}"/>{types}'
            ),
            "_rels/.rels": RELS.format(
                f'<Relationship Id="a1" Type="{OFFICE}/officeDocument" Target="word/document.xml"/>'
            ),
            "word/document.xml": f'<w:document {WORD} xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:r="{OFFICE}"><w:body>{body}</w:body></w:document>',
            "word/_rels/document.xml.rels": RELS.format(links),
            **parts,
        }
    )


def link(name: str, kind: str, target: str, mode: str = "") -> str:
    more = ' TargetMode="External"' if mode else ""
    return f'<Relationship Id="{name}" Type="{OFFICE}/{kind}" Target="{target}"{more}/>'


def run(text: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


def words(data: bytes) -> str:
    return "\n".join(each.text for each in docx.Document(io.BytesIO(data)).paragraphs)


def everything(data: bytes) -> bytes:
    """All parts one after another, unpacked: what somebody could dig out."""
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        return b"\n".join(name.encode() + parts.read(name) for name in parts.namelist())


def written() -> bytes:
    """A document as an office makes it: styles, table, header, picture, and the names of people."""
    file = docx.Document()
    core = file.core_properties
    core.author, core.last_modified_by, core.comments, core.title = "张三丰", "李四光", "领导要求保密", "办法"
    file.add_heading("县城停车管理办法", 1)
    file.add_paragraph("第一条　为规范停车秩序，制定本办法。")
    table = file.add_table(2, 2)
    table.cell(0, 0).text, table.cell(1, 1).text = "收费标准", "每小时2元"
    file.sections[0].header.paragraphs[0].text = "青溪县人民政府文件"
    plain = io.BytesIO()
    Image.new("RGB", (40, 30)).save(plain, "JPEG")
    file.add_picture(plain)
    noted = file.add_paragraph("第二条　收费。")
    file.add_comment(noted.runs, text="这条再请示", author="王五")
    out = io.BytesIO()
    file.save(out)
    with zipfile.ZipFile(out) as parts:
        every = {name: parts.read(name) for name in parts.namelist()}
    return zipped(every | {next(name for name in every if "media/" in name): picture()})


def test_names_remarks_and_places_go_and_the_document_stays():
    data = written()
    result = clean(data, "办法.docx")
    found = told(result)
    assert found["作者信息"] == 2
    assert found["批注"] == 1
    assert found["拍摄位置"] == 1
    assert found["备注和关键词"] == 1
    left = everything(result.data)
    for name in ("张三", "李四光", "王五", "这条再请示", "领导要求保密", "某牌手机"):
        assert name.encode() not in left, name
    before, after = docx.Document(io.BytesIO(data)), docx.Document(io.BytesIO(result.data))
    assert words(result.data) == words(data)
    assert [c.text for t in after.tables for r in t.rows for c in r.cells] == [
        c.text for t in before.tables for r in t.rows for c in r.cells
    ]
    assert after.sections[0].header.paragraphs[0].text == "青溪县人民政府文件"
    assert len(after.inline_shapes) == 1
    assert after.core_properties.title == "办法"
    assert "收费标准" in result.text
    assert clean(result.data, "办法.docx").report == [], "clean is clean"


TRACKED = [
    # inserted words stay, deleted words go
    (
        f"<w:p><w:ins w:id='1' w:author='张三'>{run('新增')}</w:ins>{run('原文')}<w:del w:id='2' w:author='张三'><w:r><w:delText>删去</w:delText></w:r></w:del></w:p>",
        "新增原文",
    ),
    # moved words stand where they were moved to
    (
        f"<w:p><w:moveFrom w:author='张三'>{run('移')}</w:moveFrom>{run('甲')}<w:moveTo w:author='张三'>{run('移')}</w:moveTo></w:p>",
        "甲移",
    ),
    # a deletion inside an insertion
    (
        f"<w:p><w:ins w:author='张三'>{run('留')}<w:del w:author='李四'><w:r><w:delText>去</w:delText></w:r></w:del></w:ins></w:p>",
        "留",
    ),
    # a deleted paragraph end: the next paragraph follows on
    (f"<w:p><w:pPr><w:rPr><w:del w:author='张三'/></w:rPr></w:pPr>{run('前半')}</w:p>{p('后半')}", "前半后半"),
    # three in a row
    (
        f"<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{run('一')}</w:p><w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{run('二')}</w:p>{p('三')}",
        "一二三",
    ),
    # a change of formatting only
    (
        "<w:p><w:r><w:rPr><w:b/><w:rPrChange w:author='张三'><w:rPr/></w:rPrChange></w:rPr><w:t>加粗</w:t></w:r></w:p>",
        "加粗",
    ),
    # hidden words, by themselves and switched off
    (
        f"<w:p>{run('看得见')}{run('藏起来', '<w:vanish/>')}{run('也看得见', '<w:vanish w:val=' + chr(39) + '0' + chr(39) + '/>')}</w:p>",
        "看得见也看得见",
    ),
]


@pytest.mark.parametrize(("body", "left"), TRACKED)
def test_changes_are_accepted_and_hidden_words_go(body, left):
    result = clean(package(body), "稿.docx")
    assert words(result.data) == left
    assert result.text == left
    for gone in ("张三", "李四", "删去", "藏起来", "w:ins", "w:del", "Change", 'vanish w:val="1'):
        assert gone.encode() not in everything(result.data)
    assert result.report


def test_a_deleted_row_goes_and_a_table_without_rows_too():
    kept = f"<w:tbl><w:tblPr/><w:tblGrid/>{row(cell('留'))}{row(cell('去'), properties='<w:del/>')}</w:tbl>"
    gone = f"<w:tbl><w:tblPr/><w:tblGrid/>{row(cell('全去'), properties='<w:del/>')}</w:tbl>"
    result = clean(package(kept + gone + p("末")), "稿.docx")
    after = docx.Document(io.BytesIO(result.data))
    assert [c.text for t in after.tables for r in t.rows for c in r.cells] == ["留"]


def test_a_style_that_hides_hides():
    styles = f'<w:styles {WORD}><w:style w:type="character" w:styleId="base"><w:rPr><w:vanish/></w:rPr></w:style><w:style w:type="character" w:styleId="secret"><w:basedOn w:val="base"/></w:style></w:styles>'
    body = f"<w:p>{run('明')}{run('暗', '<w:rStyle w:val=' + chr(34) + 'secret' + chr(34) + '/>')}</w:p>"
    data = package(
        body,
        link("s", "styles", "styles.xml"),
        '<Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/>',
        **{"word/styles.xml": styles},
    )
    result = clean(data, "稿.docx")
    assert words(result.data) == "明"
    assert "暗".encode() not in everything(result.data)


def test_an_embedded_object_becomes_its_picture():
    body = (
        '<w:p><w:r><w:object w:dxaOrig="1"><o:OLEObject Type="Embed" ProgID="Excel.Sheet.12" r:id="x"/></w:object></w:r></w:p>'
        + p("正文")
    )
    data = package(
        body, link("x", "package", "embeddings/book.bin"), **{"word/embeddings/book.bin": b"PK\x03\x04 hidden figures"}
    )
    result = clean(data, "稿.docx")
    assert told(result) == {"嵌入的对象": 1}
    assert b"hidden figures" not in everything(result.data)
    assert "pict" in {each.tag.split("}")[1] for each in docx.Document(io.BytesIO(result.data)).element.iter()}


def test_a_link_to_a_disk_goes_and_its_words_stay():
    body = f'<w:p><w:hyperlink r:id="d">{run("见附件")}</w:hyperlink><w:hyperlink r:id="h">{run("政府网站")}</w:hyperlink></w:p>'
    data = package(
        body,
        link("d", "hyperlink", "file:///C:/Users/zhangsan/a.docx", "x")
        + link("h", "hyperlink", "https://www.gov.cn/", "x"),
    )
    result = clean(data, "稿.docx")
    assert result.text == "见附件政府网站"
    assert b"zhangsan" not in everything(result.data)
    assert b"www.gov.cn" in everything(result.data)
    assert told(result) == {"本机路径": 1}


def test_a_part_that_nothing_leads_to_is_left_out():
    result = clean(package(p("正文"), **{"word/media/secret.txt": "藏着的名单"}), "稿.docx")
    assert "藏着的名单".encode() not in everything(result.data)


REFUSED = [
    # macros: by the project part, by the type of the main part
    (package(p("正文"), link("v", "vbaProject", "vbaProject.bin"), **{"word/vbaProject.bin": b"x"}), "稿.docx", "宏"),
    (package(p("正文")).replace(MAIN.encode(), MAIN.encode()), "稿.pdf", "文件名以 .pdf 结尾，内容却是Word 文档"),
    (
        package(p("正文"), link("o", "oleObject", "embeddings/o.bin"), **{"word/embeddings/o.bin": b"MZ\x90\0"}),
        "稿.docx",
        "嵌有另一个文件或程序",
    ),
    (
        package(
            p("正文"),
            link("o", "oleObject", "embeddings/o.bin"),
            **{"word/embeddings/o.bin": b"\xd0\xcf" + "\x01Ole10Native".encode("utf-16-le")},
        ),
        "稿.docx",
        "嵌有另一个文件或程序",
    ),
    (
        package(p("正文"), link("x", "control", "activeX/activeX1.bin"), **{"word/activeX/activeX1.bin": b"x"}),
        "稿.docx",
        "ActiveX",
    ),
    (
        package('<w:altChunk r:id="c"/>', link("c", "aFChunk", "chunk.html"), **{"word/chunk.html": "<p>x"}),
        "稿.docx",
        "嵌有另一个文件",
    ),
    (
        package(
            p("正文"),
            **{
                "_rels/.rels": RELS.format(
                    '<Relationship Id="a" Type="http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument" Target="word/document.xml"/>'
                )
            },
        ),
        "稿.docx",
        "严格 Open XML",
    ),
    (package("<w:p>"), "稿.docx", "损坏"),
    (raw_docx(p("没有关系表")), "稿.docx", "损坏"),
    (package(p("x" * 30_000_000)), "稿.docx", "压缩炸弹"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "旧.doc", "另存为 .docx"),
    (zipped({"a.txt": "x"}), "包.zip", "请解压后逐个上传"),
    (b"Rar!\x1a\x07\x00", "包.rar", "请解压后逐个上传"),
    (b"MZ\x90\0\0\0", "程序.exe", "不能公开发布"),
    (b"<html><script>1</script>", "页.html", "网页或脚本"),
    (b"", "空.docx", "空的"),
]


@pytest.mark.parametrize(
    ("data", "name", "sentence"), REFUSED, ids=[each[2] + str(at) for at, each in enumerate(REFUSED)]
)
def test_what_may_not_be_published_is_refused_in_a_sentence(data, name, sentence):
    with pytest.raises(Blocked) as refused:
        clean(data, name)
    assert sentence in refused.value.blockers[0]
    assert refused.value.blockers[0].endswith("。")


def test_plain_text_is_kept():
    result = clean("县城停车管理办法".encode(), "办法.txt")
    assert (result.text, result.report, result.media) == ("县城停车管理办法", [], "file")
