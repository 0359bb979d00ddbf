"""What everybody may see of a ledger. Only these fields leave: no notes, remarks, people or evidence. TSK-17."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, QuerySet

from gongkai.apps.ledgers.models import DeclaredPath, FiledPlan, ItemUnit, LedgerItem, Notice, Quota
from gongkai.apps.ledgers.queries.facts import quota_facts
from gongkai.apps.ledgers.queries.lists import STATE_WORDS, late_days, state_shown

# the public reads plain words: a task under check is not done yet
PUBLIC_WORDS = STATE_WORDS | {"closed_out": "已完成", "awaiting_check": "推进中", "not_started": "未开始"}


@dataclass(frozen=True, slots=True)
class PublicPlace:
    """A section where the task is disclosed. `url` is empty while the section does not stand."""

    path: tuple[str, ...]
    url: str


@dataclass(frozen=True, slots=True)
class PublicTask:
    """One row of the public page. `counts` says what was counted towards its numbers ("已记录 3 次，还差 1 次")."""

    position: int
    number: str
    text: str
    leads: tuple[str, ...]
    responsibles: tuple[str, ...]
    due_on: date | None
    due_text: str
    is_standing: bool
    state: str
    state_word: str
    late_days: int
    counts: tuple[str, ...]
    places: tuple[PublicPlace, ...]
    disclosed_url: str


@dataclass(frozen=True, slots=True)
class PublicChapter:
    """The tasks under one outer heading."""

    name: str
    tasks: tuple[PublicTask, ...]


@dataclass(frozen=True, slots=True)
class PublicLedger:
    """The public page of a notice; the counts are those of its rows."""

    notice_id: int
    title: str
    year: int
    issuer: str
    document_number: str
    written_on: date | None
    chapters: tuple[PublicChapter, ...]
    total: int
    counts: dict[str, int]
    plans: tuple[tuple[str, date], ...]


def public_notices() -> QuerySet[Notice]:
    """The notices whose ledger is public, newest first."""
    return Notice.objects.filter(is_public=True).defer("text")


def public_ledger(notice: Notice, *, today: date) -> PublicLedger:
    """The tasks of a public notice. Raises Notice.DoesNotExist when it is not public. Seven queries."""
    if not notice.is_public:
        raise Notice.DoesNotExist
    items = LedgerItem.objects.filter(
        notice=notice, origin=LedgerItem.Origin.NOTICE, withdrawn_on__isnull=True
    ).order_by("position", "pk")
    named = ItemUnit.objects.select_related("unit", "group").order_by("order", "pk")
    paths = DeclaredPath.objects.filter(decision=DeclaredPath.Decision.ACCEPTED).select_related("section")
    rows = items.prefetch_related(
        Prefetch("item_units", named),
        Prefetch("declared_paths", paths.order_by("pk")),
        Prefetch("quotas", Quota.objects.prefetch_related("entries").order_by("pk")),
    )
    chapters: dict[str, list[PublicTask]] = {}
    for item in rows:
        chapters.setdefault(item.chapter, []).append(_task(item, today))
    tasks = [task for found in chapters.values() for task in found]
    counts = {
        state: sum(task.state == state for task in tasks) for state in ("done", "under_way", "not_started", "late")
    }
    plans = FiledPlan.objects.filter(notice=notice, published_on__isnull=False).select_related("unit")
    return PublicLedger(
        notice.pk,
        notice.title,
        notice.year,
        notice.issuer_text,
        notice.document_number,
        notice.written_on,
        tuple(PublicChapter(name, tuple(found)) for name, found in chapters.items()),
        len(tasks),
        counts,
        tuple((row.unit.name, row.published_on) for row in plans if row.published_on),
    )


# the four states of the public page, each task in exactly one
PUBLIC_STATES = {
    "closed_out": "done",
    "awaiting_check": "under_way",
    "in_progress": "under_way",
    "not_started": "not_started",
    "overdue": "late",
}


def _task(item: LedgerItem, today: date) -> PublicTask:
    shown = state_shown(item, today)
    units = list(item.item_units.all())
    return PublicTask(
        position=item.position,
        number=item.number_text,
        text=item.text,
        leads=tuple(_name(row) for row in units if row.role == ItemUnit.Role.LEAD),
        responsibles=tuple(_name(row) for row in units if row.role != ItemUnit.Role.LEAD),
        due_on=item.due_on,
        due_text=item.due_text,
        is_standing=item.is_standing,
        state=PUBLIC_STATES[shown],
        state_word=PUBLIC_WORDS[shown],
        late_days=late_days(item, today),
        counts=tuple(_count(row, item.year) for row in item.quotas.all()),
        places=tuple(_place(row) for row in item.declared_paths.all()),
        disclosed_url=item.disclosed_url,
    )


def _name(row: ItemUnit) -> str:
    if row.unit:
        return row.unit.short_name or row.unit.name
    return row.group.name if row.group else row.unit_text


def _count(row: Quota, year: int) -> str:
    periods = quota_facts(row).counts(year)
    counted = sum(period.counted for period in periods)
    missing = 0.0 if row.op == "<=" else sum(period.missing for period in periods)
    said = f"已记录 {counted:g} {row.unit}".rstrip()
    return f"{said}，还差 {missing:g} {row.unit}".rstrip() if missing else said


def _place(row: DeclaredPath) -> PublicPlace:
    section = row.section if row.section and row.section.live and not row.section.retired_on else None
    return PublicPlace(tuple(row.segments), (section.relative_url(None) or "") if section else "")
