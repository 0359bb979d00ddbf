"""The notices of the ledger."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from gongkai.apps.ledgers.models import LedgerItem, Notice, ReminderRule, SavedFilter
from gongkai.apps.ledgers.permissions import Viewer, standing
from gongkai.apps.ledgers.queries.visibility import is_late, visible_items


@dataclass(frozen=True, slots=True)
class ListedNotice:
    """A notice and how far it is: of the items that the reader sees."""

    notice: Notice
    total: int
    closed_out: int
    late: int

    @property
    def percent(self) -> int:
        """Closed out of all, in whole per cent; never 100 before the last one."""
        return 100 * self.closed_out // self.total if self.total else 0


def notice_list(user: Viewer, *, today: date) -> tuple[ListedNotice, ...]:
    """The notices of which the person sees an item, newest first, with counts of these items. Three queries."""
    counted = (
        visible_items(user)
        .filter(notice__isnull=False)
        .exclude(origin=LedgerItem.Origin.SUB_TASK)
        .order_by()
        .values("notice_id")
        .annotate(
            total=Count("pk"),
            closed=Count("pk", filter=Q(state=LedgerItem.State.CLOSED_OUT)),
            late=Count("pk", filter=is_late(today)),
        )
    )
    counts = {row["notice_id"]: (row["total"], row["closed"], row["late"]) for row in counted}
    if standing(user).may_see_all:
        compared = Notice.objects.filter(kind=Notice.Kind.REFERENCE).annotate(total=Count("items"))
        counts |= {pk: (total, 0, 0) for pk, total in compared.order_by().values_list("pk", "total")}
    notices = Notice.objects.filter(pk__in=counts).select_related("superior").defer("text", "superior__text")
    return tuple(ListedNotice(row, *counts[row.pk]) for row in notices)


def visible_notice(user: Viewer, pk: int) -> Notice:
    """A notice of which the person sees an item. Raises Notice.DoesNotExist."""
    seen = Q(pk__in=visible_items(user).filter(notice_id=pk).order_by().values("notice_id"))
    if standing(user).may_see_all:
        seen |= Q(kind=Notice.Kind.REFERENCE)
    return Notice.objects.select_related("superior").filter(seen).get(pk=pk)


def rules_list() -> list[ReminderRule]:
    """The reminder rules, earliest first."""
    return list(ReminderRule.objects.order_by("days", "pk"))


def saved_filters(user: Viewer) -> list[SavedFilter]:
    """The list settings that this person keeps."""
    return list(SavedFilter.objects.filter(user_id=user.pk)) if user.pk else []
