"""A standard catalogue as an Excel sheet, read into rows. standards §11.2 names the columns; places write them in
their own ways: two rows of heads, merged cells, 同上, gaps in the numbers, ■ and □ or √ for what holds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from gongkai.apps.files.readers import Grid, read_grids
from gongkai.apps.sections._catalogue_heads import CHOICES, WORDS, Head, find_head
from gongkai.apps.sections._time_limits import read_time_limit
from gongkai.domain.notices import UnreadableNotice
from gongkai.domain.text import plain

LONGEST = {
    "first_item": 200, "second_item": 200, "required_elements": 4000, "basis": 4000, "time_limit_text": 300,
    "body_text": 200, "audience": 120, "mode": 60, "levels": 60,
}  # fmt: skip
NEEDED = ("first_item", "required_elements", "basis", "time_limit_text", "body_text", "channels")
MOST_ROWS = 3000
SAME = frozenset({"同上", "〃", "″", '"', "同前"})
MARKED = re.compile(r"([■☑√✓✔●□○☐])\s*([^■☑√✓✔●□○☐\n]*)")
ON = frozenset("■☑√✓✔●")
TICKS = re.compile(r"[√✓✔■☑●vV是有]")
NOTE = re.compile(r"^\s*(?:注|备注|说明|填表|填报|联系|制表|审核)")


@dataclass(frozen=True, slots=True)
class Problem:
    """What cannot be read, with its place: sheet, row as Excel counts, column name."""

    sheet: str
    row: int
    column: str
    message: str

    def __str__(self) -> str:
        place = f"第 {self.row} 行" + (f"“{self.column}”" if self.column else "") if self.row else ""
        return f"工作表“{self.sheet}”{place}：{self.message}" if self.sheet else self.message


@dataclass(slots=True)
class CatalogueRead:
    """What a workbook holds: rows ready to keep, problems that stop the import, remarks that do not."""

    title: str = ""
    rows: list[dict[str, Any]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)


def read_catalogue(data: bytes) -> CatalogueRead:
    """Read the first sheet with the columns of a catalogue. Whatever cannot be read is a problem with its place."""
    found = CatalogueRead()
    try:
        grids = read_grids(data)
    except UnreadableNotice as error:
        found.problems.append(Problem("", 0, "", f"{error}。"))
        return found
    heads = [(name, grid, find_head(grid)) for name, grid in grids]
    usable = [(name, grid, head) for name, grid, head in heads if head]
    if not usable:
        sheet = grids[0][0] if grids else ""
        found.problems.append(Problem(sheet, 0, "", "没有找到“一级事项、公开内容、公开依据”等表头。"))
        return found
    name, grid, head = usable[0]
    found.remarks += [f"工作表“{other}”没有导入，请单独存成一个文件。" for other, _, _ in usable[1:]]
    found.title = _title(grid, head)
    missing = [WORDS[name] for name in NEEDED if name not in {field for field, _ in head.columns.values()}]
    if missing:
        found.problems.append(Problem(name, head.first_row, "", f"缺少“{'、'.join(missing)}”列。"))
        return found
    found.problems += _too_large(name, grid, head) or _uncounted(name, grid, head)
    if found.problems:
        return found
    _read_rows(found, name, _filled(grid), head)
    if not found.rows and not found.problems:
        found.problems.append(Problem(name, head.last_row, "", "表头下面没有内容。"))
    return found


def _too_large(sheet: str, grid: Grid, head: Head) -> list[Problem]:
    """Said at once and alone: nobody wants 3,000 complaints about a sheet that is none."""
    count = len({row for row, _ in grid.texts if row > head.last_row})
    message = f"表头下面有 {count} 行，一个领域的目录不超过 {MOST_ROWS} 行，请分领域存成几个文件。"
    return [Problem(sheet, 0, "", message)] if count > MOST_ROWS else []


def _uncounted(sheet: str, grid: Grid, head: Head) -> list[Problem]:
    """Formulas without results cannot be read; the number of a row need not be."""
    rows = sorted(
        {
            row
            for row, column in grid.uncounted
            if row > head.last_row and head.columns.get(column, ("number",))[0] != "number"
        }
    )
    if not rows:
        return []
    message = f"有 {len(rows)} 行是公式，文件里没有算出的结果，请在 Excel 里打开后另存，或者改成文字。"
    return [Problem(sheet, rows[0], "", message)]


def _title(grid: Grid, head: Head) -> str:
    above = [text for (row, _), text in sorted(grid.texts.items()) if row < head.first_row]
    named = [text for text in above if "目录" in text]
    return (named or above or [""])[0].replace("\n", "")[:200]


def _filled(grid: Grid) -> dict[tuple[int, int], str]:
    """The cells, each merged range filled with the text of its first cell."""
    texts = dict(grid.texts)
    for top, left, bottom, right in grid.merged:
        text = grid.texts.get((top, left), "")
        if text and (bottom - top + 1) * (right - left + 1) <= 20_000:
            texts |= {(row, column): text for row in range(top, bottom + 1) for column in range(left, right + 1)}
    return texts


def _read_rows(found: CatalogueRead, sheet: str, texts: dict[tuple[int, int], str], head: Head) -> None:
    lines: dict[int, dict[int, str]] = {}
    for (number, column), text in texts.items():
        if number > head.last_row:
            lines.setdefault(number, {})[column] = text
    above: dict[int, str] = {}
    seen: dict[str, int] = {}
    for number, line in sorted(lines.items()):
        cells = {column: line[column] for column in head.columns if column in line}
        if not cells or head.is_repeated(line) or _is_aside(found, sheet, number, cells, set(line.values())):
            continue
        for column in [column for column, text in cells.items() if text in SAME]:
            cells[column] = above.get(column, "")
            if not cells[column]:
                name = WORDS[head.columns[column][0]]
                found.problems.append(Problem(sheet, number, name, "上一行没有内容，“同上”指不到。"))
        above |= cells
        row = _row(cells, head)
        row["first_item"] = row["first_item"] or (found.rows[-1]["first_item"] if found.rows else "")
        found.problems += _wrong(sheet, number, row)
        row["key"] = _key(row, seen)
        row["position"] = len(found.rows) + 1
        found.rows.append(row)


def _is_aside(found: CatalogueRead, sheet: str, number: int, cells: dict[int, str], whole: set[str]) -> bool:
    """A note under the table, or a heading across it."""
    if len(set(cells.values())) > 1 or len(whole) > 1:
        return False
    text = next(iter(cells.values()))
    if not NOTE.match(text) and len(cells) < 2 and len(text) > 60:
        return False
    found.remarks.append(f"工作表“{sheet}”第 {number} 行“{text[:30]}”是说明或小标题，没有导入。")
    return True


def _row(cells: dict[int, str], head: Head) -> dict[str, Any]:
    row: dict[str, Any] = {name: "" for name in WORDS if name not in ("number", "channels")} | {"channels": []}
    ticked: dict[str, list[str]] = {}
    for column, (name, meant) in sorted(head.columns.items()):
        text = cells.get(column, "")
        if not text or name == "number":
            continue
        if meant:
            ticked.setdefault(name, []).extend(_ticked(meant, text))
        elif name == "channels":
            row["channels"] = read_channels(text)
        elif name == "audience":
            row[name] = _audience(_chosen(text))
        elif name in CHOICES:
            row[name] = "、".join(dict.fromkeys(CHOICES[name].get(word, word) for word in _chosen(text)))
        else:
            row[name] = text
    for name, words in ticked.items():
        row[name] = "、".join(dict.fromkeys(words))
    row["time_limit"] = read_time_limit(row["time_limit_text"])
    return row


def _ticked(meant: str, text: str) -> list[str]:
    """A tick says the head; words say which group: 特定群体：低保对象."""
    rest = TICKS.sub("", text).strip(" :：\n") if len(text) <= 2 else text.strip("√✓✔■ ：:\n")
    return (
        [f"{meant}：{rest}"]
        if rest and rest not in (meant, "□", "○", "×", "/", "—", "-", "无", "否")
        else ([meant] if TICKS.search(text) or rest == meant else [])
    )


def _chosen(text: str) -> list[str]:
    """■全社会 □特定群体 → 全社会; words without marks are all chosen."""
    marked = [(mark, word.strip(" 、;；").split(" ")[0]) for mark, word in MARKED.findall(text)]
    if marked:
        return [word for mark, word in marked if mark in ON and word]
    return [part for part in re.split(r"[\s、,，;；/]+", text) if part]


def _audience(words: list[str]) -> str:
    """全社会, and which groups; the groups stand last."""
    groups = [word for word in words if word not in ("全社会", "社会公众", "特定群体", "特定群众", "特定对象")]
    parts = ["全社会"] if {"全社会", "社会公众"} & set(words) else []
    if groups:
        return "、".join([*parts, "特定群体：" + "、".join(groups).removeprefix("特定群体：")])
    return "、".join([*parts, *(["特定群体"] if len(words) > len(parts) else [])])


def read_channels(text: str) -> list[dict[str, Any]]:
    """The carriers of a row: ■ must, □ may. Without marks each that is named must."""
    marked = MARKED.findall(text)
    if marked:
        pairs = [(word.strip(" 、;；,，\t"), mark in ON) for mark, word in marked]
    else:
        # not inside brackets: 两微一端（微信、微博、客户端） is one
        pairs = [(part.strip(), True) for part in re.split(r"[\n、;；,，]+(?![^（(]*[）)])", text)]
    return [{"name": name, "is_required": must} for name, must in pairs if name]


def _wrong(sheet: str, number: int, row: dict[str, Any]) -> Iterator[Problem]:
    if not row["first_item"]:
        yield Problem(sheet, number, WORDS["first_item"], "没有填写事项名称。")
    for name, longest in LONGEST.items():
        if len(row[name]) > longest:
            yield Problem(sheet, number, WORDS[name], f"有 {len(row[name])} 个字，超过 {longest} 个字。")
    for name, known in CHOICES.items():
        strange = [word for word in row[name].split("、") if word and word not in known.values()]
        if strange:
            usual = "、".join(dict.fromkeys(known.values()))
            yield Problem(sheet, number, WORDS[name], f"写的是“{'、'.join(strange)}”，应为{usual}。")
    if not row["required_elements"]:
        yield Problem(sheet, number, WORDS["required_elements"], "没有填写公开内容。")


def _key(row: dict[str, Any], seen: dict[str, int]) -> str:
    """The two names folded: the same in every version. A second row of the same names is told apart by its number."""
    key = "›".join(re.sub(r"\s+", "", plain(row[name])) for name in ("first_item", "second_item") if row[name])[:390]
    seen[key] = seen.get(key, 0) + 1
    return key if seen[key] == 1 else f"{key}#{seen[key]}"
