"""A plain list as Excel and Word files: a title, a head row, rows of text."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from pathlib import Path
from typing import BinaryIO

import docx
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter

LONGEST = 32_000
FORMULA = ("=", "+", "-", "@", "\t", "\r")
THIN = Side(style="thin", color="FF000000")
GRID = Border(left=THIN, right=THIN, top=THIN, bottom=THIN)
A4 = 9
NARROWEST, WIDEST = 8, 60
# what Excel and Word cannot keep
_CONTROLS = dict.fromkeys([*range(9), 11, 12, *range(14, 32)])


@dataclass(frozen=True, slots=True)
class Listing:
    """`rows` hold as many cells as there are columns. `note` stands under the title."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""


def write_listing_xlsx(listing: Listing, out: Path | str | BinaryIO) -> None:
    """Title, note, head row frozen and repeated on each A4 page. A cell is never a formula. Raises OSError."""
    book = Workbook()
    page = book.active
    page.title = "清单"
    width = len(listing.columns)
    top = [(listing.title, Font("黑体", 16)), *([(listing.note, Font("仿宋", 11))] if listing.note else [])]
    for row, (text, font) in enumerate(top, 1):
        cell = page.cell(row, 1, text)
        cell.font, cell.alignment = font, Alignment(horizontal="center" if row == 1 else "left", wrap_text=True)
        page.merge_cells(start_row=row, start_column=1, end_row=row, end_column=width)
    page.row_dimensions[1].height = 26.0 * ceil(len(listing.title) / 40)
    head = len(top) + 1
    for offset, cells in enumerate([listing.columns, *listing.rows]):
        for column, text in enumerate(cells, 1):
            cell = page.cell(head + offset, column)
            cell.value = text.translate(_CONTROLS)[:LONGEST] or None
            if cell.value:
                cell.data_type, cell.quotePrefix = "s", cell.value.startswith(FORMULA)
            cell.font = Font("黑体" if offset == 0 else "仿宋", 11)
            cell.alignment = Alignment(vertical="center", wrap_text=True)
            cell.border = GRID
    for column, share in enumerate(_widths(listing), 1):
        page.column_dimensions[get_column_letter(column)].width = share
    page.freeze_panes = page.cell(head + 1, 1)
    page.print_title_rows = f"{head}:{head}"
    page.page_setup.orientation, page.page_setup.paperSize = "landscape", A4
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr.fitToPage = True
    page.oddFooter.center.text = "第 &P 页，共 &N 页"
    book.save(out)


def write_listing_docx(listing: Listing, out: Path | str | BinaryIO) -> None:
    """The same on landscape A4, the head row repeated on each page. Raises OSError."""
    document = docx.Document()
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(29.7), Cm(21.0)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(2.0)
    _face(document.styles["Normal"].font, document.styles["Normal"].element.get_or_add_rPr(), "仿宋", 11)
    for text, face, size in ((listing.title, "黑体", 16), *(((listing.note, "仿宋", 11),) if listing.note else ())):
        paragraph = document.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER if size == 16 else WD_ALIGN_PARAGRAPH.LEFT
        run = paragraph.add_run(text.translate(_CONTROLS))
        _face(run.font, run._element.get_or_add_rPr(), face, size)
    table = document.add_table(rows=0, cols=len(listing.columns), style="Table Grid")
    shares = _widths(listing)
    for offset, cells in enumerate([listing.columns, *listing.rows]):
        row = table.add_row()
        for column, text in enumerate(cells):
            row.cells[column].text = text.translate(_CONTROLS)
            row.cells[column].width = Cm(25.7 * shares[column] / sum(shares))
        if offset == 0:
            row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    document.save(str(out) if isinstance(out, Path) else out)


def _face(font: object, properties: object, face: str, size: int) -> None:
    font.name, font.size = face, Pt(size)  # type: ignore[attr-defined]
    properties.get_or_add_rFonts().set(qn("w:eastAsia"), face)  # type: ignore[attr-defined]


def _widths(listing: Listing) -> list[int]:
    """By the longest line of each column; a Chinese character takes two."""
    longest = []
    for column in zip(listing.columns, *listing.rows, strict=True):
        sizes = (sum(1 if char.isascii() else 2 for char in line) for text in column for line in text.split("\n"))
        longest.append(min(WIDEST, max(NARROWEST, *sizes) + 2 if column else NARROWEST))
    return longest
