"""OFD: characters placed on pages are read in order."""

import io
import zipfile

import pytest

from gongkai.apps.files.readers import read_bytes
from gongkai.domain.notices import Paragraph, Table, UnreadableNotice
from tests.apps.files.samples import ofd, ofd_text, zipped

FULL = "青溪县各镇各部门要按照本通知的要求及时主动公开财政预算信"


def texts(*pages: str) -> list[str]:
    return [block.text for block in read_bytes(ofd(pages), "notice.ofd") if isinstance(block, Paragraph)]


def test_lines_are_read_from_top_to_bottom_whatever_their_order_in_the_file() -> None:
    page = ofd_text("第二行要公开。", 36, 60) + ofd_text("关于公开的通知", 80, 40) + ofd_text("第三行。", 36, 90)
    assert texts(page) == ["关于公开的通知", "第二行要公开。", "第三行。"]


def test_full_lines_run_on() -> None:
    page = ofd_text(FULL, 28, 60) + ofd_text("息，做到格式统一。", 28, 70) + ofd_text("二、公开决算。", 39.2, 80)
    assert texts(page) == [FULL + "息，做到格式统一。", "二、公开决算。"]


def test_a_run_may_be_cut_into_several_objects() -> None:
    # 同一行分成两个文字对象
    page = ofd_text("责任单位：", 36, 60) + ofd_text("县财政局", 36 + 5 * 5.6, 60)
    assert texts(page) == ["责任单位：县财政局"]


def test_steps_may_be_written_out_or_left_out() -> None:
    assert texts(ofd_text("公开预算", 36, 60, delta="5.6 5.6 5.6")) == ["公开预算"]
    assert texts(ofd_text("公开预算", 36, 60, delta="")) == ["公开预算"]
    # 坏掉的步长不影响文字
    assert texts(ofd_text("公开预算", 36, 60, delta="g 9999999 x")) == ["公开预算"]


def test_pages_follow_one_another_and_page_numbers_go() -> None:
    pages = [
        ofd_text(f"第{name}页的内容。", 36, 60) + ofd_text(f"— {at} —", 100, 285, 4.0)
        for at, name in enumerate("一二三", 1)
    ]
    assert texts(*pages) == ["第一页的内容。", "第二页的内容。", "第三页的内容。"]


def test_a_page_listed_many_times_is_read_once() -> None:
    # 同一页列三次、同一文档列三次：都只读一次，不会越读越多
    whole = ofd([ofd_text("公开预算。", 36, 60)])
    with zipfile.ZipFile(io.BytesIO(whole)) as package:
        parts = {name: package.read(name).decode() for name in package.namelist()}
    for name, mark in (("OFD.xml", "DocBody"), ("Doc_0/Document.xml", "Page ")):
        start = parts[name].index(f"<ofd:{mark}")
        end = parts[name].index("</ofd:OFD>" if mark == "DocBody" else "</ofd:Pages>")
        parts[name] = parts[name][:start] + parts[name][start:end] * 3 + parts[name][end:]
    assert read_bytes(zipped(dict(parts)), "a.ofd") == [Paragraph("公开预算。")]


def test_slanted_text_is_a_watermark() -> None:
    slanted = ofd_text("内部资料", 50, 100).replace("<ofd:TextObject", '<ofd:TextObject CTM="0.7 0.7 -0.7 0.7 0 0"')
    assert texts(ofd_text("公开预算。", 36, 60) + slanted) == ["公开预算。"]


def path(x: float, y: float, data: str) -> str:
    return (
        f'<ofd:PathObject Boundary="{x} {y} 150 60"><ofd:AbbreviatedData>{data}</ofd:AbbreviatedData></ofd:PathObject>'
    )


def test_ruled_lines_make_a_table() -> None:
    lines = "".join(path(30, 50, f"M 0 {y} L 120 {y}") for y in (0, 12, 24)) + "".join(
        path(30, 50, f"M {x} 0 L {x} 24") for x in (0, 60, 120)
    )
    page = (
        lines
        + ofd_text("工作任务", 32, 58, 4)
        + ofd_text("责任单位", 92, 58, 4)
        + ofd_text("公开预算", 32, 70, 4)
        + ofd_text("县财政局", 92, 70, 4)
    )
    found = read_bytes(ofd([page]), "a.ofd")
    assert [type(block) for block in found] == [Table]
    assert [[cell.text for cell in row] for row in found[0].rows] == [
        ["工作任务", "责任单位"],
        ["公开预算", "县财政局"],
    ]


def test_words_on_a_page_template_are_read() -> None:
    # 红头印在模板页上
    whole = ofd([ofd_text("公开预算。", 36, 100) + '<ofd:Template TemplateID="2"/>'])
    with zipfile.ZipFile(io.BytesIO(whole)) as package:
        parts = {name: package.read(name).decode() for name in package.namelist()}
    head = parts["Doc_0/Pages/Page_0/Content.xml"].replace("公开预算。", "青溪县文件。").replace('TemplateID="2"', "")
    parts["Doc_0/Tpls/Tpl_0.xml"] = head.replace('Boundary="36 94.4', 'Boundary="36 54.4')
    parts["Doc_0/Document.xml"] = parts["Doc_0/Document.xml"].replace(
        "</ofd:PageArea>", '</ofd:PageArea><ofd:TemplatePage ID="2" BaseLoc="Tpls/Tpl_0.xml"/>'
    )
    assert read_bytes(zipped(dict(parts)), "a.ofd") == [Paragraph("青溪县文件。"), Paragraph("公开预算。")]


def test_only_pictures() -> None:
    with pytest.raises(UnreadableNotice, match="OFD 是扫描图片"):
        read_bytes(ofd(["", ""]), "a.ofd")


def test_parts_that_are_missing() -> None:
    with pytest.raises(UnreadableNotice, match="损坏"):
        read_bytes(ofd(["<a/>"], document="Doc_9/Document.xml"), "a.ofd")
    with pytest.raises(UnreadableNotice, match="损坏"):
        read_bytes(zipped({"OFD.xml": "<OFD>"}), "a.ofd")
