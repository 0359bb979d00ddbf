"""The list of items: one page of rows, with what a row shows. At most eight queries a page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, F

from gongkai.apps.ledgers.models import ItemUnit, LedgerItem, Notice, SavedFilter
from gongkai.apps.ledgers.permissions import Viewer
from gongkai.apps.ledgers.queries.filters import OVERDUE, Filter
from gongkai.apps.ledgers.queries.visibility import filtered, shown_state, visible_items
from gongkai.apps.orgs.models import Unit, User

PAGE_SIZE = 50
STATE_WORDS = {str(value): str(label) for value, label in LedgerItem.State.choices} | {OVERDUE: "逾期"}
SORTS: dict[str, tuple[Any, ...]] = {
    "": ("-year", "notice_id", "position", "pk"),
    "due": (F("due_on").asc(nulls_last=True), "notice_id", "position", "pk"),
    "state": ("state", "notice_id", "position", "pk"),
}


@dataclass(frozen=True, slots=True)
class ListedItem:
    """One row. `state` is the shown state (`overdue` included), `late_days` counts calendar days past the due date."""

    item: LedgerItem
    leads: tuple[ItemUnit, ...]
    responsibles: tuple[ItemUnit, ...]
    state: str
    state_word: str
    late_days: int


@dataclass(frozen=True, slots=True)
class ListPage:
    """A page of rows, how many there are in all, and how many in each shown state (for the links with counts)."""

    rows: tuple[ListedItem, ...]
    total: int
    number: int
    page_count: int
    state_counts: dict[str, int]
    filter: Filter


def list_page(
    user: Viewer, flt: Filter, *, today: date, number: int = 1, size: int = PAGE_SIZE, sort: str = ""
) -> ListPage:
    """One page of the items that the person may see and the filter asks for. A page beyond the end is the last one."""
    items = filtered(user, flt, today)
    counts = dict(
        items.order_by().annotate(shown=shown_state(today)).values_list("shown").annotate(many=Count("pk")).order_by()
    )
    total = sum(counts.values())
    page_count = max(1, -(-total // size))
    number = min(max(1, number), page_count)
    chosen = items.order_by(*SORTS.get(sort, SORTS[""])).values_list("pk", flat=True)
    ids = list(chosen[(number - 1) * size : number * size])
    found = LedgerItem.objects.in_bulk(ids)
    rows = list_rows((found[pk] for pk in ids if pk in found), today)
    return ListPage(rows, total, number, page_count, counts, flt)


def list_rows(items: Iterable[LedgerItem], today: date) -> tuple[ListedItem, ...]:
    """What the rows of these items show; three queries however many there are."""
    listed = list(items)
    units: dict[int, list[ItemUnit]] = {}
    named = ItemUnit.objects.filter(item__in=[item.pk for item in listed]).select_related("unit", "group")
    for row in named.order_by("order", "pk"):
        units.setdefault(row.item_id, []).append(row)
    notices = Notice.objects.defer("text").in_bulk({item.notice_id for item in listed if item.notice_id})
    people = User.objects.in_bulk({item.person_id for item in listed if item.person_id})
    for item in listed:
        if item.notice_id:
            item.notice = notices[item.notice_id]
        if item.person_id:
            item.person = people.get(item.person_id)
    return tuple(listed_item(item, units.get(item.pk, []), today) for item in listed)


def listed_item(item: LedgerItem, units: Iterable[ItemUnit], today: date) -> ListedItem:
    """The row of one item whose units are loaded."""
    named = list(units)
    state = state_shown(item, today)
    return ListedItem(
        item=item,
        leads=tuple(row for row in named if row.role == ItemUnit.Role.LEAD),
        responsibles=tuple(row for row in named if row.role != ItemUnit.Role.LEAD),
        state=state,
        state_word=STATE_WORDS[state],
        late_days=late_days(item, today),
    )


def state_shown(item: LedgerItem, today: date) -> str:
    """The state as boards and lists show it; the same rule as the query `shown_state`."""
    return OVERDUE if late_days(item, today) else item.state


def late_days(item: LedgerItem, today: date) -> int:
    """Calendar days past the due date; 0 for what is closed out, not yet due or has no date."""
    if item.state == LedgerItem.State.CLOSED_OUT or item.due_on is None:
        return 0
    return max(0, (today - item.due_on).days)


@dataclass(frozen=True, slots=True)
class FilterChoices:
    """What the filter's lists offer: only what occurs in items this person sees."""

    notices: tuple[Notice, ...]
    chapters: tuple[str, ...]
    units: tuple[Unit, ...]
    saved: tuple[SavedFilter, ...]


def filter_choices(user: Viewer, notice: int | None = None) -> FilterChoices:
    """The choices of the filter bar; chapters of one notice when one is chosen."""
    items = visible_items(user).order_by()
    of_notice = items.filter(notice_id=notice) if notice else items
    chapters = of_notice.exclude(chapter="").values_list("chapter", flat=True).distinct().order_by("chapter")[:200]
    notices = Notice.objects.filter(pk__in=items.values("notice_id")).defer("text")
    units = Unit.objects.filter(pk__in=ItemUnit.objects.filter(item__in=items).values("unit_id"))
    saved = SavedFilter.objects.filter(user_id=user.pk) if user.pk else SavedFilter.objects.none()
    return FilterChoices(tuple(notices), tuple(chapters), tuple(units), tuple(saved))
