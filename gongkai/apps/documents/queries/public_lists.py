"""The public lists: what hangs in a section, the libraries, what is new, what a unit published, finding by name.

A list is loaded a page at a time; its counts come from one table of how many documents there are by year, unit and so
on, which the caller may keep as long as nothing changes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime
from typing import Any

from django.db.models import Case, Count, F, IntegerField, Max, Q, QuerySet, Value, When, Window
from django.db.models.functions import Cast, ExtractYear, RowNumber
from django.utils import timezone

from gongkai.apps.documents._numbers import number_key
from gongkai.apps.documents.models import Document, Placement
from gongkai.apps.documents.queries.public import ROW_FIELDS, public_documents
from gongkai.domain.text import plain

ENDED = (Document.Validity.LAPSED, Document.Validity.REPEALED)
TAB_IN_FORCE, TAB_ENDED = "in-force", "ended"
SITEMAP_CHUNK = 10_000
OLDEST_COMPARED = 2000


@dataclass(frozen=True, slots=True)
class PublicFilter:
    """What narrows a public list. An empty value narrows nothing."""

    year: int = 0
    unit: int = 0
    theme: str = ""
    tab: str = ""
    form: str = ""
    report: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class Tally:
    """How many documents of one year, unit, theme, status, form and report kind there are."""

    year: int
    unit: int
    unit_name: str
    theme: str
    tab: str
    form: str
    report: str
    count: int
    last: datetime | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """What a feed says of a document. `issue`: year and number of the gazette that it is."""

    summary: str
    changed_at: datetime | None
    issue: tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a filter and how many documents it leaves."""

    value: str
    label: str
    count: int


def section_documents(
    section_id: int, gathers: Mapping[str, Sequence[Any]], chosen: PublicFilter, start: int, size: int
) -> list[Document]:
    """Documents of a section from `start` on, pinned first, then newest. One query.

    `gathers` adds what hangs elsewhere: documents of all the kinds, themes and units that it names (CAT-16).
    """
    gathered = gathered_by(gathers)
    if gathered is None:
        placed = Placement.objects.filter(section=section_id, is_live=True, document__live=True)
        placed = placed.filter(narrowed(chosen, "document__"))
        rows = placed.select_related("document__publisher").only(
            "section", *(f"document__{name}" for name in ROW_FIELDS if name != "pk"), "is_pinned"
        )
        shown = rows.order_by("-is_pinned", "-published_at", "-document_id")[start : start + size]
        return [row.document for row in shown]
    rows = rows_of(_in_section(section_id, gathered).filter(narrowed(chosen)))
    return list(rows[start : start + size])


def section_tallies(section_id: int, gathers: Mapping[str, Sequence[Any]]) -> tuple[Tally, ...]:
    """The counts of a section. One query."""
    gathered = gathered_by(gathers)
    if gathered is None:
        return tallies(public_documents().filter(placements__section=section_id, placements__is_live=True))
    return tallies(_in_section(section_id, gathered))


def library_documents(kinds: Iterable[str], chosen: PublicFilter, start: int, size: int) -> list[Document]:
    """Documents of these kinds from `start` on, newest first. One query."""
    rows = rows_of(public_documents().filter(kind__in=list(kinds)).filter(narrowed(chosen)))
    return list(rows[start : start + size])


def library_tallies(kinds: Iterable[str], words: str = "") -> tuple[Tally, ...]:
    """The counts of a library. One query."""
    return tallies(public_documents().filter(kind__in=list(kinds)).filter(narrowed(PublicFilter(words=words))))


def latest(limit: int, *, units: Iterable[int] = (), kinds: Iterable[str] = (), start: int = 0) -> list[Document]:
    """The newest public documents, of these units or kinds when they are named. One query."""
    rows = public_documents()
    if wanted := list(units):
        rows = rows.filter(publisher__in=wanted)
    if named := list(kinds):
        rows = rows.filter(kind__in=named)
    return list(rows_of(rows)[start : start + limit])


def public_count(*, units: Iterable[int] = ()) -> int:
    """How many documents are public."""
    wanted = list(units)
    return (public_documents().filter(publisher__in=wanted) if wanted else public_documents()).count()


def found(words: str, start: int, size: int, chosen: PublicFilter | None = None) -> list[Document]:
    """Public documents whose title holds the words, or whose number it is, newest first. One query."""
    rows = public_documents().filter(narrowed(replace(chosen or PublicFilter(), words=words)))
    return list(rows_of(rows)[start : start + size])


def found_tallies(words: str) -> tuple[Tally, ...]:
    """The counts of what `found` finds. One query."""
    return tallies(public_documents().filter(narrowed(PublicFilter(words=words))))


def section_totals() -> dict[int, tuple[int, datetime | None]]:
    """Section → how many documents hang in it and when the last came. One query, on the index of lists alone."""
    rows = Placement.objects.filter(is_live=True).order_by().values_list("section")
    return {pk: (count, last) for pk, count, last in rows.annotate(Count("section"), Max("published_at"))}


def newest_of_sections(section_ids: Iterable[int], limit: int) -> dict[int, list[Document]]:
    """The newest documents of each of these sections. One query."""
    place = Window(RowNumber(), partition_by=[F("section")], order_by=[F("is_pinned").desc(), F("published_at").desc()])
    placed = Placement.objects.filter(section__in=list(section_ids), is_live=True, document__live=True)
    rows = placed.select_related("document__publisher").annotate(place=place).filter(place__lte=limit)
    made: dict[int, list[Document]] = {}
    for row in rows.only("section", *(f"document__{name}" for name in ROW_FIELDS if name != "pk")).order_by("place"):
        made.setdefault(row.section_id, []).append(row.document)
    return made


def report_places(report_kind: str) -> list[tuple[str, int, int]]:
    """Unit, year and document of every public report of this kind, units in their order. One query."""
    rows = public_documents().filter(kind=Document.Kind.REPORT, report_kind=report_kind, reporting_year__isnull=False)
    rows = rows.order_by("publisher__order", "publisher", "reporting_year", "pk")
    columns = ("publisher__short_name", "publisher__name", "reporting_year", "pk")
    return [(short or name, year or 0, pk) for short, name, year, pk in rows.values_list(*columns)]


def kind_totals() -> dict[str, int]:
    """Kind → how many public documents. One query."""
    return dict(public_documents().order_by().values_list("kind").annotate(Count("pk")))


def sitemap_chunks() -> dict[int, datetime | None]:
    """Number of a map of documents → when one of them was last published. A document stays in its map. One query."""
    number = (F("pk") - 1) / Value(SITEMAP_CHUNK)
    rows = _with_own_page().order_by().annotate(chunk=Cast(number, IntegerField())).values_list("chunk")
    return dict(rows.annotate(Max("last_published_at")))


def sitemap_chunk(number: int) -> Iterator[tuple[int, datetime | None]]:
    """The public documents of a map with the moment of their last publication, read as they are needed."""
    first = number * SITEMAP_CHUNK
    rows = _with_own_page().filter(pk__gt=first, pk__lte=first + SITEMAP_CHUNK).order_by("pk")
    for pk, changed, published in rows.values_list("pk", "last_published_at", "published_at").iterator(2000):
        yield pk, changed or published


def _with_own_page() -> QuerySet[Document]:
    """An issue of the gazette is read at the gazette's address."""
    return public_documents().exclude(kind=Document.Kind.GAZETTE)


def told_of(documents: Iterable[Document]) -> dict[int, Told]:
    """What a feed says besides the row of a list: summary, last change, for the gazette year and number. One query."""
    rows = Document.objects.filter(pk__in=[row.pk for row in documents])
    columns = ("summary", "last_published_at", "published_at", "issue__year", "issue__number")
    return {
        pk: Told(summary, changed or published, (year, number) if year and number else None)
        for pk, summary, changed, published, year, number in rows.values_list("pk", *columns)
    }


def rows_of(documents: QuerySet[Document]) -> QuerySet[Document]:
    """The documents as lines of a list, newest first, with their unit."""
    return documents.select_related("publisher").only(*ROW_FIELDS).order_by("-published_at", "-pk")


def gathered_by(gathers: Mapping[str, Sequence[Any]]) -> Q | None:
    """The condition of a section's gathering rule, or None when it gathers nothing."""
    names = {"kinds": "kind__in", "themes": "theme__in", "units": "publisher__in"}
    wanted = {names[key]: list(values) for key, values in gathers.items() if key in names and values}
    return Q(**wanted) if wanted else None


def tallies(documents: QuerySet[Document]) -> tuple[Tally, ...]:
    """Count documents by everything that a public list can be narrowed by. One query."""
    rows = documents.order_by().annotate(year_=_year_of_publication())
    columns = ("year_", "publisher", "publisher__short_name", "publisher__name", "theme", "validity", "form")
    counted = rows.values_list(*columns, "report_kind").annotate(n=Count("pk"), last=Max("published_at"))
    return tuple(
        Tally(
            year or 0, unit, short or name, theme.split("\\")[0], TAB_ENDED if validity in ENDED else TAB_IN_FORCE,
            form, report, n, last,
        )
        for year, unit, short, name, theme, validity, form, report, n, last in counted
    )  # fmt: skip


def _year_of_publication() -> Case:
    """By comparing moments: to take the year out of each, SQLite calls back into Python, most of the time spent."""
    years = range(timezone.localdate().year + 1, OLDEST_COMPARED - 1, -1)
    starts = ((year, timezone.make_aware(datetime(year, 1, 1))) for year in years)  # noqa: DTZ001 - made aware here
    cases = [When(published_at__gte=start, then=Value(year)) for year, start in starts]
    return Case(*cases, default=ExtractYear("published_at"), output_field=IntegerField())


def count_of(rows: Iterable[Tally], chosen: PublicFilter, *, without: str = "") -> int:
    """How many documents a filter leaves; the filter named `without` is taken out."""
    return sum(row.count for row in rows if _fits(row, chosen, without))


def choices(rows: Iterable[Tally], name: str, chosen: PublicFilter) -> list[Choice]:
    """The values of one filter with what each would leave, the others kept; years newest first, else by count."""
    counted: Counter[Any] = Counter()
    labels: dict[Any, str] = {}
    for row in rows:
        if _fits(row, chosen, name) and (value := getattr(row, name)):
            counted[value] += row.count
            labels[value] = row.unit_name if name == "unit" else f"{value}年" if name == "year" else str(value)
    order = sorted(counted, reverse=True) if name == "year" else [value for value, _ in counted.most_common()]
    return [Choice(str(value), labels[value], counted[value]) for value in order]


def _fits(row: Tally, chosen: PublicFilter, without: str) -> bool:
    names = (field.name for field in fields(PublicFilter) if field.name not in {"words", without})
    return all(not getattr(chosen, name) or _holds(row, chosen, name) for name in names)


def _holds(row: Tally, chosen: PublicFilter, name: str) -> bool:
    wanted, value = getattr(chosen, name), getattr(row, name)
    return value in FORM_GROUPS.get(wanted, (wanted,)) if name == "form" else value == wanted


def _in_section(section_id: int, gathered: Q) -> QuerySet[Document]:
    placed = Placement.objects.filter(section=section_id, is_live=True).values("document")
    return public_documents().filter(Q(pk__in=placed) | gathered)


# INT-06: 文字, 图片, 视频 and press work are sub-columns; the form decides
FORM_GROUPS: dict[str, tuple[str, ...]] = {
    "words": (Document.Form.TEXT, Document.Form.QA, Document.Form.EXPERT, ""),
    "pictures": (Document.Form.ILLUSTRATED, Document.Form.CHART, Document.Form.CARTOON, Document.Form.H5),
    "videos": (
        Document.Form.VIDEO,
        Document.Form.SHORT_VIDEO,
        Document.Form.LIVE,
        Document.Form.SCENE,
        Document.Form.ONLINE,
    ),
    "press": (Document.Form.CONFERENCE, Document.Form.BRIEFING, Document.Form.INTERVIEW),
}


def narrowed(chosen: PublicFilter, prefix: str = "") -> Q:
    """The filter as a condition on documents."""
    wanted = Q()
    if chosen.year:
        wanted &= Q(**{f"{prefix}published_at__year": chosen.year})
    if chosen.unit:
        wanted &= Q(**{f"{prefix}publisher": chosen.unit})
    if chosen.theme:
        wanted &= Q(**{f"{prefix}theme": chosen.theme}) | Q(**{f"{prefix}theme__startswith": f"{chosen.theme}\\"})
    if chosen.tab:
        ended = Q(**{f"{prefix}validity__in": ENDED})
        wanted &= ended if chosen.tab == TAB_ENDED else ~ended
    if chosen.form:
        wanted &= Q(**{f"{prefix}form__in": FORM_GROUPS.get(chosen.form, (chosen.form,))})
    if chosen.report:
        wanted &= Q(**{f"{prefix}report_kind": chosen.report})
    return wanted & _named(chosen.words, prefix)


def _named(words: str, prefix: str) -> Q:
    """Title or document number. A number may be typed with any bracket; several words must all be in the title."""
    wanted = Q()
    if key := number_key(words):
        return Q(**{f"{prefix}number_key": key})
    for word in words.split():
        folded = plain(word)
        # folding case costs PostgreSQL as much as the search itself, and Chinese has none
        holds = "contains" if word.upper() == word.lower() else "icontains"
        titled = Q(**{f"{prefix}title__{holds}": word}) | Q(**{f"{prefix}document_number__{holds}": word})
        wanted &= titled if folded == word else titled | Q(**{f"{prefix}title__{holds}": folded})
    return wanted
