"""Time limits: dates, periods of the plan year, N days after an event, and duties that recur."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from gongkai.domain.notices._limit_words import (
    ANCHOR,
    COMPLETING,
    DESCRIPTIVE_BEFORE,
    DESCRIPTIVE_RECURRING_BEFORE,
    FESTIVALS,
    MASKED,
    RULES,
    STANDING,
    TAIL_AFTER,
    UNITS,
)
from gongkai.domain.notices._values import Deadline
from gongkai.domain.text import plain, read_date, read_number

_LAST_MONTH = {"上": 6, "下": 12}
_BACKWARD = {"前", "之前", "以前"}
_AROUND = {"前后", "左右"}
_YEARS_LATER = {"明年": 1, "次年": 1, "翌年": 1, "来年": 1, "下年": 1, "下年度": 1, "下一年": 1, "下一年度": 1}
_PERIODS = {"年": "year", "年度": "year", "季": "quarter", "季度": "quarter", "月": "month", "月度": "month", "周": "week",
            "星期": "week", "日": "day", "天": "day", "旬": "ten days", "半年": "half year", "小时": "hour",
            "工作日": "working day", "学期": "term", "学年": "school year", "届": "session"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Setting:
    """What a time expression stands in: the text for matching, the plan's year, whether it is a column of limits."""

    view: str
    year: int | None
    is_column: bool


@dataclass(frozen=True, slots=True)
class _Hit:
    """An expression that a rule matched, not yet judged."""

    rule: str
    kind: str
    context: str
    found: re.Match[str]


def find_limits(text: str, at: int, plan_year: int | None, column: bool = False) -> tuple[Deadline, ...]:
    """Every time limit in the text, in text order.

    `column` says that the text stands in a column or label of time limits, where a bare date or period is a limit.
    A limit without a year takes the year printed before it in the same sentence, else `plan_year`; with neither it is
    relative and has no date. A date that lost its marks is proposed, with `needs_confirmation`.
    """
    setting = _Setting(plain(text), plan_year, column)
    taken = [found.span() for found in MASKED.finditer(setting.view)]
    hits: list[_Hit] = []
    for rule, kind, pattern, context in RULES:
        for found in pattern.finditer(setting.view):
            start, end = found.span()
            if found.group() and not any(start < b and a < end for a, b in taken):
                hits.append(_Hit(rule, kind, context, found))
                taken.append((start, end))
    hits.sort(key=lambda hit: hit.found.start())
    limits: list[Deadline] = []
    for place, hit in enumerate(hits):
        if _counts(hit, hits[place + 1 :], setting):
            year = _carried_year(limits, hit, setting, at)
            made = _MAKERS[hit.kind](hit, setting, year)
            if made:
                start, end = made.span
                limits.append(replace(made, text=text[start:end], span=(at + start, at + end), basis=f"limit.{hit.rule}"))
    return tuple(limits)


def _carried_year(limits: list[Deadline], hit: _Hit, setting: _Setting, at: int) -> int | None:
    """The year of a limit printed before in the same sentence; else the plan's."""
    if limits and limits[-1].on:
        start, end = (place - at for place in limits[-1].span)
        between = setting.view[end : hit.found.start()]
        if re.search(r"\d{4}", setting.view[start:end]) and not re.search(r"[。;\n]", between):
            return limits[-1].on.year
    return setting.year


# --- does it count? -------------------------------------------------------------------------------------------------


def _counts(hit: _Hit, later: list[_Hit], setting: _Setting) -> bool:
    return _CONTEXTS[hit.context](hit, later, setting)


def _before(hit: _Hit, setting: _Setting, width: int = 8) -> str:
    return setting.view[max(0, hit.found.start() - width) : hit.found.start()]


def _clause_after(hit: _Hit, setting: _Setting) -> str:
    """The rest of the clause and, when the expression is followed by a comma, the next clause."""
    found = re.compile(r"[,、]?[^,。;\n]{0,80}(?:,[^,。;\n]{0,60})?").match(setting.view, hit.found.end())
    return found[0] if found else ""


def _is_clause_initial(hit: _Hit, setting: _Setting) -> bool:
    before = _before(hit, setting, 6).rstrip()
    return not before or bool(re.search(r"[,。;:、(\n“”]\Z|(?:到|至|于|在|力争|争取|确保|计划|预计|并|实现)\Z", before))


def _tail(hit: _Hit) -> str:
    return (hit.found.groupdict().get("tail") or "") or (hit.found.groupdict().get("end") or "")


def _always(_hit: _Hit, _later: list[_Hit], _setting: _Setting) -> bool:
    return True


def _every(hit: _Hit, _later: list[_Hit], setting: _Setting) -> bool:
    """A duty that recurs; not a rate (每人每月), not another thing's rhythm (结合每季度…计划), not a price."""
    if DESCRIPTIVE_RECURRING_BEFORE.search(_before(hit, setting)) or re.search(r"每?[人户家亩名件吨]\Z", _before(hit, setting)):
        return False
    after = setting.view[hit.found.end() : hit.found.end() + 14]
    return not re.match(r"[^,。;]{0,6}\d+(?:\.\d+)?[万亿]?元", after)


def _date(hit: _Hit, later: list[_Hit], setting: _Setting) -> bool:
    if hit.found.groupdict().get("tail") or setting.is_column:
        return True
    after = setting.view[hit.found.end() :][:6]
    if TAIL_AFTER.match(after):
        return False
    # 3月31日、6月30日、12月20日前: the last one's 前 holds for all
    if re.match(r" ?(?:、|和|及|以及|或) ?", after) and later and later[0].kind == "day":
        gap = setting.view[hit.found.end() : later[0].found.start()]
        return bool(re.fullmatch(r" ?(?:、|和|及|以及|或) ?", gap)) and _date(later[0], later[1:], setting)
    return bool(re.search(r"(?:至|截至|截止|截止到|止于|不晚于|不迟于|最迟)\Z", _before(hit, setting)) or re.match(r"完成|止|截止", after))


def _month(hit: _Hit, _later: list[_Hit], setting: _Setting) -> bool:
    end = hit.found["end"] or ""
    if hit.found["tail"] or setting.is_column or end in {"底", "末", "中旬", "下旬"}:
        return True
    after = setting.view[hit.found.end() :][:8]
    return bool(re.match(r"完成|前完成|内完成", after) or re.search(r"(?:截至|截止|截止到|不晚于|不迟于)\Z", _before(hit, setting)))


def _period(hit: _Hit, _later: list[_Hit], setting: _Setting) -> bool:
    if _tail(hit) or setting.is_column:
        return True
    return _is_clause_initial(hit, setting) and bool(COMPLETING.search(_clause_after(hit, setting)))


def _clause(hit: _Hit, _later: list[_Hit], setting: _Setting) -> bool:
    return setting.is_column or bool(COMPLETING.search(_clause_after(hit, setting)))


def _year_context(hit: _Hit, _later: list[_Hit], setting: _Setting) -> bool:
    """A bare year: at the head of a clause that completes something, or after 到, 力争."""
    if setting.is_column:
        return True
    after = _clause_after(hit, setting)
    if re.match(r"(?:以来|起|后|的|全国|工作要点|政务公开|版|试点|重点|[级届])", after):
        return False
    lead = hit.found.groupdict().get("lead")
    return bool((lead or _is_clause_initial(hit, setting)) and COMPLETING.search(after))


def _next_context(hit: _Hit, _later: list[_Hit], setting: _Setting) -> bool:
    return setting.is_column or bool(re.search(r"(?:于|在)\Z", _before(hit, setting)))


def _span_context(hit: _Hit, _later: list[_Hit], setting: _Setting) -> bool:
    """N days within; not the age of a thing (近3年内, 毕业2年内的)."""
    after = setting.view[hit.found.end() :][:4]
    before = _before(hit, setting)
    if DESCRIPTIVE_BEFORE.search(before) or re.search(r"(?:毕业|离校|退役|登记失业|参保|出狱|注册)\Z", before):
        return False
    return not re.match(r"的(?!时限|期限|时间)|未|高校|毕业生|离校", after)


def _bounded_context(hit: _Hit, _later: list[_Hit], setting: _Setting) -> bool:
    return not re.match(r"的(?!时限|期限|时间|要求)|以上", setting.view[hit.found.end() :][:4])


def _named_context(hit: _Hit, _later: list[_Hit], setting: _Setting) -> bool:
    return hit.found.group()[-1] in "内前" or bool(re.search(r"(?:按|按照|在|于|严格)\Z", _before(hit, setting)))


_CONTEXTS: dict[str, Callable[[_Hit, list[_Hit], _Setting], bool]] = {
    "tail": _always,
    "every": _every,
    "date": _date,
    "month": _month,
    "period": _period,
    "year_end": _always,
    "clause": _clause,
    "year": _year_context,
    "next": _next_context,
    "span": _span_context,
    "bounded": _bounded_context,
    "named": _named_context,
}


# --- what it says ---------------------------------------------------------------------------------------------------


def _made(hit: _Hit, on: date | None, missing: str, offset: str | None = None, confirm: bool = False) -> Deadline:
    """A fixed limit when the date is known; a relative one, described by `missing`, when no year is printed."""
    kind = "fixed" if on else "relative"
    return Deadline("", hit.found.span(), kind, on, offset if on else missing, needs_confirmation=confirm)  # type: ignore[arg-type]


def _year_of(hit: _Hit, year: int | None) -> int | None:
    groups = hit.found.groupdict()
    if groups.get("year"):
        return int(read_number(groups["year"]) or 0) or None
    if groups.get("relyear"):
        return year + _YEARS_LATER.get(groups["relyear"], 0) if year else None
    return year


def _safe(year: int | None, month: int, day: int) -> date | None:
    """The date, the last day of the month for a day it does not have; None without a year."""
    if not year or not 1 <= month <= 12 or not 1900 <= year <= 2199:
        return None
    return date(year, month, min(max(day, 1), monthrange(year, month)[1]))


def _number(hit: _Hit, name: str) -> int:
    return int(read_number(hit.found[name] or "") or 0)


def _day(hit: _Hit, _setting: _Setting, year: int | None) -> Deadline | None:
    month, day = _number(hit, "month"), _number(hit, "day")
    if not 1 <= month <= 12 or not 1 <= day <= 31:
        return None
    on = _safe(_year_of(hit, year), month, day)
    offset = "around" if hit.found["tail"] in _AROUND else None
    return _made(hit, on, f"by {month:02}-{day:02} (no year printed)", offset)


def _month_limit(hit: _Hit, _setting: _Setting, year: int | None) -> Deadline | None:
    """N月底 = its last day; N月前 = the last day of the month before; 上旬, 中旬 = the 10th, the 20th."""
    month, end, tail = _number(hit, "month"), hit.found["end"] or "", hit.found["tail"] or ""
    if not 1 <= month <= 12:
        return None
    this_year = _year_of(hit, year)
    day = {"上旬": 10, "初": 10, "中旬": 20}.get(end, 31)
    if not end and tail in _BACKWARD:
        month -= 1
        if not month:
            month, this_year = 12, this_year - 1 if this_year else None
    offset = "around" if tail in _AROUND else None
    return _made(hit, _safe(this_year, month, day), f"by the end of month {month} (no year printed)", offset)


def _quarter(hit: _Hit, _setting: _Setting, year: int | None) -> Deadline | None:
    """第三季度末 = 30 September; 第三季度前 = the last day of the quarter before."""
    quarter = _number(hit, "quarter")
    this_year = _year_of(hit, year)
    if not hit.found["end"] and hit.found["tail"] in _BACKWARD:
        quarter -= 1
        if not quarter:
            quarter, this_year = 4, this_year - 1 if this_year else None
    return _made(hit, _safe(this_year, quarter * 3, 31), f"by the end of quarter {quarter} (no year printed)")


def _half(hit: _Hit, _setting: _Setting, year: int | None) -> Deadline | None:
    month = _LAST_MONTH[hit.found["half"]]
    return _made(hit, _safe(_year_of(hit, year), month, 31), f"by the end of month {month} (no year printed)")


def _year_end(hit: _Hit, _setting: _Setting, year: int | None) -> Deadline | None:
    return _made(hit, _safe(_year_of(hit, year), 12, 31), "by the end of the plan year (no year printed)")


def _bare_year(hit: _Hit, setting: _Setting, year: int | None) -> Deadline | None:
    named = _year_of(hit, year)
    text = hit.found.group()
    if named and re.search(r"前\Z", text):
        named -= 1
    made = _made(hit, _safe(named, 12, 31), "by the end of the year")
    lead = hit.found.groupdict().get("lead")
    start, end = hit.found.span()
    return replace(made, span=(start + (hit.found.end("lead") - start if lead else 0), end)) if setting.view else made


def _plan_end(hit: _Hit, _setting: _Setting, _year: int | None) -> Deadline | None:
    """The n-th five-year plan ends in 1955 + 5n."""
    number = int(read_number(hit.found["plan"]) or 0)
    return _made(hit, date(1955 + 5 * number, 12, 31), "")


def _next_year(hit: _Hit, _setting: _Setting, _year: int | None) -> Deadline | None:
    return Deadline("", hit.found.span(), "relative", None, "within the following year")


def _festival(hit: _Hit, _setting: _Setting, year: int | None) -> Deadline | None:
    name = hit.found["festival"]
    if year and name in FESTIVALS:
        first = date(year, *FESTIVALS[name])
        return _made(hit, date.fromordinal(first.toordinal() - 1), "")
    return Deadline("", hit.found.span(), "relative", None, f"before {name}")


def _relative_month(hit: _Hit, _setting: _Setting, _year: int | None) -> Deadline | None:
    return Deadline("", hit.found.span(), "relative", None, "within the month named")


def _span(hit: _Hit, setting: _Setting, _year: int | None) -> Deadline | None:
    """N days, with the event that starts them when it stands right before the number."""
    amount = _amount(hit)
    if not amount:
        return None
    start, end = hit.found.span()
    anchor = _anchor(setting.view, start) if hit.rule == "within-span" else None
    offset = amount
    if anchor is not None:
        start = anchor
        offset = f"{amount} after {setting.view[anchor : hit.found.start()]}"
    elif hit.rule == "bounded-span":
        start = hit.found.start("number")
    return Deadline("", (start, end), "relative", None, offset)


def _amount(hit: _Hit) -> str | None:
    """'10 working_days'; half a year is 6 months."""
    unit = UNITS.get(hit.found["unit"], "days")
    if hit.found["number"] == "半":
        return {"years": "6 months", "months": "15 days", "days": "12 hours", "hours": "30 minutes"}.get(unit)
    number = read_number(hit.found["number"])
    if not number:
        return None
    return f"{number:g} {unit[:-1] if number == 1 else unit}"


def _anchor(view: str, end: int) -> int | None:
    """Where the event begins that starts the clock; None when none stands right before the number."""
    found = ANCHOR.search(view[max(0, end - 60) : end])
    if not found:
        return None
    start = max(0, end - 60) + found.start("anchor")
    for mark in ("在", "自", "于", "从"):
        cut = view.rfind(mark, start, end)
        if cut >= 0 and view[cut - 1 : cut] != "关" and ANCHOR.search("," + view[cut + 1 : end]):
            start = cut + 1
    return start


def _advance(hit: _Hit, _setting: _Setting, _year: int | None) -> Deadline | None:
    amount = _amount(hit)
    return Deadline("", hit.found.span(), "relative", None, f"{amount} before") if amount else None


def _named_limit(hit: _Hit, _setting: _Setting, _year: int | None) -> Deadline | None:
    named = "statutory period" if hit.found["named"] == "法定" else "prescribed period"
    return Deadline("", hit.found.span(), "relative", None, named)


def _expiry(hit: _Hit, _setting: _Setting, _year: int | None) -> Deadline | None:
    return Deadline("", hit.found.span(), "relative", None, f"after the {_number(hit, 'number')}-year period ends")


def _recurring(hit: _Hit, _setting: _Setting, _year: int | None) -> Deadline | None:
    groups = hit.found.groupdict()
    word = groups.get("every") or groups.get("by") or groups.get("once") or ""
    offset = f"every {_PERIODS.get(word, word)}"
    if hit.found.group().endswith(("前", "底", "末")):
        offset += f", by {hit.found.group()}"
    return Deadline("", hit.found.span(), "recurring", None, offset)


def _named_day(hit: _Hit, _setting: _Setting, _year: int | None) -> Deadline | None:
    return Deadline("", hit.found.span(), "recurring", None, f"every year, around {hit.found.group()}")


def _damaged(hit: _Hit, _setting: _Setting, _year: int | None) -> Deadline | None:
    """Proposed, never trusted. Of two readings in a year after the plan's, the earlier: a result reported next year is
    due at its start. Otherwise the later one in the plan's own year would be a guess too, so the earlier stands."""
    read = read_date(hit.found["year"] + hit.found["rest"])
    return _made(hit, read.readings[0], "", None, confirm=True) if read else None


def _damaged_month(hit: _Hit, _setting: _Setting, _year: int | None) -> Deadline | None:
    month = int(hit.found["month"])
    if hit.found["day"]:
        return _made(hit, _safe(int(hit.found["year"]), month, int(hit.found["day"])), "", None, confirm=True)
    if not hit.found["end"] and not hit.found["tail"]:
        return None
    if not hit.found["end"]:
        month -= 1
    if not month:
        return None
    return _made(hit, _safe(int(hit.found["year"]), month, 31), "", None, confirm=True)


_MAKERS: dict[str, Callable[[_Hit, _Setting, int | None], Deadline | None]] = {
    "day": _day,
    "month": _month_limit,
    "quarter": _quarter,
    "half": _half,
    "year_end": _year_end,
    "within_year": _year_end,
    "year": _bare_year,
    "plan_end": _plan_end,
    "next_year": _next_year,
    "festival": _festival,
    "relative_month": _relative_month,
    "span": _span,
    "advance": _advance,
    "named_limit": _named_limit,
    "expiry": _expiry,
    "recurring": _recurring,
    "named_day": _named_day,
    "damaged": _damaged,
    "damaged_month": _damaged_month,
}
