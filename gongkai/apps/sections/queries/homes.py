"""The homes of units. PLT-14, CAT-07."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from gongkai.apps.orgs.models import Unit
from gongkai.apps.sections._trees import ORGAN_OF_KIND
from gongkai.apps.sections.models import Section, UnitHome
from gongkai.apps.sections.queries.tree import home

GUIDE, RULES = "openness.guide", "openness.rules"


@dataclass(frozen=True, slots=True)
class HomeRow:
    """A unit that must disclose, its home if it has one, its guide section and how many sections hang below."""

    unit: Unit
    home: UnitHome | None
    guide: Section | None
    section_count: int


def unit_homes(*, only_live: bool = True) -> QuerySet[UnitHome]:
    """The homes with their units, in the order of the units."""
    rows: QuerySet[UnitHome] = UnitHome.objects.select_related("unit").order_by("unit__order", "unit__pk")
    return rows.filter(live=True) if only_live else rows


def home_of(unit: Unit) -> UnitHome | None:
    """The unit's home, switched on or not."""
    found: UnitHome | None = UnitHome.objects.filter(unit=unit).first()
    return found


def home_rows() -> list[HomeRow]:
    """Every organ in force, with or without a home; three queries. A home without a guide is seen here (CAT-07)."""
    homes = {row.unit_id: row for row in UnitHome.objects.select_related("unit")}
    units = Unit.objects.filter(is_active=True, kind__in=list(ORGAN_OF_KIND)) | Unit.objects.filter(pk__in=list(homes))
    by_home: dict[str, list[Section]] = {row.path: [] for row in homes.values()}
    site = home()
    length = len(site.path) + Section.steplen if site else 0
    for section in Section.objects.filter(retired_on=None).only("pk", "path", "title", "catalogue_code", "body"):
        if section.path[:length] in by_home:
            by_home[section.path[:length]].append(section)
    rows = []
    for unit in units.order_by("order", "pk"):
        found = homes.get(unit.pk)
        below = by_home[found.path] if found else []
        guide = next((section for section in below if section.catalogue_code == GUIDE), None)
        rows.append(HomeRow(unit, found, guide, len(below)))
    return rows


def statutory_nodes(root: UnitHome | None) -> QuerySet[Section]:
    """The sections of the statutory tree in force below a unit's home (None: in the site's own tree), by place."""
    rows: QuerySet[Section] = Section.objects.filter(retired_on=None).exclude(catalogue_code="").order_by("path")
    if root is not None:
        return rows.filter(path__startswith=root.path)
    site = home()
    if site is None:
        return rows.none()
    for path in UnitHome.objects.values_list("path", flat=True):
        rows = rows.exclude(path__startswith=path)
    return rows
