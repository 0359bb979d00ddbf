"""回头看: last year's tasks looked at once more, one by one."""

from __future__ import annotations

from collections import Counter
from typing import Any, ClassVar

from django.core.paginator import Paginator
from django.http import Http404
from django.urls import reverse
from django.utils.timezone import localdate

from gongkai.apps.ledgers.models import LookBackReview
from gongkai.apps.ledgers.operations import record_look_back, start_look_back
from gongkai.apps.ledgers.permissions import may_manage, may_see_ledger
from gongkai.apps.ledgers.queries import look_back_list
from gongkai.fronts.desk.forms.plans import LookBackForm, YearForm
from gongkai.fronts.desk.views._forms_page import Act, FormsPage
from gongkai.fronts.desk.views._pages import query_without

PAGE = 30


class LookBackPage(FormsPage):
    """Read by those whose items are on the list; written by the office."""

    def is_allowed(self) -> bool:
        """Reading is wider than writing."""
        predicate = may_manage if self.request.method == "POST" else may_see_ledger
        return predicate(self.request.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Whether the forms are shown."""
        return super().get_context_data(may_manage=may_manage(self.request.user), here="look_back", **kwargs)


def _start(page: Any, values: dict[str, Any]) -> None:
    start_look_back(actor=page.request.user, **values)
    page.started = values["year"]


class LookBacks(LookBackPage):
    """The years, and the start of a new one."""

    template_name = "desk/look_back/years.html"
    acts: ClassVar = {"start": Act(YearForm, _start, "已列出要核查的任务。")}
    started: int | None = None

    def page_url(self) -> str:
        """After the start: the year's list."""
        return reverse("desk:look_back", args=[self.started]) if self.started else reverse("desk:look_backs")

    def act_url(self, name: str) -> str:
        return reverse("desk:look_backs_act", args=[name])

    def form_settings(self, act: str) -> dict[str, Any]:
        """This year, to look at the last one."""
        return {"initial": {"year": localdate().year}} if act == "start" else {}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The years under review with what is done and what is open."""
        years = sorted(set(LookBackReview.objects.order_by().values_list("year", flat=True)), reverse=True)
        counted = [(year, _counts(year, self.request.user)) for year in years]
        return super().get_context_data(years=[pair for pair in counted if pair[1]["all"]], **kwargs)


def _counts(year: int, user: Any) -> dict[str, int]:
    found = Counter(look_back_list(year, user=user).order_by().values_list("result", flat=True))
    return {"all": sum(found.values()), **{value: found[value] for value in LookBackReview.Result.values}}


def _record(page: Any, values: dict[str, Any]) -> None:
    review = look_back_list(page.kwargs["year"], user=page.request.user).filter(pk=page.target).first()
    if review is None:
        raise Http404
    record_look_back(actor=page.request.user, review=review, **values)


class LookBackYear(LookBackPage):
    """One year's list."""

    template_name = "desk/look_back/year.html"
    acts: ClassVar = {"record": Act(LookBackForm, _record, "已记下核查结果。")}
    acts_on_parts = frozenset({"record"})

    def page_url(self) -> str:
        return reverse("desk:look_back", args=[self.kwargs["year"]])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """A page of tasks, all or of one result, each with its form when the office looks."""
        year, user, bound = self.kwargs["year"], self.request.user, kwargs.get("bound", {})
        counts = _counts(year, user)
        if not counts["all"]:
            raise Http404
        result = self.request.GET.get("result", "")
        reviews = look_back_list(year, user=user)
        if result in LookBackReview.Result.values:
            reviews = reviews.filter(result=result)
        page = Paginator(reviews, PAGE).get_page(self.request.GET.get("page"))
        writes = may_manage(user)
        rows = [
            (row, *(self.form_on("record", row.pk, bound) if writes and not row.new_item_id else (None, "")))
            for row in page.object_list
        ]
        words = [("", "全部", counts["all"]), *((v, w, counts[v]) for v, w in LookBackReview.Result.choices)]
        query = query_without(self.request.GET, "page")
        return super().get_context_data(
            year=year, rows=rows, page=page, words=words, result=result, query=query, last_year=year - 1, **kwargs
        )
