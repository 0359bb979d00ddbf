"""A duty that comes back: when one period was worked on, the next one is due."""

from __future__ import annotations

from datetime import date

from gongkai.apps.ledgers.models import Evidence, LedgerItem, ProgressNote, QuotaEntry, TimeLimit
from gongkai.apps.ledgers.operations.item_rows import set_due
from gongkai.apps.ledgers.queries.calendar import work_calendar


def roll_recurring(today: date) -> int:
    """Move on the due date of recurring duties whose period is over and was worked on; others stay late.

    Returns how many moved. Items with a fixed day never move.
    """
    late = (
        LedgerItem.objects.filter(time_limits__kind=TimeLimit.Kind.RECURRING, due_on__lt=today, withdrawn_on=None)
        .exclude(state__in=(LedgerItem.State.CLOSED_OUT, LedgerItem.State.AWAITING_CHECK))
        .prefetch_related("time_limits")
        .distinct()
    )
    moved, calendar = 0, work_calendar()
    for item in late:
        before = item.due_on
        if before is None or not _was_worked_on(item, before):
            continue
        set_due(item, sorted(item.time_limits.all(), key=lambda row: row.pk), calendar, today)
        if item.due_on != before:
            item.save(update_fields=["due_on"])
            moved += 1
    return moved


def _was_worked_on(item: LedgerItem, until: date) -> bool:
    """Something was noted, counted or proven within the quarter of a year that ended on this day."""
    since = date.fromordinal(until.toordinal() - 92)
    span = (since, until)
    return (
        ProgressNote.objects.filter(item=item, noted_at__date__range=span).exists()
        or Evidence.objects.filter(item=item, added_at__date__range=span).exists()
        or QuotaEntry.objects.filter(quota__item=item, done_on__range=span).exists()
    )
