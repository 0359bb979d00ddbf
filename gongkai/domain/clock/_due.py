"""Last days of time limits."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Literal

from gongkai.domain.clock._calendar import WorkCalendar

Unit = Literal["working_days", "days", "months"]
DAY = timedelta(days=1)


def due_on(received_on: date, working_days: int, calendar: WorkCalendar, paused: Iterable[date] = ()) -> date:
    """Last day on which a reply is in time. The day of receipt is day zero; paused days do not count.

    An extension is a larger number from the same receipt (20 + 20); a restart is the same number from a later receipt.
    Raises CalendarNotPublished when a day to be judged lies in a year without a recorded notice.
    """
    _refuse_negative(working_days)
    paused = frozenset(paused)
    day = received_on
    while working_days:
        day += DAY
        if day not in paused and calendar.is_working_day(day):
            working_days -= 1
    return day


def due_after(
    start: date,
    amount: int,
    unit: Unit,
    calendar: WorkCalendar,
    paused: Iterable[date] = (),
    *,
    moves_off_holidays: bool = True,
) -> date:
    """Last day of a limit of working days, calendar days or months; the first day is not counted (民法典 art. 201).

    Months end on the day of the same number, or on the month's last day where there is none (art. 202). A limit of
    days or months that ends on a day off ends on the next working day (art. 203) unless `moves_off_holidays` is off.
    Raises CalendarNotPublished, for days and months only when the last day lies in an unrecorded year.
    """
    if unit == "working_days":
        return due_on(start, amount, calendar, paused)
    _refuse_negative(amount)
    paused = frozenset(paused)
    last = months_later(start, amount) + DAY * _pauses_after(start, paused) if unit == "months" else start
    left = amount if unit == "days" else 0
    while left:
        last += DAY
        left -= last not in paused
    while moves_off_holidays and last > start and not calendar.is_working_day(last):
        last += DAY
    return last


def months_later(start: date, months: int) -> date:
    """The day of the same number some months on, or the last day of that month (民法典 art. 202)."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


def _pauses_after(start: date, paused: frozenset[date]) -> int:
    """Paused days lengthen a limit of months day by day."""
    return sum(1 for day in paused if day > start)


def _refuse_negative(amount: int) -> None:
    if amount < 0:
        raise ValueError("期限不能是负数")
