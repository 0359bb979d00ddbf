"""One item with everything on it, and what its reader may do next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from gongkai.apps.ledgers.models import (
    DeclaredPath,
    Evidence,
    ItemEvent,
    ItemUnit,
    LedgerItem,
    ProgressNote,
    Quota,
    Reminder,
    TimeLimit,
    Verdict,
)
from gongkai.apps.ledgers.permissions import Viewer, standing
from gongkai.apps.ledgers.queries.facts import Parts, facts_of, parts_of, quota_facts
from gongkai.apps.ledgers.queries.lists import STATE_WORDS, ListedItem, list_rows, listed_item
from gongkai.apps.ledgers.queries.visibility import items_in_sight
from gongkai.apps.orgs.models import Unit
from gongkai.domain.ledger import ACTIONS, PeriodCount, blockers


@dataclass(frozen=True, slots=True)
class CountedQuota:
    """A counter with its periods: wanted, counted, missing."""

    quota: Quota
    periods: tuple[PeriodCount, ...]


@dataclass(frozen=True, slots=True)
class UnitCheck:
    """How a unit to be checked stands: not checked yet (`verdict` None), done, or not done."""

    unit: Unit
    verdict: Verdict | None


@dataclass(frozen=True, slots=True)
class ItemPage:
    """All that the page of an item shows. `blockers`: for each action the sentences under its greyed button.

    `acting_units`: units of this item that the person acts for. `source_text`: the words of the notice around the task
    (before, the task, after).
    """

    item: LedgerItem
    listed: ListedItem
    units: tuple[ItemUnit, ...]
    acting_units: tuple[Unit, ...]
    limits: tuple[TimeLimit, ...]
    quotas: tuple[CountedQuota, ...]
    paths: tuple[DeclaredPath, ...]
    notes: tuple[ProgressNote, ...]
    evidence: tuple[Evidence, ...]
    checks: tuple[UnitCheck, ...]
    verdicts: tuple[Verdict, ...]
    events: tuple[ItemEvent, ...]
    reminders: tuple[Reminder, ...]
    sub_tasks: tuple[ListedItem, ...]
    blockers: dict[str, tuple[str, ...]]
    source_text: tuple[str, str, str]


def item_page(user: Viewer, pk: int, *, today: date) -> ItemPage:
    """The page of an item. Raises LedgerItem.DoesNotExist when there is none or this person may not see it."""
    held = standing(user)
    related = ("notice", "person", "parent", "follows", "made_by_unit", "submitted_by")
    items = items_in_sight(held) if held.may_see_all else items_in_sight(held).filter(withdrawn_on__isnull=True)
    item = items.select_related(*related).get(pk=pk)
    units = tuple(ItemUnit.objects.filter(item=item).select_related("unit", "group").order_by("order", "pk"))
    parts = parts_of(item, units)
    facts = facts_of(user, item, today, held=held, parts=parts)
    verdicts = tuple(Verdict.objects.filter(item=item).select_related("unit", "lead_unit", "given_by"))
    quotas = Quota.objects.filter(item=item).select_related("source").prefetch_related("entries").order_by("pk")
    acting = {unit.pk: unit for unit in Unit.objects.filter(pk__in=parts.workers)}
    return ItemPage(
        item=item,
        listed=listed_item(item, units, today),
        units=units,
        acting_units=tuple(unit for pk, unit in acting.items() if pk in held.works_for),
        limits=tuple(item.time_limits.order_by("pk")),
        quotas=tuple(CountedQuota(row, quota_facts(row).counts(item.year)) for row in quotas),
        paths=tuple(item.declared_paths.select_related("section").order_by("pk")),
        notes=tuple(item.progress_notes.select_related("unit", "author")),
        evidence=tuple(item.evidence.select_related("unit", "file", "section", "added_by")),
        checks=_checks(parts, acting, verdicts),
        verdicts=verdicts,
        events=tuple(item.events.select_related("actor", "unit")),
        reminders=tuple(item.reminders.select_related("rule", "unit", "sent_by")[:20]),
        sub_tasks=list_rows(item.sub_tasks.filter(withdrawn_on__isnull=True).order_by("due_on", "pk"), today),
        blockers={action: blockers(action, facts) for action in ACTIONS},
        source_text=_around(item),
    )


def _checks(parts: Parts, units: dict[int, Unit], verdicts: tuple[Verdict, ...]) -> tuple[UnitCheck, ...]:
    current: dict[int, Verdict] = {}
    for verdict in reversed(verdicts):
        if verdict.is_current:
            current[verdict.unit_id] = verdict
    return tuple(UnitCheck(units[pk], current.get(pk)) for pk in parts.checked if pk in units)


def _around(item: LedgerItem, reach: int = 200) -> tuple[str, str, str]:
    """The task in the words of its notice. Empty when the item came from no notice."""
    if item.notice is None or item.span_start is None or item.span_end is None:
        return ("", "", "")
    text, start, end = item.notice.text, item.span_start, item.span_end
    return (text[max(0, start - reach) : start], text[start:end], text[end : end + reach])


__all__ = ["STATE_WORDS", "CountedQuota", "ItemPage", "UnitCheck", "item_page"]
