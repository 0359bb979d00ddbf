"""What falls due on which day: a month on the desk, and a feed for calendar programs."""

from __future__ import annotations

from calendar import Calendar
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from icalendar import Calendar as Feed
from icalendar import Event

from gongkai.apps.ledgers.models import LedgerItem
from gongkai.apps.ledgers.permissions import Viewer
from gongkai.apps.ledgers.queries.calendar import work_calendar
from gongkai.apps.ledgers.queries.filters import Filter
from gongkai.apps.ledgers.queries.lists import ListedItem, list_rows
from gongkai.apps.ledgers.queries.visibility import filtered, named_on
from gongkai.apps.orgs.queries import unit_of_token
from gongkai.domain.clock import CalendarNotPublished, WorkCalendar

# a day shows this many rows; the rest is a link to the list
ROWS_OF_A_DAY = 6


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """One day: what is due, and whether people work. `is_working_day` None: that year's calendar is not published."""

    on: date
    in_month: bool
    rows: tuple[ListedItem, ...]
    count: int
    is_today: bool
    is_working_day: bool | None
    filter: Filter


@dataclass(frozen=True, slots=True)
class DueCalendar:
    """A month in weeks from Monday."""

    month: date
    previous: date
    following: date
    weeks: tuple[tuple[CalendarDay, ...], ...]
    total: int


def due_calendar(user: Viewer, month: date, *, today: date, flt: Filter | None = None) -> DueCalendar:
    """What falls due in the month that this day lies in, for items the person sees. Sub-tasks are not shown."""
    first = month.replace(day=1)
    following = (first + timedelta(days=32)).replace(day=1)
    weeks = Calendar().monthdatescalendar(first.year, first.month)
    items = filtered(user, flt or Filter(), today).filter(due_on__range=(weeks[0][0], weeks[-1][-1]))
    by_day: dict[date, list[int]] = {}
    for pk, due_on in items.order_by("due_on", "notice_id", "position", "pk").values_list("pk", "due_on"):
        if due_on:
            by_day.setdefault(due_on, []).append(pk)
    shown = LedgerItem.objects.in_bulk([pk for rows in by_day.values() for pk in rows[:ROWS_OF_A_DAY]])
    listed = {row.item.pk: row for row in list_rows(shown.values(), today)}
    calendar = work_calendar()
    made = tuple(
        tuple(_day(on, first, by_day.get(on, []), listed, today, calendar=calendar) for on in week) for week in weeks
    )
    total = sum(day.count for week in made for day in week if day.in_month)
    return DueCalendar(first, (first - timedelta(days=1)).replace(day=1), following, made, total)


def _day(
    on: date, month: date, items: list[int], listed: dict[int, ListedItem], today: date, *, calendar: WorkCalendar
) -> CalendarDay:
    try:
        works: bool | None = calendar.is_working_day(on)
    except CalendarNotPublished:
        works = None
    rows = tuple(listed[pk] for pk in items[:ROWS_OF_A_DAY])
    is_in_month = (on.year, on.month) == (month.year, month.month)
    return CalendarDay(on, is_in_month, rows, len(items), on == today, works, Filter(due_from=on, due_to=on))


def feed(token: str, *, site_url: str = "") -> bytes | None:
    """The calendar of a unit, as iCalendar (RFC 5545); None for a token that opens nothing.

    One all-day event for each item that is due and not closed out, with a UID that stays. No names of people, no notes.
    """
    unit = unit_of_token(token)
    if unit is None:
        return None
    items = LedgerItem.objects.filter(named_on([unit.pk]), due_on__isnull=False, withdrawn_on__isnull=True)
    items = items.exclude(state=LedgerItem.State.CLOSED_OUT).select_related("notice")
    made = Feed()
    made.add("prodid", "-//gongkai//ledger//ZH")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", f"{unit.short_name or unit.name}政务公开任务")
    made.add("x-wr-timezone", "Asia/Shanghai")
    for item in items.order_by("due_on", "pk"):
        made.add_component(_event(item, site_url))
    return bytes(made.to_ical())


def _event(item: LedgerItem, site_url: str) -> Event:
    event = Event()
    due_on = item.due_on or date.min
    event.add("uid", f"item-{item.pk}@gongkai")
    event.add("summary", item.text[:80])
    event.add("dtstart", due_on)
    event.add("dtend", due_on + timedelta(days=1))
    # a stamp that moves only with the due date, so that an unchanged feed is the same bytes
    event.add("dtstamp", datetime.combine(due_on, time(0), UTC))
    parts = [
        item.text,
        f"出自：{item.notice.title}" if item.notice else "",
        f"时限：{item.due_text}" if item.due_text else "",
    ]
    event.add("description", "\n".join(part for part in parts if part))
    event.add("status", "CONFIRMED")
    event.add("transp", "TRANSPARENT")
    if site_url:
        event.add("url", site_url)
    return event
