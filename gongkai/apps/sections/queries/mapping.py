"""Items of catalogues and the sections where they are disclosed: who has none, what they ask of sections. CAT-11."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet
from rapidfuzz import fuzz, process

from gongkai.apps.sections._domains import carrier_of
from gongkai.apps.sections.models import CatalogueSection, Section, StandardCatalogue, StandardItem
from gongkai.apps.sections.queries.catalogues import ALIKE
from gongkai.apps.sections.queries.tree import SectionRow, section_tree

State = StandardCatalogue.State
SUGGESTED = 3
# kinds of section that disclose something of their own
HOLDING = (Section.ContentKind.LIST, Section.ContentKind.TABLE, Section.ContentKind.LIBRARY, Section.ContentKind.TEXT)


@dataclass(frozen=True, slots=True)
class MappedItem:
    """An item with the sections where it is disclosed, and for one that has none the sections named alike."""

    item: StandardItem
    sections: tuple[Section, ...]
    suggested: tuple[SectionRow, ...] = ()


def mapped_items(catalogue: StandardCatalogue, items: Iterable[StandardItem]) -> list[MappedItem]:
    """Items with their sections; for those without, sections of the site's own tree with names alike."""
    rows = list(items)
    links: dict[str, list[Section]] = defaultdict(list)
    found = CatalogueSection.objects.filter(domain=catalogue.domain, key__in=[item.key for item in rows])
    for link in found.select_related("section", "section__owner_unit").order_by("section__path"):
        links[link.key].append(link.section)
    tree = section_tree(with_retired=False) if any(item.key not in links for item in rows) else []
    choices = {place: row.section.title for place, row in enumerate(tree) if row.section.content_kind in HOLDING}
    return [
        MappedItem(item, tuple(links[item.key]), () if links[item.key] else _alike(item, choices, tree))
        for item in rows
    ]


def _alike(item: StandardItem, choices: dict[int, str], tree: list[SectionRow]) -> tuple[SectionRow, ...]:
    best: dict[int, float] = {}
    for name in filter(None, (item.second_item, item.first_item)):
        for _, score, place in process.extract(name, choices, scorer=fuzz.WRatio, score_cutoff=ALIKE, limit=SUGGESTED):
            best[place] = max(best.get(place, 0), score)
    order = sorted(best, key=lambda place: (-best[place], place))
    return tuple(tree[place] for place in order[:SUGGESTED])


def unmapped_items(domain: str = "") -> QuerySet[StandardItem]:
    """Rows of catalogues in force that no section discloses."""
    rows = StandardItem.objects.filter(catalogue__state=State.IN_FORCE).select_related("catalogue", "catalogue__unit")
    if domain:
        rows = rows.filter(catalogue__domain=domain)
    mapped: dict[str, set[str]] = defaultdict(set)
    for code, key in CatalogueSection.objects.filter(section__retired_on=None).values_list("domain", "key"):
        mapped[code].add(key)
    for code, keys in mapped.items():
        rows = rows.exclude(catalogue__domain=code, key__in=keys)
    return rows.order_by("catalogue__domain", "catalogue", "position")


def unmapped_sections() -> list[SectionRow]:
    """Sections of the site's own tree that hold contents and answer no row of any catalogue."""
    mapped = set(CatalogueSection.objects.values_list("section_id", flat=True))
    rows = section_tree(with_retired=False)
    holding = (row for row in rows if row.home_id is None and row.section.content_kind in HOLDING)
    return [row for row in holding if row.section.pk not in mapped]


def channels_asked(sections: Iterable[int] | None = None) -> dict[int, tuple[str, ...]]:
    """Section → the channels of the register that rows of catalogues in force demand for it, the website left out.

    `sections`: only of these; None: of all in force. Two queries. CAT-03.
    """
    rows = CatalogueSection.objects.filter(section__retired_on=None, section__live=True).order_by("section__path")
    if sections is not None:
        rows = rows.filter(section__in=list(sections))
    links = list(rows.values_list("section", "domain", "key"))
    if not links:
        return {}
    asked: dict[tuple[str, str], dict[str, None]] = defaultdict(dict)
    items = StandardItem.objects.filter(catalogue__state=State.IN_FORCE, key__in={key for _, _, key in links})
    for domain, key, channels in items.order_by("catalogue", "position").values_list(
        "catalogue__domain", "key", "channels"
    ):
        names = (carrier_of(row["name"]).register for row in channels if row["is_required"])
        asked[domain, key] |= dict.fromkeys(filter(None, names))
    found: dict[int, dict[str, None]] = defaultdict(dict)
    for section, domain, key in links:
        found[section] |= asked.get((domain, key), {})
    return {section: tuple(names) for section, names in found.items() if names}
