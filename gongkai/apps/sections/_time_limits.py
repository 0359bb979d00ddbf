"""Time limits of catalogue rows, read from their words: 信息形成或者变更之日起20个工作日内."""

from __future__ import annotations

import re
from typing import Any

from gongkai.domain.text import plain, read_number

NUMBER = r"(?P<count>\d{1,3}|[一二两三四五六七八九十百]{1,4})"
WITHIN = re.compile(
    r"(?:(?P<anchor>[^,。;、()\d]{2,40}?)(?:之日)?起)?(?:的)?"
    + NUMBER
    + r"(?:个)?(?P<unit>工作日|自然日|日|天|月|年)(?:之)?内"
)
UNITS = {"工作日": "working_days", "自然日": "days", "日": "days", "天": "days", "月": "months", "年": "years"}
# words without a number; the longer before the shorter
WORDS = (("即时", "at_once"), ("实时", "at_once"), ("随时", "at_once"), ("及时", "prompt"), ("长期", "standing"))
EACH = re.compile(r"每(?P<unit>年|半年|季度|季|月|周)")
EACH_UNITS = {"年": "year", "半年": "half_year", "季度": "quarter", "季": "quarter", "月": "month", "周": "week"}


def read_time_limit(text: str) -> dict[str, Any]:
    """{"kind": within | each | at_once | prompt | standing, "count", "unit", "anchor"}; {} when the words name no limit
    or more than one."""
    view = plain(text)
    found = list(WITHIN.finditer(view))
    if len(found) == 1:
        return _within(found[0])
    if found:
        return {}
    each = {EACH_UNITS[match["unit"]] for match in EACH.finditer(view)}
    if len(each) == 1:
        return {"kind": "each", "unit": each.pop()}
    if each:
        return {}
    return next(({"kind": kind} for word, kind in WORDS if word in view), {})


def _within(match: re.Match[str]) -> dict[str, Any]:
    count = int(match["count"]) if match["count"].isdigit() else read_number(match["count"])
    if count is None:
        return {}
    limit: dict[str, Any] = {"kind": "within", "count": int(count), "unit": UNITS[match["unit"]]}
    anchor = (match["anchor"] or "").strip().removeprefix("自").removeprefix("从")
    return limit | ({"anchor": anchor} if anchor else {})
