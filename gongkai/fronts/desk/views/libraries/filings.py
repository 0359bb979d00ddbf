"""文件备案: whose normative documents have to be filed with the legal office, by when. LIB-04."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from gongkai.apps.documents.queries.owing.filing import STATES, filing_listing, filing_rules, filings, to_file
from gongkai.apps.orgs.models import Unit
from gongkai.fronts.desk.views._desk import read_number
from gongkai.fronts.desk.views._pages import query_without
from gongkai.fronts.desk.views.libraries._shared import LibraryPage, listing_file

PAGE = 50
# an Excel file of more rows is nobody's list of what is due
MOST_ROWS = 5000


class Filings(LibraryPage):
    """What waits, what is late, what was filed. What is filed is written down on the document's own page."""

    template_name = "desk/libraries/filings.html"

    def page_url(self) -> str:
        return reverse("desk:filings")

    def asked(self) -> tuple[str, Unit | None]:
        """State and unit of the address. 404 for others than there are."""
        state = self.request.GET.get("state", "")
        number = read_number(self.request.GET.get("unit", ""))
        unit = Unit.objects.filter(pk=number).first() if number else None
        if state not in ("", *STATES) or (number and unit is None):
            raise Http404
        return state, unit

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """A page of the list, with the counts of the others."""
        context = super().get_context_data(**kwargs)
        today = context["today"]
        state, unit = self.asked()
        of_unit = unit.pk if unit else 0
        counted = {key: to_file(state=key, unit=of_unit, today=today).count() for key in STATES}
        page = Paginator(to_file(state=state, unit=of_unit, today=today), PAGE).get_page(self.request.GET.get("page"))
        return context | {
            "lists": [("", "全部", to_file(unit=of_unit, today=today).count())]
            + [(key, word, counted[key]) for key, word in STATES.items()],
            "state": state,
            "unit": unit,
            "units": Unit.objects.filter(is_active=True).order_by("order", "pk"),
            "rules": filing_rules(today),
            "page": page,
            "rows": filings(page, today),
            "query": query_without(self.request.GET, "page"),
            "unit_query": f"&unit={unit.pk}" if unit else "",
        }


class FilingsExport(Filings):
    """The list as an Excel file, as it is narrowed on the screen."""

    def get(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:  # noqa: ARG002 - as Django calls it
        """All pages of it."""
        state, unit = self.asked()
        today = self.get_context_data()["today"]
        rows = to_file(state=state, unit=unit.pk if unit else 0, today=today)[:MOST_ROWS]
        return listing_file(filing_listing(filings(rows, today)), "xlsx")
