"""Time limits on the State Council's calendar: the last day in time, and every day's reason."""

from gongkai.domain.clock._calendar import CalendarNotPublished, CalendarYear, WorkCalendar
from gongkai.domain.clock._due import Unit, due_after, due_on
from gongkai.domain.clock._explain import DayExplained, explain
from gongkai.domain.clock._years import CalendarYearRefused, load_calendar, parse_year

__all__ = [
    "CalendarNotPublished",
    "CalendarYear",
    "CalendarYearRefused",
    "DayExplained",
    "Unit",
    "WorkCalendar",
    "due_after",
    "due_on",
    "explain",
    "load_calendar",
    "parse_year",
]
