"""A power list (权责清单) as an Excel sheet, read into rows: unit, code, name, kind, domain."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from gongkai.apps.files.readers import Grid, read_grids
from gongkai.apps.sections._catalogue_in import Problem
from gongkai.apps.sections._domains import domain_of
from gongkai.domain.notices import UnreadableNotice
from gongkai.domain.text import plain

HEADS: dict[str, tuple[str, ...]] = {
    "unit": ("单位", "实施主体", "实施机关", "责任单位", "部门", "行使主体", "部门名称"),
    "code": ("编码", "事项编码", "权力编码", "职权编码", "基本编码"),
    "name": ("事项名称", "权力事项", "权责事项", "职权名称", "权力名称", "项目名称", "主项名称"),
    "kind_text": ("类型", "权力类型", "职权类别", "事项类型", "权力类别", "职权类型"),
    "domain": ("领域", "所属领域"),
}
NAMES = {word: name for name, words in HEADS.items() for word in words}
# a county's list has some thousands
MOST_ROWS = 20_000
LONGEST = {"name": 300, "code": 60, "kind_text": 40, "domain": 40}


@dataclass(slots=True)
class PowersRead:
    """Rows with their numbers in the sheet, and what cannot be read."""

    rows: list[dict[str, str]] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def read_powers(data: bytes) -> PowersRead:
    """Read the first sheet that has a column of names."""
    found = PowersRead()
    try:
        grids = read_grids(data)
    except UnreadableNotice as error:
        found.problems.append(Problem("", 0, "", f"{error}。"))
        return found
    for sheet, grid in grids:
        head = _head(grid)
        if head:
            _read(found, sheet, grid, *head)
            return found
    found.problems.append(Problem(grids[0][0] if grids else "", 0, "", "没有找到“事项名称”表头。"))
    return found


def _head(grid: Grid) -> tuple[int, dict[int, str]] | None:
    for row in sorted({row for row, _ in grid.texts})[:10]:
        texts = {column: re.sub(r"\s", "", plain(text)) for (at, column), text in grid.texts.items() if at == row}
        columns = {column: NAMES[text] for column, text in texts.items() if text in NAMES}
        if "name" in columns.values():
            return row, columns
    return None


def _read(found: PowersRead, sheet: str, grid: Grid, head: int, columns: dict[int, str]) -> None:
    count = len({row for row, _ in grid.texts if row > head})
    if count > MOST_ROWS:
        message = f"表头下面有 {count} 行，一次最多导入 {MOST_ROWS} 行，请分单位存成几个文件。"
        found.problems.append(Problem(sheet, 0, "", message))
        return
    texts = dict(grid.texts)
    for top, left, bottom, right in grid.merged:
        text = grid.texts.get((top, left), "")
        if text and (bottom - top + 1) * (right - left + 1) <= 20_000:
            texts |= {(row, column): text for row in range(top, bottom + 1) for column in range(left, right + 1)}
    for number in range(head + 1, max((row for row, _ in texts), default=0) + 1):
        row = dict.fromkeys(HEADS, "")
        row |= {name: texts.get((number, column), "").replace("\n", "") for column, name in columns.items()}
        if not any(row.values()):
            continue
        if not row["name"]:
            found.problems.append(Problem(sheet, number, "事项名称", "没有填写。"))
        for name, longest in LONGEST.items():
            if len(row[name]) > longest:
                found.problems.append(Problem(sheet, number, name, f"超过 {longest} 个字。"))
        row["domain"] = domain_of(row["domain"]).code if row["domain"] else ""
        found.rows.append(row)
        found.numbers.append(number)
