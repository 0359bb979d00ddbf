"""Numbers that bind a task: at least four times a year, one person each, four percent."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from gongkai.domain.notices import _quota_words as words
from gongkai.domain.notices._values import Quota
from gongkai.domain.text import plain, read_number

Op = Literal[">=", "<=", "="]


@dataclass(frozen=True, slots=True)
class _Number:
    """A number with its counter, and the clause around it."""

    found: re.Match[str]
    clause_start: int
    before: str
    after: str
    unit: str
    is_word: bool


def find_quotas(text: str, at: int) -> tuple[Quota, ...]:
    """Every number that binds the task, in text order; a range (5%-10%) is two, its floor and its ceiling.

    Durations are time limits, not quotas. Descriptive numbers (26个领域), caps of subsidies and conditions are none.
    """
    view = plain(text)
    masked = [found.span() for found in words.MASKED.finditer(view)]
    quotas: list[Quota] = []
    last_end = 0
    for found in words.NUMBER.finditer(view):
        if any(start <= found.start() < end for start, end in masked):
            continue
        number = _in_context(view, found)
        rule = _binding(number)
        if not rule:
            continue
        name, op = rule
        span = (_start(view, number, last_end), found.end())
        last_end = found.end()
        period = _period(view, number, quotas, at)
        for bound, value in _values(found, op):
            of = text[span[0] : found.start()]
            quotas.append(Quota(text[slice(*span)], (at + span[0], at + span[1]), bound, value, number.unit, period, of, f"quota.{name}"))
    return tuple(quotas)


def _in_context(view: str, found: re.Match[str]) -> _Number:
    start = max(view.rfind(mark, max(0, found.start() - 80), found.start()) for mark in ",。;:\n(") + 1
    start = max(start, found.start() - 80)
    value = found["value"] or found["low"] or ""
    return _Number(
        found, start, view[start : found.start()], view[found.end() : found.end() + 24], found["unit"], not value[:1].isdigit()
    )


def _binding(number: _Number) -> tuple[str, Op] | None:
    """The rule that makes the number bind, and how; None when it only describes."""
    before, after, unit = number.before, number.after, number.unit
    if number.is_word and number.found["value"] and words.NO_NUMBER_AFTER.match(after):
        return None
    if unit == "元" and not (words.MONEY_OUTPUT.search(before) and not words.CONDITION.search(before)):
        return None
    if words.CONDITION.search(before) or words.DESCRIPTIVE_AFTER.match(after):
        return None
    bound = _bound(before, after)
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
    if words.AT_LEAST_AFTER.match(after) and before:
        return "and-more", ">="
    if words.AT_MOST_AFTER.match(after) and before:
        return "and-less", "<="
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
    return None


def _values(found: re.Match[str], op: Op) -> list[tuple[Op, float]]:
    big = found["big"]
    if found["low"]:
        low, high = read_number(found["low"] + big), read_number(found["high"] + big)
        return [(">=", low), ("<=", high)] if low is not None and high is not None else []
    value = read_number((found["value"] or "") + big)
    return [(op, value)] if value is not None else []


def _start(view: str, number: _Number, last_end: int) -> int:
    """The quota's words begin with its clause, without the time and linking words before it."""
    start = max(number.clause_start, last_end)
    skipped = re.compile(r"\s*(?:其中|并|且|力争|确保|到\d{4}年|力争到?\d{4}年|[、和及])*").match(view, start, number.found.start())
    return skipped.end() if skipped else start


def _period(view: str, number: _Number, quotas: list[Quota], at: int) -> str | None:
    """The rhythm named in the clause; a second quota of the same sentence inherits it from the first."""
    found = words.PERIOD.search(number.before)
    if found:
        return next((name for word, name in words.PERIODS if word in found["every"]), None)
    if quotas and not re.search(r"[。;\n]", view[quotas[-1].span[1] - at : number.found.start()]):
        return quotas[-1].period
    return None
