"""A table of the text as Excel or CSV: words stay words, whatever they begin with."""

from __future__ import annotations

import csv
import io
import re

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from gongkai.apps.files.writers.page._content import Grid

# a cell that begins so is run as a formula by the program that opens the file
FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
NUMBER = re.compile(r"-?(?:0|[1-9]\d{0,14})(?:\.\d{1,8})?")
LONGEST = 32_000
WIDEST = 60


def write_table_csv(grid: Grid) -> bytes:
    """UTF-8 with the mark that lets Excel read Chinese. What Excel would run is kept as words by a leading quote."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    for row in grid.rows():
        writer.writerow([_as_words(cell) for cell in row])
    return ("\ufeff" + out.getvalue()).encode("utf-8")


def _as_words(text: str) -> str:
    if text.startswith(FORMULA) and not NUMBER.fullmatch(text):
        return f"'{text}"
    return text


def write_table_xlsx(grid: Grid) -> bytes:
    """The table with its merged cells. Plain numbers are numbers as they were written; everything else is words."""
    book = Workbook()
    page = book.active
    page.title = "表"
    page.sheet_view.showGridLines = True
    widths: dict[int, int] = {}
    for cell in grid.cells:
        place = page.cell(cell.row + 1, cell.column + 1)
        text = cell.text[:LONGEST]
        if _is_number(text):
            place.value = float(text) if "." in text else int(text)
            place.number_format = "0." + "0" * len(text.split(".", maxsplit=1)[1]) if "." in text else "0"
        elif text:
            place.value = text
            place.data_type = "s"
            place.quotePrefix = text.startswith(FORMULA)
        place.alignment = Alignment(vertical="center", wrap_text=True)
        place.font = Font(bold=cell.is_heading)
        if cell.columns == 1:
            longest = max((sum(1 if char.isascii() else 2 for char in line) for line in text.split("\n")), default=0)
            widths[cell.column] = max(widths.get(cell.column, 8), min(longest + 2, WIDEST))
        if cell.rows > 1 or cell.columns > 1:
            page.merge_cells(
                start_row=cell.row + 1, start_column=cell.column + 1,
                end_row=cell.row + cell.rows, end_column=cell.column + cell.columns,
            )  # fmt: skip
    for column, width in widths.items():
        page.column_dimensions[get_column_letter(column + 1)].width = width
    book.properties.creator = ""
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _is_number(text: str) -> bool:
    """A figure that a spreadsheet keeps exactly: at most 15 digits, no leading zeros."""
    return bool(NUMBER.fullmatch(text)) and sum(char.isdigit() for char in text) <= 15 and text != "-0"
