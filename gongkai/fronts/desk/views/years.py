"""工作日历: the yearly holiday notices by which every limit is counted."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, ClassVar

from django.contrib import messages
from django.http import Http404
from django.urls import reverse

from gongkai.apps.ledgers.permissions import may_see_ledger
from gongkai.data.tables import read_folder
from gongkai.domain.clock import CalendarYear, CalendarYearRefused, parse_year
from gongkai.domain.ledger import Blocked
from gongkai.fronts.desk.forms.rules import YearTextForm
from gongkai.fronts.desk.views._desk import DeskView
from gongkai.fronts.desk.views._forms_page import Act, FormsPage


@dataclass(frozen=True, slots=True)
class Span:
    """Consecutive days of one holiday."""

    name: str
    first: date
    last: date
    count: int


def spans(year: CalendarYear) -> list[Span]:
    """The holidays of a year as spans of days."""
    found: list[Span] = []
    for day in sorted(year.holidays):
        name, before = year.holidays[day], found[-1] if found else None
        if before and before.name == name and (day - before.last).days == 1:
            found[-1] = Span(name, before.first, day, before.count + 1)
        else:
            found.append(Span(name, day, day, 1))
    return found


@cache
def recorded_years() -> tuple[CalendarYear, ...]:
    """The years that come with the program, newest first."""
    return tuple(sorted((parse_year(table) for table in read_folder("calendar")), key=lambda year: -year.year))


def _check(page: Any, values: dict[str, Any]) -> None:
    """Read a year's arrangement and say what is wrong with it, or what it holds."""
    try:
        year = parse_year(tomllib.loads(values["text"]))
    except tomllib.TOMLDecodeError as error:
        place = re.search(r"line (\d+)", str(error))
        raise Blocked([f"第 {place[1]} 行写法有误，读不出来。" if place else "最后一行没有写完。"]) from error
    except CalendarYearRefused as error:
        raise Blocked([f"{problem}。" for problem in error.problems]) from error
    words = f"{year.year}年：放假 {len(year.holidays)} 天，调休上班 {len(year.make_up_workdays)} 天，没有矛盾。"
    messages.success(page.request, words)


class Years(FormsPage):
    """The recorded years, and a test of a new one."""

    template_name = "desk/rules/years.html"
    may = staticmethod(may_see_ledger)
    acts: ClassVar = {"check": Act(YearTextForm, _check, "")}

    def page_url(self) -> str:
        return reverse("desk:years")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Newest first, with how many days each gives and takes."""
        years = [(year, len(year.holidays), len(year.make_up_workdays)) for year in recorded_years()]
        return super().get_context_data(years=years, **kwargs)


class Year(DeskView):
    """One year: its holidays, its make-up workdays, its notice."""

    template_name = "desk/rules/year.html"
    may = staticmethod(may_see_ledger)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """404 for a year that is not recorded."""
        year = next((year for year in recorded_years() if year.year == self.kwargs["year"]), None)
        if year is None:
            raise Http404
        return super().get_context_data(
            recorded=year, spans=spans(year), make_ups=sorted(year.make_up_workdays.items()), **kwargs
        )
