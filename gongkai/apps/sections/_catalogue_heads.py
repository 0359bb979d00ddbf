"""The heads of a catalogue sheet: under which names the columns of standards §11.2 are met, in one row or two."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from gongkai.apps.files.readers import Grid
from gongkai.domain.text import plain

# the columns and the heads under which they are met, spaces and brackets left out
HEADS: dict[str, tuple[str, ...]] = {
    "number": ("序号", "编号"),
    "first_item": ("一级事项", "一级公开事项", "一级目录", "公开类别", "类别"),
    "second_item": ("二级事项", "二级公开事项", "二级目录", "公开事项", "事项名称", "公开事项名称"),
    "required_elements": ("公开内容要素", "公开内容", "公开要素", "内容要素", "公开内容及要素"),
    "basis": ("公开依据", "依据", "法律依据"),
    "time_limit_text": ("公开时限", "时限", "公开时间", "公开频率"),
    "body_text": ("公开主体", "责任主体", "公开责任主体", "责任单位", "公开单位"),
    "channels": ("公开渠道和载体", "公开渠道", "公开载体", "公开渠道及载体", "公开渠道与载体", "渠道和载体"),
    "audience": ("公开对象", "公开范围", "对象"),
    "mode": ("公开方式", "方式"),
    "levels": ("公开层级", "层级"),
}
# heads of the second row, below 公开对象, 公开方式, 公开层级: each a column to be ticked
TICKED: dict[str, tuple[str, str]] = {
    "全社会": ("audience", "全社会"),
    "特定群体": ("audience", "特定群体"),
    "特定群众": ("audience", "特定群体"),
    "特定对象": ("audience", "特定群体"),
    "主动": ("mode", "主动"),
    "主动公开": ("mode", "主动"),
    "依申请": ("mode", "依申请"),
    "依申请公开": ("mode", "依申请"),
    "县级": ("levels", "县级"),
    "区级": ("levels", "县级"),
    "区县级": ("levels", "县级"),
    "县区级": ("levels", "县级"),
    "乡级": ("levels", "乡级"),
    "乡镇级": ("levels", "乡级"),
    "镇级": ("levels", "乡级"),
    "镇街级": ("levels", "乡级"),
    "乡镇街道": ("levels", "乡级"),
    "乡镇街道级": ("levels", "乡级"),
    "村级": ("levels", "村级"),
    "村社区级": ("levels", "村级"),
    "村居级": ("levels", "村级"),
}
WORDS: dict[str, str] = {
    "number": "序号",
    "first_item": "一级事项",
    "second_item": "二级事项",
    "required_elements": "公开内容（要素）",
    "basis": "公开依据",
    "time_limit_text": "公开时限",
    "body_text": "公开主体",
    "channels": "公开渠道和载体",
    "audience": "公开对象",
    "mode": "公开方式",
    "levels": "公开层级",
}
# words in one column that say which: folded to those of the national form
CHOICES: dict[str, dict[str, str]] = {
    "mode": {"主动": "主动", "主动公开": "主动", "依申请": "依申请", "依申请公开": "依申请"},
    "levels": {word: meant for word, (name, meant) in TICKED.items() if name == "levels"}
    | dict.fromkeys(("县", "区", "区县"), "县级")
    | dict.fromkeys(("乡", "镇", "乡镇", "镇街"), "乡级")
    | {"村": "村级"},
}


@dataclass(frozen=True, slots=True)
class Head:
    """Where the heads are: column number → (field, what a tick in it means or "")."""

    columns: dict[int, tuple[str, str]]
    first_row: int
    last_row: int

    def is_repeated(self, line: Mapping[int, str]) -> bool:
        """Whether a line of the sheet is the head again, as it stands on top of each printed page."""
        texts = [_fold(text) for text in line.values()]
        return len(texts) > 1 and all(text in NAMES or text in TICK_NAMES for text in texts)


def _fold(text: str) -> str:
    return re.sub(r"[\s()（）\[\]【】、/和及与:：]", "", plain(text))


NAMES = {_fold(word): field for field, words in HEADS.items() for word in words}
TICK_NAMES = {_fold(word): meant for word, meant in TICKED.items()}


def find_head(grid: Grid) -> Head | None:
    """The row of heads: the one where most columns are known; its second row where there is one."""
    rows: dict[int, dict[int, str]] = {}
    for (row, column), text in grid.texts.items():
        rows.setdefault(row, {})[column] = text
    known = {row: sum(_fold(text) in NAMES for text in cells.values()) for row, cells in rows.items()}
    best = max(sorted(known)[:30], key=lambda row: known[row], default=0)
    if not best or known[best] < 4:
        return None
    columns = _columns(rows[best])
    below = rows.get(best + 1, {})
    is_double = bool(below) and all(_fold(text) in TICK_NAMES or _fold(text) in NAMES for text in below.values())
    if is_double:
        for column, text in below.items():
            folded = _fold(text)
            if folded in TICK_NAMES:
                columns[column] = TICK_NAMES[folded]
            elif folded in NAMES:
                columns[column] = (NAMES[folded], "")
    # 公开事项 over 一级事项 and 二级事项 is only their common head
    fields = [name for name, _ in columns.values()]
    if "first_item" not in fields and "second_item" in fields:
        only = next(column for column, (name, _) in columns.items() if name == "second_item")
        columns[only] = ("first_item", "")
    return Head(columns, best, best + 1 if is_double else best)


def _columns(cells: dict[int, str]) -> dict[int, tuple[str, str]]:
    found: dict[int, tuple[str, str]] = {}
    for column, text in sorted(cells.items()):
        folded = _fold(text)
        if folded in TICK_NAMES:
            found[column] = TICK_NAMES[folded]
        elif folded in NAMES:
            found[column] = (NAMES[folded], "")
    return found
