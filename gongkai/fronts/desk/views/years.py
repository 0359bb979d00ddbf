"""工作日历: the yearly holiday notices by which every limit is counted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from django.contrib import messages
from django.http import Http404
from django.urls import reverse

from gongkai.apps.ledgers.permissions import may_see_ledger
from gongkai.apps.orgs.operations import load_work_year, withdraw_work_year
from gongkai.apps.orgs.permissions import may_load_years
from gongkai.apps.orgs.queries import loaded_years, work_calendar
from gongkai.domain.clock import CalendarYear
from gongkai.fronts.desk.forms.fields import DeskForm
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


def _load(page: Any, values: dict[str, Any]) -> None:
    """Record a year, and say what it holds."""
    row = load_work_year(actor=page.request.user, text=values["text"])
    year = next(known for known in work_calendar().recorded if known.year == row.year)
    words = f"已录入{year.year}年：放假 {len(year.holidays)} 天，调休上班 {len(year.make_up_workdays)} 天。"
    messages.success(page.request, f"{words}相关任务的到期日已经重算。")


def _withdraw(page: Any, _values: dict[str, Any]) -> None:
    withdraw_work_year(actor=page.request.user, year=page.target or 0)


class Years(FormsPage):
    """The recorded years; loading one and taking it back."""

    template_name = "desk/rules/years.html"
    may = staticmethod(may_see_ledger)
    acts: ClassVar = {
        "load": Act(YearTextForm, _load, ""),
        "withdraw": Act(DeskForm, _withdraw, "已撤回，相关任务的到期日已经重算。"),
    }
    acts_on_parts = frozenset({"withdraw"})

    def page_url(self) -> str:
        return reverse("desk:years")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Newest first, with how many days each gives and takes, and who loaded it where somebody did."""
        loaded = loaded_years()
        years = [
            (
                year,
                len(year.holidays),
                len(year.make_up_workdays),
                loaded.get(year.year),
                self.act_url(f"withdraw-{year.year}"),
            )
            for year in reversed(work_calendar().recorded)
        ]
        refused = [form for act, form in kwargs.get("bound", {}).items() if act.startswith("withdraw")]
        may_load = may_load_years(self.request.user)
        return super().get_context_data(years=years, may_load=may_load, refused=refused, **kwargs)


class Year(DeskView):
    """One year: its holidays, its make-up workdays, its notice."""

    template_name = "desk/rules/year.html"
    may = staticmethod(may_see_ledger)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """404 for a year that is not recorded."""
        year = next((year for year in work_calendar().recorded if year.year == self.kwargs["year"]), None)
        if year is None:
            raise Http404
        return super().get_context_data(
            recorded=year, spans=spans(year), make_ups=sorted(year.make_up_workdays.items()), **kwargs
        )
