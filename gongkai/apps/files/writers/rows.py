"""A plain list as an Excel file, written row by row: fifty thousand rows take no more memory than one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import BinaryIO

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from gongkai.apps.files.writers._xlsx import FORMULA, LONGEST

Value = str | int | float | date | datetime | None
HEAD = Font("黑体", 11, bold=True)
WIDEST, NARROWEST = 60, 10
# what a workbook cannot keep
_CONTROLS = dict.fromkeys([*range(9), 11, 12, *range(14, 32)])


def write_rows(
    headings: Sequence[str],
    rows: Iterable[Sequence[Value]],
    out: Path | str | BinaryIO,
    *,
    title: str,
    widths: Sequence[int] = (),
) -> None:
    """Writes the rows under their headings, the head frozen and filterable. `widths` in characters. Raises OSError.

    Moments must come without a time zone (Excel knows none). Text is never a formula, whatever it begins with.
    """
    book = Workbook(write_only=True)
    page = book.create_sheet(title[:31])
    page.freeze_panes = "A2"
    for column, heading in enumerate(headings, 1):
        width = widths[column - 1] if column <= len(widths) else max(NARROWEST, len(heading) * 2 + 2)
        page.column_dimensions[get_column_letter(column)].width = min(WIDEST, width)
    page.append([_cell(page, heading, HEAD) for heading in headings])
    count = 1
    for row in rows:
        page.append([_cell(page, value) for value in row])
        count += 1
    page.auto_filter.ref = f"A1:{get_column_letter(len(headings))}{count}"
    book.save(out)


def _cell(page: WriteOnlyWorksheet, value: Value, font: Font | None = None) -> WriteOnlyCell:
    cell = WriteOnlyCell(page, value=None if isinstance(value, str) else value)
    if isinstance(value, str) and value:
        cell.value = value.translate(_CONTROLS)[:LONGEST]
        cell.data_type = "s"
        if value.startswith(FORMULA):
            cell.quotePrefix = True
    elif isinstance(value, datetime):
        cell.number_format = "yyyy-mm-dd hh:mm"
    elif isinstance(value, date):
        cell.number_format = "yyyy-mm-dd"
    if font:
        cell.font = font
        cell.alignment = Alignment(horizontal="center")
    return cell
