"""PDF files that hold text: glyphs and ruled lines of every page, put together to paragraphs and tables."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from threading import Lock

import pypdfium2
import pypdfium2.raw as pdfium

from gongkai.apps.files.readers._package import BROKEN, LOCKED
from gongkai.apps.files.readers.placed.marks import Glyph, Page, Rule
from gongkai.apps.files.readers.placed.pages import blocks_of_pages
from gongkai.domain.notices import SourceBlock, UnreadableNotice

PAGES = 400
GLYPHS = 300_000
SEGMENTS = 20_000
RULES = 40_000
THIN = 2.5
SPACES = (0x20, 0xA0, 0x3000)
SCANNED = "这份 PDF 是扫描图片，没有可读的文字，请提供 Word 版或带文字的 PDF"
UNMAPPED = "这份 PDF 的文字没有编码信息，复制出来是乱码，请提供 Word 版"
# the library is not safe to enter from two threads
ENTER = Lock()


def read_pdf(data: bytes) -> list[SourceBlock]:
    """The text of a PDF without page furniture. Raises UnreadableNotice when it is locked, damaged or only pictures."""
    with ENTER:
        pages = _pages(data)
    glyphs = [glyph for page in pages for glyph in page.glyphs]
    if len(glyphs) < 8 * max(1, len(pages) // 4):
        raise UnreadableNotice(SCANNED)
    if sum(1 for glyph in glyphs if "\ue000" <= glyph.char <= "\uf8ff" or glyph.char == "\ufffd") * 2 > len(glyphs):
        raise UnreadableNotice(UNMAPPED)
    return blocks_of_pages(pages)


def _pages(data: bytes) -> list[Page]:
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        locked = getattr(error, "err_code", None) == pdfium.FPDF_ERR_PASSWORD
        raise UnreadableNotice(LOCKED if locked else BROKEN) from error
    try:
        if len(document) > PAGES:
            raise UnreadableNotice(f"PDF 超过 {PAGES} 页，不像一份通知，请只保留需要的部分")
        pages: list[Page] = []
        count = ruled = 0
        for number in range(len(document)):
            pages.append(_page(document, number))
            count += len(pages[-1].glyphs)
            ruled += len(pages[-1].rules)
            if ruled > RULES:
                # a drawing, not tables: what is written in it is read as lines
                pages[-1].rules.clear()
            if count > GLYPHS:
                raise UnreadableNotice("PDF 的文字过多，不像一份通知，请只保留需要的部分")
        return pages
    except pypdfium2.PdfiumError as error:
        raise UnreadableNotice(BROKEN) from error
    finally:
        document.close()


def _page(document: pypdfium2.PdfDocument, number: int) -> Page:
    page = document[number]
    text = page.get_textpage()
    try:
        width, height = page.get_size()
        return Page(width, height, list(_glyphs(text.raw)), list(_rules(page)))
    finally:
        text.close()
        page.close()


def _glyphs(text: object) -> Iterator[Glyph]:
    """Upright visible characters, each once: a bold face is often drawn twice on the same spot."""
    box = pdfium.FS_RECTF()
    before: Glyph | None = None
    spaced = False
    for at in range(pdfium.FPDFText_CountChars(text)):
        code = pdfium.FPDFText_GetUnicode(text, at)
        if code in SPACES:
            spaced = pdfium.FPDFText_IsGenerated(text, at) != 1
            continue
        if code < 0x20 or 0xD800 <= code < 0xE000 or code > 0x10FFFF or code in (0xFFFE, 0xFFFF):
            continue
        if not pdfium.FPDFText_GetLooseCharBox(text, at, ctypes.byref(box)) or box.right <= box.left:
            continue
        size, base = _size(text, at, box), _base(text, at, box)
        if abs(pdfium.FPDFText_GetCharAngle(text, at)) > 0.1 or size <= 0:
            continue
        glyph = Glyph(chr(code), box.left, base - size / 7, box.right, base + size * 6 / 7, spaced)
        spaced = False
        if before and _is_overprint(before, glyph):
            continue
        before = glyph
        yield glyph


def _is_overprint(before: Glyph, glyph: Glyph) -> bool:
    # two dashes drawn as one sign stand on the same spot and are two
    return before.char == glyph.char != "—" and abs(before.x0 - glyph.x0) < 1.5 and abs(before.y0 - glyph.y0) < 1.5


def _size(text: object, at: int, box: pdfium.FS_RECTF) -> float:
    """The height of the font on the page. Boxes will not do: a substituted font's differ by character."""
    matrix = pdfium.FS_MATRIX()
    if pdfium.FPDFText_GetMatrix(text, at, ctypes.byref(matrix)):
        size = float(pdfium.FPDFText_GetFontSize(text, at) * (matrix.c**2 + matrix.d**2) ** 0.5)
        if 1 < size < 500:
            return size
    return float(box.top - box.bottom)


def _base(text: object, at: int, box: pdfium.FS_RECTF) -> float:
    """Where the character stands: lines are told apart by their base lines."""
    x, y = ctypes.c_double(), ctypes.c_double()
    found = pdfium.FPDFText_GetCharOrigin(text, at, ctypes.byref(x), ctypes.byref(y))
    return y.value if found else float(box.bottom)


def _rules(page: pypdfium2.PdfPage) -> Iterator[Rule]:
    """Horizontal and vertical lines, drawn as strokes or as thin filled boxes."""
    left = SEGMENTS
    for item in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH], max_depth=1):
        count = pdfium.FPDFPath_CountSegments(item.raw)
        left -= max(count, 1)
        if left < 0:
            return
        x0, y0, x1, y1 = item.get_bounds()
        if x1 - x0 <= THIN or y1 - y0 <= THIN:
            yield Rule(x0, y0, x1, y1)
        elif _is_stroked(item.raw):
            yield from _segments(item)


def _is_stroked(path: object) -> bool:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    return bool(pdfium.FPDFPath_GetDrawMode(path, ctypes.byref(fill), ctypes.byref(stroke)) and stroke.value)


def _segments(item: pypdfium2.PdfObject) -> Iterator[Rule]:
    """The straight sides of a drawn path, in page coordinates."""
    matrix = item.get_matrix()
    first: tuple[float, float] | None = None
    last: tuple[float, float] | None = None
    for at in range(pdfium.FPDFPath_CountSegments(item.raw)):
        segment = pdfium.FPDFPath_GetPathSegment(item.raw, at)
        x, y = ctypes.c_float(), ctypes.c_float()
        if not segment or not pdfium.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y)):
            continue
        point = matrix.on_point(x.value, y.value)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            first = point
        elif kind == pdfium.FPDF_SEGMENT_LINETO and last:
            yield from _side(last, point)
        if pdfium.FPDFPathSegment_GetClose(segment) and first:
            yield from _side(point, first)
        last = point


def _side(start: tuple[float, float], end: tuple[float, float]) -> Iterator[Rule]:
    (x0, y0), (x1, y1) = start, end
    if abs(x0 - x1) <= THIN or abs(y0 - y1) <= THIN:
        yield Rule(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
