"""Standard items against what is published: item → documents, and the scorecard of a domain. CAT-11, CAT-14."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any, Literal

from django.db.models import Count, F, Max, Q, QuerySet
from django.utils import timezone

from gongkai.apps.documents.models import Citation, Document, Placement
from gongkai.apps.documents.queries.public import public_documents
from gongkai.apps.documents.queries.public_lists import gathered_by, rows_of
from gongkai.apps.orgs.models import Unit
from gongkai.apps.sections.models import CatalogueSection, StandardCatalogue, StandardItem

STATE_WORDS = {"disclosed": "已公开", "late": "逾期", "missing": "未公开", "unmapped": "没有对应栏目"}
State = Literal["disclosed", "late", "missing", "unmapped"]
YEAR = timedelta(days=365)
# a section by its number, and its rule of gathering
Place = tuple[int, Mapping[str, Any]]


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
    """The public documents of a standard item, newest first: what hangs in its sections in force, and what those
    gather from elsewhere (CAT-11, CAT-16). Two queries with its own."""
    return rows_of(public_documents().filter(_of_item(_places_of(domain, [key])[key]))).distinct()


@dataclass(frozen=True, slots=True)
class ItemHint:
    """What there is of an item: sections, public documents, how many came in the last twelve months, the day of the
    newest, and how often other public documents cite them."""

    section_count: int = 0
    document_count: int = 0
    newest_on: date | None = None
    year_count: int = 0
    cited_count: int = 0


def item_hints(domain: str, keys: Iterable[str], *, today: date) -> dict[str, ItemHint]:
    """Hints for adjusting the rows of a domain, by key; a row without a section has none of anything (CAT-10).

    Three queries for all rows, and two more for each row whose sections gather from elsewhere.
    """
    places = _places_of(domain, keys)
    since = timezone.make_aware(datetime.combine(today - YEAR, time.min))
    placed = CatalogueSection.objects.filter(
        domain=domain, key__in=places, section__retired_on=None,
        section__placements__is_live=True, section__placements__document__live=True,
    ).values_list("key").order_by("key")  # fmt: skip
    document = "section__placements__document"
    is_recent = Q(section__placements__document__published_at__gte=since)
    counted = placed.annotate(
        count=Count(document, distinct=True),
        recent=Count(document, is_recent, distinct=True),
        newest=Max("section__placements__published_at"),
    )
    hints = {key: ItemHint(0, count, _day(newest), recent) for key, count, recent, newest in counted}
    citing = placed.filter(section__placements__document__cited_by__document__live=True)
    cited = dict(citing.annotate(Count("section__placements__document__cited_by__document", distinct=True)))
    found = {}
    for key, sections in places.items():
        if any(gathers for _, gathers in sections):
            found[key] = _gathered_hint(sections, since)
        else:
            hint = hints.get(key, ItemHint())
            found[key] = replace(hint, section_count=len(sections), cited_count=cited.get(key, 0))
    return found


def _day(moment: datetime | None) -> date | None:
    return timezone.localdate(moment) if moment else None


def _places_of(domain: str, keys: Iterable[str]) -> dict[str, list[Place]]:
    """The sections in force of each row, with what they gather. One query."""
    found: dict[str, list[Place]] = {key: [] for key in keys}
    rows = CatalogueSection.objects.filter(domain=domain, key__in=found, section__retired_on=None)
    for key, section, gathers in rows.order_by("section__path").values_list("key", "section", "section__gathers"):
        found[key].append((section, gathers or {}))
    return found


def _of_item(sections: Iterable[Place]) -> Q:
    """The condition on documents: hangs in one of the sections, or is gathered by one."""
    rows = list(sections)
    placed = Placement.objects.filter(section__in=[pk for pk, _ in rows], is_live=True).values("document")
    wanted = Q(pk__in=placed)
    for _, gathers in rows:
        if gathered := gathered_by(gathers):
            wanted |= gathered
    return wanted


def _gathered_hint(sections: list[Place], since: datetime) -> ItemHint:
    rows = public_documents().filter(_of_item(sections)).order_by()
    counted = rows.aggregate(
        documents=Count("pk"), year=Count("pk", Q(published_at__gte=since)), newest=Max("published_at")
    )
    cited = Citation.objects.filter(target__in=rows.values("pk"), document__live=True)
    count = cited.aggregate(n=Count("document", distinct=True))["n"]
    return ItemHint(len(sections), counted["documents"], _day(counted["newest"]), counted["year"], count)


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
