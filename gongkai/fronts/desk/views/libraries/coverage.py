"""解读情况: coverage and ranking by unit, policies without an interpretation, old and new beside each other."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.timezone import localdate

from gongkai.apps.documents.permissions import may_see
from gongkai.apps.documents.queries.comparison import KIND_WORDS, compared, comparison_listing
from gongkai.apps.documents.queries.coverage import coverage_by_unit, coverage_listing, uncovered
from gongkai.fronts.desk.differences import side
from gongkai.fronts.desk.forms import interpreting as forms
from gongkai.fronts.desk.views._desk import refuse
from gongkai.fronts.desk.views._pages import query_without
from gongkai.fronts.desk.views.libraries._shared import LibraryPage, LibraryView, listing_file

PAGE = 50
NO_COMPARISON = "这份文件没有登记所替代、所修改的旧文件。请填写旧文件。"


class Coverage(LibraryPage):
    """The ranking of drafting units, and what is not yet interpreted."""

    template_name = "desk/libraries/coverage.html"

    def page_url(self) -> str:
        return reverse("desk:coverage")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """A year's figures; the list of policies without interpretation is of all years."""
        year = self.asked_year()
        rows = coverage_by_unit(year)
        owed, done = sum(len(row.owed) for row in rows), sum(len(row.interpreted) for row in rows)
        page = Paginator(uncovered(), PAGE).get_page(self.request.GET.get("page"))
        return super().get_context_data(
            year=year,
            years=range(localdate().year, localdate().year - 4, -1),
            rows=rows,
            owed=owed,
            done=done,
            percent=round(100 * done / owed, 1) if owed else None,
            page=page,
            query=query_without(self.request.GET, "page"),
            **kwargs,
        )


class CoverageExport(LibraryPage):
    """The ranking as an Excel file."""

    def get(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:  # noqa: ARG002 - as Django calls it
        """Of the year in the address."""
        year = self.asked_year()
        return listing_file(coverage_listing(year, coverage_by_unit(year)), "xlsx")


class Comparison(LibraryView):
    """Two documents article by article; only what changed is shown."""

    template_name = "desk/libraries/comparison.html"

    def get(self, request: HttpRequest, *_args: Any, **kwargs: Any) -> HttpResponse:
        """The form, the comparison, or the file."""
        is_asked = "new" in request.GET
        form = forms.CompareForm(request.GET if is_asked else None, name="compare")
        context: dict[str, Any] = {"form": form, "query": query_without(request.GET)}
        if is_asked and form.is_valid():
            new, old = form.cleaned_data["new"], form.cleaned_data["old"]
            if not (may_see(request.user, new) and (old is None or may_see(request.user, old))):
                return refuse(request)
            found = compared(new, old)
            if found is None:
                form.add_error("old", NO_COMPARISON)
            elif kind := kwargs.get("kind"):
                return listing_file(comparison_listing(found), kind)
            else:
                context |= {"found": found, "rows": [_row(one) for one in found.changes]}
        return self.render_to_response(self.get_context_data(**context))


def _row(one: Any) -> dict[str, Any]:
    return {
        "kind": one.kind,
        "word": KIND_WORDS[one.kind],
        "old_number": one.old.number if one.old else "",
        "new_number": one.new.number if one.new else "",
        "old": side(one.segments, "removed", "del") if one.old else "",
        "new": side(one.segments, "added", "ins") if one.new else "",
    }
