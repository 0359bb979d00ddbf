"""Dates that do not exist or are written in two ways at once, document numbers, sums of money."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date
from decimal import Decimal, InvalidOperation

from gongkai.domain.proofing._problems import Problem
from gongkai.domain.text import document_numbers, plain, read_date, read_number

_NUMBERS = "党政机关公文格式（GB/T 9704-2012）"
_FIGURES = "出版物上数字用法（GB/T 15835-2011）"
_HAN_NUMBER = "一二三四五六七八九十〇零"
_DATE = re.compile(
    rf"(?<![\d.])(?P<year>\d{{4}}|[{_HAN_NUMBER}]{{4}}) ?年 ?(?P<month>\d{{1,2}}|[{_HAN_NUMBER}]{{1,3}}) ?月"
    rf"(?: ?(?P<day>\d{{1,2}}|[{_HAN_NUMBER}]{{1,3}}) ?(?:日|号))?"
)
_SHORT_DATE = re.compile(r"(?<![\d年.])(?<!年 )(?P<month>\d{1,2})月(?P<day>\d{1,2})日")
_DAYS = "一二三四五六日"
_WEEKDAY = re.compile(
    r"(?<!\d)(?P<year>(?:19|20)\d\d)年(?P<month>\d{1,2})月(?P<day>\d{1,2})日"
    r" ?[(,]? ?(?:星期|周|礼拜)(?P<weekday>[一二三四五六日天])(?![\u4e00-\u9fff]{0,2}(?:至|到|前后))"
)
_SEPARATED = re.compile(r"(?<![\d./\-])(?P<year>(?:19|20)\d\d)([-/.])(?P<month>\d{1,2})\2(?P<day>\d{1,2})(?![\d./\-])")
_MIXED_MARKS = re.compile(
    r"(?<!\d)(?:19|20)\d\d(?:年\d{1,2}[./\-]\d{1,2}(?!\d|月|[”\"]?(?:共同|联合|声明|事件|事变|运动|大?地震|讲话|协议))日?|[./\-]\d{1,2}月\d{1,2}日?|[./\-]\d{1,2}[./\-]\d{1,2}日)"
)
# 2021531前, 202164 alone on its line, 20216月底前: the marks between year, month and day are lost
_LOST_MARKS = re.compile(
    r"(?<![\d.])20\d\d\d{2,3}日?(?=之前|以前|前)"
    r"|(?<![^\n])[^\S\n]{0,40}(?P<line>20\d\d\d{2,3})(?=[^\S\n]{0,40}(?:\n|\Z))"
    r"|(?<!\d)20\d\d(?:1[0-2]|[1-9])月(?:底|末|初|\d{1,2}日)?前?"
)
_MONEY = re.compile(r"(?P<figure>(?<![\d,.])\d[\d,]{0,24}(?:\.\d{1,12})?(?!\d)) ?(?P<scale>[万亿千百]*)(?P<unit>元|圆)")
_DOUBLED_UNIT = re.compile(
    r"万万元|亿亿元?|元元(?!代|年|朝)|元整元|万元元|万元万|亿元万元|人民币人民币|元/元|％％|%%|百分之\d+(?:\.\d+)?%"
)
_GROUPED = re.compile(
    r"(?<![\d,.])\d{1,3}(?:,\d{1,12}){1,8}(?:\.\d{1,12})?(?= ?(?:万|亿)?(?:元|人|户|件|亩|吨|平方|公里|条|个))"
)
_WELL_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_CAPITAL = re.compile(
    r"(?P<figure>(?<![\d,.])\d[\d,]{0,24}(?:\.\d{1,12})?(?!\d)) ?(?P<scale>万|亿)?元"
    r"[ ]?[,(][ ]?(?:人民币)?(?:大写)?[: ]?(?:人民币)?"
    r"(?P<capital>[零壹贰叁肆伍陆柒捌玖拾佰仟万亿]{2,30})[元圆](?:(?P<jiao>[壹贰叁肆伍陆柒捌玖])角)?(?:零?(?P<fen>[壹贰叁肆伍陆柒捌玖])分)?"
)
# 人民币壹仟元整（￥1000.00）, 大写叁拾万元整，小写310000元
_CAPITAL_FIRST = re.compile(
    r"(?P<capital>[零壹贰叁肆伍陆柒捌玖拾佰仟万亿]{2,30})[元圆](?:(?P<jiao>[零壹贰叁肆伍陆柒捌玖])角)?"
    r"(?:零?(?P<fen>[壹贰叁肆伍陆柒捌玖])分)?[整正]?[ ]?[,(][ ]?(?:(?:人民币)?小写[): ]{0,3}|人民币|即|RMB)?[￥¥]?[ ]?"
    r"(?P<figure>\d[\d,]{0,24}(?:\.\d{1,12})?(?!\d)) ?(?P<scale>万|亿)?元?"
)
_CAPITALS = dict(zip("零壹贰叁肆伍陆柒捌玖", range(10), strict=True))
_SCALES = {"拾": 10, "佰": 100, "仟": 1000}


def figures(text: str) -> Iterator[Problem]:
    """Document numbers, dates and sums, each by its own rule."""
    view = plain(text)
    yield from _numbers(text)
    yield from _dates(text, view)
    yield from _sums(view)


def _numbers(text: str) -> Iterator[Problem]:
    """文号: year in 〔〕, no 第, no leading zero, no blanks."""
    for number in document_numbers(text):
        printed = text[number.start : number.end]
        # orders are numbered 第711号
        if printed == number.normal or number.code.endswith(("令", "公告")):
            continue
        tail = number.normal[len(number.code) :]
        repair = printed[: len(number.code)] + tail if printed.startswith(number.code) else number.normal
        if plain(repair) != plain(printed) or re.search(r"[^〔〕\w]", printed):
            yield Problem(
                "format.document_number",
                _NUMBERS,
                "warn",
                number.start,
                number.end,
                f"发文字号“{printed}”应写作“{repair}”。",
                repair,
            )


def _dates(text: str, view: str) -> Iterator[Problem]:
    for found in _DATE.finditer(view):
        words = text[found.start() : found.end()]
        parts = [part for part in (found["year"], found["month"], found["day"]) if part]
        is_figure = {part[0].isdigit() and part[0].isascii() for part in parts}
        if not _exists(found["year"], found["month"], found["day"]):
            yield Problem("format.date", _FIGURES, "warn", *found.span(), f"日期“{words}”不存在，请核对。")
        elif len(is_figure) > 1:
            repair = _in_figures(found)
            yield Problem(
                "format.date_mixed",
                _FIGURES,
                "warn",
                *found.span(),
                f"日期“{words}”混用汉字和数字，应写作“{repair}”。",
                repair,
            )
    yield from _weekdays(text, view)
    for found in _SHORT_DATE.finditer(view):
        month, day = int(found["month"]), int(found["day"])
        if not (1 <= month <= 12 and 1 <= day <= (29 if month == 2 else monthrange(2001, month)[1])):
            yield Problem("format.date", _FIGURES, "warn", *found.span(), f"日期“{found[0]}”不存在，请核对。")
    for found in _SEPARATED.finditer(view):
        if found[2] != "." and not _exists(found["year"], found["month"], found["day"]):
            yield Problem("format.date", _FIGURES, "warn", *found.span(), f"日期“{found[0]}”不存在，请核对。")
    for found in _MIXED_MARKS.finditer(view):
        parts = re.findall(r"\d+", found[0])
        whole = f"{parts[0]}年{int(parts[1])}月{int(parts[2])}日" if _exists(*parts[:3]) else None
        yield Problem("format.date_mixed", _FIGURES, "warn", *found.span(), f"日期“{found[0]}”写法不一致。", whole)
    for found in _LOST_MARKS.finditer(view):
        start, end = found.span("line") if found["line"] else found.span()
        likely = _restored(view[start:end])
        if likely:
            yield Problem(
                "format.date_damaged",
                _FIGURES,
                "warn",
                start,
                end,
                f"日期“{text[start:end]}”缺少分隔，可能是“{likely}”。",
                likely,
            )


def _weekdays(text: str, view: str) -> Iterator[Problem]:
    """2026年3月2日（星期三）: the day of the week must be that of the date."""
    for found in _WEEKDAY.finditer(view):
        if not _exists(found["year"], found["month"], found["day"]):
            continue
        on = date(int(found["year"]), int(found["month"]), int(found["day"]))
        right = _DAYS[on.weekday()]
        if found["weekday"] != right and (found["weekday"], right) not in {("天", "日"), ("7", "日")}:
            start, end = found.span("weekday")
            message = f"{text[found.start('year') : found.end('day')]}日是星期{right}，不是星期{text[start:end]}。"
            yield Problem("format.weekday", _FIGURES, "warn", start, end, message, right)


def _restored(printed: str) -> str | None:
    """What the digits most likely say; the reading with the earliest day stands first."""
    month = re.match(r"(20\d\d)(1[0-2]|[1-9])月", printed)
    if month:
        return f"{month[1]}年{month[2]}月{printed[month.end() :]}"
    read = read_date(printed)
    if not read or not read.readings:
        return None
    on = read.readings[0]
    return f"{on.year}年{on.month}月{on.day}日"


def _exists(year: str, month: str, day: str | None) -> bool:
    numbers = [_value(part) for part in (year, month, day or "1")]
    if None in numbers:
        return True
    try:
        date(*(int(number or 0) for number in numbers))
    except ValueError:
        return False
    return True


def _value(words: str) -> int | None:
    if words.isdigit() and words.isascii():
        return int(words)
    found = read_number(words.replace("零", "〇") if len(words) == 4 else words)
    return int(found) if found is not None else None


def _in_figures(found: re.Match[str]) -> str:
    year, month = _value(found["year"]), _value(found["month"])
    day = f"{_value(found['day'])}日" if found["day"] else ""
    return f"{year}年{month}月{day}"


def _sums(view: str) -> Iterator[Problem]:
    for found in _DOUBLED_UNIT.finditer(view):
        yield Problem("format.amount", _FIGURES, "warn", *found.span(), f"金额或比例单位“{found[0]}”重复。")
    for found in _GROUPED.finditer(view):
        if not _WELL_GROUPED.fullmatch(found[0]) and "," in found[0]:
            yield Problem("format.amount", _FIGURES, "warn", *found.span(), f"数字“{found[0]}”的千分位不对，请核对。")
    for found in _MONEY.finditer(view):
        if found["scale"] == "万" and _decimal(found["figure"]) >= 10**8:
            message = f"金额“{found[0]}”达万亿元以上，请核对单位是元还是万元。"
            yield Problem("format.amount", _FIGURES, "warn", *found.span(), message)
    for found in (*_CAPITAL.finditer(view), *_CAPITAL_FIRST.finditer(view)):
        scale = {"万": 10**4, "亿": 10**8}.get(found["scale"] or "", 1)
        said = Decimal(_capital(found["capital"])) + Decimal(_CAPITALS.get(found["jiao"] or "零", 0)) / 10
        said += Decimal(_CAPITALS.get(found["fen"] or "零", 0)) / 100
        if _decimal(found["figure"]) * scale != said:
            yield Problem("format.amount", _FIGURES, "warn", *found.span(), f"金额“{found[0]}”大小写不一致，请核对。")


def _decimal(figure: str) -> Decimal:
    try:
        return Decimal(figure.replace(",", ""))
    except InvalidOperation:
        return Decimal(0)


def _capital(words: str) -> int:
    """The value of a sum in capital characters, 壹拾贰万叁仟 → 123000."""
    total = section = digit = 0
    for sign in words:
        if sign in _CAPITALS:
            digit = _CAPITALS[sign]
        elif sign in _SCALES:
            section += (digit or 1) * _SCALES[sign]
            digit = 0
        else:
            total = (total + section + digit) * (10**4 if sign == "万" else 10**8)
            section = digit = 0
    return total + section + digit
