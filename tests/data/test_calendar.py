"""The recorded years: complete, cited, and equal to what the notices are known to add up to."""

import json
from datetime import date, timedelta
from pathlib import Path

import pytest

from gongkai.data.tables import read_folder
from gongkai.domain.clock import load_calendar, parse_year

YEARS = [parse_year(table) for table in read_folder("calendar")]
SHARED = Path(__file__).resolve().parents[3] / "shared" / "data" / "holidays"


def days_of(year: int) -> list[date]:
    first = date(year, 1, 1)
    return [first + timedelta(days=at) for at in range((date(year + 1, 1, 1) - first).days)]


def test_every_year_from_2004_to_2026_is_recorded_once() -> None:
    assert [each.year for each in YEARS] == list(range(2004, 2027))


def test_a_verified_year_cites_its_notice() -> None:
    for each in YEARS:
        assert each.source_title
        assert each.source_url.startswith("http")
        # 文号可查的年份都写文号；没见过通知的年份不得标为已核实
        assert bool(each.source_number) == (each.year >= 2008)
        assert each.is_verified == (each.year >= 2007)


# 每年工作日数，公开可查
WORKING_DAYS = {2021: 250, 2022: 249, 2023: 249, 2024: 251, 2025: 248, 2026: 248}


@pytest.mark.parametrize(("year", "count"), WORKING_DAYS.items())
def test_working_days_per_year(year: int, count: int) -> None:
    calendar = load_calendar()
    assert sum(calendar.is_working_day(day) for day in days_of(year)) == count


def test_make_up_workdays_of_2026() -> None:
    days = [(day.month, day.day) for day in YEARS[-1].make_up_workdays]
    assert days == [(1, 4), (2, 14), (2, 28), (5, 9), (9, 20), (10, 10)]


def test_statutory_days_are_always_off() -> None:
    calendar = load_calendar()
    for year in range(2004, 2027):
        # 元旦、劳动节、国庆三天，哪一年都放假
        for month, day in ((1, 1), (5, 1), (10, 1), (10, 2), (10, 3)):
            assert not calendar.is_working_day(date(year, month, day)), (year, month, day)


def test_agreement_with_the_shared_compilation() -> None:
    calendar = load_calendar()
    ruled: dict[date, bool] = {}
    for path in sorted(SHARED.glob("20*.json")) if SHARED.is_dir() else []:
        for row in json.loads(path.read_text(encoding="utf-8"))["days"]:
            ruled[date.fromisoformat(row["date"])] = not row["isOffDay"]
    for day in (day for year in range(2007, 2027) for day in days_of(year)):
        usual = day.weekday() < 5
        if ruled:
            assert calendar.is_working_day(day) == ruled.get(day, usual), day
