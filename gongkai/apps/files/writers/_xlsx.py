"""The ledger as an Excel file."""

from __future__ import annotations

from math import ceil
from pathlib import Path
from typing import BinaryIO

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from gongkai.apps.files.writers._layout import Layout, laid_out
from gongkai.apps.files.writers._sheet import LedgerSheet, sheet_of
from gongkai.domain.notices import Reading

LONGEST = 32_000
# a cell that begins so is taken for a formula when somebody edits it, or when the file is saved as CSV
FORMULA = ("=", "+", "-", "@", "\t", "\r")
THIN = Side(style="thin", color="FF000000")
GRID = Border(left=THIN, right=THIN, top=THIN, bottom=THIN)
TITLE_FONT, HEAD_FONT, BODY_FONT = Font("黑体", 18), Font("黑体", 11), Font("仿宋", 11)
A4 = 9
LINE_POINTS = 15.0
TALLEST = 400.0


def write_xlsx(source: LedgerSheet | Reading, out: Path | str | BinaryIO) -> None:
    """Writes the ledger: title, chapters merged, head row frozen and repeated on each A4 page. Raises OSError."""
    sheet = source if isinstance(source, LedgerSheet) else sheet_of(source)
    layout = laid_out(sheet)
    book = Workbook()
    page = book.active
    page.title = "任务台账"
    top = _write_top(page, layout)
    for row in layout.rows:
        for placed in row:
            cell = _put(page, top + placed.row + 1, placed.column + 1, placed.text)
            cell.alignment = _alignment(layout, placed.column)
            if placed.row_span > 1 or placed.column_span > 1:
                page.merge_cells(
                    start_row=cell.row,
                    start_column=cell.column,
                    end_row=cell.row + placed.row_span - 1,
                    end_column=cell.column + placed.column_span - 1,
                )
    _dress(page, layout, top)
    book.save(out)


def _write_top(page: Worksheet, layout: Layout) -> int:
    """Title, head line and column heads. Gives the row of the column heads."""
    width = len(layout.columns)
    lines = [(layout.title, TITLE_FONT), *([(layout.head, BODY_FONT)] if layout.head else [])]
    for row, (text, font) in enumerate(lines, 1):
        cell = _put(page, row, 1, text, font)
        cell.alignment = Alignment(horizontal="center" if row == 1 else "left", vertical="center", wrap_text=True)
        page.merge_cells(start_row=row, start_column=1, end_row=row, end_column=width)
    page.row_dimensions[1].height = 27.0 * ceil(len(layout.title) / 40)
    top = len(lines) + 1
    for column, (name, share) in enumerate(layout.columns, 1):
        cell = _put(page, top, column, name, HEAD_FONT)
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        page.column_dimensions[get_column_letter(column)].width = share
    return top


def _put(page: Worksheet, row: int, column: int, text: str, font: Font = BODY_FONT) -> Cell:
    cell = page.cell(row, column)
    cell.value = text[:LONGEST] or None
    if text:
        # never a formula, whatever the text begins with
        cell.data_type = "s"
        cell.quotePrefix = text.startswith(FORMULA)
    cell.font = font
    return cell


def _alignment(layout: Layout, column: int) -> Alignment:
    centred = column <= layout.chapters
    return Alignment(horizontal="center" if centred else "left", vertical="center", wrap_text=True)


def _dress(page: Worksheet, layout: Layout, top: int) -> None:
    """Borders, row heights, the frozen head and the printed page."""
    last = top + len(layout.rows)
    for row in page.iter_rows(min_row=top, max_row=last, max_col=len(layout.columns)):
        for cell in row:
            cell.border = GRID
    for row in layout.rows:
        lines = max(
            (_lines(placed.text, layout.columns[placed.column][1]) for placed in row if placed.row_span == 1), default=1
        )
        page.row_dimensions[top + row[0].row + 1].height = min(TALLEST, LINE_POINTS * lines + 4)
    page.freeze_panes = page.cell(top + 1, 1)
    page.print_title_rows = f"{top}:{top}"
    page.page_setup.orientation = "landscape"
    page.page_setup.paperSize = A4
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr.fitToPage = True
    page.page_margins.left = page.page_margins.right = 0.5
    page.print_options.horizontalCentered = True
    page.oddFooter.center.text = "第 &P 页，共 &N 页"


def _lines(text: str, width: int) -> int:
    """Printed lines of a cell: a Chinese character takes two of the units a column is measured in."""
    return sum(
        max(1, ceil(sum(1 if char.isascii() else 2 for char in line) / max(width - 1, 1))) for line in text.split("\n")
    )
