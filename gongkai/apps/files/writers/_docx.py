"""The ledger as a Word file."""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO
from xml.sax.saxutils import escape

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt

from gongkai.apps.files.writers._layout import Layout, Placed, laid_out
from gongkai.apps.files.writers._sheet import LedgerSheet, sheet_of
from gongkai.domain.notices import Reading

# width of the text on a landscape A4 page, in twentieths of a point
TEXT_WIDTH = 14_570
TITLE_FACE, HEAD_FACE, BODY_FACE = "黑体", "黑体", "仿宋"


def write_docx(source: LedgerSheet | Reading, out: Path | str | BinaryIO) -> None:
    """Writes the ledger on landscape A4: head row repeated, chapters merged, rows unsplit. Raises OSError."""
    layout = laid_out(source if isinstance(source, LedgerSheet) else sheet_of(source))
    document = docx.Document()
    _prepare(document)
    _line(document, layout.title, TITLE_FACE, 18, WD_ALIGN_PARAGRAPH.CENTER)
    if layout.head:
        _line(document, layout.head, BODY_FACE, 12, WD_ALIGN_PARAGRAPH.LEFT)
    document.element.body.insert(len(document.element.body) - 1, parse_xml(_table(layout)))
    document.save(out if not isinstance(out, Path) else str(out))


def _prepare(document: Document) -> None:
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(29.7), Cm(21.0)
    section.left_margin = section.right_margin = Cm(2.0)
    section.top_margin = section.bottom_margin = Cm(2.0)
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = BODY_FACE, Pt(11)
    normal.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), BODY_FACE)


def _line(document: Document, text: str, face: str, size: int, alignment: WD_ALIGN_PARAGRAPH) -> None:
    paragraph = document.add_paragraph()
    paragraph.alignment = alignment
    run = paragraph.add_run(text)
    run.font.name, run.font.size = face, Pt(size)
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), face)


def _table(layout: Layout) -> str:
    total = sum(share for _, share in layout.columns)
    widths = [TEXT_WIDTH * share // total for _, share in layout.columns]
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    edges = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    head = "".join(_cell(name, widths[at], HEAD_FACE, "center") for at, (name, _) in enumerate(layout.columns))
    rows = [f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{head}</w:tr>", *_rows(layout, widths)]
    return (
        f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblW w:w="{TEXT_WIDTH}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{edges}</w:tblBorders><w:tblLayout w:type="fixed"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


def _rows(layout: Layout, widths: list[int]) -> list[str]:
    """Every row with a cell for each column: one that a merged cell above reaches into only says so."""
    open_cells: dict[int, tuple[Placed, int]] = {}
    rows: list[str] = []
    for row in layout.rows:
        starts = {placed.column: placed for placed in row}
        cells: list[str] = []
        column = 0
        while column < len(widths):
            above = open_cells.get(column)
            placed = starts.get(column) or (above[0] if above else Placed("", 0, column))
            across = sum(widths[column : column + placed.column_span])
            merge = "" if placed.row_span == 1 else "restart" if column in starts else "continue"
            text = placed.text if column in starts else ""
            side = "center" if column <= layout.chapters else "left"
            cells.append(_cell(text, across, BODY_FACE, side, placed.column_span, merge))
            left = placed.row_span - 1 if column in starts else (above[1] - 1 if above else 0)
            open_cells.pop(column, None)
            if left > 0:
                open_cells[column] = (placed, left)
            column += placed.column_span
        rows.append(f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{''.join(cells)}</w:tr>")
    return rows


def _cell(text: str, width: int, face: str, side: str, across: int = 1, merge: str = "") -> str:  # noqa: PLR0917
    span = f'<w:gridSpan w:val="{across}"/>' if across > 1 else ""
    joint = f'<w:vMerge w:val="{merge}"/>' if merge else ""
    fonts = f'<w:rPr><w:rFonts w:ascii="{face}" w:hAnsi="{face}" w:eastAsia="{face}"/><w:sz w:val="21"/></w:rPr>'
    paragraphs = "".join(
        f'<w:p><w:pPr><w:spacing w:before="0" w:after="0"/><w:jc w:val="{side}"/></w:pPr>'
        f'<w:r>{fonts}<w:t xml:space="preserve">{escape(line)}</w:t></w:r></w:p>'
        for line in text.split("\n")
    )
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{joint}<w:vAlign w:val="center"/></w:tcPr>'
        f"{paragraphs}</w:tc>"
    )
