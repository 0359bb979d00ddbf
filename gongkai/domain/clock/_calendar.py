"""Working days under the State Council's yearly holiday notices."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

WEEKDAYS = ("星期一", "星期二", "星期三", "星期四", "星期五", "星期六", "星期日")
SATURDAY = 5


class CalendarNotPublished(LookupError):
    """No holiday arrangement has been recorded for this year."""

    def __init__(self, year: int) -> None:
        super().__init__(f"{year}年的节假日安排尚未公布或尚未录入，无法计算落在该年的工作日")
        self.year = year


@dataclass(frozen=True, slots=True)
class CalendarYear:
    """One yearly notice: its days off (weekends inside included), its make-up workdays, and its source."""

    year: int
    holidays: Mapping[date, str]
    make_up_workdays: Mapping[date, str]
    source_title: str
    source_number: str = ""
    source_url: str = ""
    is_verified: bool = False


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """All recorded years together. A notice may rule days of the December before its year."""

    years: frozenset[int] = frozenset()
    # the notices behind it, in the order of their years
    recorded: tuple[CalendarYear, ...] = ()
    holidays: Mapping[date, str] = field(default_factory=dict)
    make_up_workdays: Mapping[date, str] = field(default_factory=dict)

    @classmethod
    def of(cls, years: Iterable[CalendarYear]) -> WorkCalendar:
        """Years joined into one calendar; where two notices rule the same day, the later year's notice prevails."""
        holidays: dict[date, str] = {}
        make_ups: dict[date, str] = {}
        recorded = tuple(sorted(years, key=lambda each: each.year))
        for each in recorded:
            for day, name in each.holidays.items():
                holidays[day] = name
                make_ups.pop(day, None)
            for day, name in each.make_up_workdays.items():
                make_ups[day] = name
                holidays.pop(day, None)
        return cls(frozenset(each.year for each in recorded), recorded, holidays, make_ups)

    def is_working_day(self, day: date) -> bool:
        """Monday to Friday outside holidays, and make-up workdays. Raises CalendarNotPublished for unrecorded years."""
        if day.year not in self.years:
            raise CalendarNotPublished(day.year)
        return day in self.make_up_workdays or (day.weekday() < SATURDAY and day not in self.holidays)

    def reason(self, day: date) -> str:
        """Why the day is a working day or not, in official Chinese. Raises CalendarNotPublished."""
        working = self.is_working_day(day)
        if day in self.make_up_workdays:
            return f"{WEEKDAYS[day.weekday()]}，{self.make_up_workdays[day]}调休上班"
        if day in self.holidays:
            return f"{self.holidays[day]}假期"
        return "工作日" if working else WEEKDAYS[day.weekday()]
