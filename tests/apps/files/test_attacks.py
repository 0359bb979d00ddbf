"""Files made to carry what nobody sees, or to hurt who opens them."""

from __future__ import annotations

import io
import time

import pikepdf
import pytest
from openpyxl import Workbook
from PIL import Image

from gongkai.apps.files.cleaning import clean
from gongkai.apps.files.readers import _package
from gongkai.domain.workflow import Blocked
from tests.apps.files.made import pdf

NAME = pikepdf.Name


def drawn(*contents: str, rotate: int = 0, boxes: list[list[float]] | None = None) -> bytes:
    """A PDF with these page contents; /F1 is a font, /Pic a picture of noise."""
    file = pikepdf.open(io.BytesIO(pdf()))
    first = file.pages[0]
    noise = Image.effect_noise((200, 280), 90).convert("L")
    picture = pikepdf.Stream(file, noise.tobytes())
    picture.stream_dict = pikepdf.Dictionary(
        Type=NAME.XObject, Subtype=NAME.Image, Width=200, Height=280, ColorSpace=NAME.DeviceGray, BitsPerComponent=8,
    )  # fmt: skip
    first.Resources.XObject = pikepdf.Dictionary(Pic=file.make_indirect(picture))
    for content in contents:
        file.add_blank_page(page_size=(595, 842))
        page = file.pages[-1]
        page.Resources = first.Resources
        page.Contents = file.make_stream(content.encode())
        if rotate:
            page.Rotate = rotate
        if boxes:
            page.Annots = pikepdf.Array(
                file.make_indirect(
                    pikepdf.Dictionary(Type=NAME.Annot, Subtype=NAME.Square, Rect=box, C=[0, 0, 0], IC=[0, 0, 0])
                )
                for box in boxes
            )
    return saved(file)


def saved(file: pikepdf.Pdf) -> bytes:
    out = io.BytesIO()
    file.save(out)
    return out.getvalue()


def said(data: bytes, name: str = "a.pdf") -> str:
    try:
        clean(data, name)
    except Blocked as refusal:
        return "".join(refusal.blockers)
    return ""


def words(text: str, x: int = 72, y: int = 700, before: str = "", size: int = 12) -> str:
    return f"q {before} BT /F1 {size} Tf {x} {y} Td ({text}) Tj ET Q "


SECRET = "SecretName"
BLACK_BAR = "0 g 60 690 300 30 re f "
HIDDEN = {
    "white on white": words(SECRET, before="1 g"),
    "nearly white": words(SECRET, before="0.98 g"),
    "not painted": words(SECRET, before="3 Tr"),
    "under a black bar": words(SECRET) + BLACK_BAR,
    "black on black": BLACK_BAR + words(SECRET),
    "under a white bar": words(SECRET) + "1 g 60 690 300 30 re f ",
    "too small to read": words(SECRET, size=1),
    "beside the page": words(SECRET, x=700, before="1 g"),
    "under a bar over a scan": f"q 595 0 0 842 0 0 cm /Pic Do Q {words(SECRET, before='3 Tr')} {BLACK_BAR}",
}
SHOWN = {
    "plain": words(SECRET),
    "white on a dark head of a table": "0 0 0.6 rg 60 690 300 30 re f " + words(SECRET, before="1 g"),
    "pale grey, yet seen": words(SECRET, before="0.85 g"),
    "on a shaded cell": "0.9 g 60 690 300 30 re f " + words(SECRET, before="0 g"),
    "outlined in a frame": "60 690 300 30 re S " + words(SECRET),
    "read from a scan": f"q 595 0 0 842 0 0 cm /Pic Do Q {words(SECRET, before='3 Tr')}",
    "under its scan": f"{words(SECRET)} q 595 0 0 842 0 0 cm /Pic Do Q",
    "dashes and ones": words("- - - 1 1 1 ____ ||| ......", before="0 g") + "0.9 g 300 100 50 50 re f ",
}


@pytest.mark.parametrize("content", HIDDEN.values(), ids=HIDDEN)
@pytest.mark.parametrize("rotate", [0, 90])
def test_words_that_nobody_sees_are_refused_with_their_page(content, rotate):
    refusal = said(drawn(words("Page two"), content, rotate=rotate))
    assert "第3页有看不见的文字" in refusal, refusal
    assert "共10字" in refusal


@pytest.mark.parametrize("content", SHOWN.values(), ids=SHOWN)
@pytest.mark.parametrize("rotate", [0, 180, 270])
def test_words_that_are_seen_are_kept(content, rotate):
    assert said(drawn(content, rotate=rotate)) == ""


def test_a_bar_drawn_as_a_remark_hides_nothing_from_who_copies():
    data = drawn(words(SECRET), boxes=[[60, 690, 360, 720]])
    assert "看不见的文字" in said(data)
    assert said(drawn(words(SECRET), boxes=[[60, 90, 360, 120]])) == ""


def test_a_number_of_a_person_is_not_repeated_in_the_refusal():
    refusal = said(drawn(words("11010519491231002X", before="1 g")))
    assert "看不见的文字" in refusal
    assert "11010519491231002X"[:14] not in refusal


def layered(**usual: object) -> bytes:
    file = pikepdf.open(io.BytesIO(pdf()))
    layer = file.make_indirect(pikepdf.Dictionary(Type=NAME.OCG, Name="修改意见"))
    plain = {key: [layer] if value is True else value for key, value in usual.items()}
    file.Root.OCProperties = pikepdf.Dictionary(OCGs=[layer], D=pikepdf.Dictionary(**plain))
    return saved(file)


def test_layers_that_are_off_are_refused_by_name():
    for data in (layered(OFF=True), layered(BaseState=NAME.OFF)):
        assert "平时不显示的图层（“修改意见”）" in said(data)
    assert said(layered()) == ""
    assert said(layered(BaseState=NAME.OFF, ON=True)) == ""


def test_what_a_form_hides_is_taken_out():
    file = pikepdf.open(io.BytesIO(pdf()))
    field = file.make_indirect(
        pikepdf.Dictionary(Type=NAME.Annot, Subtype=NAME.Widget, FT=NAME.Tx, T="x", V=SECRET, F=2, Rect=[0, 0, 9, 9])
    )
    file.pages[0].Annots = [field]
    file.Root.AcroForm = pikepdf.Dictionary(Fields=[field])
    cleaned = clean(saved(file), "a.pdf")
    assert {"what": "隐藏的批注和表单项", "count": 1} in cleaned.report
    with pikepdf.open(io.BytesIO(cleaned.data)) as after:
        assert SECRET not in str(list(after.objects))


def test_a_long_plain_pdf_is_looked_through_quickly():
    start = time.process_time()
    assert said(drawn(*(words(f"Page {n}") * 5 for n in range(150)))) == ""
    assert time.process_time() - start < 5


def test_a_sheet_that_is_only_long_is_not_called_a_bomb(monkeypatch):
    monkeypatch.setattr(_package, "PART_BYTES", 60_000)
    book = Workbook()
    for n in range(2_000):
        book.active.append([f"事项{n}", n * 7919 % 10_007])
    out = io.BytesIO()
    book.save(out)
    assert "请拆成几个文件" in said(out.getvalue(), "清单.xlsx")


def test_words_and_cells_of_polyglots_and_disguises_are_refused():
    """图片里夹网页、压缩包改名、宏文件改名：按内容认，不按名字认。"""
    page = b"<html><script>alert(1)</script></html>"
    for data, name in (
        (b"GIF89a" + page, "图.gif"), (page, "说明.txt.html"), (page, "说明.pdf"), (b"%PDF-1.7\n" + page, "说明.pdf"),
        (b"PK\x03\x04" + page, "说明.docx"), (b"\x89PNG\r\n\x1a\n" + page, "图.png"), (b"MZ\x90\x00\x03\x00" + page, "工具.txt"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>", "图.svg"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>", "图.png"),
    ):  # fmt: skip
        try:
            kept = clean(data, name)
        except Blocked:
            continue
        assert kept.defect, (name, kept.content_type)
