"""The pages of units: own home with header and contacts, and the list of all units. PLT-14."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from gongkai.apps.documents.queries.public_lists import latest, public_count
from gongkai.apps.orgs.models import Unit
from gongkai.apps.orgs.queries import unit_tree
from gongkai.apps.sections.models import UnitHome
from gongkai.apps.sections.queries import unit_homes
from gongkai.fronts.portal import structured
from gongkai.fronts.portal.branches import Line, Lines, Totals, folded, line
from gongkai.fronts.portal.head import Feed, Head, column, column_tags, crumbs_of, show, site_tags
from gongkai.fronts.portal.tree import SECTION, Node, outline_of
from gongkai.fronts.portal.views.sections import totals_of

NEWEST = 10
STATUTORY_PART = "statutory"


@dataclass(frozen=True, slots=True)
class UnitLine:
    """A unit in the list of all; what its own page says goes before its record."""

    unit: Unit
    depth: int
    home: Node | None
    word: str
    address: str
    phone: str


def unit_home(request: HttpRequest, node: Node) -> HttpResponse:
    """A unit's own page: header, contacts, its sections with counts, what it published last."""
    row = UnitHome.objects.select_related("unit").filter(pk=node.pk, live=True).first()
    if row is None:
        raise Http404
    unit = row.unit
    tags = column_tags(
        unit.name, f"{unit.name}的机关简介、公开内容和联系方式", [unit.short_name or unit.name], "机构职能"
    )
    crumbs = crumbs_of(node)
    office = structured.organization(
        unit.name, node.url, telephone=row.phone or unit.phone, address=row.address or unit.address, email=row.email
    )
    head = Head(
        unit.name,
        crumbs,
        site_tags(request) + tags,
        [structured.breadcrumbs(crumbs), office],
        [Feed(kind, f"{unit.name}（{kind.upper()}）", f"/feeds/unit/{unit.pk}.{kind}") for kind in ("atom", "rss")],
        canonical=node.url,
        path=node.path,
    )
    return show(request, "portal/unit_home.html", head, unit_context(request, row, node))


def unit_context(request: HttpRequest, row: UnitHome, node: Node | None) -> dict[str, Any]:
    """What a unit's page shows; also for its preview on the desk."""
    site = outline_of(request)
    return {
        "page": row,
        "unit": row.unit,
        "sections": _lines(node, totals_of(site)) if node and node.sections else None,
        "others": [below for below in (node.children if node else []) if below.kind != SECTION],
        "newest": latest(NEWEST, units=[row.unit_id]),
        "total": site.keep(("unit", row.unit_id), lambda: public_count(units=[row.unit_id])),
        "contacts": contacts(row),
    }


def _lines(node: Node, totals: dict[int, Totals]) -> Lines:
    """The sections of a home. What lies in a single one is shown instead of it, and of the statutory part its items."""
    sections = node.sections
    if len(sections) == 1 and sections[0].sections:
        sections = sections[0].sections
    lines: list[Line] = []
    for section in sections:
        lines.append(line(section, totals))
        if section.catalogue_code == STATUTORY_PART:
            lines += [line(below, totals, is_below=True) for below in section.sections]
    return folded(lines)


def contacts(row: UnitHome) -> list[tuple[str, str]]:
    """What is known of how to reach the unit; its own page goes before the unit's record."""
    lines = [
        ("办公地址", row.address or row.unit.address),
        ("办公时间", row.office_hours),
        ("联系电话", row.phone or row.unit.phone),
        ("传真", row.fax),
        ("电子邮箱", row.email),
        ("邮政编码", row.post_code),
        ("负责人", row.leader_text),
    ]
    return [(label, value) for label, value in lines if value]


@require_safe
def units(request: HttpRequest) -> HttpResponse:
    """All units with address and telephone, below their superior; those with a page of their own link to it."""
    site = outline_of(request)
    words = dict(Unit.Kind.choices)
    own = {row.unit_id: row for row in unit_homes()}
    rows = [
        UnitLine(
            row.unit,
            row.depth,
            site.home_of(row.unit.pk),
            words[row.unit.kind],
            (own[row.unit.pk].address if row.unit.pk in own else "") or row.unit.address,
            (own[row.unit.pk].phone if row.unit.pk in own else "") or row.unit.phone,
        )
        for row in unit_tree()
    ]
    head = column(
        request, "单位和联系方式", "/units/", description="各单位的办公地址、公开电话和部门网页", kind="机构职能"
    )
    return show(request, "portal/units.html", head, {"rows": rows})
