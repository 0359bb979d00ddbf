"""新闻发布: the plan by quarter, what took place, what is owed."""

from __future__ import annotations

from typing import Any, ClassVar

from django.shortcuts import get_object_or_404
from django.urls import reverse

from gongkai.apps.documents.models import PressEvent, PressPlan
from gongkai.apps.documents.operations.press import (
    drop_plan,
    drop_press_event,
    plan_press,
    record_press_event,
    set_press_result,
)
from gongkai.apps.documents.permissions import may_work_for
from gongkai.apps.documents.queries.press import events_without_result, overdue_plans, press_count, press_quarters
from gongkai.fronts.desk.forms import interpreting as forms
from gongkai.fronts.desk.views._forms_page import Act
from gongkai.fronts.desk.views.libraries._shared import LibraryPage


def _plan(page: Any) -> PressPlan:
    return get_object_or_404(PressPlan.objects.select_related("unit", "policy"), pk=page.target)


def _event(page: Any) -> PressEvent:
    return get_object_or_404(PressEvent.objects.select_related("unit"), pk=page.target)


def _held(page: Any, values: dict[str, Any]) -> None:
    plan = _plan(page)
    record_press_event(actor=page.request.user, plan=plan, unit=plan.unit, title=plan.title, form=plan.form, **values)


class Press(LibraryPage):
    """The year in four quarters."""

    template_name = "desk/libraries/press.html"
    acts: ClassVar = {
        "plan": Act(forms.PressPlanForm, lambda page, v: plan_press(actor=page.request.user, **v), "已列入计划。"),
        "event": Act(
            forms.PressEventForm, lambda page, v: record_press_event(actor=page.request.user, **v), "已登记新闻发布。"
        ),
        "held": Act(forms.HeldForm, _held, "已登记新闻发布。"),
        "drop": Act(
            forms.DropForm,
            lambda page, v: drop_plan(actor=page.request.user, plan=_plan(page), **v),
            "已取消这项计划。",
        ),
        "result": Act(
            forms.ResultForm,
            lambda page, v: set_press_result(actor=page.request.user, event=_event(page), **v),
            "已归集解读成果。",
        ),
        "undo": Act(
            forms.DropForm,
            lambda page, v: drop_press_event(actor=page.request.user, event=_event(page), **v),
            "已删除这次新闻发布。",
        ),
    }
    acts_on_parts = frozenset({"held", "drop", "result", "undo"})

    def page_url(self) -> str:
        return reverse("desk:press")

    def form_settings(self, act: str) -> dict[str, Any]:
        """The person's own unit."""
        return forms.unit_start(self.own_unit(), "unit") if act in ("plan", "event") else {}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Quarters with what may be done on each plan and event."""
        year, bound = self.asked_year(), kwargs.get("bound", {})
        context = super().get_context_data(**kwargs)
        today = context["today"]
        allowed: dict[int, bool] = {}

        def may(unit_id: int) -> bool:
            if unit_id not in allowed:
                allowed[unit_id] = may_work_for(self.request.user, unit_id)
            return allowed[unit_id]

        quarters = [
            {
                "quarter": quarter,
                "planned": [self.shown(row.plan, row.event, row.state, may, bound) for row in quarter.planned],
                "unplanned": [self.shown(None, event, "", may, bound) for event in quarter.unplanned],
            }
            for quarter in press_quarters(year, today)
        ]
        return context | {
            "year": year,
            "quarters": quarters,
            "count": press_count(year),
            "late": overdue_plans(today).filter(year=year).count(),
            "without": events_without_result().filter(held_on__year=year).count(),
        }

    def shown(self, plan: Any, event: Any, state: str, may: Any, bound: Any) -> dict[str, Any]:
        """One card: a plan, an event, or both."""
        thing, acts = event or plan, []
        if may(thing.unit_id):
            if event is None and state in ("planned", "overdue"):
                acts = [("held", "登记为已举行", plan.pk), ("drop", "取消计划", plan.pk)]
            elif event is not None:
                acts = [("result", "归集解读成果", event.pk), ("undo", "删除登记", event.pk)]
        has_result = bool(event and event.result and event.result.live)
        return {
            "plan": plan,
            "event": event,
            "thing": thing,
            "state": state or ("held" if has_result else "without_result"),
            "acts": [(label, *self.form_on(act, pk, bound)) for act, label, pk in acts],
        }
