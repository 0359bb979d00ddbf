"""Taking over a corrected notice: items keep their progress, their counts and their confirmed days."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from gongkai.apps.ledgers.models import DeclaredPath, ItemUnit, LedgerItem, Notice, Quota, TimeLimit
from gongkai.apps.ledgers.operations.item_rows import ItemRows, count_limit, mark_principal, save_new, set_due
from gongkai.apps.ledgers.queries.calendar import work_calendar
from gongkai.apps.ledgers.queries.import_changes import current_items, pair
from gongkai.apps.ledgers.queries.progress import items_with_progress

FIELDS = (
    "year",
    "position",
    "number_text",
    "section_path",
    "chapter",
    "text",
    "span_start",
    "span_end",
    "channels",
    "cites",
)


def take_over(notice: Notice, rows: list[ItemRows], today: date) -> None:
    """Bring the items of a notice to the new text. What has progress is withdrawn where the text no longer has it."""
    items = current_items(notice)
    worked = set(items_with_progress(notice).values_list("pk", flat=True))
    added = []
    for item, index in pair(items, [row.item.text for row in rows]):
        if item is None and index is not None:
            added.append(rows[index])
        elif item is not None and index is not None:
            _change(item, rows[index], today)
        elif item is not None and item.pk in worked:
            item.withdrawn_on = today
            item.save(update_fields=["withdrawn_on"])
        elif item is not None:
            item.delete()
    save_new(added)


def _change(item: LedgerItem, rows: ItemRows, today: date) -> None:
    for name in FIELDS:
        setattr(item, name, getattr(rows.item, name))
    _units(item, rows.units)
    limits = _limits(item, rows.limits)
    _quotas(item, rows.quotas)
    _paths(item, rows.paths)
    set_due(item, limits, work_calendar(), today)
    item.save()


def _units(item: LedgerItem, wanted: Iterable[ItemUnit]) -> None:
    """Units that the text still names stay as they are, with the match a person made; others go, new ones come."""
    former = {(row.role, row.unit_text): row for row in item.item_units.all()}
    kept = []
    for row in wanted:
        known = former.pop((row.role, row.unit_text), None)
        if known is None:
            row.item, known = item, row
        elif known.unit_id is None and known.group_id is None:
            known.unit, known.group = row.unit, row.group
        known.order = row.order
        kept.append(known)
    ItemUnit.objects.filter(pk__in=[row.pk for row in former.values()]).delete()
    ItemUnit.objects.filter(item=item).update(is_principal=False)
    mark_principal(kept)
    for row in kept:
        row.save()


def _limits(item: LedgerItem, wanted: Iterable[TimeLimit]) -> list[TimeLimit]:
    """The day of an event that somebody entered stays with its limit, and so does the day counted from it."""
    events = {(row.text, row.offset): row.event_on for row in item.time_limits.all() if row.event_on}
    item.time_limits.all().delete()
    rows, calendar = list(wanted), work_calendar() if events else None
    for row in rows:
        row.item, row.event_on = item, events.get((row.text, row.offset))
        if calendar and row.event_on:
            count_limit(row, calendar)
    return TimeLimit.objects.bulk_create(rows)


def _quotas(item: LedgerItem, wanted: Iterable[Quota]) -> None:
    """A counter keeps its entries while the text still asks for the same thing; with entries it is never deleted."""
    former = {(row.text, row.unit): row for row in item.quotas.all()}
    by_unit = {(row.unit, row.period): row for row in item.quotas.all()}
    for row in wanted:
        known = former.pop((row.text, row.unit), None)
        if known is None:
            known = by_unit.get((row.unit, row.period))
            known = former.pop((known.text, known.unit), None) if known else None
        if known is None:
            row.item = item
            row.save()
            continue
        known.text, known.op, known.value, known.period, known.of = row.text, row.op, row.value, row.period, row.of
        known.save()
    for row in former.values():
        if not row.entries.all():
            row.delete()


def _paths(item: LedgerItem, wanted: Iterable[DeclaredPath]) -> None:
    """What was decided about a path stays decided."""
    former = {row.canonical: row for row in item.declared_paths.all()}
    for row in wanted:
        if former.pop(row.canonical, None) is None:
            row.item = item
            row.save()
    DeclaredPath.objects.filter(pk__in=[row.pk for row in former.values()]).delete()
