"""The lists of review: what waits for me, what runs, what came back, what waits for its time, what is owed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django.core.paginator import Paginator
from django.http import Http404
from django.urls import reverse
from django.utils.timezone import localdate

from gongkai.apps.publishing import operations, queries
from gongkai.fronts.desk.forms import publishing as forms
from gongkai.fronts.desk.forms.fields import DeskForm
from gongkai.fronts.desk.menu import remember_reviews
from gongkai.fronts.desk.views._forms_page import Act, FormsPage
from gongkai.fronts.desk.views.publishing._parts import ReviewList

PAGE = 50


class Queue(ReviewList):
    """待我审查: the steps this person may take, own and urgent first."""

    template_name, tab = "desk/publishing/queue.html", "reviews"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        today = localdate()
        waiting = queries.steps_waiting_for(self.user, today=today)
        returned = list(queries.returned_to(self.user)[:10])
        remember_reviews(self.user, len(waiting) + len(returned))
        mine = [row for row in waiting if row.is_mine]
        free = [row for row in waiting if not row.is_mine]
        shown = {"mine": mine, "free": free, "returned": returned, "today": today}
        return super().get_context_data(**kwargs) | shown


class Running(ReviewList):
    """Everything under review that the person may see."""

    template_name, tab = "desk/publishing/running.html", "reviews_running"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        page = Paginator(queries.running(self.user).prefetch_related("steps__unit", "steps__claimed_by"), PAGE)
        here = page.get_page(self.request.GET.get("page"))
        rows = [(process, _standing_at(process)) for process in here]
        return super().get_context_data(**kwargs) | {"rows": rows, "page": here, "today": localdate()}


class Returned(ReviewList):
    """What came back to the person's units, with the reasons."""

    template_name, tab = "desk/publishing/returned.html", "reviews_returned"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"rows": list(queries.returned_to(self.user)[:200])}


class Scheduled(ReviewList):
    """What was signed and waits for its time."""

    template_name, tab = "desk/publishing/scheduled.html", "reviews_scheduled"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"rows": list(queries.scheduled(self.user)[:200])}


class Emergencies(ReviewList):
    """Emergency publications whose review is owed."""

    template_name, tab = "desk/publishing/emergencies.html", "reviews_emergencies"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = list(queries.later_reviews(self.user)[:200])
        return super().get_context_data(**kwargs) | {"rows": rows, "today": localdate()}


class Unpublished(ReviewList):
    """应公开未公开, 不应公开却公开."""

    template_name, tab = "desk/publishing/unpublished.html", "reviews_unpublished"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = queries.should_be_public(user=self.user, today=localdate())
        wrong = [row for row in rows if row.document.live]
        late = [row for row in rows if not row.document.live]
        return super().get_context_data(**kwargs) | {"wrong": wrong, "late": late[:200], "late_count": len(late)}


class Withheld(ReviewList, FormsPage):
    """What is withheld, by the day it has to be looked at again."""

    template_name, tab = "desk/publishing/withheld.html", "reviews_withheld"
    acts_on_parts = frozenset({"reconsider"})

    def _reconsider(self, values: dict[str, Any]) -> None:
        document = queries.withheld(user=self.user).filter(pk=self.target).first()
        if document is None:
            raise Http404
        operations.reconsider(actor=self.user, document=document, **values)

    acts: ClassVar[Mapping[str, Act]] = {"reconsider": Act(forms.ReconsiderForm, _reconsider, "已记下评估结论。")}

    def page_url(self) -> str:
        """The list."""
        return reverse("desk:reviews_withheld")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        bound: Mapping[str, DeskForm] = kwargs.get("bound", {})
        today = localdate()
        page = Paginator(queries.withheld(user=self.user), PAGE).get_page(self.request.GET.get("page"))
        rows = [
            (row, row.reconsider_on is None or row.reconsider_on <= today, *self.form_on("reconsider", row.pk, bound))
            for row in page
        ]
        return super().get_context_data(**kwargs) | {"rows": rows, "page": page, "today": today}


class Synchrony(ReviewList):
    """INT-02: the three dates of policies and interpretations, breaches first."""

    template_name, tab = "desk/publishing/synchrony.html", "reviews_synchrony"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = queries.synchrony(user=self.user)
        breached = [row for row in rows if row.breaches]
        shown = rows if self.request.GET.get("all") else breached
        page = Paginator(shown, PAGE).get_page(self.request.GET.get("page"))
        counts = {"breached_count": len(breached), "all_count": len(rows), "is_all": bool(self.request.GET.get("all"))}
        return super().get_context_data(**kwargs) | {"rows": page, "page": page} | counts


def _standing_at(process: Any) -> list[Any]:
    """The open steps of a process, from what was prefetched."""
    return [step for step in process.steps.all() if step.opened_on and not step.verdict]
