"""Find the time limits of a text: apply the rules, judge each hit, say what it means."""

from __future__ import annotations

import re
from dataclasses import replace

from gongkai.domain.notices._limits._contexts import counts
from gongkai.domain.notices._limits._hits import Hit, Setting, text_before
from gongkai.domain.notices._limits._kinds import MAKERS
from gongkai.domain.notices._limits._words import MASKED, NEEDLES, RULES, TIME_WORD
from gongkai.domain.notices._values import Deadline
from gongkai.domain.text import plain

# so many dates can share one 前: 3月31日、6月30日、9月30日、12月20日前
_LIST = 16


def find_limits(text: str, at: int, plan_year: int | None, column: bool = False) -> tuple[Deadline, ...]:
    """Every time limit in the text, in text order.

    `column` says that the text stands in a column or label of time limits, where a bare date or period is a limit.
    A limit without a year takes the year printed before it in the same sentence, else `plan_year`; with neither it is
    relative and has no date. A date that lost its marks is proposed, with `needs_confirmation`.
    """
    setting = Setting(plain(text), plan_year, column)
    hits = _hits(setting.view)
    limits: list[Deadline] = []
    for place, hit in enumerate(hits):
        if counts(hit, hits[place + 1 : place + _LIST], setting):
            year = _carried_year(limits, hit, setting, at)
            kind = "recurring" if _continues_recurring(hit, hits[place - 1] if place else None, setting) else hit.kind
            made = MAKERS[kind](hit, setting, year)
            if made:
                start, end = made.span
                limits.append(
                    replace(made, text=text[start:end], span=(at + start, at + end), basis=f"limit.{hit.rule}")
                )
    return tuple(_shared_offsets(limits, setting.view, at))


def _hits(view: str) -> list[Hit]:
    """What the rules match, in text order. An earlier rule keeps what it matched, also when it is judged no limit."""
    if not TIME_WORD.search(view):
        return []
    taken = bytearray(len(view))
    for title in MASKED.finditer(view):
        taken[slice(*title.span())] = b"\1" * (title.end() - title.start())
    hits: list[Hit] = []
    for rule, kind, pattern, context in RULES:
        if not any(needle in view for needle in NEEDLES[rule]):
            continue
        for found in pattern.finditer(view):
            start, end = found.span()
            if start < end and not any(taken[start:end]):
                hits.append(Hit(rule, kind, context, found))
                taken[start:end] = b"\1" * (end - start)
    return sorted(hits, key=lambda hit: hit.found.start())


def _shared_offsets(limits: list[Deadline], view: str, at: int) -> list[Deadline]:
    """9月20日、12月20日前后: 前后 holds for the dates before it as well."""
    for place in range(len(limits) - 2, -1, -1):
        first, second = limits[place], limits[place + 1]
        between = view[first.span[1] - at : second.span[0] - at]
        if second.offset == "around" and first.on and re.fullmatch(r" ?(?:、|和|及|,) ?", between):
            limits[place] = replace(first, offset="around")
    return limits


def _carried_year(limits: list[Deadline], hit: Hit, setting: Setting, at: int) -> int | None:
    """The year that the other end of the same period prints, or a limit before it in the sentence; else the plan's."""
    period = re.search(
        r"((?:19|20)\d\d) ?年 ?\d{1,2} ?月(?: ?\d{1,2} ?[日号])? ?(?:起?至|到|-|、|和)\Z", text_before(hit, setting, 24)
    )
    if period:
        return int(period[1])
    if limits and limits[-1].on:
        start, end = (place - at for place in limits[-1].span)
        between = setting.view[end : hit.found.start()]
        if re.search(r"\d{4}", setting.view[start:end]) and not re.search(r"[。;\n]", between):
            return limits[-1].on.year
    return setting.year


def _continues_recurring(hit: Hit, previous: Hit | None, setting: Setting) -> bool:
    """每年6月15日和12月15日前: the second date recurs as the first does."""
    if previous is None or previous.kind != "recurring" or hit.kind not in {"day", "month"}:
        return False
    return bool(re.fullmatch(r" ?(?:、|和|及|以及|或) ?", setting.view[previous.found.end() : hit.found.start()]))
