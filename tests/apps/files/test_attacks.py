"""Files made to carry what nobody sees, or to hurt who opens them."""

from __future__ import annotations

import io
import time

import pikepdf
import pytest
from PIL import Image

from gongkai.apps.files.cleaning import clean
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
