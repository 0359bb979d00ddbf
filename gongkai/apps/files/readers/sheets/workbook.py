"""Excel workbooks (.xlsx) with merged cells and the numbers as shown; .csv and .tsv; others through calamine."""

from __future__ import annotations

import csv
import io
import posixpath
import re
from datetime import date, datetime, time
from typing import TypeAlias

import python_calamine
from lxml import etree

from gongkai.apps.files.readers._package import BROKEN, RELATIONS, Package, main_part
from gongkai.apps.files.readers.plain.text import read_text
from gongkai.apps.files.readers.sheets.rows import Grid, blocks_of_grid
from gongkai.apps.files.readers.sheets.shown import BUILT_IN, plain, shown
from gongkai.domain.notices import Paragraph, SourceBlock, UnreadableNotice

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
OFFICE = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
PLACE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})")
UNNAMED = re.compile(r"^(?:sheet|工作表|表)\s*\d*$", re.IGNORECASE)
Element: TypeAlias = etree._Element


def read_xlsx(package: Package) -> list[SourceBlock]:
    """The visible sheets of a workbook, in order. Raises UnreadableNotice when the workbook is damaged."""
    return _joined([(name, blocks_of_grid(grid)) for name, grid in xlsx_grids(package)])


def xlsx_grids(package: Package) -> list[tuple[str, Grid]]:
    """The visible sheets with their cells by row and column, both from 1. Raises UnreadableNotice when damaged."""
    main = main_part(package, "/officeDocument", "xl/workbook.xml")
    root = package.xml(main)
    folder = posixpath.dirname(main)
    relations = package.xml_if_any(f"{folder}/_rels/{posixpath.basename(main)}.rels")
    targets = (
        {}
        if relations is None
        else {
            node.get("Id"): posixpath.normpath(posixpath.join("/" + folder, node.get("Target", ""))).lstrip("/")
            for node in relations.iter(RELATIONS)
        }
    )
    strings = _strings(package.xml_if_any(f"{folder}/sharedStrings.xml"))
    formats = _formats(package.xml_if_any(f"{folder}/styles.xml"))
    properties = root.find(f"{MAIN}workbookPr")
    is_1904 = properties is not None and properties.get("date1904") in ("1", "true")
    sheets: list[tuple[str, Grid]] = []
    for sheet in root.iter(f"{MAIN}sheet"):
        target = targets.get(sheet.get(f"{OFFICE}id"), "")
        if sheet.get("state", "visible") != "visible" or target not in package:
            continue
        sheets.append((sheet.get("name", ""), _grid(package.xml(target), strings, formats, is_1904)))
    return sheets


def read_csv(data: bytes) -> list[SourceBlock]:
    """Comma, tab or semicolon separated text. Raises UnreadableNotice when it is no such text."""
    text = read_text(data)
    head = text[:20_000]
    delimiter = max("\t,;", key=head.count)
    grid = Grid()
    try:
        for row, fields in enumerate(csv.reader(io.StringIO(text), delimiter=delimiter)):
            for column, value in enumerate(fields[:500]):
                grid.put(row, column, value)
    except csv.Error as error:
        raise UnreadableNotice("表格文本的格式有误，请另存为 Excel 文件后再导入") from error
    return blocks_of_grid(grid)


def read_calamine(data: bytes) -> list[SourceBlock]:
    """Workbooks in older or other formats (.xls, .et, .xlsb, .ods)."""
    try:
        workbook = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        sheets = [_calamine_sheet(workbook, name) for name in workbook.sheet_names]
    except (python_calamine.CalamineError, ValueError, OSError, OverflowError) as error:
        if isinstance(error, UnreadableNotice):
            raise
        raise UnreadableNotice(BROKEN) from error
    return _joined(sheets)


def _joined(sheets: list[tuple[str, list[SourceBlock]]]) -> list[SourceBlock]:
    filled = [(name, blocks) for name, blocks in sheets if blocks]
    if len(filled) == 1:
        return filled[0][1]
    found: list[SourceBlock] = []
    for name, blocks in filled:
        found += [] if UNNAMED.match(name) else [Paragraph(name)]
        found += blocks
    return found


def _calamine_sheet(workbook: python_calamine.CalamineWorkbook, name: str) -> tuple[str, list[SourceBlock]]:
    sheet = workbook.get_sheet_by_name(name)
    grid = Grid()
    for row, values in enumerate(sheet.to_python(skip_empty_area=False)):
        for column, value in enumerate(values):
            grid.put(row, column, _calamine_text(value))
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or []:
        grid.merged.append((top, left, bottom, right))
    return name, blocks_of_grid(grid)


def _calamine_text(value: object) -> str:
    if isinstance(value, (datetime, date)):
        return f"{value.year}/{value.month}/{value.day}"
    if isinstance(value, time):
        return f"{value.hour}:{value.minute:02d}"
    return plain(value) if isinstance(value, float) else str(value)


def _strings(root: Element | None) -> list[str]:
    return [] if root is None else [_rich(node) for node in root.findall(f"{MAIN}si")]


def _rich(node: Element) -> str:
    """The text of a string item, without the reading aids of East Asian text."""
    parts = [
        run.text or ""
        for run in node.iter(f"{MAIN}t")
        if run.getparent() is None or run.getparent().tag != f"{MAIN}rPh"
    ]
    return "".join(parts).replace("_x000D_", "").replace("\r\n", "\n").replace("\r", "\n")


def _formats(root: Element | None) -> list[str]:
    """The number format of each cell style."""
    if root is None:
        return []
    own = {node.get("numFmtId"): node.get("formatCode", "") for node in root.iter(f"{MAIN}numFmt")}
    styles = root.find(f"{MAIN}cellXfs")
    ids = [] if styles is None else [node.get("numFmtId", "0") for node in styles]
    return [own[code] if code in own else BUILT_IN.get(_whole(code, 0), "General") for code in ids]


def _whole(text: str | None, default: int) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) <= 7 else default


def _grid(root: Element, strings: list[str], formats: list[str], is_1904: bool) -> Grid:
    grid = Grid()
    row_number = 0
    for row in root.iter(f"{MAIN}row"):
        row_number = _whole(row.get("r"), row_number + 1)
        column = 0
        for cell in row.findall(f"{MAIN}c"):
            place = PLACE.fullmatch(cell.get("r", ""))
            column = _column(place.group(1)) if place else column + 1
            text = _cell_text(cell, strings, formats, is_1904)
            grid.put(row_number, column, text)
            if not text and cell.find(f"{MAIN}f") is not None and not (cell.findtext(f"{MAIN}v") or "").strip():
                grid.uncounted.append((row_number, column))
    for merge in root.iter(f"{MAIN}mergeCell"):
        ends = [PLACE.fullmatch(end) for end in merge.get("ref", "").split(":")]
        if len(ends) == 2 and ends[0] and ends[1]:
            grid.merged.append(
                (int(ends[0].group(2)), _column(ends[0].group(1)), int(ends[1].group(2)), _column(ends[1].group(1)))
            )
    return grid


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _cell_text(cell: Element, strings: list[str], formats: list[str], is_1904: bool) -> str:
    kind = cell.get("t", "n")
    if kind == "inlineStr":
        inline = cell.find(f"{MAIN}is")
        return "" if inline is None else _rich(inline)
    raw = cell.findtext(f"{MAIN}v") or ""
    if kind == "s":
        at = _whole(raw.strip(), -1)
        return strings[at] if 0 <= at < len(strings) else ""
    if kind == "e":
        return ""
    if kind == "b":
        return "是" if raw.strip() == "1" else "否"
    if kind in ("str", "d"):
        return raw
    return _shown_number(raw.strip(), _whole(cell.get("s"), 0), formats, is_1904)


def _shown_number(raw: str, style: int, formats: list[str], is_1904: bool) -> str:
    try:
        value = float(raw)
    except ValueError:
        return raw
    return shown(value, formats[style] if style < len(formats) else "General", is_1904)
