"""What a time expression says: a date, a period after an event, a rhythm."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import replace
from datetime import date

from gongkai.domain.notices._limits._hits import Hit, Setting
from gongkai.domain.notices._limits._words import ANCHOR, FESTIVALS, UNITS
from gongkai.domain.notices._values import Deadline
from gongkai.domain.text import read_date, read_number

_LAST_MONTH = {"上": 6, "下": 12}
_BACKWARD = {"前", "之前", "以前"}
_AROUND = {"前后", "左右"}
_YEARS_LATER = {"明年": 1, "次年": 1, "翌年": 1, "来年": 1, "下年": 1, "下年度": 1, "下一年": 1, "下一年度": 1}
_PERIODS = {
    "年": "year", "年度": "year", "季": "quarter", "季度": "quarter", "月": "month", "月度": "month", "周": "week",
    "星期": "week", "日": "day", "天": "day", "旬": "ten days", "半年": "half year", "小时": "hour",
    "工作日": "working day", "学期": "term", "学年": "school year", "届": "session",
}  # fmt: skip


def _made(hit: Hit, on: date | None, missing: str, offset: str | None = None, confirm: bool = False) -> Deadline:
    """A fixed limit when the date is known; a relative one, described by `missing`, when no year is printed."""
    kind = "fixed" if on else "relative"
    return Deadline("", hit.found.span(), kind, on, offset if on else missing, needs_confirmation=confirm)  # type: ignore[arg-type]


def _year_of(hit: Hit, year: int | None) -> int | None:
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


def _number(hit: Hit, name: str) -> int:
    return int(read_number(hit.found[name] or "") or 0)


def _day(hit: Hit, _setting: Setting, year: int | None) -> Deadline | None:
    month, day = _number(hit, "month"), _number(hit, "day")
    if not 1 <= month <= 12 or not 1 <= day <= 31:
        return None
    on = _safe(_year_of(hit, year), month, day)
    offset = "around" if hit.found["tail"] in _AROUND else None
    return _made(hit, on, f"by {month:02}-{day:02} (no year printed)", offset)


def _month_limit(hit: Hit, _setting: Setting, year: int | None) -> Deadline | None:
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


def _quarter(hit: Hit, _setting: Setting, year: int | None) -> Deadline | None:
    """第三季度末 = 30 September; 第三季度前 = the last day of the quarter before."""
    quarter = _number(hit, "quarter")
    this_year = _year_of(hit, year)
    if not hit.found["end"] and hit.found["tail"] in _BACKWARD:
        quarter -= 1
        if not quarter:
            quarter, this_year = 4, this_year - 1 if this_year else None
    return _made(hit, _safe(this_year, quarter * 3, 31), f"by the end of quarter {quarter} (no year printed)")


def _half(hit: Hit, _setting: Setting, year: int | None) -> Deadline | None:
    month = _LAST_MONTH[hit.found["half"]]
    return _made(hit, _safe(_year_of(hit, year), month, 31), f"by the end of month {month} (no year printed)")


def _year_end(hit: Hit, _setting: Setting, year: int | None) -> Deadline | None:
    return _made(hit, _safe(_year_of(hit, year), 12, 31), "by the end of the plan year (no year printed)")


def _bare_year(hit: Hit, setting: Setting, year: int | None) -> Deadline | None:
    named = _year_of(hit, year)
    text = hit.found.group()
    if named and re.search(r"前\Z", text):
        named -= 1
    made = _made(hit, _safe(named, 12, 31), "by the end of the year")
    lead = hit.found.groupdict().get("lead")
    start, end = hit.found.span()
    return replace(made, span=(start + (hit.found.end("lead") - start if lead else 0), end)) if setting.view else made


def _plan_end(hit: Hit, _setting: Setting, _year: int | None) -> Deadline | None:
    """The n-th five-year plan ends in 1955 + 5n."""
    number = int(read_number(hit.found["plan"]) or 0)
    return _made(hit, date(1955 + 5 * number, 12, 31), "")


def _next_year(hit: Hit, _setting: Setting, _year: int | None) -> Deadline | None:
    return Deadline("", hit.found.span(), "relative", None, "within the following year")


def _festival(hit: Hit, _setting: Setting, year: int | None) -> Deadline | None:
    name = hit.found["festival"]
    if year and name in FESTIVALS:
        first = date(year, *FESTIVALS[name])
        return _made(hit, date.fromordinal(first.toordinal() - 1), "")
    return Deadline("", hit.found.span(), "relative", None, f"before {name}")


def _season(hit: Hit, _setting: Setting, _year: int | None) -> Deadline | None:
    return Deadline("", hit.found.span(), "relative", None, f"before {hit.found.group()[:-1]}")


def _relative_month(hit: Hit, _setting: Setting, _year: int | None) -> Deadline | None:
    return Deadline("", hit.found.span(), "relative", None, "within the month named")


def _span(hit: Hit, setting: Setting, _year: int | None) -> Deadline | None:
    """N days, with the event that starts them when it stands right before the number."""
    amount = _amount(hit)
    if not amount:
        return None
    start, end = hit.found.span()
    anchor = _anchor(setting.view, start) if hit.rule in {"within-span", "bare-span"} else None
    offset = amount
    if anchor is not None:
        start = anchor
        offset = f"{amount} after {setting.view[anchor : hit.found.start()]}"
    elif hit.rule in {"bounded-span", "takes"}:
        start = hit.found.start("number")
    return Deadline("", (start, end), "relative", None, offset)


def _amount(hit: Hit) -> str | None:
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


def _advance(hit: Hit, _setting: Setting, _year: int | None) -> Deadline | None:
    amount = _amount(hit)
    return Deadline("", hit.found.span(), "relative", None, f"{amount} before") if amount else None


def _named_limit(hit: Hit, _setting: Setting, _year: int | None) -> Deadline | None:
    named = "statutory period" if hit.found["named"] == "法定" else "prescribed period"
    return Deadline("", hit.found.span(), "relative", None, named)


def _expiry(hit: Hit, _setting: Setting, _year: int | None) -> Deadline | None:
    return Deadline("", hit.found.span(), "relative", None, f"after the {_number(hit, 'number')}-year period ends")


def _recurring(hit: Hit, _setting: Setting, _year: int | None) -> Deadline | None:
    groups = hit.found.groupdict()
    word = groups.get("every") or groups.get("by") or groups.get("each") or groups.get("once") or ""
    offset = f"every {_PERIODS.get(word, 'year')}"
    if hit.found.group().endswith(("前", "底", "末")):
        offset += f", by {hit.found.group()}"
    return Deadline("", hit.found.span(), "recurring", None, offset)


def _named_day(hit: Hit, _setting: Setting, _year: int | None) -> Deadline | None:
    return Deadline("", hit.found.span(), "recurring", None, f"every year, around {hit.found.group()}")


def likely_reading(readings: tuple[date, ...], plan_year: int | None) -> date:
    """Which of several dates a damaged one is likely to be: a proposal, never trusted.

    In the plan's own year the later one, for a plan is issued after January; in the year after it the earlier one, for
    results are reported at its start. Without a plan year the earlier one.
    """
    return readings[-1] if readings[0].year == plan_year else readings[0]


def _damaged(hit: Hit, setting: Setting, _year: int | None) -> Deadline | None:
    read = read_date(hit.found["year"] + hit.found["rest"])
    return _made(hit, likely_reading(read.readings, setting.year), "", None, confirm=True) if read else None


def _damaged_month(hit: Hit, _setting: Setting, _year: int | None) -> Deadline | None:
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


MAKERS: dict[str, Callable[[Hit, Setting, int | None], Deadline | None]] = {
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
    "season": _season,
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
