"""今天要办: what this person has to do, what the units owe this week, and what is wrong."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from gongkai.apps.ledgers.models import ItemEvent, LedgerItem, Notice, NoticeImport, Verdict
from gongkai.apps.ledgers.permissions import Standing, Viewer, standing
from gongkai.apps.ledgers.queries.facts import WORKING, Parts, parts_for
from gongkai.apps.ledgers.queries.filters import OVERDUE, Filter
from gongkai.apps.ledgers.queries.plans import Clock, PlanRow, plan_table, units_without_items
from gongkai.apps.ledgers.queries.proposals import proposal_count
from gongkai.apps.ledgers.queries.visibility import is_late, items_in_sight, named_on, narrowed
from gongkai.apps.orgs.models import Unit

State = LedgerItem.State
# a day's list is for a day: what is more stands behind the count
LONGEST = 30


@dataclass(frozen=True, slots=True)
class ToDo:
    """One thing to do. `kind`: check, confirm, returned, mine, late, plan, own_area, import, sections.

    The thing is `item`, `notice` or `imported`; none for `sections` and `own_area`. `late_days` is negative before the
    day, None without one.
    """

    kind: str
    title: str
    detail: str
    due_on: date | None
    late_days: int | None
    item: LedgerItem | None = None
    notice: Notice | None = None
    imported: NoticeImport | None = None
    unit: Unit | None = None
    count: int = 1


@dataclass(frozen=True, slots=True)
class Tally:
    """A count that opens its list."""

    label: str
    count: int
    filter: Filter


@dataclass(frozen=True, slots=True)
class TodayPage:
    """The first screen."""

    today: date
    units: tuple[Unit, ...]
    todos: tuple[ToDo, ...]
    this_week: tuple[Tally, ...]
    alarms: tuple[Tally, ...]


def today_page(user: Viewer, *, today: date) -> TodayPage:
    """What this person has to do today. Everything in it is something the person may see and do."""
    held = standing(user)
    # who belongs to which group is asked once, not for every line of the page
    seen = items_in_sight(held).filter(withdrawn_on__isnull=True)
    ours = LedgerItem.objects.none()
    if held.works_for:
        ours = LedgerItem.objects.filter(named_on(held.works_for, WORKING), withdrawn_on__isnull=True)
    units = tuple(Unit.objects.filter(pk__in=held.works_for or held.reads_for))
    todos = [
        *_checks(held, ours, today),
        *_returned(ours, today),
        *_mine(held, ours, today),
        *_of_units(held, units, today),
    ]
    if held.may_manage:
        todos += [*_confirmations(held, seen, today), *_office_work()]
    todos.sort(key=lambda todo: (todo.due_on is None, todo.due_on or date.max, todo.kind))
    shown: set[tuple[str, int | None]] = set()
    unique = []
    for todo in todos:
        key = ("item", todo.item.pk) if todo.item else (todo.kind, id(todo))
        if key not in shown:
            shown.add(key)
            unique.append(todo)
    return TodayPage(today, units, tuple(unique), _week(held, seen, today), _alarms(seen, today))


def _todo(kind: str, title: str, item: LedgerItem, detail: str, today: date) -> ToDo:
    late = (today - item.due_on).days if item.due_on else None
    return ToDo(kind, title, detail, item.due_on, late, item=item)


def _checks(held: Standing, ours: QuerySet[LedgerItem], today: date) -> Iterator[ToDo]:
    """Submitted items that this person's unit has to check."""
    for item, parts, done in _awaiting(ours):
        owed = [unit for unit in parts.checked if unit not in done]
        if owed and held.acts_for(parts.checkers) and item.submitted_by_id != held.user_id:
            names = "、".join(parts.names.get(unit, "") for unit in owed[:3])
            yield _todo("check", f"检查：{_short(item)}", item, f"{names}已提交，等牵头单位检查", today)


def _confirmations(held: Standing, seen: QuerySet[LedgerItem], today: date) -> Iterator[ToDo]:
    """Checked items that wait for the office, save those that this person worked on or checked."""
    mine = Verdict.objects.filter(item=OuterRef("pk"), is_current=True, given_by=held.user_id)
    rows = seen.exclude(submitted_by=held.user_id).exclude(Exists(mine))
    for item, parts, done in _awaiting(rows):
        if set(parts.checked) <= done:
            yield _todo("confirm", f"确认销号：{_short(item)}", item, "牵头单位已检查，等你确认销号", today)


def _awaiting(rows: QuerySet[LedgerItem]) -> Iterator[tuple[LedgerItem, Parts, set[int]]]:
    found = rows.filter(state=State.AWAITING_CHECK, withdrawn_on__isnull=True).prefetch_related("item_units")
    items = list(found.order_by("due_on", "pk")[:LONGEST])
    done: dict[int, set[int]] = {}
    verdicts = Verdict.objects.filter(item__in=items, is_current=True, is_satisfied=True)
    for item_id, unit_id in verdicts.values_list("item_id", "unit_id"):
        done.setdefault(item_id, set()).add(unit_id)
    parts = parts_for(items, [row for item in items for row in item.item_units.all()])
    for item in items:
        yield item, parts[item.pk], done.get(item.pk, set())


def _returned(ours: QuerySet[LedgerItem], today: date) -> Iterator[ToDo]:
    """Items of this person's units whose last step was to be given back."""
    steps = ItemEvent.objects.filter(item=OuterRef("pk")).order_by("-at", "-pk")
    rows = ours.filter(state=State.IN_PROGRESS).annotate(
        last=Subquery(steps.values("action")[:1]), words=Subquery(steps.values("remark")[:1])
    )
    for item in rows.filter(last__in=("return_item", "reopen")).order_by("due_on", "pk")[:LONGEST]:
        yield _todo("returned", f"退回：{_short(item)}", item, f"“{item.words}”", today)


def _mine(held: Standing, ours: QuerySet[LedgerItem], today: date) -> Iterator[ToDo]:
    """Items and sub-tasks that this person handles, due within a week or late; and those of the units that are late."""
    rows = LedgerItem.objects.filter(person=held.user_id, withdrawn_on=None).exclude(state=State.CLOSED_OUT)
    for item in rows.filter(due_on__lte=today + timedelta(days=7)).order_by("due_on", "pk")[:LONGEST]:
        yield _todo("mine", _short(item), item, "由你承办", today)
    late = ours.filter(is_late(today)).exclude(state=State.AWAITING_CHECK).exclude(origin=LedgerItem.Origin.SUB_TASK)
    for item in late.order_by("due_on", "pk")[:LONGEST]:
        yield _todo("late", _short(item), item, "本单位任务已逾期", today)


DUTIES = (("filing", "报备工作计划"), ("publication", "公开工作计划"), ("reporting", "报送完成情况"))


def _of_units(held: Standing, units: tuple[Unit, ...], today: date) -> Iterator[ToDo]:
    """Plans and reports that the person's units still owe, and units without any task of the year."""
    acting = {unit.pk: unit for unit in units if unit.pk in held.works_for}
    if not acting:
        return
    soon = today + timedelta(days=14)
    due = Q(plan_due_on__lte=soon) | Q(plan_publication_due_on__lte=soon) | Q(report_due_on__lte=soon)
    for notice in Notice.objects.filter(due, year__gte=today.year - 1).defer("text"):
        for row in plan_table(notice, today=today).rows:
            if row.unit.pk in acting:
                yield from _owed(row, notice, today, soon)
    if LedgerItem.objects.filter(year=today.year, notice__isnull=False).exists():
        for unit in units_without_items(today.year):
            if unit.pk in acting:
                words = "本年度任务没有涉及本单位，请自定重点领域"
                yield ToDo("own_area", f"{unit.short_name or unit.name}：自定重点领域", words, None, None, unit=unit)


def _owed(row: PlanRow, notice: Notice, today: date, soon: date) -> Iterator[ToDo]:
    for duty, word in DUTIES:
        clock: Clock = getattr(row, duty)
        if clock.state in ("missing", "waiting") and clock.due_on and clock.due_on <= soon:
            late = (today - clock.due_on).days
            title = f"{word}：{notice.title}"
            yield ToDo("plan", title, row.unit.name, clock.due_on, late, notice=notice, unit=row.unit)


def _office_work() -> Iterator[ToDo]:
    """Uploads under review and sections to decide on."""
    open_states = (NoticeImport.State.UNDER_REVIEW, NoticeImport.State.FAILED)
    uploads = NoticeImport.objects.filter(state__in=open_states).select_related("source", "notice", "made_by")
    for row in uploads.defer("text", "reading", "draft", "corrections")[:LONGEST]:
        yield ToDo("import", f"核对导入：{row.source.name}", row.get_state_display(), None, None, imported=row)
    if count := proposal_count():
        yield ToDo("sections", f"审定 {count} 个栏目", "任务中写明的公开路径还没有对应的栏目", None, None, count=count)


def _week(held: Standing, seen: QuerySet[LedgerItem], today: date) -> tuple[Tally, ...]:
    """What falls due this week, Monday to Sunday."""
    monday = today - timedelta(days=today.weekday())
    flt = Filter(due_from=monday, due_to=monday + timedelta(days=6), state="open")
    if len(held.works_for) == 1 and not held.may_see_all:
        flt = Filter(due_from=flt.due_from, due_to=flt.due_to, state="open", unit=next(iter(held.works_for)))
    waiting = Filter(state="awaiting_check")
    return (
        Tally("本周到期的任务", narrowed(seen, flt, today).count(), flt),
        Tally("待核验的任务", narrowed(seen, waiting, today).count(), waiting),
    )


def _alarms(seen: QuerySet[LedgerItem], today: date) -> tuple[Tally, ...]:
    late = Filter(state=OVERDUE)
    bare = Filter(row="-", state="open")
    counts = (
        Tally("逾期的任务", narrowed(seen, late, today).count(), late),
        Tally("没有明确责任单位的任务", narrowed(seen, bare, today).count(), bare),
    )
    return tuple(tally for tally in counts if tally.count)


def _short(item: LedgerItem) -> str:
    return item.text if len(item.text) <= 40 else f"{item.text[:39]}…"
