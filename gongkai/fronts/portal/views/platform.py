"""Across all units: the disclosure guides, and the results of the yearly clean-ups. CAT-07, LIB-02."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from gongkai.apps.documents.models import CleanUp, CleanUpEntry, Document
from gongkai.apps.documents.queries.public_platform import clean_up_results, closed_clean_ups, guide_documents
from gongkai.apps.orgs.models import Unit
from gongkai.apps.sections.queries import home_rows
from gongkai.fronts.portal import addresses
from gongkai.fronts.portal.branches import Totals, line
from gongkai.fronts.portal.head import Crumb, column, show
from gongkai.fronts.portal.tree import UNIT_HOME, Node, Outline, outline_of
from gongkai.fronts.portal.views.lists import ROOT
from gongkai.fronts.portal.views.sections import totals_of

GUIDE = "openness.guide"
GUIDES, CLEAN_UPS = "/guides/", "/clean-ups/"


@dataclass(frozen=True, slots=True)
class GuideLine:
    """A unit and where its guide is; without an address it has none."""

    unit: Unit
    url: str = ""
    changed_at: datetime | date | None = None


@dataclass(frozen=True, slots=True)
class Result:
    """A closed clean-up: its documents and how many of each conclusion."""

    clean_up: CleanUp
    entries: tuple[CleanUpEntry, ...]
    counts: tuple[tuple[str, int], ...]


@require_safe
def guides(request: HttpRequest) -> HttpResponse:
    """The current guide of every unit that must have one; those without are named too."""
    rows = guide_lines(outline_of(request))
    head = column(request, "各单位公开指南", GUIDES, description="各单位现行的政府信息公开指南", kind="信息公开指南")
    missing = [row for row in rows if not row.url]
    return show(request, "portal/guides.html", head, {"rows": [row for row in rows if row.url], "missing": missing})


def guide_lines(site: Outline) -> list[GuideLine]:
    """Where each unit's guide is: the section of its home when it holds something, else the newest document."""
    totals, documents = totals_of(site), guide_documents()
    return [_guide(row.unit, site, totals, documents) for row in home_rows()]


def _guide(unit: Unit, site: Outline, totals: dict[int, Totals], documents: dict[int, Document]) -> GuideLine:
    own = site.home_of(unit.pk)
    places: list[Node] = [node for node in own.walk() if node.catalogue_code == GUIDE] if own else []
    if unit.is_oversight_office:
        # the office keeps the guide of the site's own tree
        tops = (top for top in site.top if top.kind != UNIT_HOME)
        places += [node for top in tops for node in top.walk() if node.catalogue_code == GUIDE]
    for node in places:
        found = line(node, totals)
        if not found.is_empty:
            return GuideLine(unit, node.url, found.changed_at)
    row = documents.get(unit.pk)
    return GuideLine(unit, addresses.page_of(row), row.published_at) if row else GuideLine(unit)


@require_safe
def clean_ups(request: HttpRequest) -> HttpResponse:
    """The clean-ups whose result is out."""
    trail = [ROOT, Crumb("清理结果", CLEAN_UPS)]
    head = column(
        request, "规范性文件清理结果", CLEAN_UPS, trail, description="历年规范性文件清理的结论", here="library"
    )
    return show(request, "portal/clean_ups.html", head, {"rows": closed_clean_ups()})


@require_safe
def clean_up(request: HttpRequest, year: int) -> HttpResponse:
    """The conclusions of one year: every document, what became of it, and why."""
    found = [_result(row) for row in closed_clean_ups().filter(year=year)]
    if not found:
        raise Http404
    name, url = f"{year}年规范性文件清理结果", f"{CLEAN_UPS}{year}/"
    trail = [ROOT, Crumb("清理结果", CLEAN_UPS), Crumb(f"{year}年", url)]
    head = column(request, name, url, trail, description=f"{year}年清理的每件规范性文件的结论和理由", here="library")
    return show(request, "portal/clean_up.html", head, {"name": name, "results": found})


def _result(row: CleanUp) -> Result:
    entries = tuple(clean_up_results(row))
    counted = Counter(entry.get_decision_display() for entry in entries)
    return Result(row, entries, tuple(counted.items()))
