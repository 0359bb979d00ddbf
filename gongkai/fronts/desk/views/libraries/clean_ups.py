"""文件清理: campaigns, and one campaign with its entries."""

from __future__ import annotations

from functools import cached_property
from typing import Any, ClassVar

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from gongkai.apps.documents.models import CleanUp, CleanUpEntry
from gongkai.apps.documents.operations.clean_ups import (
    close_clean_up,
    decide,
    decide_as_proposed,
    open_clean_up,
    propose,
)
from gongkai.apps.documents.permissions import may_decide_clean_up, may_work_for, reach
from gongkai.apps.documents.queries.clean_ups import (
    clean_up_entries,
    clean_up_table,
    clean_ups,
    closing_blockers,
    progress,
)
from gongkai.fronts.desk.forms import libraries as forms
from gongkai.fronts.desk.forms.fields import DeskForm
from gongkai.fronts.desk.views._desk import read_number
from gongkai.fronts.desk.views._forms_page import Act
from gongkai.fronts.desk.views._pages import query_without
from gongkai.fronts.desk.views.libraries._shared import LibraryPage, LibraryView, listing_file

PAGE = 50
STATES = [("", "全部"), ("unproposed", "没有报送"), ("undecided", "没有结论"), *CleanUpEntry.Outcome.choices]


class CleanUps(LibraryPage):
    """All campaigns, and opening one."""

    template_name = "desk/libraries/clean_ups.html"
    acts: ClassVar = {
        "open": Act(
            forms.CleanUpForm,
            lambda page, v: open_clean_up(actor=page.request.user, **v),
            "已组织清理，各单位可以报送建议。",
        )
    }

    def page_url(self) -> str:
        return reverse("desk:clean_ups")

    def act_url(self, name: str) -> str:
        return reverse("desk:clean_ups_act", args=[name])

    def form_settings(self, act: str) -> dict[str, Any]:
        """This year to start from."""
        return {"initial": {"year": self.asked_year()}} if act == "open" else {}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The campaigns with their counts."""
        return super().get_context_data(rows=list(clean_ups()), **kwargs)


def _entry(page: Any) -> CleanUpEntry:
    return get_object_or_404(CleanUpEntry, clean_up=page.clean_up, pk=page.target)


def _decide_all(page: Any, values: dict[str, Any]) -> None:
    entries = page.clean_up.entries.filter(decision="").exclude(proposal="")
    decide_as_proposed(actor=page.request.user, clean_up=page.clean_up, entries=list(entries), **values)


class CleanUpPage(LibraryPage):
    """One campaign: the documents, each with its proposal and its decision; progress by unit beside them."""

    template_name = "desk/libraries/clean_up.html"
    acts: ClassVar = {
        "propose": Act(
            forms.ProposeForm, lambda page, v: propose(actor=page.request.user, entry=_entry(page), **v), "已报送。"
        ),
        "decide": Act(
            forms.DecideForm, lambda page, v: decide(actor=page.request.user, entry=_entry(page), **v), "已审定。"
        ),
        "all": Act(forms.DecideAllForm, _decide_all, "已按单位建议审定。"),
        "close": Act(
            DeskForm,
            lambda page, _v: close_clean_up(actor=page.request.user, clean_up=page.clean_up),
            "清理已经结束，有效性已变更，结果公告已拟好草稿。",
        ),
    }
    acts_on_parts = frozenset({"propose", "decide"})

    @cached_property
    def clean_up(self) -> CleanUp:
        rows = CleanUp.objects.select_related("guided_by", "result_document")
        return get_object_or_404(rows.defer("result_document__body", "result_document__text"), pk=self.kwargs["pk"])

    def page_url(self) -> str:
        return reverse("desk:clean_up", args=[self.clean_up.pk])

    def asked(self) -> tuple[int, str]:
        """Unit and state in the address; a unit's own people start with their unit."""
        unit, state = self.request.GET.get("unit", ""), self.request.GET.get("state", "")
        return read_number(unit) or 0, state if state in dict(STATES) else ""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The entries of a page with the forms that this person may use."""
        bound, user, clean_up = kwargs.get("bound", {}), self.request.user, self.clean_up
        unit, state = self.asked()
        is_open = clean_up.state == CleanUp.State.OPEN
        decides, units = is_open and may_decide_clean_up(user, clean_up), progress(clean_up)
        works_for = (
            {row.unit.pk for row in units if may_work_for(user, row.unit.pk)} if reach(user).works_for else set()
        )
        entries = clean_up_entries(clean_up, unit=unit, state=state)
        page = Paginator(entries, PAGE).get_page(self.request.GET.get("page"))
        rows = [
            {
                "entry": entry,
                "propose": self.form_on("propose", entry.pk, bound)
                if is_open and entry.unit_id in works_for and not entry.decision
                else None,
                "decide": self.form_on("decide", entry.pk, bound) if decides else None,
            }
            for entry in page
        ]
        return super().get_context_data(
            clean_up=clean_up,
            rows=rows,
            page=page,
            query=query_without(self.request.GET, "page"),
            units=units,
            unit=unit,
            state=state,
            states=STATES,
            decides=decides,
            total=sum(row.total for row in units),
            decided=sum(row.decided for row in units),
            close_blockers=closing_blockers(clean_up) if is_open else [],
            **kwargs,
        )


class CleanUpExport(LibraryView):
    """The campaign as an Excel file."""

    def get(self, request: HttpRequest, *_args: Any, **kwargs: Any) -> HttpResponse:  # noqa: ARG002 - as Django calls it
        """All of its entries, whatever is filtered on the screen."""
        return listing_file(clean_up_table(get_object_or_404(CleanUp, pk=kwargs["pk"])), "xlsx")
