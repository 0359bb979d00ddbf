"""A year of the calendar from a table of facts, checked before it is believed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from itertools import chain

from gongkai.data.tables import read_folder
from gongkai.domain.clock._calendar import SATURDAY, WEEKDAYS, CalendarYear, WorkCalendar

LONGEST_HOLIDAY = 16


class CalendarYearRefused(ValueError):
    """A year's table contradicts itself. `problems` are Chinese sentences, one for each thing to put right."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        super().__init__("；".join(problems))
        self.problems = problems


def load_calendar(more: Iterable[Mapping[str, object]] = ()) -> WorkCalendar:
    """The years recorded with this program, and more that were loaded; a loaded year replaces a recorded one.

    Raises CalendarYearRefused when one of the tables contradicts itself.
    """
    years = {year.year: year for year in map(parse_year, chain(read_folder("calendar"), more))}
    return WorkCalendar.of(years.values())


def parse_year(table: Mapping[str, object]) -> CalendarYear:
    """One year's arrangement as in `data/calendar/<year>.toml`. Raises CalendarYearRefused with every problem found."""
    problems: list[str] = []
    year = table.get("year")
    if not isinstance(year, int) or isinstance(year, bool) or not 1999 <= year <= 2100:
        raise CalendarYearRefused(("年份缺失或不在1999年至2100年之间",))
    source = _table(table.get("source"))
    if not _text(source, "title"):
        problems.append(f"{year}年缺少来源通知的标题")
    holidays = _holidays(_rows(table, "holidays"), problems)
    make_ups = _make_ups(_rows(table, "make_up_workdays"), problems)
    if not holidays:
        problems.append(f"{year}年没有列出放假日期")
    ruled = {**holidays, **make_ups}
    problems += [f"{ruled[day]}的{day}不属于{year}年安排" for day in sorted(ruled) if not _belongs(day, year)]
    problems += [f"{day}既放假（{holidays[day]}）又上班" for day in make_ups if day in holidays]
    if problems:
        raise CalendarYearRefused(tuple(problems))
    return CalendarYear(
        year,
        holidays,
        make_ups,
        _text(source, "title"),
        _text(source, "number"),
        _text(source, "url"),
        table.get("verified") is True,
    )


def _belongs(day: date, year: int) -> bool:
    """A notice rules its own year and may begin in the December before."""
    return day.year == year or (day.year == year - 1 and day.month == 12)


def _holidays(rows: list[Mapping[str, object]], problems: list[str]) -> dict[date, str]:
    days: dict[date, str] = {}
    for row in rows:
        name, first, last = _text(row, "name") or "未命名假期", _day(row, "first"), _day(row, "last")
        if first is None or last is None:
            problems.append(f"{name}缺少放假的起止日期")
        elif last < first:
            problems.append(f"{name}的结束日期{last}早于开始日期{first}")
        elif (last - first).days >= LONGEST_HOLIDAY:
            problems.append(f"{name}从{first}到{last}超过{LONGEST_HOLIDAY}天，请核对")
        else:
            for day in (first + timedelta(days=at) for at in range((last - first).days + 1)):
                if day in days:
                    problems.append(f"{day}重复列入{days[day]}和{name}")
                days[day] = name
    return days


def _make_ups(rows: list[Mapping[str, object]], problems: list[str]) -> dict[date, str]:
    days: dict[date, str] = {}
    for row in rows:
        name, day = _text(row, "name") or "未命名", _day(row, "on")
        if day is None:
            problems.append(f"{name}调休上班缺少日期")
        elif day in days:
            problems.append(f"{day}重复列为调休上班")
        elif day.weekday() < SATURDAY:
            problems.append(f"{day}是{WEEKDAYS[day.weekday()]}，本来就上班，不能列为调休上班")
        else:
            days[day] = name
    return days


def _rows(table: Mapping[str, object], name: str) -> list[Mapping[str, object]]:
    rows = table.get(name)
    return [_table(row) for row in rows] if isinstance(rows, list) else []


def _table(value: object) -> Mapping[str, object]:
    return value if isinstance(value, Mapping) else {}


def _day(table: Mapping[str, object], name: str) -> date | None:
    """A date, also when a form sends it as text."""
    value = table.get(name)
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, str):
        try:
            return date.fromisoformat(value.strip())
        except ValueError:
            return None
    return value if isinstance(value, date) else None


def _text(table: Mapping[str, object], name: str) -> str:
    value = table.get(name)
    return value.strip() if isinstance(value, str) else ""
