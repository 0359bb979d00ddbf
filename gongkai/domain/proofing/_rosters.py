"""Names beside the numbers of the same persons in tables, and cells that a heading calls personal."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from gongkai.domain.proofing._found import Found
from gongkai.domain.proofing._tables import Cell, Table
from gongkai.domain.proofing._view import digit_view

_HEADINGS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "name",
        re.compile(
            r"^[\u4e00-\u9fff()/ ]{0,10}(?:姓 {0,4}名|名单|对象|代表|人|者|主|员|生|户|家长)"
            r"(?:\([\u4e00-\u9fff]{1,6}\))?$"
        ),
    ),
    ("resident_id", re.compile(r"身份证|公民身份|证件号|身份号码|居民证")),
    ("mobile", re.compile(r"手机|移动电话")),
    ("bank_card", re.compile(r"银行卡|一卡通|卡号|银行账号|银行帐号|个人账号|社保卡号|存折|账号|帐号")),
    ("home_address", re.compile(r"住址|家庭地址|居住地|户籍地|户口所在|现住|^(?:详细)?地址$")),
    ("email", re.compile(r"邮箱|电子邮件|[Ee]-?mail")),
)
_IDENTIFIES = frozenset({"resident_id", "bank_card", "home_address"})
_ORGAN = re.compile(r"公司|局|(?:中心|医院|学校|大学)(?![路街巷])|(?<!村民)委员会|政府|协会|银行|厂|店|院$")
_NAME = re.compile(r"^[\u4e00-\u9fff]{1,2} {0,2}[\u4e00-\u9fff]{1,2}$|^[\u4e00-\u9fff]{2,4}·[\u4e00-\u9fff·]{2,12}$")
# the family names of nearly all; compound ones by their first character
_SURNAMES = frozenset(
    "王李张刘陈杨黄赵周吴徐孙朱马胡郭林何高梁郑罗宋谢唐韩曹许邓萧冯曾程蔡彭潘袁于董余苏叶吕魏蒋田杜丁沈姜范江傅钟卢汪戴崔任陆廖姚方金邱夏谭韦贾邹石"
    "熊孟秦阎薛侯雷白龙段郝孔邵史毛常万顾赖武康贺严尹钱施牛洪龚汤陶黎温莫易樊乔文安殷颜庄章鲁倪庞邢俞翟蓝聂齐向申葛柴伍覃骆关焦柳欧祝纪尚毕耿芦左季管"
    "符辛苗詹曲靳祁路涂兰甘裴梅童翁霍游阮尤岳柯牟滕谷舒卜饶宁凌盛查单冉鲍华包喻娄蒲时池闵穆卓靖成古简边党席项费隋车卫全褚向晏仇房解应桑农屈花宗冷"
    "司欧上诸东令皇尉轩宇慕端公南胥佟戚揭苟楚艾佘鞠荣丛平茹巫米冀练肖付代闫阳覃荆容邬阚敖麻强位原由云展侍储宫晋燕湛滑井巩利郎郁郗桂栾沙沃祖禹"
)
_NOT_NAME = re.compile(
    r"姓名|合计|小计|总计|备注|无|男|女|本人|同上|汉族|小组|公司|单位|序号|部门|身份|号码|金额|[村镇乡县市区组队路街局校厂店社站所级族省州]$|农户|低保|特困|一般|在职|合格|"
    r"已婚|未婚|子女|父子|母子|夫妻|配偶|户主|党员|群众|本科|大专|高中|初中|小学|硕士|博士|健康|良好"
)
_HOUSE = re.compile(
    r"\d+-\d+|\d+ ?(?:号|室|组|栋|幢|单元|户|队|楼)|[一二三四五六七八九十]+(?:组|队|社)|"
    r"[东西南北中上下]组|[村区苑园里]$|小区"
)
_LONG_NUMBER = re.compile(r"\d[\d \-]{9,}")
# how far below its heading a row may stand, in characters
_REACH = 12000
_COMPOUND = re.compile(
    "欧阳|司马|上官|诸葛|东方|皇甫|令狐|尉迟|公孙|轩辕|宇文|慕容|长孙|司徒|端木|公冶|南宫|夏侯|百里|呼延|淳于|单于|太史|申屠|东郭|西门|独孤|拓跋|完颜|"
    "闾丘|钟离"
)
# the number of a person, and the name in the cells before it on the same or the line above
_CELLS = r"(?:(?:男|女)[\t\n |,]{1,4})?(?:[\u4e00-\u9fff]{1,4}族[\t\n |,]{1,4})?(?:\d{1,3}岁?[\t\n |,]{1,4})?"
_WRITTEN = r"[\u4e00-\u9fff]{2,4}|[\u4e00-\u9fff] {1,4}[\u4e00-\u9fff]|[\u4e00-\u9fff]{2,4}\.[\u4e00-\u9fff.]{2,12}"
_BESIDE = re.compile(rf"(?:^|[\t\n |,]|\d[.、]? ?)(?P<name>{_WRITTEN})[\t\n |,]{{1,4}}{_CELLS}$")
# at the start of its line the name needs no heading
_IN_LINE = re.compile(rf"(?:^|\n)[ \t|]{{0,4}}(?:\d{{1,4}}[.、\t |]{{1,3}})?(?P<name>{_WRITTEN})[\t |]{{1,4}}{_CELLS}$")
_PROSE = re.compile(r"[^\n]{0,60}?[。;!?]|[^\n]{0,12},")
_NAMES_APART = re.compile(r"[（(][^（）()\n]{0,12}[）)]|[、,，;；/\n]| +(?=[\u4e00-\u9fff]{2})")


def in_tables(tables: Sequence[Table], told: Iterable[Found] = ()) -> Iterator[Found]:
    """Personal values by their column's heading, and the names of the rows that carry an identifying value.

    `told`: the numbers that were found without a table.
    """
    known = sorted((found.start, found.end) for found in told if found.kind in _IDENTIFIES)
    for table in tables:
        yield from _in_table(table, known)


def _in_table(table: Table, known: list[tuple[int, int]]) -> Iterator[Found]:
    columns: dict[int, str] = {}
    rows: dict[int, list[Cell]] = {}
    for cell in table.cells:
        rows.setdefault(cell.row, []).append(cell)
    for cells in rows.values():
        heads = {cell.column: kind for cell in cells if (kind := _heading(cell.text))}
        if heads and not any(re.search(r"\d{6}", digit_view(cell.text)) for cell in cells):
            columns = {cell.column: "other" for cell in cells if cell.text.strip()} | heads
            continue
        yield from _in_row(cells, columns, known)


def _heading(text: str) -> str:
    """What kind of value stands under this heading; "" for the rest."""
    words = digit_view(text).replace("\n", "").replace("\x00", "").strip(" :")
    return next((kind for kind, pattern in _HEADINGS if len(words) <= 20 and pattern.search(words)), "")


def _in_row(cells: list[Cell], columns: dict[int, str], known: list[tuple[int, int]]) -> Iterator[Found]:
    has_names = "name" in columns.values()
    numbered = [at for at, cell in enumerate(cells) if _holds(cell, known)]
    is_person = has_names or bool(numbered)
    personal = [found for cell in cells if (found := _value(cell, columns.get(cell.column, ""), is_person))]
    yield from personal
    if not numbered and not any(found.kind in _IDENTIFIES for found in personal):
        return
    if has_names:
        named = [cell for cell in cells if columns.get(cell.column) == "name"]
    else:
        named = _likely_names(cells, columns, numbered)
    for cell in named:
        yield from _names_in(cell)


def _holds(cell: Cell, known: list[tuple[int, int]]) -> bool:
    at = bisect_left(known, (cell.start, 0))
    return at < len(known) and known[at][1] <= cell.end


def _likely_names(cells: list[Cell], columns: dict[int, str], numbered: list[int]) -> list[Cell]:
    """Without a heading that says name: the nearest cell before each number that reads like one, else after it."""
    free = [at for at, cell in enumerate(cells) if not columns.get(cell.column) and _is_all_names(cell)]
    made: list[Cell] = []
    for number in numbered:
        before = [at for at in free if at < number]
        after = [at for at in free if at > number]
        made += [cells[at] for at in (before[-1:] or after[:1]) if cells[at] not in made]
    return made


def _is_all_names(cell: Cell) -> bool:
    parts = [part for part in _NAMES_APART.split(cell.text) if part.strip()]
    return bool(parts) and sum(1 for _ in _names_in(cell)) == len(parts)


def _names_in(cell: Cell) -> Iterator[Found]:
    """The names of a cell, several parted by 、 or blanks; a name of two characters may be spread by a blank."""
    start = 0
    for gap in [*_NAMES_APART.finditer(cell.text), None]:
        end = gap.start() if gap else len(cell.text)
        words = cell.text[start:end]
        name = words.strip()
        if _is_name(name.replace("\u3000", " ")):
            at = cell.start + start + len(words) - len(words.lstrip())
            yield Found("name", at, at + len(name), name)
        start = gap.end() if gap else end


def _value(cell: Cell, kind: str, is_person: bool) -> Found | None:
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
    if kind == "bank_card" and is_person and re.fullmatch(r"[\d \n\-\x00]+", words.strip()) and 12 <= len(digits) <= 21:
        return _trimmed(cell, kind)
    if (
        kind == "home_address"
        and is_person
        and (len(words.strip()) >= 8 or (len(words.strip()) >= 5 and _HOUSE.search(words)))
    ):
        return _trimmed(cell, kind)
    return None


def _trimmed(cell: Cell, kind: str) -> Found:
    words = cell.text.strip()
    start = cell.start + len(cell.text) - len(cell.text.lstrip())
    return Found(kind, start, start + len(words), words)


def _is_name(words: str) -> bool:
    is_known = "·" in words or words[:1] in _SURNAMES
    # four characters are a name behind one of the compound surnames only
    if len(words.replace(" ", "")) == 4 and "·" not in words and not _COMPOUND.match(words):
        return False
    return bool(is_known and _NAME.match(words) and not _NOT_NAME.search(words))


def names_beside(view: str, found: Iterable[Found]) -> Iterator[Found]:
    """Names in a table that was flattened to text: in the cells before the number, on its line or under a heading."""
    heading = [match.start() for match in re.finditer(r"姓 {0,4}名(?=[\t\n |,])", view)]
    for value in found:
        if value.kind not in {"resident_id", "bank_card"}:
            continue
        before = view[max(0, value.start - 40) : value.start]
        match = None if _PROSE.match(view, value.end) else _IN_LINE.search(before)
        # the nearest heading above, and nothing but cells between
        at = bisect_left(heading, value.start)
        if not match and at and value.start - heading[at - 1] < _REACH:
            match = None if re.search("[。;；]", view[heading[at - 1] : value.start]) else _BESIDE.search(before)
        if match and _is_name(match["name"].replace(".", "·")):
            start = value.start - len(before) + match.start("name")
            yield Found("name", start, start + len(match["name"]), match["name"])


def flattened(text: str) -> tuple[Table, ...]:
    """Tables that are written as lines of cells, parted by tabs, bars or wide gaps. A line with a heading begins one;
    lines that do not fit under it, and lines without any, are read as a table of their own."""
    made: list[Table] = []
    cells: list[Cell] = []
    at, row, width = 0, 0, 0

    def close() -> None:
        nonlocal cells
        if cells:
            made.append(Table(tuple(cells), cells[0].start, cells[-1].end))
        cells = []

    for line in text.split("\n"):
        pieces = _cells_of(line, at) if "\t" in line or "|" in line or "  " in line or "\u3000" in line else []
        kinds = {_heading(cell.text) for cell in pieces}
        if kinds & {"resident_id", "bank_card", "mobile", "home_address"} and not re.search(r"\d{6}", digit_view(line)):
            close()
            cells, row, width = pieces, 0, len(pieces)
        elif len(pieces) > 1 and _LONG_NUMBER.search(line):
            if not cells or ("\t" not in line and len(pieces) != width):
                close()
                row = -1
            row += 1
            cells += [Cell(cell.text, cell.start, cell.end, row, cell.column) for cell in pieces]
        elif cells and len(pieces) == width:
            row += 1
            cells += [Cell(cell.text, cell.start, cell.end, row, cell.column) for cell in pieces]
        elif line.strip() and not (cells and "\t" in line):
            close()
        at += len(line) + 1
    close()
    return tuple(made)


def _cells_of(line: str, at: int) -> list[Cell]:
    """The cells of one line with their places. Tabs and bars part cells, empty ones too; else wide gaps do."""
    view = line.replace("\u3000", " ")
    part = re.compile(r"\t") if "\t" in line else re.compile(r"\|") if "|" in line else re.compile(r" {2,}")
    keeps_empty = part.pattern != " {2,}"
    made: list[Cell] = []
    start = 0
    for gap in [*part.finditer(view), None]:
        end = gap.start() if gap else len(view)
        words = line[start:end]
        if words.strip() or keeps_empty:
            made.append(Cell(words, at + start, at + end, 0, len(made)))
        start = gap.end() if gap else end
    return made
