"""Numbers that bind a task: at least four times a year, one person each, four percent."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import Literal

from gongkai.domain.notices._quotas import _words as words
from gongkai.domain.notices._values import Quota
from gongkai.domain.text import plain, read_number

_LINKING = re.compile(r"\s*(?:以上|以下)?[、和及]?(?:其中|并|且|力争|确保)?(?:到\d{4}年)?[,、]?")
_ORDERS = (words.OUTPUT, words.ORDERED, words.PERIOD, words.PROVIDED, words.EACH)
Op = Literal[">=", "<=", "="]

_AFTER: tuple[tuple[str, Op, re.Pattern[str]], ...] = (
    ("and-more", ">=", words.AT_LEAST_AFTER),
    ("and-less", "<=", words.AT_MOST_AFTER),
)


@dataclass(frozen=True, slots=True)
class _Number:
    """A number with its counter, and the clause around it."""

    found: re.Match[str]
    clause_start: int
    before: str
    after: str
    sentence: str
    unit: str
    is_word: bool


def find_quotas(text: str, at: int) -> tuple[Quota, ...]:
    """Every number that binds the task, in text order; a range (5%-10%) is two, its floor and its ceiling.

    Durations are time limits, not quotas. Descriptive numbers (26个领域), caps of subsidies and conditions are none.
    """
    view = plain(text)
    masked = [place for title in words.MASKED.finditer(view) for place in title.span()]
    quotas: list[Quota] = []
    last_end = 0
    for found in words.NUMBER.finditer(view):
        if bisect_right(masked, found.start()) % 2:
            # inside a title
            continue
        number = _in_context(view, found)
        rule = _binding(number) or _continued(view, number, quotas, last_end)
        if not rule:
            continue
        name, op = rule
        start = _start(view, number, last_end)
        end, of = _object(view, number, start)
        last_end = found.end()
        period = _period(view, number, quotas, at)
        for bound, value in _values(found, op):
            printed = text[start:end]
            span = (at + start, at + end)
            quotas.append(Quota(printed, span, bound, value, number.unit, period, text[slice(*of)], f"quota.{name}"))
    return tuple(quotas)


def _in_context(view: str, found: re.Match[str]) -> _Number:
    start = _clause_start(view, found.start())
    value = found["value"] or found["low"] or ""
    return _Number(
        found=found,
        clause_start=start,
        before=view[start : found.start()],
        after=view[found.end() : found.end() + 80],
        sentence=re.split(r"[。;\n]", view[max(0, start - 40) : found.start()])[-1],
        unit=found["unit"],
        is_word=not value[:1].isdigit(),
    )


def _clause_start(view: str, place: int) -> int:
    """After the last stop before the place, or after a bracket that is still open there; at most 80 back."""
    depth = 0
    for back in range(place - 1, max(-1, place - 81), -1):
        mark = view[back]
        if mark == ")":
            depth += 1
        elif mark == "(":
            if not depth:
                return back + 1
            depth -= 1
        elif not depth and mark in ",。;:\n":
            return back + 1
    return max(0, place - 80)


def _binding(number: _Number) -> tuple[str, Op] | None:
    """The rule that makes the number bind, and how; None when it only describes."""
    before, after, unit = number.before, number.after, number.unit
    if number.is_word and (words.NO_NUMBER_AFTER.match(after) or words.INDEFINITE.search(number.found.group())):
        return None
    if unit == "元" and not (words.MONEY_OUTPUT.search(before) and not words.CONDITION.search(before)):
        return None
    if words.CONDITION.search(before) or words.DESCRIPTIVE_AFTER.match(after) or words.ONLY_ONCE.search(before):
        return None
    if words.REWARD_AFTER.match(after) or (
        unit != "%" and unit not in words.PERSON_UNITS and words.COVERED_AFTER.match(after)
    ):
        return None
    bound = _bound(before, after) or _rate(before, after, unit)
    if bound and number.is_word and words.WEAK_LEAST.search(before):
        return None
    if bound and bound[1] == "<=" and words.CONDITION.search(number.sentence):
        return None
    if bound:
        return bound
    return _ordered(number, before, unit)


def _bound(before: str, after: str) -> tuple[str, Op] | None:
    if words.LOOSE_LEAST.search(before):
        return "at-least", ">="
    if words.LOOSE_MOST.search(before):
        return "at-most", "<="
    if words.TIGHT_MOST.search(before):
        return "below", "<="
    if words.TIGHT_LEAST.search(before):
        return "reach", ">="
    for name, op, pattern in _AFTER:
        found = pattern.match(after)
        ordered = any(rule.search(before) for rule in _ORDERS)
        if found and before and (ordered or words.CLAUSE_ENDS.match(after, found.end())):
            return name, op
    return None


def _rate(before: str, after: str, unit: str) -> tuple[str, Op] | None:
    if unit != "%":
        return None
    if words.CUT.search(before):
        return "cut", ">="
    if words.RATE.search(before) and words.CLAUSE_ENDS.match(after):
        return "rate", ">="
    return None


def _ordered(number: _Number, before: str, unit: str) -> tuple[str, Op] | None:
    """No bound is printed: a rhythm, an order or a share for each makes the number exact."""
    if words.DESCRIPTIVE_BEFORE.search(before) and not words.EACH.search(before):
        return None
    if unit in words.EVENT_UNITS and words.PERIOD.search(before):
        return "per-period", "="
    if words.EACH.search(before):
        return "each", "="
    if unit in words.PERSON_UNITS and words.PROVIDED.search(before):
        return "provided", "="
    if unit in words.EVENT_UNITS and words.ORDERED.search(before):
        return "ordered", "="
    if unit in words.OUTPUT_UNITS and not number.is_word and words.OUTPUT.search(before):
        return "output", "="
    ends = words.CLAUSE_ENDS.match(number.after)
    if unit in words.OUTPUT_UNITS and not number.is_word and ends and words.OUTPUT_LOOSE.search(before):
        return "output", "="
    return None


def _continued(view: str, number: _Number, quotas: list[Quota], last_end: int) -> tuple[str, Op] | None:
    """培训骨干300名，教师1700名: a second number of the same kind, after one separator, ends its clause as well."""
    if not quotas or number.is_word or number.unit not in words.OUTPUT_UNITS or number.unit != quotas[-1].unit:
        return None
    between = view[last_end : number.found.start()]
    if quotas[-1].basis != "quota.output" or not words.NEXT_OF_LIST.fullmatch(between):
        return None
    return ("output", "=") if words.CLAUSE_ENDS.match(number.after) else None


def _values(found: re.Match[str], op: Op) -> list[tuple[Op, float]]:
    big = found["big"]
    if found["low"]:
        low, high = read_number(found["low"] + big), read_number(found["high"] + big)
        return [(">=", low), ("<=", high)] if low is not None and high is not None else []
    value = read_number((found["value"] or "") + big)
    return [(op, value)] if value is not None else []


def _start(view: str, number: _Number, last_end: int) -> int:
    """The quota's words begin with its clause, without the time and linking words before it."""
    start = number.clause_start
    if last_end > start:
        start = max(last_end, view.rfind("、", last_end, number.found.start()) + 1)
    skipped = _LINKING.match(view, start, number.found.start())
    return skipped.end() if skipped else start


def _object(view: str, number: _Number, start: int) -> tuple[int, tuple[int, int]]:
    """Where the quota's words end, and where what is counted stands: after the number, else before it."""
    end = number.found.end()
    found = words.OBJECT.match(view, end)
    if found and found["more"]:
        end = found.end("more")
    if found and found["object"] and number.unit not in {"%", "元"}:
        return found.end("object"), found.span("object")
    period = words.PERIOD.match(view, start)
    first = period.end() if period else start
    counted = words.BOUND_WORDS.sub("", view[first : number.found.start()])
    return end, (first, first + len(counted))


def _period(view: str, number: _Number, quotas: list[Quota], at: int) -> str | None:
    """The rhythm named in the clause; a part of the quota before it (其中…) inherits that one's."""
    found = list(words.PERIOD.finditer(number.before))
    if found:
        return next((name for word, name in words.PERIODS if word in found[-1]["every"]), None)
    between = view[max(0, quotas[-1].span[1] - at) : number.found.start()] if quotas else ""
    return quotas[-1].period if "其中" in between and not re.search(r"[。;\n]", between) else None
