"""Which channels besides the website are done, and which are missing. CAT-03."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from gongkai.apps.documents.models import ChannelRecord, Document, Placement
from gongkai.apps.sections.models import Section
from gongkai.apps.sections.queries import channels_asked

# sections whose own words or table are what is disclosed: no document hangs in them
OWN_CONTENTS = (Section.ContentKind.TEXT, Section.ContentKind.TABLE, Section.ContentKind.GUIDE)
ROW = ("title", "document_number", "kind", "published_at", "publisher__name", "publisher__short_name")


@dataclass(frozen=True, slots=True)
class ChannelState:
    """One channel of a document or section, and where it was put out there. `is_required`: a section or a standard
    item asks for it."""

    channel: str
    is_required: bool
    records: tuple[ChannelRecord, ...]

    @property
    def is_missing(self) -> bool:
        """Asked for and not done."""
        return self.is_required and not self.records


@dataclass(frozen=True, slots=True)
class Lacking:
    """A document with the channels that are missing, and those that are done."""

    document: Document
    missing: tuple[str, ...]
    done: tuple[str, ...]


def required_channels() -> dict[str, list[int]]:
    """Channel → ids of the sections in force that ask for it: of themselves, or because a standard item that is
    disclosed there demands it. Three queries; few sections name any."""
    found: dict[str, dict[int, None]] = defaultdict(dict)
    rows = Section.objects.filter(live=True, retired_on=None).exclude(channels=[])
    own = rows.order_by("path").values_list("pk", "channels")
    for pk, channels in (*own, *channels_asked().items()):
        for channel in channels:
            found[channel][pk] = None
    return {channel: list(sections) for channel, sections in found.items()}


def missing_channels(unit: int = 0, *, year: int | None = None, channel: str = "") -> QuerySet[Document]:
    """Public documents that lack a channel which a section they hang in asks for, newest first.

    `unit`: only those it publishes, answers for or drafts. `year`: published in it. `channel`: only where this one
    is missing.
    """
    required = required_channels()
    asked = {channel: required.get(channel, [])} if channel else required
    lacks = Q(pk__in=[])
    for name, sections in asked.items():
        placed = Placement.objects.filter(document=OuterRef("pk"), section__in=sections, is_live=True)
        done = ChannelRecord.objects.filter(document=OuterRef("pk"), channel=name)
        lacks |= Exists(placed) & ~Exists(done)
    rows = Document.objects.filter(live=True, openness_class=Document.OpennessClass.PROACTIVE).filter(lacks)
    if unit:
        rows = rows.filter(Q(publisher=unit) | Q(responsible_unit=unit) | Q(drafting_unit=unit))
    if year:
        rows = rows.filter(published_at__year=year)
    found: QuerySet[Document] = rows.select_related("publisher").only(*ROW).order_by("-published_at", "-pk")
    return found


def with_missing(documents: Iterable[Document]) -> list[Lacking]:
    """What each of these lacks and has. Four queries, five where standard items ask for channels."""
    rows = list(documents)
    asked, done = defaultdict(set), defaultdict(set)
    by_section = defaultdict(list)
    for channel, sections in required_channels().items():
        for section in sections:
            by_section[section].append(channel)
    placed = Placement.objects.filter(document__in=rows, is_live=True, section__in=list(by_section))
    for document, section in placed.values_list("document", "section"):
        asked[document].update(by_section[section])
    for document, channel in ChannelRecord.objects.filter(document__in=rows).values_list("document", "channel"):
        done[document].add(channel)
    return [Lacking(row, tuple(sorted(asked[row.pk] - done[row.pk])), tuple(sorted(done[row.pk]))) for row in rows]


def missing_sections(unit: int = 0) -> list[tuple[Section, tuple[str, ...]]]:
    """Sections that disclose something themselves and were not put out in a channel that they, or a standard item,
    ask for. Four queries."""
    rows = Section.objects.filter(live=True, retired_on=None, content_kind__in=OWN_CONTENTS)
    by_items = channels_asked()
    rows = rows.filter(~Q(channels=[]) | Q(pk__in=list(by_items)))
    if unit:
        rows = rows.filter(owner_unit=unit)
    sections = list(rows.select_related("owner_unit").defer("body").order_by("path"))
    done = set(ChannelRecord.objects.filter(section__in=sections).values_list("section", "channel"))
    asked = [(row, dict.fromkeys((*row.channels, *by_items.get(row.pk, ())))) for row in sections]
    found = [(row, tuple(name for name in names if (row.pk, name) not in done)) for row, names in asked]
    return [(row, missing) for row, missing in found if missing]


def channels_of(document: Document) -> list[ChannelState]:
    """The channels its sections ask for, in their order, those of the standard items disclosed there, then others it
    was put out in. Four queries."""
    sections = Section.objects.filter(placements__document=document, retired_on=None).order_by("path")
    own = dict(sections.values_list("pk", "channels"))
    by_items = channels_asked(own)
    asked = dict.fromkeys(name for names in (*own.values(), *by_items.values()) for name in names)
    return _states(asked, ChannelRecord.objects.filter(document=document))


def channels_of_section(section: Section) -> list[ChannelState]:
    """The same of a section that discloses something itself. Three queries."""
    asked = dict.fromkeys((*section.channels, *channels_asked([section.pk]).get(section.pk, ())))
    return _states(asked, ChannelRecord.objects.filter(section=section))


def _states(asked: dict[str, None], records: QuerySet[ChannelRecord]) -> list[ChannelState]:
    found: dict[str, list[ChannelRecord]] = {name: [] for name in asked}
    for row in records.select_related("evidence", "recorded_by"):
        found.setdefault(row.channel, []).append(row)
    return [ChannelState(name, name in asked, tuple(rows)) for name, rows in found.items()]
