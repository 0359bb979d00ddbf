"""Words and layers of a PDF that are there and that nobody sees: white on white, under a black bar, switched off.

They come to light with one click (select all, switch the layer on), so a file that holds them is refused.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from typing import Any

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image

from gongkai.apps.files.readers.placed.pdf import ENTER
from gongkai.domain.proofing import masked
from gongkai.domain.workflow import Blocked

LAYERS = "PDF 里有平时不显示的图层（{names}），打开图层面板就能看到；请合并图层或重新打印成 PDF 后再上传。"
WORDS = "PDF 第{page}页有看不见的文字（如“{words}”，共{count}字），选中或复制就能看到；请删去后重新打印成 PDF 再上传。"
# a stray mark is no hidden text
FEWEST = 3
# what lies within so many steps of 255 looks the same to the eye
SAME = 12
LIGHT, FAINT, SMALL = 192, 40, 1.5
UNPAINTED = {pdfium.FPDF_TEXTRENDERMODE_INVISIBLE, pdfium.FPDF_TEXTRENDERMODE_CLIP}
LINKS = {pdfium.FPDF_ANNOT_LINK, pdfium.FPDF_ANNOT_WIDGET}
# a picture that fills so much of a page is its scan, the unpainted words over it are read from it
SCAN = 0.4
DARK = 100
SCALE = 2.0
COVERS = 4_000
SHOWN = 12

Box = tuple[float, float, float, float]


def refuse_layers(pdf: pikepdf.Pdf) -> None:
    """Raises `Blocked` when a layer is off as the file opens."""
    layers = pdf.Root.get("/OCProperties")
    if not isinstance(layers, pikepdf.Dictionary):
        return
    usual = layers.get("/D")
    usual = usual if isinstance(usual, pikepdf.Dictionary) else pikepdf.Dictionary()
    off = list(_array(usual.get("/OFF")))
    if usual.get("/BaseState") == "/OFF":
        on = {_mark(layer) for layer in _array(usual.get("/ON"))}
        off += [layer for layer in _array(layers.get("/OCGs")) if _mark(layer) not in on]
    names = [str(layer.get("/Name", "")) or "未命名" for layer in off if isinstance(layer, pikepdf.Dictionary)]
    if names:
        told = "、".join(f"“{masked(name)[:20]}”" for name in dict.fromkeys(names[:3]))
        raise Blocked([LAYERS.format(names=told)])


def _array(value: Any) -> list[Any]:
    return list(value) if isinstance(value, pikepdf.Array) else []


def _mark(layer: Any) -> tuple[int, int]:
    mark: tuple[int, int] = layer.objgen
    return mark


def refuse_hidden_words(data: bytes) -> None:
    """Raises `Blocked` for the first page with words that do not show. Only pages that may hold some are drawn."""
    with ENTER:
        document = pypdfium2.PdfDocument(data)
        try:
            for number in range(len(document)):
                words = _hidden(document, number)
                if len(words) >= FEWEST:
                    told = masked(words)[:SHOWN] + ("…" if len(words) > SHOWN else "")
                    raise Blocked([WORDS.format(page=number + 1, words=told, count=len(words))])
        finally:
            document.close()


def _hidden(document: pypdfium2.PdfDocument, number: int) -> str:
    """The characters of a page that lie on a ground of one colour, and so cannot be seen."""
    page = document[number]
    text = page.get_textpage()
    try:
        left, bottom, right, top = page.get_bbox()
        covers, is_scan = _covers(page, (right - left) * (top - bottom))
        suspects = list(_suspects(text.raw, covers, is_scan))
        if len(suspects) < FEWEST:
            return ""
        drawn = page.render(scale=SCALE).to_pil().convert("RGB")
        turned = page.get_rotation() % 360
        frame = (left, bottom, right, top)
        return "".join(
            char
            for char, box in suspects
            if box is None or _is_unseen(drawn, _pixels(box, frame, turned, drawn.size), is_scan)
        )
    finally:
        text.close()
        page.close()


def _covers(page: pypdfium2.PdfPage, area: float) -> tuple[list[Box], bool]:
    """Where filled shapes, pictures and groups lie, and whether the page is a scan: then only shapes may hide."""
    shapes: list[Box] = []
    others: list[Box] = []
    is_scan = False
    for count, item in enumerate(page.get_objects(max_depth=1)):
        if count > COVERS:
            return [(-1e9, -1e9, 1e9, 1e9)], is_scan
        if item.type == pdfium.FPDF_PAGEOBJ_TEXT:
            continue
        box: Box = item.get_bounds()
        if item.type == pdfium.FPDF_PAGEOBJ_PATH:
            if _is_filled(item.raw) and box[2] - box[0] > SMALL and box[3] - box[1] > SMALL:
                shapes.append(box)
            continue
        is_scan = is_scan or (
            item.type == pdfium.FPDF_PAGEOBJ_IMAGE and (box[2] - box[0]) * (box[3] - box[1]) >= SCAN * area
        )
        others.append(box)
    shapes += _drawn_marks(page.raw)
    return (shapes if is_scan else [*shapes, *others]), is_scan


def _drawn_marks(page: object) -> Iterator[Box]:
    """Where boxes, stamps and strokes lie that somebody drew over the page: they cover words without removing them."""
    box = pdfium.FS_RECTF()
    for at in range(min(pdfium.FPDFPage_GetAnnotCount(page), COVERS)):
        note = pdfium.FPDFPage_GetAnnot(page, at)
        if not note:
            continue
        if pdfium.FPDFAnnot_GetSubtype(note) not in LINKS and pdfium.FPDFAnnot_GetRect(note, ctypes.byref(box)):
            yield min(box.left, box.right), min(box.bottom, box.top), max(box.left, box.right), max(box.bottom, box.top)
        pdfium.FPDFPage_CloseAnnot(note)


def _is_filled(path: object) -> bool:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    return bool(pdfium.FPDFPath_GetDrawMode(path, ctypes.byref(fill), ctypes.byref(stroke)) and fill.value)


def _suspects(text: object, covers: list[Box], is_scan: bool) -> Iterator[tuple[str, Box | None]]:
    """Characters that may not show: pale, see-through, unpainted, or where something else is drawn. Those without a
    place are too small for any eye."""
    sides = [ctypes.c_double() for _ in range(4)]
    for at in range(pdfium.FPDFText_CountChars(text)):
        code = pdfium.FPDFText_GetUnicode(text, at)
        if code <= 0x20 or code in (0xA0, 0x3000, 0xFFFE, 0xFFFF) or pdfium.FPDFText_IsGenerated(text, at) == 1:
            continue
        if not pdfium.FPDFText_GetCharBox(text, at, *(ctypes.byref(side) for side in sides)):
            continue
        x0, x1, y0, y1 = (side.value for side in sides)
        x, y = (x0 + x1) / 2, (y0 + y1) / 2
        lies_under = any(cover[0] <= x <= cover[2] and cover[1] <= y <= cover[3] for cover in covers)
        if not is_scan and _is_tiny(text, at):
            yield chr(code), None
        elif lies_under or (not is_scan and _is_pale(text, at)):
            yield chr(code), (x0, y0, x1, y1)


def _is_pale(text: object, at: int) -> bool:
    colours = [ctypes.c_uint() for _ in range(4)]
    if pdfium.FPDFText_GetFillColor(text, at, *(ctypes.byref(colour) for colour in colours)):
        red, green, blue, alpha = (colour.value for colour in colours)
        if alpha < FAINT or min(red, green, blue) >= LIGHT:
            return True
    holder = pdfium.FPDFText_GetTextObject(text, at)
    return bool(holder) and pdfium.FPDFTextObj_GetTextRenderMode(holder) in UNPAINTED


def _is_tiny(text: object, at: int) -> bool:
    """By the line that the font asks for: a full stop is small in any size."""
    box = pdfium.FS_RECTF()
    found = pdfium.FPDFText_GetLooseCharBox(text, at, ctypes.byref(box))
    return bool(found) and 0 < box.top - box.bottom < SMALL and box.right - box.left < SMALL


def _pixels(box: Box, frame: Box, turned: int, size: tuple[int, int]) -> tuple[int, int, int, int]:
    """Where a box of the page lies in the drawn picture, a little wider: a stroke alone fills its own box."""
    width, height = frame[2] - frame[0], frame[3] - frame[1]
    margin = max(0.6, (box[3] - box[1]) * 0.12)
    x0, y0 = (box[0] - margin - frame[0]) / width, (box[1] - margin - frame[1]) / height
    x1, y1 = (box[2] + margin - frame[0]) / width, (box[3] + margin - frame[1]) / height
    if turned == 90:
        x0, y0, x1, y1 = y0, 1 - x1, y1, 1 - x0
    elif turned == 180:
        x0, y0, x1, y1 = 1 - x1, 1 - y1, 1 - x0, 1 - y0
    elif turned == 270:
        x0, y0, x1, y1 = 1 - y1, x0, 1 - y0, x1
    wide, high = size
    upper, lower = int((1 - y1) * high), int((1 - y0) * high) + 1
    return max(0, int(x0 * wide)), max(0, upper), min(wide, int(x1 * wide) + 1), min(high, lower)


def _is_unseen(drawn: Image.Image, place: tuple[int, int, int, int], is_scan: bool) -> bool:
    if place[2] <= place[0] or place[3] <= place[1]:
        return not is_scan  # beside the page
    bands = drawn.crop(place).getextrema()
    pairs: list[tuple[int, int]] = list(bands)  # type: ignore[arg-type]
    is_even = all(high - low <= SAME for low, high in pairs)
    return is_even and (not is_scan or max(high for _, high in pairs) < DARK)
