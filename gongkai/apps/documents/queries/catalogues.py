"""Standard items against what is published: item → documents, and the scorecard of a domain. CAT-11, CAT-14."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from django.db.models import Count, F, Max, Q, QuerySet
from django.utils import timezone

from gongkai.apps.documents.models import Document, Placement
from gongkai.apps.orgs.models import Unit
from gongkai.apps.sections.models import CatalogueSection, StandardCatalogue, StandardItem

STATE_WORDS = {"disclosed": "已公开", "late": "逾期", "missing": "未公开", "unmapped": "没有对应栏目"}
State = Literal["disclosed", "late", "missing", "unmapped"]
ROW = ("title", "document_number", "published_at", "publisher__name", "publisher__short_name", "kind", "validity")


@dataclass(frozen=True, slots=True)
class ItemScore:
    """How one town stands with one item. `last_on` is its newest document there."""

    item: StandardItem
    state: State
    last_on: date | None
    why: str = ""

    @property
    def word(self) -> str:
        """As it is shown."""
        return STATE_WORDS[self.state]


@dataclass(frozen=True, slots=True)
class TownScore:
    """One town over the items of a domain."""

    unit: Unit
    items: tuple[ItemScore, ...]

    @property
    def counts(self) -> dict[str, int]:
        """State → number of items."""
        found = Counter(row.state for row in self.items)
        return {state: found[state] for state in ("disclosed", "late", "missing", "unmapped")}

    @property
    def percent(self) -> int | None:
        """Disclosed in time ÷ items that have a section, in whole percent."""
        mapped = sum(row.state != "unmapped" for row in self.items)
        return round(100 * self.counts["disclosed"] / mapped) if mapped else None


def item_documents(domain: str, key: str) -> QuerySet[Document]:
    """The public documents in the sections of a standard item, newest first."""
    sections = CatalogueSection.objects.filter(domain=domain, key=key).values("section")
    rows = Document.objects.filter(live=True, placements__section__in=sections, placements__is_live=True).distinct()
    found: QuerySet[Document] = rows.select_related("publisher").only(*ROW).order_by("-published_at")
    return found


@dataclass(frozen=True, slots=True)
class ItemHint:
    """What there is of an item: sections, public documents, the day of the newest."""

    section_count: int = 0
    document_count: int = 0
    newest_on: date | None = None


def item_hints(domain: str, keys: Iterable[str]) -> dict[str, ItemHint]:
    """Hints for the rows of a domain, by key; a row without a section has none of anything (CAT-10). One query."""
    wanted = list(keys)
    is_public = Q(section__placements__is_live=True, section__placements__document__live=True)
    rows = CatalogueSection.objects.filter(domain=domain, key__in=wanted).values("key").order_by("key")
    rows = rows.annotate(
        sections=Count("section", distinct=True),
        documents=Count("section__placements__document", filter=is_public, distinct=True),
        newest=Max("section__placements__published_at", filter=is_public),
    )
    found = {
        row["key"]: ItemHint(
            row["sections"], row["documents"], timezone.localdate(row["newest"]) if row["newest"] else None
        )
        for row in rows
    }
    return {key: found.get(key, ItemHint()) for key in wanted}


def scored_domains() -> list[str]:
    """Domains that have a town catalogue in force."""
    rows = StandardCatalogue.objects.filter(level=StandardCatalogue.Level.TOWN, state=StandardCatalogue.State.IN_FORCE)
    return sorted(set(rows.values_list("domain", flat=True)))


def domain_scorecard(domain: str, today: date) -> list[TownScore]:
    """Each town against the items of the domain's town catalogues in force, from published documents alone.

    A town has disclosed an item when a public document of its own, or one in a section it owns, hangs in a section
    mapped to the item. It is late when the newest is older than the section's update rule allows, or a document came
    out after the day it was due. For a town with a catalogue of its own, that one counts.
    """
    items = _items_by_unit(domain)
    towns = list(Unit.objects.filter(is_active=True, kind=Unit.Kind.TOWN))
    sections: dict[str, list[CatalogueSection]] = defaultdict(list)
    for row in CatalogueSection.objects.filter(domain=domain, section__retired_on=None).select_related("section"):
        sections[row.key].append(row)
    facts = _facts({row.section_id for rows in sections.values() for row in rows})
    general = items.get(None, [])
    return [
        TownScore(
            town, tuple(_score(item, town, sections[item.key], facts, today) for item in items.get(town.pk, general))
        )
        for town in towns
    ]


def _items_by_unit(domain: str) -> dict[int | None, list[StandardItem]]:
    """None: catalogues made above the towns; a town's own under its id. The same item of two catalogues counts once."""
    rows = StandardItem.objects.filter(
        catalogue__domain=domain,
        catalogue__level=StandardCatalogue.Level.TOWN,
        catalogue__state=StandardCatalogue.State.IN_FORCE,
    ).select_related("catalogue__unit")
    found: dict[int | None, dict[str, StandardItem]] = defaultdict(dict)
    for item in rows.order_by("catalogue", "position"):
        unit = item.catalogue.unit
        found[unit.pk if unit.kind == Unit.Kind.TOWN else None].setdefault(item.key, item)
    return {unit: list(items.values()) for unit, items in found.items()}


def _facts(sections: Iterable[int]) -> dict[tuple[int, int], tuple[date, bool]]:
    """(section, town) → day of the newest document and whether one came out too late. Two queries."""
    placed = Placement.objects.filter(section__in=list(sections), is_live=True, document__live=True).order_by()
    found: dict[tuple[int, int], tuple[date, bool]] = {}
    was_late = Q(document__publish_due_on__lt=F("document__published_at__date"))
    for name in ("document__publisher", "document__responsible_unit", "section__owner_unit"):
        rows = placed.values_list("section", name)
        late = set(rows.filter(was_late).distinct())
        for section, unit, last in rows.annotate(last=Max("document__published_at")):
            if unit is None or last is None:
                continue
            on, former = timezone.localdate(last), found.get((section, unit))
            newest = max(on, former[0]) if former else on
            found[section, unit] = (newest, (section, unit) in late or bool(former and former[1]))
    return found


def _score(
    item: StandardItem,
    town: Unit,
    mapped: list[CatalogueSection],
    facts: dict[tuple[int, int], tuple[date, bool]],
    today: date,
) -> ItemScore:
    if not mapped:
        return ItemScore(item, "unmapped", None)
    best: ItemScore | None = None
    for row in mapped:
        known = facts.get((row.section_id, town.pk))
        if known is None:
            continue
        last_on, came_late = known
        rule = row.section.update_days
        if rule and last_on + timedelta(days=rule) < today:
            one = ItemScore(item, "late", last_on, f"超过 {rule} 天没有更新")
        elif came_late:
            one = ItemScore(item, "late", last_on, "晚于应公开日期")
        else:
            return ItemScore(item, "disclosed", last_on)
        best = one if best is None or (best.last_on or date.min) < last_on else best
    return best or ItemScore(item, "missing", None)
