"""Counting due dates anew when the holiday arrangement of a year was loaded, corrected or taken back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from gongkai.apps.audit.operations import record
from gongkai.apps.ledgers.models import ItemEvent, LedgerItem, Notice, NoticeImport, TimeLimit
from gongkai.apps.ledgers.operations.acceptance import clock_clauses, lenient_clocks
from gongkai.apps.ledgers.operations.item_rows import count_limit, set_due
from gongkai.apps.ledgers.queries.calendar import work_calendar
from gongkai.apps.orgs.events import WorkYearLoaded, WorkYearWithdrawn
from gongkai.domain.clock import CalendarNotPublished, WorkCalendar
from gongkai.domain.ledger import notice_clocks

CLOCKS = ("plan_due_on", "plan_publication_due_on", "report_due_on")


def follow_work_year(event: WorkYearLoaded | WorkYearWithdrawn) -> None:
    """The reaction to a year that came, changed or went."""
    recount(year=event.year)


@transaction.atomic
def recount(*, year: int, now: datetime | None = None) -> int:
    """Count the limits of all unfinished items anew, and the clocks of notices that waited for this year.

    Returns how many items and notices got another day. A day that a person set by hand stays, and so does a clock that
    has a day. A second run changes nothing and logs nothing.
    """
    now, calendar = now or timezone.now(), work_calendar()
    moved = _recount_items(calendar, year, now)
    filled = _fill_clocks(calendar, year)
    if moved or filled:
        record(
            actor=None,
            action="重算到期日",
            target=f"{year}年放假安排",
            before={str(item.pk): str(before or "") for item, before in moved},
            after={str(item.pk): str(item.due_on or "") for item, _ in moved}
            | {"通知": [notice.title for notice in filled]},
        )
    return len(moved) + len(filled)


def _recount_items(calendar: WorkCalendar, year: int, now: datetime) -> list[tuple[LedgerItem, date | None]]:
    """The items that moved, with the day before."""
    counted = TimeLimit.objects.filter(kind=TimeLimit.Kind.RELATIVE, event_on__isnull=False)
    unfinished = LedgerItem.objects.filter(withdrawn_on=None, pk__in=counted.values("item"))
    locked = unfinished.exclude(state=LedgerItem.State.CLOSED_OUT).select_for_update(of=("self",)).order_by("pk")
    moved = []
    for item in locked.prefetch_related("time_limits"):
        before = item.due_on
        limits = sorted(item.time_limits.all(), key=lambda row: row.pk)
        follows = _follows(item, limits)
        changed = [row for row in limits if count_limit(row, calendar)]
        TimeLimit.objects.bulk_update(changed, ["due_on"])
        if not (changed and follows):
            continue
        set_due(item, limits, calendar, timezone.localdate(now))
        if item.due_on != before:
            item.save(update_fields=["due_on", "due_text", "is_standing"])
            moved.append((item, before))
    remark = f"按{year}年放假安排重算"
    ItemEvent.objects.bulk_create(
        ItemEvent(
            item=item, action="recount", at=now, remark=f"{remark}：{before or '未定'} 改为 {item.due_on or '未定'}"
        )
        for item, before in moved
    )
    return moved


def _follows(item: LedgerItem, limits: Iterable[TimeLimit]) -> bool:
    """Whether the due date came from the limits; otherwise a person set it."""
    rows = list(limits)
    days = [row.due_on for row in rows if row.due_on]
    if days:
        return item.due_on == min(days)
    return item.due_on is None or any(row.kind == TimeLimit.Kind.RECURRING for row in rows)


def _fill_clocks(calendar: WorkCalendar, year: int) -> list[Notice]:
    """The notices whose plan or report had no day because this year was not there."""
    if year not in calendar.years:
        return []
    former = WorkCalendar.of(known for known in calendar.recorded if known.year != year)
    filled = []
    for row in _accepted(year):
        notice = row.notice
        if notice is None or all(getattr(notice, name) for name in CLOCKS) or not _waited(row, notice, former, year):
            continue
        before = lenient_clocks(row, notice, former)
        clocks = lenient_clocks(row, notice, calendar)
        # a clock that could be counted before and is empty was emptied by a person
        found = [
            name for name in CLOCKS if getattr(clocks, name) and not getattr(notice, name) and not getattr(before, name)
        ]
        for name in found:
            setattr(notice, name, getattr(clocks, name))
        if found:
            notice.save(update_fields=found)
            filled.append(notice)
    return filled


def _accepted(year: int) -> Sequence[NoticeImport]:
    """The last accepted upload of every notice whose clocks may reach into the year."""
    rows = NoticeImport.objects.filter(
        state=NoticeImport.State.ACCEPTED, notice__year__range=(year - 2, year), notice__isnull=False
    ).exclude(notice__kind=Notice.Kind.REFERENCE)
    last = {row.notice_id: row for row in rows.select_related("notice").order_by("ended_at", "pk")}
    return list(last.values())


def _waited(row: NoticeImport, notice: Notice, former: WorkCalendar, year: int) -> bool:
    """Whether the clocks of the notice could not be counted without this year."""
    try:
        notice_clocks(list(clock_clauses(row)), notice.published_on or notice.written_on, former)
    except CalendarNotPublished as missing:
        return missing.year == year
    return False
