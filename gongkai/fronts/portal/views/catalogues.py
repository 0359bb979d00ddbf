"""Standard catalogues in one place: by domain, level and unit; one catalogue as a table, and as a workbook. CAT-13."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from urllib.parse import quote, urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from gongkai.apps.sections.models import CatalogueSection, StandardCatalogue
from gongkai.apps.sections.queries import catalogue_items, catalogues_public, domains, export_catalogue, version_diff
from gongkai.fronts.portal.head import Crumb, column, show
from gongkai.fronts.portal.listing import Group, Link
from gongkai.fronts.portal.tree import Node, Outline, outline_of

NAME, URL = "基层政务公开标准目录", "/catalogues/"
PURPOSE = "各领域、各层级应当公开的事项，公开什么、依据什么、什么时候公开、由谁公开。"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LEVELS = dict(StandardCatalogue.Level.choices)
NAMES = {"domain": "领域", "level": "层级", "unit": "单位"}


@require_safe
def catalogues(request: HttpRequest) -> HttpResponse:
    """All catalogues in force, narrowed by links."""
    rows = [(row, _domain_names().get(row.domain, row.domain)) for row in catalogues_public()]
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


def _places(row: StandardCatalogue, site: Outline) -> dict[str, list[Node]]:
    links = CatalogueSection.objects.filter(domain=row.domain).values_list("key", "section")
    made: dict[str, list[Node]] = {}
    for key, section in links:
        if section in site.nodes and not site.nodes[section].is_retired:
            made.setdefault(key, []).append(site.nodes[section])
    return made


def _channels(channels: Iterable[Any]) -> list[str]:
    return [one["name"] if isinstance(one, dict) else str(one) for one in channels]


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
