"""Grids of what is there and what is missing: plans by period, yearly reports, towns by standard items; the books."""

from __future__ import annotations

from typing import Any, ClassVar

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from gongkai.apps.documents.models import PlanPeriod
from gongkai.apps.documents.operations.plan_periods import drop_period, save_period
from gongkai.apps.documents.queries.catalogues import domain_scorecard, scored_domains
from gongkai.apps.documents.queries.compilation import compilation_docx, compiled_counts
from gongkai.apps.documents.queries.plan_periods import plan_gaps, plan_grid
from gongkai.apps.documents.queries.reports import report_due, rule_of_law_grid
from gongkai.apps.orgs.models import Unit
from gongkai.apps.sections.queries import domains as all_domains
from gongkai.fronts.desk.forms import libraries as forms
from gongkai.fronts.desk.forms.fields import DeskForm
from gongkai.fronts.desk.views._forms_page import Act
from gongkai.fronts.desk.views.libraries._shared import LibraryPage, LibraryView, file_answer

YEARS = 4
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def _drop(page: Any, _values: dict[str, Any]) -> None:
    drop_period(actor=page.request.user, period=get_object_or_404(PlanPeriod, pk=page.target))


class PlanPeriods(LibraryPage):
    """Plans by unit and period."""

    template_name = "desk/libraries/plan_periods.html"
    acts: ClassVar = {
        "add": Act(forms.PeriodForm, lambda page, v: save_period(actor=page.request.user, **v), "已增加。"),
        "drop": Act(DeskForm, _drop, "已删除。"),
    }
    acts_on_parts = frozenset({"drop"})

    def page_url(self) -> str:
        return reverse("desk:plan_periods")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The grid and the gaps."""
        periods, rows = plan_grid()
        listed = [(period, self.act_url(f"drop-{period.pk}")) for period in periods]
        return super().get_context_data(periods=listed, rows=rows, gaps=plan_gaps(), **kwargs)


class RuleOfLaw(LibraryPage):
    """法治政府建设年度报告: unit × year."""

    template_name = "desk/libraries/rule_of_law.html"

    def page_url(self) -> str:
        return reverse("desk:rule_of_law")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The last reporting years, newest first."""
        context = super().get_context_data(**kwargs)
        last = self.asked_year() - 1
        years = range(last, last - YEARS, -1)
        rows = rule_of_law_grid(years, context["today"])
        due_on, rule = report_due(last)
        missing = [row.unit for row in rows if row.cells[0].state == "missing"]
        heads = [(year, report_due(year)[0]) for year in years]
        return context | {
            "heads": heads,
            "rows": rows,
            "rule": rule,
            "due_on": due_on,
            "last": last,
            "missing": missing,
        }


class Scorecards(LibraryPage):
    """Each town against the standard items of one domain."""

    template_name = "desk/libraries/scorecards.html"

    def page_url(self) -> str:
        return reverse("desk:scorecards")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The domain asked for, else the first."""
        context = super().get_context_data(**kwargs)
        names = {row.code: row.name for row in all_domains()}
        domains = [(code, names.get(code, code)) for code in scored_domains()]
        domain = self.request.GET.get("domain") or next((code for code, _ in domains), "")
        if domain and domain not in dict(domains):
            raise Http404
        towns = domain_scorecard(domain, context["today"]) if domain else []
        return context | {"domains": domains, "domain": domain, "towns": towns}


class Compilations(LibraryPage):
    """The books of policy documents, one for each unit."""

    template_name = "desk/libraries/compilations.html"

    def page_url(self) -> str:
        return reverse("desk:compilations")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Units with the number of their public documents."""
        return super().get_context_data(rows=compiled_counts(), **kwargs)


class Compilation(LibraryView):
    """One book."""

    def get(self, request: HttpRequest, *_args: Any, **kwargs: Any) -> HttpResponse:  # noqa: ARG002 - as Django calls it
        """A Word file."""
        unit = get_object_or_404(Unit, pk=kwargs["pk"])
        return file_answer(compilation_docx(unit), f"{unit.name}政策文件汇编.docx", DOCX)
