"""A standard catalogue written to Excel with the columns of standards §11.2; read again it gives the same rows."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from gongkai.apps.sections.models import StandardCatalogue, StandardItem

# head, its width, the heads below it
COLUMNS: tuple[tuple[str, int, tuple[str, ...]], ...] = (
    ("序号", 6, ()),
    ("公开事项", 14, ("一级事项", "二级事项")),
    ("公开内容（要素）", 34, ()),
    ("公开依据", 30, ()),
    ("公开时限", 18, ()),
    ("公开主体", 16, ()),
    ("公开渠道和载体", 24, ()),
    ("公开对象", 12, ("全社会", "特定群体")),
    ("公开方式", 8, ("主动", "依申请")),
    ("公开层级", 8, ("县级", "乡级", "村级")),
)
LINE = Side(style="thin", color="FF888888")
GRID = Border(left=LINE, right=LINE, top=LINE, bottom=LINE)
HEAD, BODY, TITLE = Font("黑体", 11), Font("仿宋", 11), Font("黑体", 16)
LONGEST = 32_000


def write_catalogue(catalogue: StandardCatalogue, items: Iterable[StandardItem]) -> bytes:
    """The catalogue as a workbook: title, two rows of heads, a row for each item."""
    book = Workbook()
    sheet: Worksheet = book.active
    sheet.title = "标准目录"
    width = sum(max(1, len(below)) for _, _, below in COLUMNS)
    _put(sheet, 1, 1, catalogue.title, TITLE)
    sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=width)
    _write_heads(sheet)
    for row, item in enumerate(items, 4):
        for column, text in enumerate(_cells(row - 3, item), 1):
            _put(sheet, row, column, text, BODY)
    sheet.freeze_panes = "A4"
    sheet.print_title_rows = "2:3"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _write_heads(sheet: Worksheet) -> None:
    column = 1
    for head, width, below in COLUMNS:
        _put(sheet, 2, column, head, HEAD)
        last = column + max(1, len(below)) - 1
        sheet.merge_cells(start_row=2, start_column=column, end_row=2 if below else 3, end_column=last)
        for place, name in enumerate(below):
            _put(sheet, 3, column + place, name, HEAD)
        for place in range(column, last + 1):
            sheet.column_dimensions[get_column_letter(place)].width = width
        column = last + 1


def _cells(number: int, item: StandardItem) -> Sequence[str]:
    return (
        str(number),
        item.first_item,
        item.second_item,
        item.required_elements,
        item.basis,
        item.time_limit_text,
        item.body_text,
        "\n".join(("■" if row["is_required"] else "□") + row["name"] for row in item.channels),
        *(_mark(item.audience, word) for word in ("全社会", "特定群体")),
        *(_mark(item.mode, word) for word in ("主动", "依申请")),
        *(_mark(item.levels, word) for word in ("县级", "乡级", "村级")),
    )


def _mark(value: str, word: str) -> str:
    """√ when the value names the word; the words after a colon when it says more."""
    _, colon, more = value.partition(f"{word}：")
    if colon:
        return more
    return "√" if word in value.split("、") else ""


def _put(sheet: Worksheet, row: int, column: int, text: str, font: Font) -> None:
    cell: Any = sheet.cell(row, column)
    cell.value = text[:LONGEST]
    # words that begin with = or @ stay words
    cell.data_type = "s"
    cell.font = font
    cell.border = GRID
    cell.alignment = Alignment(wrap_text=True, vertical="center", horizontal="center" if row < 4 else "left")
