"""Sections by what they hold, and the public log of their changes. CAT-04, CAT-16, LIB-01, CAT-18."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.views.decorators.http import require_safe

from gongkai.apps.documents.models import Document
from gongkai.apps.documents.queries.public import newest_text, summaries_of
from gongkai.apps.documents.queries.public_lists import (
    TAB_ENDED,
    TAB_IN_FORCE,
    PublicFilter,
    Tally,
    library_documents,
    library_tallies,
    report_places,
    section_documents,
    section_tallies,
    section_totals,
)
from gongkai.apps.documents.queries.public_rules import (
    MINISTRY,
    REGULATIONS,
    RULES,
    rule_documents,
    rule_tallies,
    rule_totals,
)
from gongkai.apps.ledgers.queries.public_lists import demanding_tasks
from gongkai.apps.sections.models import Section
from gongkai.apps.sections.queries import change_log
from gongkai.fronts.portal import listing, structured
from gongkai.fronts.portal.branches import Lines, Totals, line
from gongkai.fronts.portal.head import Feed, Head, column, column_tags, column_type, crumbs_of, show, site_tags
from gongkai.fronts.portal.libraries import LIBRARIES, Library
from gongkai.fronts.portal.listing import Listing
from gongkai.fronts.portal.reading import boxed
from gongkai.fronts.portal.tree import SECTION, UNIT_HOME, Node, Outline, outline_of

Kind, Layout = Section.ContentKind, Section.Layout
ROWS: dict[str, str] = {
    Layout.SUMMARIES: "portal/parts/rows_summaries.html",
    Layout.TABLE: "portal/parts/rows_table.html",
    Layout.YEARS: "portal/parts/rows_years.html",
}
FILTERS = ("year", "unit", "theme")
# a library section without documents or rules of its own shows the library that its name means
NAMED = (
    ("规范性文件", "normative"),
    ("法规规章", "regulation"),
    ("政策解读", "interpretation"),
    ("政策文件", "policy"),
)
# the two halves of a library, where they are sections of their own
# kinds of section that show a library while nothing of their own hangs in them
SHELVES = (Kind.LIBRARY, Kind.REPORT)
HALVES = ((".valid", TAB_IN_FORCE), (".ended", TAB_ENDED))
# sections for rules of one rank, by their code in the statutory tree
RANKS = {f"statutory.basis.{rank}": rank for rank in (REGULATIONS, MINISTRY, RULES)}


@dataclass(frozen=True, slots=True)
class ReportGrid:
    """Reports by unit and year; a cell is the document's number, 0 where there is none."""

    years: tuple[int, ...]
    rows: tuple[tuple[str, tuple[int, ...]], ...]


def section(request: HttpRequest, node: Node) -> HttpResponse:
    """A section: its documents, its text, or the sections below it."""
    row = Section.objects.select_related("owner_unit", "replaced_by").filter(pk=node.pk).first()
    if row is None:
        raise Http404
    if row.content_kind == Kind.GAZETTE and not row.retired_on:
        return HttpResponseRedirect("/gazette/")
    context = section_context(request, row, node)
    shown: Listing | None = context["listing"]
    crumbs = crumbs_of(node)
    tags = column_tags(row.title, row.purpose, kind=column_type(row.title, row.content_kind))
    head = Head(
        row.title,
        crumbs,
        site_tags(request) + tags,
        [structured.breadcrumbs(crumbs)],
        [Feed(kind, f"{row.title}（{kind.upper()}）", f"/feeds/section/{row.pk}.{kind}") for kind in ("atom", "rss")],
        canonical=shown.canonical if shown else node.url,
        path=node.path,
    )
    return show(request, "portal/section.html", head, context)


def section_context(request: HttpRequest, row: Section, node: Node | None) -> dict[str, Any]:
    """What a section shows; also for its preview on the desk, where it may have no node yet."""
    site = outline_of(request)
    shown = grid = None
    if node and not row.retired_on and row.content_kind != Kind.BRANCH:
        shown = _listing(request, row, node, site)
    if shown and row.content_kind == Kind.REPORT and not shown.is_narrowed:
        grid = _report_grid(node, site)
    branches = node.sections if node else []
    totals = totals_of(site) if branches else {}
    return {
        **_laid_out(row, shown),
        "page": row,
        "node": node,
        "listing": shown,
        "grid": grid,
        "branches": Lines(tuple(line(branch, totals) for branch in branches), ()) if branches else None,
        "others": [other for other in node.children if other.kind != SECTION] if node else [],
        "tasks": demanding_tasks(row.pk, timezone.localdate()),
    }


def _laid_out(row: Section, shown: Listing | None) -> dict[str, Any]:
    """What the layout of the section needs: the template of its rows, summaries, or the newest document whole."""
    found: dict[str, Any] = {}
    if not shown or not shown.rows:
        return found
    if row.shown_as == Layout.WHOLE and not row.body and not shown.is_narrowed and shown.page == 1:
        newest = newest_text(shown.rows[0].pk)
        if newest:
            found["whole"], found["whole_body"] = newest, boxed(newest.body, newest.pk)[0]
    elif row.shown_as == Layout.SUMMARIES:
        summaries = summaries_of(one.pk for one in shown.rows)
        found["summaries"] = [(one, summaries.get(one.pk, "")) for one in shown.rows]
    return found | {"rows_template": ROWS.get(row.shown_as, "portal/parts/rows.html")}


def totals_of(site: Outline) -> dict[int, Totals]:
    """Section → how many documents it lists and when the last came. A library section counts its library's."""

    def count() -> dict[int, Totals]:
        placed = section_totals()
        return placed | dict(_library_totals(site, placed))

    return site.keep("totals", count)  # type: ignore[no-any-return]


def _library_totals(site: Outline, placed: dict[int, Totals]) -> Iterator[tuple[int, Totals]]:
    ranked = rule_totals() if any(node.catalogue_code in RANKS for node in site.nodes.values()) else {}
    for node in site.nodes.values():
        if node.pk in placed or _halved_below(node):
            continue
        if rank := RANKS.get(node.catalogue_code):
            yield node.pk, ranked.get((_home_unit(node), rank), (0, None))
        elif node.content_kind in SHELVES and (library := _library_of(node)):
            rows = _part(library, node, site)
            yield node.pk, (sum(row.count for row in rows), max((row.last for row in rows if row.last), default=None))


@dataclass(frozen=True, slots=True)
class Stock:
    """What a section lists: how to load it, its counts, and the tabs it is parted by."""

    tallies: tuple[Tally, ...]
    load: Callable[[PublicFilter, int, int], list[Document]]
    library: Library | None = None


def _listing(request: HttpRequest, row: Section, node: Node, site: Outline) -> Listing:
    chosen = listing.read_filter(request.GET, (*FILTERS, "tab", "form", "report"))
    stock = _stock(row, node, site)
    return listing.make(
        node.url,
        chosen,
        listing.read_page(request.GET),
        stock.tallies,
        lambda start, size: stock.load(chosen, start, size),
        FILTERS,
        stock.library.tabs if stock.library else (),
        stock.library.tab_name if stock.library else "tab",
    )


def _stock(row: Section, node: Node, site: Outline) -> Stock:
    """A library section shows its library: in a unit's home the unit's part, in half a library's section that half."""
    own: tuple[Tally, ...] = site.keep(("section", row.pk), lambda: section_tallies(row.pk, row.gathers))
    if not own and (rank := RANKS.get(node.catalogue_code)):
        unit = _home_unit(node)
        return Stock(
            site.keep(("rules", rank, unit), lambda: rule_tallies(rank, unit)),
            lambda *at: rule_documents(rank, unit, *at),
            LIBRARIES["regulation"],
        )
    library = _library_of(node) if row.content_kind in SHELVES else None
    if library is None or own:
        return Stock(own, lambda *at: section_documents(row.pk, row.gathers, *at), library)
    preset = _preset(node)
    return Stock(
        _part(library, node, site),
        lambda chosen, start, size: library_documents(library.kinds, replace(chosen, **preset), start, size),
        None if "tab" in preset else library,
    )


def _preset(node: Node) -> dict[str, Any]:
    """What the place of a library section already narrows: the unit of a home, the half that its code names."""
    tab = next((tab for end, tab in HALVES if node.catalogue_code.endswith(end)), "")
    preset = {"tab": tab, "unit": _home_unit(node), "report": _report_kind(node)}
    return {name: value for name, value in preset.items() if value}


def _home_unit(node: Node) -> int:
    """The unit in whose home a section lies, 0 in the site's own tree."""
    top = node.trail[0]
    return (top.unit_id or 0) if top.kind == UNIT_HOME else 0


def _halved_below(node: Node) -> bool:
    """Whether the halves of its library are sections below: they are counted, not the whole a second time."""
    return any(below.catalogue_code.endswith(tuple(end for end, _ in HALVES)) for below in node.sections)


def _part(library: Library, node: Node, site: Outline) -> tuple[Tally, ...]:
    tallies: tuple[Tally, ...] = site.keep(("library", library.slug), lambda: library_tallies(library.kinds))
    preset = _preset(node)
    return tuple(one for one in tallies if all(getattr(one, name) == value for name, value in preset.items()))


def _library_of(node: Node) -> Library | None:
    """By the name of the section, else of the one above it (规范性文件 › 现行有效)."""
    if node.content_kind == Kind.REPORT:
        return LIBRARIES["report"]
    names = [step.title for step in node.trail[-2:]][::-1]
    return next((LIBRARIES[slug] for name in names for word, slug in NAMED if word in name), None)


def _report_kind(node: Node) -> str:
    """Which reports a section of reports is for, by its name."""
    if node.content_kind != Kind.REPORT:
        return ""
    return str(Document.ReportKind.RULE_OF_LAW if "法治" in node.title else Document.ReportKind.OPENNESS)


def _report_grid(node: Node | None, site: Outline) -> ReportGrid | None:
    """The reports of all units by year. A unit's own section lists only its own, which needs no grid."""
    if node and node.trail[0].kind == UNIT_HOME:
        return None
    kind = _report_kind(node) if node else ""
    places = site.keep(("reports", kind), lambda: report_places(kind))
    years = tuple(sorted({year for _, year, _ in places}, reverse=True))[:10]
    units = list(dict.fromkeys(unit for unit, _, _ in places))
    if len(units) < 2:
        return None
    at = {(unit, year): pk for unit, year, pk in places}
    return ReportGrid(years, tuple((unit, tuple(at.get((unit, year), 0) for year in years)) for unit in units))


@require_safe
def section_changes(request: HttpRequest) -> HttpResponse:
    """The last 200 changes of sections."""
    head = column(request, "栏目变动记录", "/section-changes/", description="栏目新增、更名、移动和停用的记录")
    return show(request, "portal/changes.html", head, {"changes": change_log()[:200]})
