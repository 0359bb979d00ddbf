"""On which day a reminder is due."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from gongkai.domain.clock import CalendarNotPublished, WorkCalendar


@dataclass(frozen=True, slots=True)
class ReminderTiming:
    """So many days after the due date; negative: before it. 0 is the day itself, even when it is a day off."""

    days: int
    is_working_days: bool = True

    def falls_on(self, due_on: date, calendar: WorkCalendar) -> date:
        """The day to remind. Where a year's calendar is not published, calendar days are counted: early, not never."""
        if not self.is_working_days or not self.days:
            return due_on + timedelta(days=self.days)
        step = timedelta(days=1 if self.days > 0 else -1)
        left, day = abs(self.days), due_on
        try:
            while left:
                day += step
                left -= calendar.is_working_day(day)
        except CalendarNotPublished:
            return due_on + timedelta(days=self.days)
        return day
