"""Rows of the ledger from the tasks of a draft. Nothing is saved here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from gongkai.apps.ledgers.models import DeclaredPath, ItemUnit, LedgerItem, Notice, Quota, TimeLimit
from gongkai.apps.ledgers.operations.draft_values import text_span
from gongkai.apps.ledgers.queries.imports import DraftUnit
from gongkai.apps.sections.models import Section
from gongkai.apps.sections.queries import place_in_tree
from gongkai.domain.clock import CalendarNotPublished, WorkCalendar
from gongkai.domain.ledger import LimitFacts, effective_due_on
from gongkai.domain.notices import leaves

# words of a limit that mean: no last day, kept up for good
STANDING = ("长期", "長期", "持续", "常态化")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the rows of all tasks need: looked up once."""

    units: Mapping[str, DraftUnit]
    aliases: Mapping[str, str]
    sections: Mapping[str, Section]
    # places that a person has tied to a section before, by canonical path
    decided: Mapping[str, Section]
    calendar: WorkCalendar
    year: int
    today: date


@dataclass(slots=True)
class ItemRows:
    """One item and the rows that hang on it."""

    item: LedgerItem
    units: list[ItemUnit] = field(default_factory=list)
    limits: list[TimeLimit] = field(default_factory=list)
    quotas: list[Quota] = field(default_factory=list)
    paths: list[DeclaredPath] = field(default_factory=list)


def rows_of(notice: Notice, task: Mapping[str, Any], position: int, around: Surroundings) -> ItemRows:
    """The rows of one task."""
    place = text_span(task)
    section = list(task.get("section", ()))
    item = LedgerItem(
        notice=notice,
        year=around.year,
        position=position,
        number_text=(task.get("number") or "")[:20],
        section_path=section,
        chapter=(section[0] if section else "")[:200],
        text=task["text"],
        span_start=place[0] if place else None,
        span_end=place[1] if place else None,
        channels=list(task.get("channels", ())),
        cites=list(task.get("cites", ())),
    )
    rows = ItemRows(item)
    rows.units = _units(item, task, around.units)
    rows.limits = [_limit(item, row) for row in task.get("deadlines", ())]
    rows.quotas = [_quota(item, row) for row in task.get("quotas", ())]
    rows.paths = _paths(item, task, around)
    set_due(item, rows.limits, around.calendar, around.today)
    return rows


def set_due(item: LedgerItem, limits: Iterable[TimeLimit], calendar: WorkCalendar, today: date) -> None:
    """Compute the due date of an item from its limits; none while the calendar of that year is not published."""
    rows = list(limits)
    facts = [
        LimitFacts(row.kind, row.due_on if row.kind == "fixed" else None, row.offset, row.event_on) for row in rows
    ]
    try:
        item.due_on = effective_due_on(facts, calendar, item.year, today)
    except CalendarNotPublished:
        item.due_on = effective_due_on([fact for fact in facts if fact.kind == "fixed"], calendar, item.year, today)
    item.due_text = "；".join(row.text for row in rows)[:200]
    item.is_standing = item.due_on is None and any(word in row.text for row in rows for word in STANDING)


def count_limit(row: TimeLimit, calendar: WorkCalendar) -> bool:
    """Count the day of a limit whose event has happened; none while that year is not published. True: it changed."""
    if row.kind != TimeLimit.Kind.RELATIVE:
        return False
    before, facts = row.due_on, LimitFacts("relative", None, row.offset, row.event_on)
    try:
        row.due_on = effective_due_on([facts], calendar, row.item.year, row.event_on or date.min)
    except CalendarNotPublished:
        row.due_on = None
    return row.due_on != before


def mark_principal(units: Iterable[ItemUnit]) -> None:
    """The first that leads, else the first named, carries the item on the board."""
    rows = list(units)
    leads = [row for row in rows if row.role == ItemUnit.Role.LEAD]
    principal = next(iter(leads or rows), None)
    for row in rows:
        row.is_principal = row is principal


def _units(item: LedgerItem, task: Mapping[str, Any], known: Mapping[str, DraftUnit]) -> list[ItemUnit]:
    rows: list[ItemUnit] = []
    for role, names in (
        (ItemUnit.Role.LEAD, task.get("lead_units", ())),
        (ItemUnit.Role.RESPONSIBLE, task.get("responsible_units", ())),
    ):
        for name in names:
            match = known[name]
            rows.append(
                ItemUnit(
                    item=item, unit=match.unit, group=match.group, role=role, unit_text=name[:200], order=len(rows)
                )
            )
    mark_principal(rows)
    return rows


def _limit(item: LedgerItem, row: Mapping[str, Any]) -> TimeLimit:
    on = date.fromisoformat(row["date"]) if row.get("date") else None
    return TimeLimit(
        item=item, kind=row["kind"], text=row["text"][:200], due_on=on, offset=(row.get("offset") or "")[:200]
    )


def _quota(item: LedgerItem, row: Mapping[str, Any]) -> Quota:
    return Quota(
        item=item,
        text=row["text"][:200],
        op=row["op"],
        value=row["value"],
        unit=(row.get("unit") or "")[:40],
        period=(row.get("period") or "")[:20],
        of=(row.get("of") or "")[:200],
    )


def _paths(item: LedgerItem, task: Mapping[str, Any], around: Surroundings) -> list[DeclaredPath]:
    rows = []
    for printed in task.get("paths", ()):
        for leaf in leaves([tuple(printed)], around.aliases):
            canonical = ">".join(leaf)
            section = around.sections.get(">".join(place_in_tree(leaf))) or around.decided.get(canonical)
            decision = DeclaredPath.Decision.ACCEPTED if section else DeclaredPath.Decision.PROPOSED
            rows.append(
                DeclaredPath(
                    item=item,
                    segments=list(leaf),
                    path_text=">".join(printed)[:500],
                    canonical=canonical[:500],
                    decision=decision,
                    section=section,
                )
            )
    return rows


def save_new(rows: list[ItemRows]) -> None:
    """Save new items with all that hangs on them: five statements, however many items."""
    LedgerItem.objects.bulk_create([row.item for row in rows])
    ItemUnit.objects.bulk_create([unit for row in rows for unit in row.units])
    TimeLimit.objects.bulk_create([limit for row in rows for limit in row.limits])
    Quota.objects.bulk_create([quota for row in rows for quota in row.quotas])
    DeclaredPath.objects.bulk_create([path for row in rows for path in row.paths])
