"""Does a time expression count as a limit where it stands?"""

from __future__ import annotations

import re
from collections.abc import Callable

from gongkai.domain.notices._limits._hits import Hit, Setting, text_before
from gongkai.domain.notices._limits._words import (
    COMPLETING,
    DESCRIPTIVE_BEFORE,
    DESCRIPTIVE_RECURRING_BEFORE,
    TAIL_AFTER,
)
from gongkai.domain.text import read_number


def counts(hit: Hit, later: list[Hit], setting: Setting) -> bool:
    """Whether the expression is a limit where it stands; `later` are the expressions after it, for dates in a row."""
    return _CONTEXTS[hit.context](hit, later, setting)


def _clause_after(hit: Hit, setting: Setting) -> str:
    """The rest of the clause and, when the expression is followed by a comma, the next clause."""
    found = re.compile(r"[,、]?[^,。;\n]{0,80}(?:,[^,。;\n]{0,60})?").match(setting.view, hit.found.end())
    return found[0] if found else ""


def _is_clause_initial(hit: Hit, setting: Setting) -> bool:
    before = text_before(hit, setting, 6).rstrip()
    return not before or bool(re.search(r"[,。;:、(\n“”]\Z|(?:到|至|于|在|力争|争取|确保|计划|预计|并|实现)\Z", before))


def _tail(hit: Hit) -> str:
    return (hit.found.groupdict().get("tail") or "") or (hit.found.groupdict().get("end") or "")


def _always(_hit: Hit, _later: list[Hit], _setting: Setting) -> bool:
    return True


def _every(hit: Hit, _later: list[Hit], setting: Setting) -> bool:
    """A duty that recurs; not a rate (每人每月), not another thing's rhythm (结合每季度…计划), not a price."""
    if DESCRIPTIVE_RECURRING_BEFORE.search(text_before(hit, setting)) or re.search(
        r"(?:每|[元/])[人户家亩名件吨]\Z", text_before(hit, setting)
    ):
        return False
    after = setting.view[hit.found.end() : hit.found.end() + 14]
    return not re.match(r"[^,。;]{0,6}\d+(?:\.\d+)?[万亿]?元", after)


def _date(hit: Hit, later: list[Hit], setting: Setting) -> bool:
    if hit.found.groupdict().get("tail") or setting.is_column:
        return True
    after = setting.view[hit.found.end() :][:6]
    if TAIL_AFTER.match(after) or re.match(r",?(?:全[省市县区]|共|已|累计|我[省市县区])", after):
        # 截至…，全县共…: what has been reached
        return False
    # 3月31日、6月30日、12月20日前: the last one's 前 holds for all
    if re.match(r" ?(?:、|和|及|以及|或) ?", after) and later and later[0].kind == "day":
        gap = setting.view[hit.found.end() : later[0].found.start()]
        return bool(re.fullmatch(r" ?(?:、|和|及|以及|或) ?", gap)) and _date(later[0], later[1:], setting)
    return bool(
        re.search(r"(?:至|截至|截止|截止到|止于|不晚于|不迟于|最迟)\Z", text_before(hit, setting))
        or re.match(r"完成|止|截止", after)
    )


def _month(hit: Hit, _later: list[Hit], setting: Setting) -> bool:
    end = hit.found["end"] or ""
    if hit.found["tail"] or setting.is_column or end in {"底", "末", "上旬", "中旬", "下旬"}:
        return True
    after = setting.view[hit.found.end() :][:8]
    return bool(
        re.match(r"完成|前完成|内完成", after)
        or re.search(r"(?:截至|截止|截止到|不晚于|不迟于)\Z", text_before(hit, setting))
    )


def _months(hit: Hit, _later: list[Hit], setting: Setting) -> bool:
    """A span of months: in a column, with 前 or 底, or as the period of a stage in brackets (2026年3月至6月)."""
    if setting.is_column or hit.found["tail"] or hit.found["end"]:
        return True
    return text_before(hit, setting).endswith("(") and setting.view[hit.found.end() :][:1] == ")"


def _period(hit: Hit, _later: list[Hit], setting: Setting) -> bool:
    if _tail(hit) or setting.is_column:
        return True
    return _is_clause_initial(hit, setting) and bool(COMPLETING.search(_clause_after(hit, setting)))


def _clause(hit: Hit, _later: list[Hit], setting: Setting) -> bool:
    return setting.is_column or bool(COMPLETING.search(_clause_after(hit, setting)))


def _year_context(hit: Hit, _later: list[Hit], setting: Setting) -> bool:
    """A bare year: at the head of a clause that completes something, or after 到, 力争."""
    if setting.is_column:
        return True
    after = _clause_after(hit, setting)
    if re.match(r"(?:以来|起|后|的|开始|全国|工作要点|政务公开|版|试点|重点|远景|愿景|规划|纲要|[级届])", after):
        return False
    named = read_number(hit.found["year"])
    if setting.year and named and named < setting.year:
        # a year before the plan's tells what has been
        return False
    lead = hit.found.groupdict().get("lead")
    if lead and lead.strip().endswith("到") and after.startswith(","):
        return True
    return bool((lead or _is_clause_initial(hit, setting)) and COMPLETING.search(after))


def _next_context(hit: Hit, _later: list[Hit], setting: Setting) -> bool:
    return setting.is_column or bool(re.search(r"(?:于|在)\Z", text_before(hit, setting)))


def _span_context(hit: Hit, _later: list[Hit], setting: Setting) -> bool:
    """N days within; not the age of a thing (近3年内, 毕业2年内的)."""
    after = setting.view[hit.found.end() :][:4]
    before = text_before(hit, setting)
    if DESCRIPTIVE_BEFORE.search(before) or re.search(r"(?:毕业|离校|退役|登记失业|参保|出狱|注册)\Z", before):
        return False
    return not re.match(r"的(?!时限|期限|时间)|未|高校|毕业生|离校", after)


def _column(_hit: Hit, _later: list[Hit], setting: Setting) -> bool:
    return setting.is_column


def _bare_span(hit: Hit, _later: list[Hit], setting: Setting) -> bool:
    """Without 内 a length of time is a limit only in a column, or right after 之日起."""
    if hit.found["unit"] in {"年", "月"} and "个" not in hit.found.group():
        return False
    before = text_before(hit, setting)
    return bool(re.search(r"日起\Z", before)) or (setting.is_column and not DESCRIPTIVE_BEFORE.search(before))


def _bounded_context(hit: Hit, _later: list[Hit], setting: Setting) -> bool:
    return not re.match(r"的(?!时限|期限|时间|要求)|以上", setting.view[hit.found.end() :][:4])


def _named_context(hit: Hit, _later: list[Hit], setting: Setting) -> bool:
    return hit.found.group()[-1] in "内前" or bool(re.search(r"(?:按|按照|在|于|严格)\Z", text_before(hit, setting)))


_CONTEXTS: dict[str, Callable[[Hit, list[Hit], Setting], bool]] = {
    "tail": _always,
    "every": _every,
    "date": _date,
    "month": _month,
    "months": _months,
    "period": _period,
    "year_end": _always,
    "clause": _clause,
    "year": _year_context,
    "next": _next_context,
    "span": _span_context,
    "column": _column,
    "bare_span": _bare_span,
    "bounded": _bounded_context,
    "named": _named_context,
}
