"""A limit day by day: which days count, and why the others do not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from gongkai.domain.clock._calendar import WEEKDAYS, WorkCalendar
from gongkai.domain.clock._due import DAY, Unit, due_after


@dataclass(frozen=True, slots=True)
class DayExplained:
    """One day of a limit. `number` is its place among the counted days; 0 for a day that does not count."""

    day: date
    is_counted: bool
    reason: str
    number: int = 0


def explain(
    start: date,
    amount: int,
    unit: Unit,
    calendar: WorkCalendar,
    paused: Iterable[date] = (),
    *,
    moves_off_holidays: bool = True,
) -> tuple[DayExplained, ...]:
    """Every day from the start to the last day of the limit that `due_after` gives. Raises CalendarNotPublished."""
    paused = frozenset(paused)
    last = due_after(start, amount, unit, calendar, paused, moves_off_holidays=moves_off_holidays)
    nominal = due_after(start, amount, unit, calendar, paused, moves_off_holidays=False)
    days = [DayExplained(start, False, "当日不计，次日起算")]
    number, day = 0, start
    while day < last:
        day += DAY
        is_counted, reason = _judged(day, unit, calendar, paused, nominal)
        number += is_counted
        days.append(DayExplained(day, is_counted, reason, number if is_counted else 0))
    return tuple(days)


def _judged(day: date, unit: Unit, calendar: WorkCalendar, paused: frozenset[date], nominal: date) -> tuple[bool, str]:
    if day in paused:
        return False, "暂停计算"
    if unit == "working_days":
        return calendar.is_working_day(day), calendar.reason(day)
    if day > nominal:
        is_last = calendar.is_working_day(day)
        return False, "顺延至此日届满" if is_last else f"{calendar.reason(day)}，继续顺延"
    if day == nominal and day.year in calendar.years and not calendar.is_working_day(day):
        return True, f"期限最后一日，逢{calendar.reason(day)}"
    return True, WEEKDAYS[day.weekday()]
