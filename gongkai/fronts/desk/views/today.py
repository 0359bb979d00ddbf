"""今天要办: the first screen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.timezone import localdate

from gongkai.apps.documents.queries import duties_for
from gongkai.apps.documents.queries.owing.counts import Owed, owed_by
from gongkai.apps.ledgers.permissions import may_manage, standing
from gongkai.apps.ledgers.queries import today_page
from gongkai.apps.ledgers.queries.calendar import work_calendar
from gongkai.apps.ledgers.queries.today import Tally, ToDo
from gongkai.apps.orgs.models import User
from gongkai.apps.orgs.queries import inbox
from gongkai.apps.publishing.queries import returned_to, steps_waiting_for
from gongkai.domain.clock import CalendarNotPublished
from gongkai.fronts.desk.menu import remember_count, remember_reviews
from gongkai.fronts.desk.views._desk import DeskView

# what stands at the right of a line: the kind of work
KIND_WORDS = {
    "check": "检查",
    "confirm": "销号",
    "returned": "退回",
    "mine": "承办",
    "late": "台账",
    "plan": "计划",
    "own_area": "计划",
    "import": "导入",
    "sections": "栏目",
}
SHOWN_MESSAGES, SHOWN_PAPERS = 6, 8


@dataclass(frozen=True, slots=True)
class Line:
    """One thing to do with the address that opens it."""

    todo: ToDo
    url: str
    word: str


class Today(DeskView):
    """What waits for this person, what the unit owes this week, what the system found."""

    template_name = "desk/today.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The day and its lists."""
        user, today = self.user, localdate()
        page = today_page(user, today=today)
        letters = inbox(user).filter(read_at=None)
        papers = _papers(user, today)
        remember_count(user, len(page.todos) + papers["duty_count"])
        return super().get_context_data(**kwargs) | {
            "page": page,
            "today": today,
            "day_word": _day_word(today),
            "lines": [Line(todo, address(todo), KIND_WORDS.get(todo.kind, "")) for todo in page.todos],
            "week": [(tally, _ledger(tally)) for tally in page.this_week],
            "alarms": [(tally, _ledger(tally)) for tally in page.alarms],
            "letters": letters[:SHOWN_MESSAGES],
            "letter_count": letters.count(),
            "is_of_unit": len(page.units) == 1 and not standing(user).may_see_all,
            "may_import": may_manage(user),
            **papers,
        }


def _papers(user: User, today: date) -> dict[str, Any]:
    """What waits for this person in the review of documents, and what the person's units owe because of them."""
    steps = steps_waiting_for(user, today=today)
    returned = list(returned_to(user)[:SHOWN_PAPERS])
    remember_reviews(user, len(steps) + len(returned))
    works_for = standing(user).works_for
    duties = duties_for(user).filter(unit__in=works_for)
    owed = owed_by(works_for, today)
    return {
        "steps": steps[:SHOWN_PAPERS],
        "step_count": len(steps),
        "returned": returned,
        "duties": duties[:SHOWN_PAPERS],
        "duty_count": duties.count(),
        "owed": [(row, _place_of(row)) for row in owed],
    }


def address(todo: ToDo) -> str:
    """Where a thing to do is done."""
    if todo.item:
        return reverse("desk:item", args=[todo.item.pk])
    if todo.imported:
        return reverse("desk:review", args=[todo.imported.pk])
    if todo.notice and todo.unit:
        return reverse("desk:unit_plan", args=[todo.notice.pk, todo.unit.pk])
    return reverse("desk:proposals" if todo.kind == "sections" else "desk:own_areas")


def _place_of(row: Owed) -> str:
    """Where what is owed in the libraries is done."""
    if row.kind == "clean_up":
        return reverse("desk:clean_up", args=[row.pk])
    return reverse("desk:filings" if row.kind == "filing" else "desk:press")


def _ledger(tally: Tally) -> str:
    return f"{reverse('desk:ledger')}?{tally.filter.as_query()}"


def _day_word(today: date) -> str:
    try:
        calendar = work_calendar()
        return "今天是工作日" if calendar.is_working_day(today) else f"今天不是工作日（{calendar.reason(today)}）"
    except CalendarNotPublished:
        return ""
