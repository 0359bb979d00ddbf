"""Standard catalogues in one place: by domain, level and unit; one catalogue as a table, and as a workbook. CAT-13."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import quote, urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from gongkai.apps.documents.queries.catalogues import item_documents
from gongkai.apps.sections.models import CatalogueSection, StandardCatalogue
from gongkai.apps.sections.queries import (
    catalogue_items,
    catalogues_public,
    domains,
    export_catalogue,
    find_items,
    version_diff,
)
from gongkai.fronts.portal.head import Crumb, column, show
from gongkai.fronts.portal.listing import Group, Link
from gongkai.fronts.portal.tree import Node, Outline, outline_of

NAME, URL = "基层政务公开标准目录", "/catalogues/"
PURPOSE = "各领域、各层级应当公开的事项，公开什么、依据什么、什么时候公开、由谁公开。"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LEVELS = dict(StandardCatalogue.Level.choices)
NAMES = {"domain": "领域", "level": "层级", "unit": "单位"}
# of the items that a word finds, and of the documents of an item, no more are shown on one page
MOST_FOUND, MOST_SHOWN = 100, 50


@require_safe
def catalogues(request: HttpRequest) -> HttpResponse:
    """All catalogues in force, narrowed by links; or the items of all of them that a word finds."""
    if words := request.GET.get("q", "").replace("\0", "").strip()[:60]:
        return _found_items(request, words)
    names = _domain_names()
    rows = [(row, names.get(row.domain, row.domain)) for row in catalogues_public()]
    chosen = {name: request.GET.get(name, "")[:60] for name in NAMES}
    values: dict[str, dict[str, str]] = {"domain": {}, "level": LEVELS, "unit": {}}
    for row, domain in rows:
        values["domain"][row.domain] = domain
        values["unit"][str(row.unit_id)] = row.unit.short_name or row.unit.name
    shown = [(row, domain) for row, domain in rows if _fits(row, chosen, "")]
    groups = [_group(name, values[name], [row for row, _ in rows], chosen) for name in NAMES]
    head = column(request, NAME, URL, description=PURPOSE, kind="信息公开目录", canonical=_address(chosen))
    context = {"rows": shown, "groups": [group for group in groups if len(group.links) > 1], "purpose": PURPOSE}
    return show(request, "portal/catalogues.html", head, context | {"is_narrowed": any(chosen.values())})


@require_safe
def catalogue(request: HttpRequest, pk: int) -> HttpResponse:
    """The items of a catalogue; each leads to the sections where it is disclosed (CAT-11)."""
    row = _found(pk)
    site = outline_of(request)
    items = list(catalogue_items(row))
    places = _places(row, site)
    head = column(
        request, row.title, f"{URL}{pk}/", [Crumb(NAME, URL), Crumb(row.title, f"{URL}{pk}/")],
        description=PURPOSE, kind="信息公开目录",
    )  # fmt: skip
    changed = version_diff(row) if row.version > 1 else None
    context = {
        "catalogue": row,
        "changes": {"before": changed[0], "diff": changed[1]} if changed else None,
        "domain": _domain_names().get(row.domain, row.domain),
        "items": [(item, _channels(item.channels), places.get(item.key, [])) for item in items],
    }
    return show(request, "portal/catalogue.html", head, context)


@require_safe
def item(request: HttpRequest, pk: int, position: int) -> HttpResponse:
    """One item with all its columns, the sections where it is disclosed, and the documents there (CAT-11)."""
    row = _found(pk)
    found = row.items.filter(position=position).first()
    if found is None:
        raise Http404
    documents = list(item_documents(row.domain, found.key)[: MOST_SHOWN + 1])
    url = f"{URL}{pk}/{position}/"
    trail = [Crumb(NAME, URL), Crumb(row.title, f"{URL}{pk}/"), Crumb(str(found), url)]
    head = column(request, str(found), url, trail, description=found.required_elements[:200], kind="信息公开目录")
    context = {
        "catalogue": row,
        "item": found,
        "channels": _channels(found.channels),
        "nodes": _places(row, outline_of(request), found.key).get(found.key, []),
        "documents": documents[:MOST_SHOWN],
        "has_more": len(documents) > MOST_SHOWN,
        "most": MOST_SHOWN,
    }
    return show(request, "portal/catalogue_item.html", head, context)


def _found_items(request: HttpRequest, words: str) -> HttpResponse:
    names = _domain_names()
    items = list(find_items(words)[: MOST_FOUND + 1])
    rows = [(row, names.get(row.catalogue.domain, row.catalogue.domain)) for row in items[:MOST_FOUND]]
    url = f"{URL}?{urlencode({'q': words})}"
    head = column(request, f"查找：{words}", url, [Crumb(NAME, URL), Crumb("查找", url)], kind="信息公开目录")
    more = {"has_more": len(items) > MOST_FOUND, "most": MOST_FOUND}
    return show(request, "portal/catalogue_items.html", head, {"rows": rows, "words": words} | more)


@require_safe
def catalogue_file(_request: HttpRequest, pk: int) -> HttpResponse:
    """The catalogue as a workbook."""
    row = _found(pk)
    name = quote(f"{row.title}.xlsx")
    disposition = f"attachment; filename*=UTF-8''{name}"
    return HttpResponse(export_catalogue(row), content_type=XLSX, headers={"Content-Disposition": disposition})


def _found(pk: int) -> StandardCatalogue:
    row: StandardCatalogue | None = catalogues_public().filter(pk=pk).first()
    if row is None:
        raise Http404
    return row


def _domain_names() -> dict[str, str]:
    return {row.code: row.name for row in domains()}


def _places(row: StandardCatalogue, site: Outline, key: str = "") -> dict[str, list[Node]]:
    rows = CatalogueSection.objects.filter(domain=row.domain)
    links = (rows.filter(key=key) if key else rows).values_list("key", "section")
    made: dict[str, list[Node]] = {}
    for name, section in links:
        if section in site.nodes and not site.nodes[section].is_retired:
            made.setdefault(name, []).append(site.nodes[section])
    return made


def _channels(channels: Iterable[Mapping[str, Any]]) -> dict[str, list[str]]:
    """The channels that must be used, and those that may be."""
    rows = list(channels)
    return {
        "must": [one["name"] for one in rows if one["is_required"]],
        "may": [one["name"] for one in rows if not one["is_required"]],
    }


def _fits(row: StandardCatalogue, chosen: dict[str, str], without: str) -> bool:
    here = {"domain": row.domain, "level": row.level, "unit": str(row.unit_id)}
    return all(not value or here[name] == value for name, value in chosen.items() if name != without)


def _group(name: str, words: dict[str, str], rows: list[StandardCatalogue], chosen: dict[str, str]) -> Group:
    links = [Link("全部", _address(chosen | {name: ""}), None, not chosen[name])]
    for value, label in words.items():
        count = sum(_fits(row, chosen | {name: value}, "") for row in rows)
        if count:
            links.append(Link(label, _address(chosen | {name: value}), count, chosen[name] == value))
    return Group(NAMES[name], tuple(links))


def _address(chosen: dict[str, str]) -> str:
    query = urlencode({name: value for name, value in chosen.items() if value})
    return f"{URL}?{query}" if query else URL
