"""Names beside the numbers of the same persons in tables, and cells that a heading calls personal."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from gongkai.domain.proofing._personal_numbers import Found
from gongkai.domain.proofing._tables import Cell, Table
from gongkai.domain.proofing._view import digit_view

_HEADINGS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "name",
        re.compile(
            r"^(?:户主|"
            r"学生|考生|申请人|补助对象|受益人|救助对象|人员|本人|持证人|被保险人|参保人|村民|家长|监护人)?姓 *名$"
            r"|^户主$"
        ),
    ),
    ("resident_id", re.compile(r"身份证|公民身份|证件号|身份号码|居民证")),
    ("mobile", re.compile(r"手机|移动电话")),
    ("bank_card", re.compile(r"银行卡|一卡通|卡号|银行账号|银行帐号|个人账号|社保卡号|存折|账号|帐号")),
    ("home_address", re.compile(r"住址|家庭地址|居住地|户籍地|户口所在|现住|^(?:详细)?地址$")),
    ("email", re.compile(r"邮箱|电子邮件|[Ee]-?mail")),
)
_IDENTIFIES = frozenset({"resident_id", "bank_card", "home_address"})
_ORGAN = re.compile(r"公司|局|中心|医院|学校|大学|委员会|政府|协会|银行|厂|店|院$")
_NAME = re.compile(r"^[\u4e00-\u9fff]{1,2} {0,2}[\u4e00-\u9fff]{1,2}$|^[\u4e00-\u9fff]{2,4}·[\u4e00-\u9fff·]{2,12}$")
# the family names of nearly all; compound ones by their first character
_SURNAMES = frozenset(
    "王李张刘陈杨黄赵周吴徐孙朱马胡郭林何高梁郑罗宋谢唐韩曹许邓萧冯曾程蔡彭潘袁于董余苏叶吕魏蒋田杜丁沈姜范江傅钟卢汪戴崔任陆廖姚方金邱夏谭韦贾邹石"
    "熊孟秦阎薛侯雷白龙段郝孔邵史毛常万顾赖武康贺严尹钱施牛洪龚汤陶黎温莫易樊乔文安殷颜庄章鲁倪庞邢俞翟蓝聂齐向申葛柴伍覃骆关焦柳欧祝纪尚毕耿芦左季管"
    "符辛苗詹曲靳祁路涂兰甘裴梅童翁霍游阮尤岳柯牟滕谷舒卜饶宁凌盛查单冉鲍华包喻娄蒲时池闵穆卓靖成古简边党席项费隋车卫全褚向晏仇房解应桑农屈花宗冷"
    "司欧上诸东令皇尉轩宇慕端公南胥佟戚揭苟楚艾佘鞠荣丛平茹巫米冀练肖付代闫阳覃荆容邬阚敖麻强位原由云展侍储宫晋燕湛滑井巩利郎郁郗桂栾沙沃祖禹"
)
_NOT_NAME = re.compile(r"姓名|合计|小计|总计|备注|无|男|女|本人|同上|汉族|小组|公司|单位|序号|部门")
_HOUSE = re.compile(
    r"\d+-\d+|\d+ ?(?:号|室|组|栋|幢|单元|户|队|楼)|[一二三四五六七八九十]+(?:组|队|社)|[村区苑园里]$|小区"
)
_SPLIT = re.compile(r"\t|\|| {2,}|,")
# the number of a person, and the name in the cells before it on the same or the line above
_BESIDE = re.compile(
    r"(?:^|[\t\n |])(?P<name>[\u4e00-\u9fff]{2,4}|[\u4e00-\u9fff]  ?[\u4e00-\u9fff])[\t\n |]{1,4}"
    r"(?:(?:男|女)[\t\n |]{1,4})?(?:[\u4e00-\u9fff]{1,3}族[\t\n |]{1,4})?(?:\d{1,3}[\t\n |]{1,4})?$"
)


def in_tables(tables: Sequence[Table]) -> Iterator[Found]:
    """Personal values by their column's heading, and the names of the rows that carry an identifying value."""
    for table in tables:
        yield from _in_table(table)


def _in_table(table: Table) -> Iterator[Found]:
    columns: dict[int, str] = {}
    rows: dict[int, list[Cell]] = {}
    for cell in table.cells:
        rows.setdefault(cell.row, []).append(cell)
    for cells in rows.values():
        heads = {cell.column: kind for cell in cells if (kind := _heading(cell.text))}
        if heads and not any(re.search(r"\d{6}", digit_view(cell.text)) for cell in cells):
            columns |= heads
            continue
        if columns:
            yield from _in_row(cells, columns)


def _heading(text: str) -> str:
    """What kind of value stands under this heading; "" for the rest."""
    words = digit_view(text).replace("\n", "").replace("\x00", "").strip(" :")
    return next((kind for kind, pattern in _HEADINGS if len(words) <= 20 and pattern.search(words)), "")


def _in_row(cells: list[Cell], columns: dict[int, str]) -> Iterator[Found]:
    has_names = "name" in columns.values()
    personal = [found for cell in cells if (found := _value(cell, columns.get(cell.column, ""), has_names))]
    yield from personal
    if any(found.kind in _IDENTIFIES for found in personal):
        for cell in cells:
            if columns.get(cell.column) == "name" and (name := _trimmed(cell, "name")) and _is_name(name.digits):
                yield name


def _value(cell: Cell, kind: str, has_names: bool) -> Found | None:
    """The personal value of a cell, or None when it is empty, masked or a body's."""
    words = digit_view(cell.text)
    digits = re.sub(r"[^\dX]", "", words)
    if not kind or kind in {"name", "email"} or "*" in words or _ORGAN.search(words):
        return None
    if kind == "resident_id" and re.fullmatch(r"[\dX \n\-.\x00]+", words.strip()) and len(digits) in (15, 17, 18, 19):
        return _trimmed(cell, kind)
    if (
        kind == "mobile"
        and re.fullmatch(r"[\d+ \n\-()\x00]+", words.strip())
        and re.fullmatch(r"(?:86)?1\d{10}", digits)
    ):
        return _trimmed(cell, kind)
    if kind == "bank_card" and has_names and re.fullmatch(r"[\d \n\-\x00]+", words.strip()) and 12 <= len(digits) <= 21:
        return _trimmed(cell, kind)
    if kind == "home_address" and has_names and len(words.strip()) >= 5 and _HOUSE.search(words):
        return _trimmed(cell, kind)
    return None


def _trimmed(cell: Cell, kind: str) -> Found:
    words = cell.text.strip()
    start = cell.start + len(cell.text) - len(cell.text.lstrip())
    return Found(kind, start, start + len(words), words)


def _is_name(words: str) -> bool:
    return bool(words[:1] in _SURNAMES and _NAME.match(words) and not _NOT_NAME.search(words))


def names_beside(view: str, found: Iterable[Found]) -> Iterator[Found]:
    """Names in a table that was flattened to text: a heading 姓名 above, the name in the cells before the number."""
    heading = [match.start() for match in re.finditer(r"姓 {0,4}名(?=[\t\n |,])", view)]
    if not heading:
        return
    for value in found:
        if value.kind not in {"resident_id", "bank_card"}:
            continue
        # the nearest heading above, and nothing but cells between
        above = [place for place in heading if 0 < value.start - place < 12000]
        if not above or re.search("[。;；]", view[above[-1] : value.start]):
            continue
        before = view[max(0, value.start - 40) : value.start]
        match = _BESIDE.search(before)
        if match and _is_name(match["name"]):
            start = value.start - len(before) + match.start("name")
            yield Found("name", start, start + len(match["name"]), match["name"])


def flattened(text: str) -> tuple[Table, ...]:
    """Tables that are written as lines of cells, parted by tabs, bars or wide gaps, under a heading line."""
    made: list[Table] = []
    cells: list[Cell] = []
    at, row, width = 0, 0, 0
    for line in text.split("\n"):
        pieces = _cells_of(line, at, row) if "\t" in line or "|" in line or "  " in line or "\u3000" in line else []
        kinds = {_heading(cell.text) for cell in pieces}
        if "name" in kinds and kinds & {"resident_id", "bank_card", "mobile", "home_address"}:
            if cells:
                made.append(Table(tuple(cells), cells[0].start, cells[-1].end))
            cells, row, width = pieces, 0, len(pieces)
        elif cells and len(pieces) == width:
            row += 1
            cells += [Cell(cell.text, cell.start, cell.end, row, cell.column) for cell in pieces]
        elif cells and line.strip():
            made.append(Table(tuple(cells), cells[0].start, cells[-1].end))
            cells = []
        at += len(line) + 1
    if cells:
        made.append(Table(tuple(cells), cells[0].start, cells[-1].end))
    return tuple(made)


def _cells_of(line: str, at: int, row: int) -> list[Cell]:
    """The cells of one line with their places."""
    view = line.replace("\u3000", " ")
    made: list[Cell] = []
    start = 0
    for gap in [*_SPLIT.finditer(view), None]:
        end = gap.start() if gap else len(view)
        words = line[start:end]
        if words.strip() or (gap and gap[0] in "\t|" and made):
            made.append(Cell(words, at + start, at + end, row, len(made)))
        start = gap.end() if gap else end
    return made
