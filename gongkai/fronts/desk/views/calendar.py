"""日历: a month of due dates, and the address by which calendar programs follow a unit's."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.timezone import localdate

from gongkai.apps.ledgers.permissions import may_see_ledger
from gongkai.apps.ledgers.queries import due_calendar
from gongkai.apps.orgs.models import Unit
from gongkai.apps.orgs.operations import issue_feed_token
from gongkai.apps.orgs.permissions import may_issue_feed_token
from gongkai.apps.orgs.queries import units_of
from gongkai.domain.workflow import Blocked
from gongkai.fronts.desk.views._desk import DeskView
from gongkai.fronts.desk.views.ledger import LedgerView

# the session keeps a new address until the next page has shown it
ONCE = "desk_feed_address"


def month_of(word: str, today: date) -> date:
    """2026-11 as its first day; this month when it is no month."""
    try:
        return date.fromisoformat(f"{word}-01")
    except ValueError:
        return today.replace(day=1)


class Calendar(LedgerView):
    """A month. Days off are grey: what is due there is due on a day when nobody works."""

    template_name = "desk/ledger/calendar.html"
    here = "calendar"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The weeks of the month, and the units whose address this person may make."""
        today, user = localdate(), self.request.user
        month = month_of(self.request.GET.get("show", ""), today)
        flt = self.filter
        shown = due_calendar(user, month, today=today, flt=flt)
        weeks = [[(day, flt.as_query(due_from=day.on, due_to=day.on)) for day in week] for week in shown.weeks]
        units = [unit for unit in units_of(user) if may_issue_feed_token(user, unit)]
        return super().get_context_data(
            month=shown,
            weeks=weeks,
            weekdays="一二三四五六日",
            units=units,
            fresh=self.request.session.pop(ONCE, None),
            **kwargs,
        )


class FeedToken(DeskView):
    """Makes a new address; the one before ends. It is shown once."""

    may = staticmethod(may_see_ledger)
    http_method_names = ["post"]

    def post(self, request: HttpRequest, *_args: Any, **kwargs: Any) -> HttpResponseBase:
        """Back to the calendar, which shows it."""
        unit = get_object_or_404(Unit, pk=kwargs["pk"])
        actor: Any = request.user
        try:
            token = issue_feed_token(actor=actor, unit=unit)
        except Blocked as refused:
            for sentence in refused.blockers:
                messages.error(request, sentence)
            return redirect("desk:calendar")
        address = f"{settings.SITE_URL}{reverse('calendar_feed', args=[token])}"
        request.session[ONCE] = {"unit": unit.short_name or unit.name, "address": address}
        return redirect("desk:calendar")
