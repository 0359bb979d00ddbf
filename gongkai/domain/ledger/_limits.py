"""When an item is due, from the time limits its notice prints."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from gongkai.domain.clock import WorkCalendar, due_after

# "10 working_days after …", "3 months", "24 hours"
AMOUNT = re.compile(r"\s*(\d+)\s*(working_day|workday|day|week|month|year|hour)s?\b")
# "every quarter", "every year, by …"
EVERY = re.compile(r"every\s+(half[ _-]year|year|quarter|month)")
MONTHS = {"year": 12, "quarter": 3, "month": 1}


@dataclass(frozen=True, slots=True)
class LimitFacts:
    """One time limit. `event_on`: the day of the event that a relative limit counts from, once it has happened."""

    kind: str
    fixed_on: date | None = None
    offset: str = ""
    event_on: date | None = None


def effective_due_on(limits: Iterable[LimitFacts], calendar: WorkCalendar, year: int, today: date) -> date | None:
    """The earliest day on which something is due; None while no limit has a day.

    Fixed days and relative limits whose event has happened come first. A recurring duty alone is due at the end of the
    period that `today` lies in, and never after the plan's year. Raises CalendarNotPublished for a relative limit that
    reaches a year without a recorded calendar.
    """
    rows = list(limits)
    days = [day for row in rows if (day := limit_due_on(row, calendar)) is not None]
    if not days:
        days = [day for row in rows if (day := _period_end(row, year, today)) is not None]
    return min(days, default=None)


def limit_due_on(limit: LimitFacts, calendar: WorkCalendar) -> date | None:
    """The day of a fixed limit, or of a relative one whose event has happened. Raises CalendarNotPublished."""
    if limit.fixed_on:
        return limit.fixed_on
    if limit.kind != "relative" or limit.event_on is None:
        return None
    found = AMOUNT.match(limit.offset)
    return _after(limit.event_on, int(found[1]), found[2], calendar) if found else None


def _after(start: date, amount: int, unit: str, calendar: WorkCalendar) -> date:
    if unit in ("working_day", "workday"):
        return due_after(start, amount, "working_days", calendar)
    if unit in ("month", "year"):
        return due_after(start, amount * (12 if unit == "year" else 1), "months", calendar)
    if unit == "hour":
        return start + timedelta(days=-(-amount // 24))
    return due_after(start, amount * (7 if unit == "week" else 1), "days", calendar)


def _period_end(limit: LimitFacts, year: int, today: date) -> date | None:
    found = EVERY.match(limit.offset) if limit.kind == "recurring" else None
    if not found:
        return None
    months = MONTHS.get(found[1], 6)
    month = today.month if today.year == year else 1 if today.year < year else 12
    last = -(-month // months) * months
    return date(year, 12, 31) if last == 12 else date(year, last + 1, 1) - timedelta(days=1)
