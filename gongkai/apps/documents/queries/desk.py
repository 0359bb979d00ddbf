"""The desk's list of documents: what a person may see, filtered, sorted, a page at a time. Never loads the texts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django.db.models import Count, F, Q, QuerySet

from gongkai.apps.documents._numbers import number_key
from gongkai.apps.documents.models import Document, Placement
from gongkai.apps.documents.permissions import UNDER_REVIEW, Reach, Viewer, reach
from gongkai.apps.orgs.models import Unit
from gongkai.domain.text import plain

PAGE_SIZE = 30
# code, year and serial in whatever order and marks the place writes them: 11370322004222241N/2026-00001
_INDEX_NUMBER = re.compile(r"[0-9A-Z]{6,}[-/][0-9A-Z]+(?:[-/][0-9A-Z]+)*")
LIVE, CHANGED = "live", "changed"
SORTS: dict[str, tuple[Any, ...]] = {
    "": ("-changed_at", "-pk"),
    "published": (F("published_at").desc(nulls_last=True), "-pk"),
    "dated": (F("dated_on").desc(nulls_last=True), "-pk"),
    "title": ("title", "pk"),
}
COLUMNS = (
    "id", "title", "kind", "state", "live", "has_unpublished_changes", "document_number", "index_number", "validity",
    "openness_class", "theme", "form", "dated_on", "published_at", "changed_at", "publish_at", "is_emergency",
    "publisher__name", "publisher__short_name", "responsible_unit__name", "responsible_unit__short_name",
    "created_by__last_name", "created_by__first_name", "created_by__username",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class DeskFilter:
    """What narrows the list; an empty value narrows nothing. `state` is a State, `live` or `changed` (live, with
    changes that are not public yet). `year` is that of 成文日期 or, without it, of publication."""

    state: str = ""
    kind: str = ""
    unit: int = 0
    section: int = 0
    year: int = 0
    theme: str = ""
    validity: str = ""
    openness: str = ""
    term: str = ""


@dataclass(frozen=True, slots=True)
class DeskPage:
    """A page of rows, and the count of each state and of each kind with the other filters kept."""

    rows: tuple[Document, ...]
    total: int
    number: int
    page_count: int
    size: int
    state_counts: Mapping[str, int] = field(default_factory=dict)
    kind_counts: Mapping[str, int] = field(default_factory=dict)
    filter: DeskFilter = field(default_factory=DeskFilter)


def desk_documents(
    user: Viewer, filters: DeskFilter | None = None, page: int = 1, *, sort: str = "", size: int = PAGE_SIZE
) -> DeskPage:
    """One page of what the person may see on the desk. A page past the end is the last one. Four queries."""
    chosen, held = filters or DeskFilter(), reach(user)
    # both counts in one pass: each is taken without its own filter, so that the links can show it
    without = narrowed(visible_to(user, held), replace(chosen, kind=""), with_state=False)
    counted = without.order_by().values_list("state", "live", "kind").annotate(many=Count("pk"))
    counts, kinds = _counts(counted, chosen)
    without = narrowed(without, DeskFilter(kind=chosen.kind), with_state=False)
    total = counts.get(chosen.state, 0) if chosen.state else sum(counts.get(s, 0) for s in Document.State.values)
    page_count = max(1, -(-total // size))
    number = min(max(1, page), page_count)
    rows = without.filter(_in_state(chosen.state)).order_by(*SORTS.get(sort, SORTS[""]))
    # the index gives the keys of the page; only then are its rows read
    keys = rows.values_list("pk", flat=True)[(number - 1) * size : number * size]
    # what was counted as none is not looked for a second time
    ids = list(keys) if total else []
    found = (
        Document.objects.filter(pk__in=ids).select_related("publisher", "responsible_unit", "created_by").only(*COLUMNS)
    )
    by_id = {row.pk: row for row in found}
    shown = tuple(by_id[pk] for pk in ids if pk in by_id)
    return DeskPage(shown, total, number, page_count, size, counts, kinds, chosen)


def _counts(counted: Iterable[tuple[str, bool, str, int]], chosen: DeskFilter) -> tuple[dict[str, int], dict[str, int]]:
    """Documents by state (of the chosen kind) and by kind (in the chosen state)."""
    states: dict[str, int] = {}
    kinds: dict[str, int] = {}
    for state, is_live, kind, many in counted:
        is_changed = is_live and state != Document.State.PUBLISHED
        names = [state, *([LIVE] if is_live else []), *([CHANGED] if is_changed else [])]
        if chosen.kind in ("", kind):
            for name in names:
                states[name] = states.get(name, 0) + many
        if not chosen.state or chosen.state in names:
            kinds[kind] = kinds.get(kind, 0) + many
    return states, kinds


def visible_to(user: Viewer, held: Reach | None = None, *, with_public: bool = True) -> QuerySet[Document]:
    """What a person may see on the desk: all for the office and auditors; else the units' own, what they are asked to
    sign off, what they review, and what is public. Without the last: those whose drafts the person may read."""
    held = held or reach(user)
    documents: QuerySet[Document] = Document.objects.all()
    if held.may_see_all:
        return documents
    if not held.reads_for:
        return documents.none()
    units = list(held.reads_for)
    asked = Document.sign_off_units.through.objects.filter(unit__in=units).values("document")
    mine = Q(publisher__in=units) | Q(responsible_unit__in=units) | Q(drafting_unit__in=units) | Q(pk__in=asked)
    if held.reviews_all:
        mine |= Q(state__in=(*UNDER_REVIEW, Document.State.PUBLISHED))
    return documents.filter(mine | Q(live=True)) if with_public else documents.filter(mine)


def narrowed(documents: QuerySet[Document], chosen: DeskFilter, *, with_state: bool = True) -> QuerySet[Document]:
    """Apply the filter to documents that are already limited to what the person may see."""
    exact = {"kind": chosen.kind, "validity": chosen.validity, "openness_class": chosen.openness}
    documents = documents.filter(**{name: value for name, value in exact.items() if value})
    if chosen.unit:
        documents = documents.filter(
            Q(publisher=chosen.unit) | Q(responsible_unit=chosen.unit) | Q(drafting_unit=chosen.unit)
        )
    if chosen.section:
        documents = documents.filter(pk__in=Placement.objects.filter(section=chosen.section).values("document"))
    if chosen.year:
        undated = Q(dated_on__isnull=True, published_at__year=chosen.year)
        documents = documents.filter(Q(dated_on__year=chosen.year) | undated)
    if chosen.theme:
        documents = documents.filter(Q(theme=chosen.theme) | Q(theme__startswith=f"{chosen.theme}\\"))
    if with_state:
        documents = documents.filter(_in_state(chosen.state))
    return documents.filter(named(chosen.term))


def named(term: str) -> Q:
    """Documents whose number this is, or whose title or number holds every word; an index number is found as well."""
    if not term.strip():
        return Q()
    if key := number_key(term):
        return Q(number_key=key)
    if _INDEX_NUMBER.fullmatch(term.strip()):
        return Q(index_number=term.strip())
    wanted = Q()
    for word in term.split():
        folded = plain(word)
        # folding case costs PostgreSQL as much as the search itself, and Chinese has none
        holds = "contains" if word.upper() == word.lower() else "icontains"
        titled = Q(**{f"title__{holds}": word}) | Q(**{f"document_number__{holds}": word})
        wanted &= titled if folded == word else titled | Q(**{f"title__{holds}": folded})
    return wanted


def _in_state(state: str) -> Q:
    if state == LIVE:
        return Q(live=True)
    if state == CHANGED:
        return Q(live=True) & ~Q(state=Document.State.PUBLISHED)
    return Q(state=state) if state else Q()


@dataclass(frozen=True, slots=True)
class DeskChoices:
    """What the filter bar offers."""

    units: tuple[Unit, ...]
    years: tuple[int, ...]


def desk_choices(user: Viewer) -> DeskChoices:
    """Units and years that occur in what the person sees. Three queries."""
    seen = visible_to(user).order_by()
    units = Unit.objects.filter(pk__in=seen.values("publisher"))
    days = seen.filter(dated_on__isnull=False).dates("dated_on", "year", order="DESC")
    return DeskChoices(tuple(units), tuple(day.year for day in days))
