"""Standard items and the channels that their catalogues demand: which are done, when, and which are missing. CAT-03."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Max, Q, QuerySet

from gongkai.apps.documents.models import ChannelRecord, Placement
from gongkai.apps.documents.queries.spreading.channels import OWN_CONTENTS
from gongkai.apps.sections.models import CatalogueSection, StandardCatalogue, StandardItem
from gongkai.apps.sections.queries import carrier_of


@dataclass(frozen=True, slots=True)
class ItemChannel:
    """One channel of an item: of how many things disclosed there, how many were put out in it, the last time when.

    `register` is its name in the register, "" for the website, where what is public is done.
    """

    name: str
    register: str
    is_required: bool
    done: int
    total: int
    last_on: date | None

    @property
    def is_missing(self) -> bool:
        """Demanded, and something disclosed there was not put out in it; on the website: nothing is there at all."""
        if not self.is_required:
            return False
        return not self.total if not self.register else self.done < self.total


@dataclass(frozen=True, slots=True)
class LackingItem:
    """An item with the channels that are missing."""

    item: StandardItem
    missing: tuple[ItemChannel, ...]


def missing_items(unit: int = 0, *, year: int | None = None, channel: str = "") -> list[LackingItem]:
    """Items of the catalogues in force that are mapped to a section and lack a channel that they demand.

    `unit`: of whose catalogue it is, or who is to disclose it. `year`: what was published in it is looked at.
    `channel`: a name of the register; only where this one is missing. Six queries, however many items.
    """
    mapped = CatalogueSection.objects.filter(section__retired_on=None, section__live=True)
    rows = StandardItem.objects.filter(
        catalogue__state=StandardCatalogue.State.IN_FORCE, key__in=mapped.values("key")
    ).exclude(channels=[])
    if unit:
        rows = rows.filter(Q(catalogue__unit=unit) | Q(body_unit=unit))
    rows = rows.select_related("catalogue__unit", "body_unit").order_by("catalogue__domain", "catalogue", "position")
    items = list(rows.defer("required_elements", "basis", "time_limit"))
    found = []
    for item, channels in zip(items, item_channels(items, year=year), strict=True):
        missing = tuple(one for one in channels if one.is_missing and channel in {"", one.register})
        if missing:
            found.append(LackingItem(item, missing))
    return found


def item_channels(items: Iterable[StandardItem], *, year: int | None = None) -> list[tuple[ItemChannel, ...]]:
    """The channels of each item, in the order of its row; none for an item that no section discloses. Five queries."""
    rows = list(items)
    links = CatalogueSection.objects.filter(key__in={row.key for row in rows}, section__retired_on=None)
    places: dict[tuple[str, str], list[int]] = defaultdict(list)
    speaking = set()
    for domain, key, section, kind in links.values_list("domain", "key", "section", "section__content_kind"):
        places[domain, key].append(section)
        if kind in OWN_CONTENTS:
            speaking.add(section)
    held = _Held({pk for sections in places.values() for pk in sections}, speaking, year)
    return [_channels(row, places.get((row.catalogue.domain, row.key), []), held) for row in rows]


class _Held:
    """What hangs in the sections and where it was put out, counted once for all items."""

    def __init__(self, sections: set[int], speaking: set[int], year: int | None) -> None:
        placed = Placement.objects.filter(section__in=sections, is_live=True, document__live=True).order_by()
        records = ChannelRecord.objects.filter(
            document__live=True, document__placements__section__in=sections, document__placements__is_live=True
        )
        self.ever: set[int] = set(placed.values_list("section", flat=True).distinct()) | speaking
        if year:
            placed = placed.filter(document__published_at__year=year)
            records = records.filter(document__published_at__year=year)
        self.totals: dict[int, int] = defaultdict(int, placed.values_list("section").annotate(Count("document")))
        self.done = _by_place(records, "document__placements__section", "document")
        for place, (count, last) in _by_place(
            ChannelRecord.objects.filter(section__in=speaking), "section", "section"
        ).items():
            self.done[place] = (self.done.get(place, (0, None))[0] + count, last)
        for section in speaking:
            self.totals[section] += 1


def _by_place(
    records: QuerySet[ChannelRecord], section: str, counted: str
) -> dict[tuple[int, str], tuple[int, date | None]]:
    """(section, channel) → how many were put out there, and when last."""
    rows = records.order_by().values_list(section, "channel")
    counts = rows.annotate(n=Count(counted, distinct=True), last=Max("done_on"))
    return {(place, channel): (count, last) for place, channel, count, last in counts}


def _channels(item: StandardItem, sections: list[int], held: _Held) -> tuple[ItemChannel, ...]:
    if not sections:
        return ()
    total = sum(held.totals[pk] for pk in sections)
    return tuple(_channel(row, sections, total, held) for row in item.channels)


def _channel(row: Mapping[str, object], sections: list[int], total: int, held: _Held) -> ItemChannel:
    carrier, must = carrier_of(str(row["name"])), bool(row["is_required"])
    if not carrier.register:
        there = sum(pk in held.ever for pk in sections)
        return ItemChannel(str(row["name"]), "", must, there, there, None)
    counts = [held.done[pk, carrier.register] for pk in sections if (pk, carrier.register) in held.done]
    last = max((on for _, on in counts if on), default=None)
    return ItemChannel(str(row["name"]), carrier.register, must, sum(count for count, _ in counts), total, last)
