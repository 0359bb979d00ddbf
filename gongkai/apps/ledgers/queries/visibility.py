"""Which items a person sees. Every other query starts here, so nobody reads the work of another unit."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, timedelta

from django.db.models import Case, CharField, F, Q, QuerySet, Value, When

from gongkai.apps.ledgers.models import ItemUnit, LedgerItem
from gongkai.apps.ledgers.permissions import Standing, Viewer, standing
from gongkai.apps.ledgers.queries.filters import OPEN, OVERDUE, Filter
from gongkai.apps.orgs.models import UnitGroup
from gongkai.apps.orgs.queries import members_of_groups

State = LedgerItem.State


def memberships_of_groups() -> dict[int, frozenset[int]]:
    """The member units in force of every group, in three queries."""
    return members_of_groups(UnitGroup.objects.all())


def groups_with(unit_ids: Collection[int]) -> set[int]:
    """The groups that one of these units belongs to."""
    if not unit_ids:
        return set()
    return {group_id for group_id, ids in memberships_of_groups().items() if not ids.isdisjoint(unit_ids)}


def named_on(unit_ids: Collection[int], roles: Iterable[str] = ()) -> Q:
    """Items that name one of the units, directly or by a group it belongs to."""
    rows = ItemUnit.objects.filter(Q(unit_id__in=unit_ids) | Q(group_id__in=groups_with(unit_ids)))
    if roles:
        rows = rows.filter(role__in=list(roles))
    return Q(pk__in=rows.values("item_id"))


def visible_items(user: Viewer) -> QuerySet[LedgerItem]:
    """The items this person may read: all for the office and auditors, else those of the person's units.

    Withdrawn items are history and stay out; `item_page` still shows them to those who may see all.
    """
    return items_in_sight(standing(user)).filter(withdrawn_on__isnull=True)


def items_in_sight(held: Standing) -> QuerySet[LedgerItem]:
    """The same for a standing that is known already, withdrawn items included. Tasks of a notice that is kept only for
    comparison are nobody's; they name no unit, so that no unit finds them either."""
    if held.may_see_all:
        return LedgerItem.objects.exclude(origin=LedgerItem.Origin.REFERENCE)
    if not held.reads_for:
        return LedgerItem.objects.none()
    return LedgerItem.objects.filter(named_on(held.reads_for) | Q(made_by_unit_id__in=held.reads_for))


def is_late(today: date) -> Q:
    """逾期: past the due date and not closed out."""
    return Q(due_on__lt=today) & ~Q(state=State.CLOSED_OUT)


def shown_state(today: date) -> Case:
    """The state as a board shows it: each item in exactly one column."""
    return Case(
        When(state=State.CLOSED_OUT, then=Value(State.CLOSED_OUT.value)),
        When(due_on__lt=today, then=Value(OVERDUE)),
        default=F("state"),
        output_field=CharField(),
    )


def filtered(user: Viewer, flt: Filter, today: date) -> QuerySet[LedgerItem]:
    """The items of this person that the filter asks for. Sub-tasks only when `origin` asks for them."""
    return narrowed(visible_items(user), flt, today)


def narrowed(items: QuerySet[LedgerItem], flt: Filter, today: date) -> QuerySet[LedgerItem]:
    """Apply the filter to items that are already limited to what the person may see."""
    items = items.filter(origin=flt.origin) if flt.origin else items.exclude(origin=LedgerItem.Origin.SUB_TASK)
    exact = {"notice_id": flt.notice, "year": flt.year, "person_id": flt.person}
    items = items.filter(**{name: value for name, value in exact.items() if value})
    if flt.chapter:
        items = items.filter(chapter="" if flt.chapter == "-" else flt.chapter)
    if flt.text:
        items = items.filter(text__icontains=flt.text)
    return _by_unit(_by_date(_by_state(items, flt, today), flt), flt)


def _by_state(items: QuerySet[LedgerItem], flt: Filter, today: date) -> QuerySet[LedgerItem]:
    if flt.overdue or flt.state == OVERDUE:
        items = items.filter(is_late(today))
    elif flt.state == OPEN:
        items = items.exclude(state=State.CLOSED_OUT)
    elif flt.state == State.CLOSED_OUT:
        items = items.filter(state=flt.state)
    elif flt.state:
        items = items.filter(Q(due_on__isnull=True) | Q(due_on__gte=today), state=flt.state)
    return items


def _by_date(items: QuerySet[LedgerItem], flt: Filter) -> QuerySet[LedgerItem]:
    if flt.due_from:
        items = items.filter(due_on__gte=flt.due_from)
    if flt.due_to:
        items = items.filter(due_on__lte=flt.due_to)
    if flt.month == "-":
        items = items.filter(due_on__isnull=True)
    elif flt.month:
        first = date.fromisoformat(f"{flt.month}-01")
        items = items.filter(due_on__gte=first, due_on__lt=(first + timedelta(days=31)).replace(day=1))
    return items


def _by_unit(items: QuerySet[LedgerItem], flt: Filter) -> QuerySet[LedgerItem]:
    if flt.row == "-":
        items = items.exclude(pk__in=ItemUnit.objects.values("item_id"))
    elif flt.row:
        items = items.filter(pk__in=_in_role(ItemUnit.objects.filter(_named_row(flt.row)), flt.role).values("item_id"))
    if flt.unit:
        rows = ItemUnit.objects.filter(Q(unit_id=flt.unit) | Q(group_id__in=groups_with([flt.unit])))
        rows = rows if flt.row else _in_role(rows, flt.role)
        items = items.filter(pk__in=rows.values("item_id"))
    return items


def _named_row(row: str) -> Q:
    if row[0] == "u":
        return Q(unit_id=int(row[1:]))
    if row[0] == "g":
        return Q(group_id=int(row[1:]))
    return Q(unit__isnull=True, group__isnull=True, unit_text=row[1:])


def _in_role(rows: QuerySet[ItemUnit], role: str) -> QuerySet[ItemUnit]:
    if role == "principal":
        return rows.filter(is_principal=True)
    return rows.filter(role=role) if role else rows
