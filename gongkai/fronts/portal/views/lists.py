"""Lists that are no sections: what is new, the libraries, search, the site map. LIB-01, INT-06."""

from __future__ import annotations

from dataclasses import replace

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_safe

from gongkai.apps.documents.queries.public_lists import (
    PublicFilter,
    found,
    found_tallies,
    kind_totals,
    latest,
    library_documents,
    library_tallies,
    public_count,
)
from gongkai.fronts.portal import listing
from gongkai.fronts.portal.head import Crumb, Feed, column, show
from gongkai.fronts.portal.libraries import LIBRARIES
from gongkai.fronts.portal.tree import outline_of

ROOT = Crumb("政策文件库", "/library/")
# a search that leaves more than this says how to narrow it
MANY = 500


@require_safe
def public_latest(request: HttpRequest) -> HttpResponse:
    """Everything that was published, newest first."""
    site = outline_of(request)
    page, chosen = listing.read_page(request.GET), listing.read_filter(request.GET, ("unit",))
    units = [chosen.unit] if chosen.unit else []
    total = site.keep(("latest", chosen.unit), lambda: public_count(units=units))
    rows = latest(listing.SIZE, units=units, start=(page - 1) * listing.SIZE)
    if page > 1 and not rows:
        raise Http404
    shown = listing.plain("/latest/", page, total, rows, chosen)
    head = column(
        request,
        "最新公开",
        "/latest/",
        kind="信息公开目录",
        canonical=shown.canonical,
        feeds=_feeds("latest", "最新公开"),
    )
    return show(request, "portal/latest.html", head, {"listing": shown})


@require_safe
def libraries(request: HttpRequest) -> HttpResponse:
    """The libraries with how much each holds."""
    counts = outline_of(request).keep("kind totals", kind_totals)
    rows = [(row, sum(counts.get(kind, 0) for kind in row.kinds)) for row in LIBRARIES.values()]
    head = column(
        request, "政策文件库", "/library/", description="按性质归集的全部公开文件", kind="政策文件", here="library"
    )
    return show(request, "portal/libraries.html", head, {"rows": rows})


@require_safe
def public_library(request: HttpRequest, slug: str) -> HttpResponse:
    """One library: status tabs, filters, words of a title within it."""
    if slug == "gazette":
        return HttpResponseRedirect("/gazette/")
    library = LIBRARIES.get(slug)
    if library is None:
        raise Http404
    chosen = listing.read_filter(request.GET, (*library.filters, library.tab_name, "words"))
    first_tab = library.tabs[0][0] if library.tab_name == "tab" and library.tabs else ""
    chosen = replace(chosen, tab=chosen.tab or first_tab)
    site = outline_of(request)
    tallies = (
        library_tallies(library.kinds, chosen.words)
        if chosen.words
        else site.keep(("library", slug), lambda: library_tallies(library.kinds))
    )
    shown = listing.make(
        library.url,
        chosen,
        listing.read_page(request.GET),
        tallies,
        lambda start, size: library_documents(library.kinds, chosen, start, size),
        library.filters,
        library.tabs,
        library.tab_name,
    )
    # the first tab is the library as it is linked to: one page, one address
    asked = replace(chosen, tab="") if chosen.tab == first_tab else chosen
    head = column(
        request,
        library.name,
        library.url,
        [ROOT, Crumb(library.name, library.url)],
        description=library.purpose,
        kind="政策解读" if slug == "interpretation" else "政策文件",
        canonical=listing.address(library.url, asked, shown.page),
        feeds=_feeds(f"library/{slug}", library.name),
        here="library",
    )
    return show(request, "portal/library.html", head, {"library": library, "listing": shown})


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Documents by words of their title or by their number. A number that one document has leads to a single row."""
    chosen = listing.read_filter(request.GET, ("year", "unit", "words"))
    page = listing.read_page(request.GET)
    shown = None
    if chosen.words:
        tallies = found_tallies(chosen.words)
        shown = listing.make(
            "/search/",
            chosen,
            page,
            tallies,
            lambda start, size: found(chosen.words, start, size, chosen),
            holds_words=True,
        )
    name = f"搜索：{chosen.words}" if chosen.words else "搜索"
    head = column(
        request, "搜索", "/search/", description="按标题或文号查找公开的文件", kind="信息公开目录",
        canonical=shown.canonical if shown else "/search/", here="search",
    )  # fmt: skip
    head.title = name
    is_many = bool(shown and shown.total > MANY and chosen == PublicFilter(words=chosen.words))
    return show(request, "portal/search.html", head, {"listing": shown, "words": chosen.words, "is_many": is_many})


@require_safe
def site_map(request: HttpRequest) -> HttpResponse:
    """Every page of the tree, the libraries and the units."""
    site = outline_of(request)
    head = column(request, "网站地图", "/map/", description="全部栏目、文件库和部门网页", kind="信息公开目录")
    context = {"top": [node for node in site.top if node.kind != "unit_home"], "libraries": LIBRARIES.values()}
    return show(request, "portal/map.html", head, context | {"homes": site.unit_homes})


def _feeds(place: str, name: str) -> list[Feed]:
    return [Feed(kind, f"{name}（{kind.upper()}）", f"/feeds/{place}.{kind}") for kind in ("atom", "rss")]
